import type { CareTeam, HealthcareService, Organization, OrganizationAffiliation, Practitioner, PractitionerRole, Resource } from "hl7-fhir-r4-types";
import { codeSystemUrl, profileUrl, system } from "@wijkverband/fhir";
import { coded, own, to } from "./coding.ts";

/** The people and organisations around Willem: practice, post, home care, covering practice. Invented. */

const practice = to("Organization/praktijk-voorbeeldstraat", "Huisartsenpraktijk Voorbeeldstraat");
const weekdays = ["mon", "tue", "wed", "thu", "fri"] as const;

function first(id: string): { id: string; meta: { versionId: string; lastUpdated: string } } {
  return { id, meta: { versionId: "1", lastUpdated: "2026-11-01T09:00:00.000Z" } };
}

function organization(id: string, name: string, type: string, ura: string, phone: string): Organization {
  return {
    resourceType: "Organization",
    ...first(id),
    active: true,
    identifier: [{ system: system.ura, value: ura }],
    type: [coded(system.organizationType, type)],
    name,
    telecom: [{ system: "phone", value: phone, use: "work" }],
  };
}

export function praktijkVoorbeeldstraat(): Organization {
  return organization("praktijk-voorbeeldstraat", "Huisartsenpraktijk Voorbeeldstraat", "Z3", "00000101", "+31 00 000 00 11");
}

export function praktijkModellaan(): Organization {
  return organization("praktijk-modellaan", "Huisartsenpraktijk Modellaan", "Z3", "00000106", "+31 00 000 00 15");
}

export function spoedpostModelregio(): Organization {
  return organization("spoedpost-modelregio", "Huisartsenspoedpost Modelregio", "N6", "00000102", "+31 00 000 00 30");
}

function thuiszorgProeftuin(): Organization {
  return organization("thuiszorg-proeftuin", "Thuiszorg De Proeftuin", "T2", "00000103", "+31 00 000 00 20");
}

function practitioner(id: string, name: string, phone: string, role: string, at: ReturnType<typeof to> = practice): [PractitionerRole, Practitioner] {
  const [given = "", family = ""] = name.split(" ");
  return [
    {
      resourceType: "PractitionerRole",
      ...first(`${id}-${role}`),
      active: true,
      practitioner: to(`Practitioner/${id}`, name),
      organization: at,
      code: [own("rol", role)],
      telecom: [{ system: "phone", value: phone, use: "work" }],
    },
    { resourceType: "Practitioner", ...first(id), name: [{ use: "official", text: name, family, given: [given] }] },
  ];
}

/** The GP who knows Willem. */
export function evaFictief(): [PractitionerRole, Practitioner] {
  return practitioner("eva-fictief", "Eva Fictief", "+31 00 000 00 10", "huisarts");
}

/** The second one; `days` on duty from 8:00 to 17:00, none: no roster. */
export function basVerzonnen(days: readonly (typeof weekdays)[number][] = []): [PractitionerRole, Practitioner] {
  const [role, person] = practitioner("bas-verzonnen", "Bas Verzonnen", "+31 00 000 00 12", "huisarts");
  return [{ ...role, ...(days.length > 0 && { availableTime: [{ daysOfWeek: [...days], availableStartTime: "08:00:00", availableEndTime: "17:00:00" }] }) }, person];
}

export function wilProefneming(): [PractitionerRole, Practitioner] {
  return practitioner("wil-proefneming", "Wil Proefneming", "+31 00 000 00 13", "waarnemer");
}

function noorVerzonnen(): [PractitionerRole, Practitioner] {
  return practitioner("noor-verzonnen", "Noor Verzonnen", "+31 00 000 00 20", "wijkverpleegkundige", to("Organization/thuiszorg-proeftuin"));
}

