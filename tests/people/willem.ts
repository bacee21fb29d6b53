import type { Basic, CarePlan, Consent, Flag, List, Patient, RelatedPerson, Resource } from "hl7-fhir-r4-types";
import { profileUrl, system } from "@wijkverband/fhir";
import { coded, own, sct, to } from "./coding.ts";
import { anja, consentScope, eva, familyRole, first, willem } from "./willem-around.ts";
import { allergie, icd, medicatie, problemen, scenarios } from "./willem-health.ts";
import { behandelgrenzen, beleidsdoel, gesprek, waarnemingen, wilsverklaring } from "./willem-wishes.ts";

/** Willem Voorbeeld, 78, lung cancer, at home with Riet, terminal. Invented, as is everybody here; the same people as in the examples of `profiles/`.
 *  Each function gives fresh resources at version 1, as a client would have written them and a store would have kept them. */

const contactRole = "urn:oid:2.16.840.1.113883.2.4.3.11.22.472";

export function willemVoorbeeld(): Patient {
  return {
    resourceType: "Patient",
    ...first("willem-voorbeeld"),
    extension: [
      {
        url: "https://fhir.iknl.nl/fhir/StructureDefinition/ext-LegallyCapable-MedicalTreatmentDecisions",
        extension: [{ url: "legallyCapable", valueBoolean: true }],
      },
    ],
    identifier: [{ system: system.bsn, value: "999911120" }],
    name: [{ use: "official", text: "Willem Voorbeeld", family: "Voorbeeld", given: ["Willem"] }],
    telecom: [{ system: "phone", value: "+31 00 000 00 01", use: "home" }],
    gender: "male",
    birthDate: "1948-03-12",
    address: [{ use: "home", line: ["Voorbeeldstraat 12"], city: "Voorbeeldstad", postalCode: "0000 AA" }],
    generalPractitioner: [to("Organization/praktijk-voorbeeldstraat"), eva],
  };
}

/** Riet is first contact, legal representative and informal carer; Anja second contact. */
export function naasten(): RelatedPerson[] {
  return [
    {
      resourceType: "RelatedPerson",
      ...first("riet-voorbeeld"),
      active: true,
      patient: willem,
      relationship: [
        coded(contactRole, "01"),
        coded(contactRole, "24"),
        coded("urn:oid:2.16.840.1.113883.2.4.3.11.60.40.4.23.1", "100001"),
        coded(familyRole, "WIFE"),
      ],
      name: [{ use: "official", text: "Riet Voorbeeld", family: "Voorbeeld", given: ["Riet"] }],
      telecom: [{ system: "phone", value: "+31 00 000 00 02", use: "mobile" }],
    },
    {
      resourceType: "RelatedPerson",
      ...first("anja-voorbeeld"),
      active: true,
      patient: willem,
      relationship: [coded(contactRole, "02"), coded(familyRole, "DAUC")],
      name: [{ use: "official", text: "Anja Voorbeeld", family: "Voorbeeld", given: ["Anja"] }],
      telecom: [{ system: "phone", value: "+31 00 000 00 03", use: "mobile" }],
    },
  ];
}

/** Eva can be called on weekdays until 23:00 and at weekends from 9:00 to 21:00, for two weeks. */
export function bereikbaarheid(): Basic {
  const hours = (days: readonly string[], start: string, end: string): NonNullable<Basic["extension"]>[number] => ({
    url: profileUrl("available-time"),
    extension: [...days.map((valueCode) => ({ url: "daysOfWeek", valueCode })), { url: "start", valueTime: start }, { url: "end", valueTime: end }],
  });
  return {
    resourceType: "Basic",
    ...first("willem-bereikbaarheid-huisarts"),
    extension: [
      { url: profileUrl("availability-period"), valuePeriod: { start: "2026-11-20T17:00:00+01:00", end: "2026-12-04T08:00:00+01:00" } },
      hours(["mon", "tue", "wed", "thu", "fri"], "17:00:00", "23:00:00"),
      hours(["sat", "sun"], "09:00:00", "21:00:00"),
      { url: profileUrl("availability-telecom"), valueContactPoint: { system: "phone", value: "+31 00 000 00 14", use: "mobile", rank: 1 } },
    ],
    code: own("overdracht", "bereikbaarheid-huisarts"),
    subject: willem,
    created: "2026-11-20",
    author: eva,
  };
}

/** Home care twice a day, and Anja at weekends. */
function zorgAanwezig(): CarePlan[] {
  const help = (id: string, code: string, performer: ReturnType<typeof to>, description: string): CarePlan => ({
    resourceType: "CarePlan",
    ...first(id),
    status: "active",
    intent: "plan",
    category: [sct("243114000")],
    subject: willem,
    activity: [{ detail: { code: sct(code), status: "in-progress", performer: [performer], description } }],
  });
  return [
    help("willem-zorg-thuiszorg", "60689008", to("Organization/thuiszorg-proeftuin", "Thuiszorg De Proeftuin"), "Wassen, verzorgen en medicijnen klaarzetten."),
    help("willem-zorg-anja", "386229000", anja, "Anja slaapt in het weekend bij haar ouders."),
  ];
}

/** Key safe; never in a document. */
export function toegangWoning(): Flag {
  return {
    resourceType: "Flag",
    ...first("willem-toegang-woning"),
    status: "active",
    category: [own("overdracht", "toegang-woning")],
    code: { text: "Sleutelkluisje links naast de voordeur, code 0000." },
    subject: willem,
    period: { start: "2026-11-18", end: "2026-12-31" },
    author: eva,
  };
}

/** Opt-in for the post; never in a document. */
export function toestemming(): Consent {
  return {
    resourceType: "Consent",
    ...first("willem-toestemming"),
    status: "active",
    scope: coded(consentScope, "patient-privacy"),
    category: [coded("http://terminology.hl7.org/CodeSystem/v3-ActCode", "IDSCL")],
    patient: willem,
    dateTime: "2026-11-10",
    performer: [willem],
    policyRule: coded("http://terminology.hl7.org/CodeSystem/v3-ActCode", "OPTIN"),
    verification: [{ verified: true, verifiedWith: to("Patient/willem-voorbeeld"), verificationDate: "2026-11-10" }],
    provision: {
      provision: [
        {
          type: "permit",
          period: { start: "2026-11-10", end: "2027-11-10" },
          actor: [{ role: coded("http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "IRCP"), reference: to("Organization/spoedpost-modelregio") }],
        },
      ],
    },
  };
}

/** "None known" or "not discussed" for a section. */
export function uitdrukkelijkNiets(section: string, reason: "nilknown" | "notasked" = "nilknown"): List {
  return {
    resourceType: "List",
    ...first(`willem-geen-${section}`),
    status: "current",
    mode: "snapshot",
    code: own("overdracht-sectie", section),
    subject: willem,
    date: "2026-11-18",
    emptyReason: coded("http://terminology.hl7.org/CodeSystem/list-empty-reason", reason),
  };
}

/** All that is kept about Willem, complete by rule `minimum`. */
export function willemsDossier(): Resource[] {
  return [
    willemVoorbeeld(),
    ...naasten(),
    ...behandelgrenzen(),
    wilsverklaring(),
    ...waarnemingen(),
    ...problemen(),
    ...medicatie(),
    allergie(),
    scenarios(),
    bereikbaarheid(),
    ...zorgAanwezig(),
    beleidsdoel(),
    ...icd(),
    ...gesprek(),
    toegangWoning(),
    toestemming(),
  ];
}
