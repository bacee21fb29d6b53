import { day } from "@wijkverband/care";
import { codeSystemUrl, isBsn, profileUrl, system } from "@wijkverband/fhir";
import type { CareTeam, Consent, Patient } from "hl7-fhir-r4-types";
import { orgRef, roleRef, type Identified } from "./directory.ts";
import { colleagues, mainBsn, people } from "./region.ts";
import { storyBsn } from "./story.ts";

const given = ["Anna", "Bram", "Cora", "Daan", "Els", "Frits", "Greet", "Hugo", "Iris", "Jan", "Kees", "Lena", "Mia", "Nico", "Olga", "Piet", "Ria", "Sjors", "Toos", "Wout"] as const;
const family = ["Akkerdemo", "Bakkerdemo", "Dijkdemo", "Fictema", "Jansdemo", "Kuiperdemo", "Meesdemo", "Proefstra", "Testema", "Voorbeeldsma"] as const;

/** The BSNs of the demo: those that start with 9999 and pass the elfproef, in order, without the two that tell a story. */
export function demoBsns(count: number): readonly string[] {
  const bsns: string[] = [];
  for (let value = 999_900_001; value <= 999_999_999 && bsns.length < count; value++) {
    const bsn = String(value);
    if (isBsn(bsn) && bsn !== mainBsn && bsn !== storyBsn) bsns.push(bsn);
  }
  return bsns;
}

/** The nth patient: the same one every time, and nobody who exists. */
export function demoPatient(index: number, bsn: string, practice: string): Identified<Patient> {
  const name = `${given[index % given.length]} ${family[Math.floor(index / given.length) % family.length]}`;
  const [first = "", last = ""] = name.split(" ");
  const year = 1930 + ((index * 7) % 80);
  return {
    resourceType: "Patient",
    id: `patient-${String(index).padStart(4, "0")}`,
    meta: { profile: [profileUrl("wijk-patient")], security: [shared] },
    identifier: [{ system: system.bsn, value: bsn }],
    name: [{ use: "official", text: name, given: [first], family: last }],
    gender: index % 2 === 0 ? "female" : "male",
    birthDate: `${year}-${pad(1 + (index % 12))}-${pad(1 + ((index * 5) % 28))}`,
    address: [{ use: "home", line: [`Voorbeeldstraat ${1 + (index % 200)}`], city: "Voorbeeldstad", postalCode: "0000 AA" }],
    telecom: [{ system: "phone", value: `+31 00 1${pad(Math.floor(index / 10000))} ${String(index % 10000).padStart(4, "0")}` }],
    generalPractitioner: generalPractitioners(practice),
  };
}

/** Who stands in the Patient, in step with the registration below. */
export function generalPractitioners(practice: string): NonNullable<Patient["generalPractitioner"]> {
  return [orgRef(practice), ...gpsOf(practice).slice(0, 2)].map((reference) => ({ reference }));
}

/** The registration of a patient of the demo. `locum` adds somebody who stands in for the coming year. */
export function registration(patient: string, practice: string, at: Date, locum = false): Identified<CareTeam> {
  const [first, second] = gpsOf(practice);
  const year = new Date(at.getTime() + 365 * day).toISOString();
  const participant = (role: string, reference: string | undefined, end?: string) =>
    reference === undefined ? [] : [{ role: [{ coding: [{ system: codeSystemUrl("teamrol"), code: role }] }], member: { reference }, period: { start: "2024-01-01", ...(end !== undefined && { end }) } }];
  const waarnemer = people.find(({ key }) => key === "waarnemer");
  return {
    resourceType: "CareTeam",
    id: `huisartsteam-${patient}`.slice(0, 64),
    meta: { profile: [profileUrl("huisartsteam")], security: [shared] },
    status: "active",
    category: [{ coding: [{ system: codeSystemUrl("team"), code: "huisartsteam" }] }],
    subject: { reference: `Patient/${patient}` },
    period: { start: "2024-01-01" },
    managingOrganization: [{ reference: orgRef(practice) }],
    participant: [
      ...participant("vaste-huisarts", first),
      ...participant("vaste-tweede-huisarts", second),
      ...(locum && waarnemer !== undefined ? participant("waarnemer", roleRef(waarnemer), year) : []),
    ],
  };
}

/** The neighbourhood team of the main patient: organisations with a function, so that tonight's colleague belongs to it too. */
export function wijkteam(patient: string): Identified<CareTeam> {
  const member = (reference: string, role: string, place?: string) => ({
    role: [{ coding: [{ system: codeSystemUrl("rol"), code: role }, ...(place === undefined ? [] : [{ system: codeSystemUrl("teamrol"), code: place }])] }],
    member: { reference },
    period: { start: "2026-01-01" },
  });
  return {
    resourceType: "CareTeam",
    id: `wijkteam-${patient}`.slice(0, 64),
    meta: { profile: [profileUrl("wijkteam")], security: [shared] },
    status: "active",
    category: [{ coding: [{ system: codeSystemUrl("team"), code: "wijkteam" }] }],
    name: "Team rond de patiënt",
    subject: { reference: `Patient/${patient}` },
    participant: [
      member(orgRef("praktijk-voorbeeldstraat"), "huisarts"),
      member(orgRef("thuiszorg-proeftuin"), "wijkverpleegkundige", "coordinator"),
      member(orgRef("apotheek-voorbeeldplein"), "apotheker"),
      member(orgRef("ouderenzorg-voorbeeldstad"), "specialist-ouderengeneeskunde"),
      member("RelatedPerson/riet-voorbeeld", "mantelzorger", "eerste-aanspreekpunt"),
      member("PractitionerRole/sanne-bedacht-sociaal-werker", "sociaal-werker"),
    ],
  };
}

/** What the main patient said about sharing: the members of the team, each by name. */
export function privacyConsent(patient: string, at: Date): Identified<Consent> {
  const permitted = ["thuiszorg-proeftuin", "apotheek-voorbeeldplein", "ouderenzorg-voorbeeldstad", "sociaal-team-voorbeeldstad"];
  const today = at.toISOString().slice(0, 10);
  return {
    resourceType: "Consent",
    id: `toestemming-${patient}`.slice(0, 64),
    meta: { profile: [profileUrl("privacy-consent")], security: [{ system: codeSystemUrl("domein"), code: "medisch" }] },
    status: "active",
    scope: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/consentscope", code: "patient-privacy" }] },
    category: [{ coding: [{ system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "IDSCL" }] }],
    patient: { reference: `Patient/${patient}` },
    dateTime: today,
    performer: [{ reference: `Patient/${patient}` }],
    organization: [{ reference: orgRef("praktijk-voorbeeldstraat") }],
    policyRule: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "OPTIN" }] },
    verification: [{ verified: true, verifiedWith: { reference: `Patient/${patient}` }, verificationDate: today }],
    provision: {
      provision: permitted.map((key) => ({
        type: "permit",
        period: { start: "2026-01-01" },
        actor: [{ role: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/v3-ParticipationType", code: "IRCP" }] }, reference: { reference: orgRef(key) } }],
      })),
    },
  };
}

const shared = { system: codeSystemUrl("domein"), code: "gedeeld" };

/** The GPs of a practice: vaste huisarts first, then the second. */
function gpsOf(practice: string): readonly string[] {
  return [...people, ...colleagues].filter(({ key, role, organization }) => role === "huisarts" && organization === practice && key !== "his-systeem").map(roleRef);
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}
