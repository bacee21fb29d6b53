import { codeSystemUrl, isBsn } from "@wijkverband/fhir";
import type { Caller, Labels } from "@wijkverband/policy";
import { exampleRecord, recordFor } from "@wijkverband/server";
import type { Store } from "@wijkverband/store";
import type { Consent, Observation, ServiceRequest } from "hl7-fhir-r4-types";
import { directoryResources, orgRef, type Identified } from "../../packages/server/src/demo/directory.ts";
import { demoPatient, privacyConsent, registration, wijkteam } from "../../packages/server/src/demo/patients.ts";

/** A region as the demo's, ten times its size: 20,000 patients, 14,000 of one practice. A tenth has a palliative record that is published to the post,
 *  a hundredth a neighbourhood team; a quarter let the posts in by kind. Written to the store as the server would, without validating it again. */
export const patients = 20_000;
const chunk = 100;
const bigPractice = "praktijk-voorbeeldstraat";
const nursing = "thuiszorg-proeftuin";
const post = "spoedpost-modelregio";

/** Who asks: the practice of 14,000, a nurse in the teams of 200, and the post with 2,000 handovers. */
export const askers: Readonly<Record<"huisarts" | "nurse" | "post", { readonly person: string; readonly caller: Caller }>> = {
  huisarts: { person: "huisarts", caller: { role: "huisarts", organization: orgRef(bigPractice), organizationType: "Z3", person: "PractitionerRole/eva-fictief-huisarts" } },
  nurse: { person: "wijkverpleegkundige", caller: { role: "wijkverpleegkundige", organization: orgRef(nursing), organizationType: "T2", person: "PractitionerRole/noor-verzonnen-wijkverpleegkundige" } },
  post: { person: "post-huisarts", caller: { role: "post-huisarts", organization: orgRef(post), organizationType: "N6", person: "PractitionerRole/role-post-huisarts" } },
};

/** What the questions are made from. */
export interface RegionPatient {
  readonly id: string;
  readonly bsn: string;
  readonly hasRecord: boolean;
  readonly hasTeam: boolean;
}

/** Fills an empty store. @param at now: everything in force is so at this instant. */
export async function fillRegion(store: Store, at: Date): Promise<readonly RegionPatient[]> {
  await write(store, directoryResources(at), at);
  const record = exampleRecord(at);
  const people = bsns(patients).map((bsn, index): RegionPatient & { readonly index: number; readonly practice: string } => {
    const practice = index % 10 < 7 ? bigPractice : "praktijk-modellaan";
    return { id: demoPatient(index, bsn, practice).id, bsn, index, practice, hasRecord: index % 20 === 0 || index % 20 === 9, hasTeam: index % 100 === 0 };
  });
  for (let start = 0; start < people.length; start += chunk) await write(store, people.slice(start, start + chunk).flatMap((each) => aboutPatient(each, record, at)), at);
  return people;
}

interface Authored {
  readonly resource: Identified;
  readonly author: string;
}

function aboutPatient({ index, bsn, practice, hasRecord, hasTeam }: RegionPatient & { readonly index: number; readonly practice: string }, record: readonly Identified[], at: Date): readonly Authored[] {
  const patient = demoPatient(index, bsn, practice);
  const own = hasRecord ? recordFor(record, patient, patient.id).filter(({ resourceType }) => resourceType !== "Patient") : [];
  const byPractice: readonly Identified[] = [
    patient,
    registration(patient.id, practice, at),
    ...own,
    ...(hasRecord ? [publication(patient.id, own, at)] : []),
    ...(hasTeam ? [wijkteam(patient.id), privacyConsent(patient.id, at)] : []),
    ...(index % 4 === 1 ? [consentToPosts(patient.id, at)] : []),
  ];
  const byNurses = hasTeam ? Array.from({ length: 10 }, (_, n) => nursingObservation(patient.id, n, at)) : [];
  return [...byPractice.map((resource) => ({ resource, author: orgRef(practice) })), ...byNurses.map((resource) => ({ resource, author: orgRef(nursing) }))];
}

async function write(store: Store, authored: readonly Authored[], at: Date): Promise<void> {
  await store.transact({ changes: authored.map(({ resource, author }) => ({ op: "create", resource, labels: labelsOf(resource, author) })), audit: () => [], at });
}

function labelsOf(resource: Identified, author: string): Labels {
  const reference = /"(?:subject|patient|for)":\{"reference":"Patient\/([^"]+)"/.exec(JSON.stringify(resource))?.[1];
  const patient = resource.resourceType === "Patient" ? resource.id : (reference ?? /patient-\d+$/.exec(resource.id)?.[0]);
  if (patient === undefined) return { author };
  const shared = ["Patient", "RelatedPerson", "CareTeam"].includes(resource.resourceType);
  return { patient, domain: shared ? "gedeeld" : author === orgRef(nursing) ? "verpleegkundig" : "medisch", author };
}

/** An active publication to the post that carries the record. */
function publication(patient: string, record: readonly Identified[], at: Date): Identified<ServiceRequest> {
  return {
    resourceType: "ServiceRequest",
    id: `publicatie-${patient}`,
    status: "active",
    intent: "order",
    category: [{ coding: [{ system: "http://snomed.info/sct", code: "308292007" }] }],
    subject: { reference: `Patient/${patient}` },
    authoredOn: at.toISOString(),
    occurrencePeriod: { start: at.toISOString(), end: daysAfter(at, 28) },
    performer: [{ reference: orgRef(post) }],
    supportingInfo: [`Patient/${patient}`, ...record.map(({ resourceType, id }) => `${resourceType}/${id}`)].map((reference) => ({ reference: reference as "Patient/x" })),
  };
}

/** All out-of-hours posts may come in, as many said to their GP. */
function consentToPosts(patient: string, at: Date): Identified<Consent> {
  const consent = privacyConsent(patient, at);
  const kind = { coding: [{ system: "http://nictiz.nl/fhir/NamingSystem/organization-type", code: "N6" }] };
  return { ...consent, id: `posten-${patient}`, provision: { provision: [{ type: "permit", period: { start: "2026-01-01" }, actor: [{ role: kind }] }] } as Consent["provision"] & object };
}

function nursingObservation(patient: string, n: number, at: Date): Identified<Observation> {
  return {
    resourceType: "Observation",
    id: `verpleging-${n}-${patient}`,
    meta: { security: [{ system: codeSystemUrl("domein"), code: "verpleegkundig" }] },
    status: "final",
    code: { text: "Meting thuis" },
    subject: { reference: `Patient/${patient}` },
    effectiveDateTime: daysAfter(at, -n).slice(0, 10),
    valueString: "zoals verwacht",
  };
}

function daysAfter(at: Date, days: number): string {
  return new Date(at.getTime() + days * 86_400_000).toISOString();
}

/** Numbers that pass the elfproef; 20,000 of them don't fit in the demo's range, and these are never shown to anybody. */
function bsns(count: number): readonly string[] {
  const found: string[] = [];
  for (let value = 999_600_001; found.length < count; value++) if (isBsn(String(value))) found.push(String(value));
  return found;
}