/** Willem's registration: Eva and Bas, and a locum from 21 to 24 December who is there at night too. */
export function huisartsteamWillem(): CareTeam {
  const teamrol = (code: string): { coding: { system: string; code: string }[] }[] => [{ coding: [{ system: codeSystemUrl("teamrol"), code }] }];
  return {
    resourceType: "CareTeam",
    ...first("huisartsteam-willem"),
    status: "active",
    category: [own("team", "huisartsteam")],
    subject: to("Patient/willem-voorbeeld"),
    period: { start: "2011-05-02" },
    managingOrganization: [practice],
    participant: [
      { role: teamrol("vaste-huisarts"), member: to("PractitionerRole/eva-fictief-huisarts", "Eva Fictief, huisarts"), period: { start: "2011-05-02" } },
      { role: teamrol("vaste-tweede-huisarts"), member: to("PractitionerRole/bas-verzonnen-huisarts", "Bas Verzonnen, huisarts"), period: { start: "2019-09-01" } },
      {
        extension: [{ url: profileUrl("includes-anw"), valueBoolean: true }],
        role: teamrol("waarnemer"),
        member: to("PractitionerRole/wil-proefneming-waarnemer", "Wil Proefneming, waarnemer"),
        period: { start: "2026-12-21T08:00:00+01:00", end: "2026-12-24T17:00:00+01:00" },
      },
    ],
  };
}

/** Monday to Friday, closed for a week in May. */
export function praktijkuren(): HealthcareService {
  return {
    resourceType: "HealthcareService",
    ...first("uren-praktijk-voorbeeldstraat"),
    active: true,
    providedBy: practice,
    type: [own("dienst", "praktijkuren")],
    availableTime: [{ daysOfWeek: [...weekdays], availableStartTime: "08:00:00", availableEndTime: "17:00:00" }],
    notAvailable: [{ description: "Meivakantie", during: { start: "2027-05-10", end: "2027-05-14" } }],
  };
}

/** The post lists Koningsdag, Hemelvaart and Bevrijdingsdag of 2027 itself; other years come from the seed. */
export function anwDienst(): HealthcareService {
  const closed = (description: string, date: string): { description: string; during: { start: string; end: string } } => ({ description, during: { start: date, end: date } });
  return {
    resourceType: "HealthcareService",
    ...first("uren-spoedpost-modelregio"),
    active: true,
    providedBy: to("Organization/spoedpost-modelregio"),
    type: [own("dienst", "anw")],
    telecom: [{ system: "phone", value: "+31 00 000 00 31" }],
    availableTime: [
      { daysOfWeek: [...weekdays], availableStartTime: "17:00:00", availableEndTime: "08:00:00" },
      { daysOfWeek: ["sat", "sun"], allDay: true },
    ],
    notAvailable: [closed("Nieuwjaar", "2027-01-01"), closed("Koningsdag", "2027-04-27"), closed("Bevrijdingsdag", "2027-05-05"), closed("Hemelvaart", "2027-05-06")],
  };
}

/** The post covers the practice; Modellaan stands in by day. */
export function verbindingen(): OrganizationAffiliation[] {
  const affiliation = (id: string, code: string, covering: string, start: string): OrganizationAffiliation => ({
    resourceType: "OrganizationAffiliation",
    ...first(id),
    active: true,
    code: [own("verbinding", code)],
    organization: to(covering),
    participatingOrganization: practice,
    period: { start },
  });
  return [
    affiliation("anw-praktijk-voorbeeldstraat", "anw-post", "Organization/spoedpost-modelregio", "2024-01-01"),
    affiliation("waarneming-modellaan", "waarneming", "Organization/praktijk-modellaan", "2025-01-01"),
  ];
}

/** Everybody whom Willem's record refers to. */
export function adresboek(): Resource[] {
  return [
    praktijkVoorbeeldstraat(),
    praktijkModellaan(),
    spoedpostModelregio(),
    thuiszorgProeftuin(),
    ...evaFictief(),
    ...basVerzonnen(),
    ...wilProefneming(),
    ...noorVerzonnen(),
  ];
}
