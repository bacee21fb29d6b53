import { auditEvents, handle, startTrail, type House } from "@wijkverband/facade";
import { Anomaly, codeSystemUrl, patientReferences, storedType } from "@wijkverband/fhir";
import { supportedScopes, type Principal } from "@wijkverband/identity";
import type { Labels } from "@wijkverband/policy";
import type { Change } from "@wijkverband/store";
import type { Resource } from "hl7-fhir-r4-types";
import { fhirUserOf } from "./clients.ts";
import { directoryResources, orgRef, type Identified } from "./directory.ts";
import { exampleRecord, recordFor } from "./examples.ts";
import { demoBsns, demoPatient, generalPractitioners, privacyConsent, registration, wijkteam } from "./patients.ts";
import { mainPatient, organizationOf, people, practices } from "./region.ts";

/** One in a hundred patients is in the palliative phase, as in a Dutch practice; these have a published handover. */
const palliativeShare = 100;
const chunk = 250;

/** Seeds the demo's region once: the directory, `count` patients with their registration, and handovers that are published the ordinary way. */
export async function seedDemo(house: House, count: number, progress: (done: number, total: number) => void): Promise<void> {
  const at = house.clock();
  const main = mainPatient.slice("Patient/".length);
  if ((await house.store.tiesOf(main, "addressed")).length > 0) return;

  await write(house, directoryResources(at).map(({ resource, author }) => ({ resource, author })));
  const bsns = demoBsns(count - 1);
  const record = exampleRecord(at);
  for (let start = 0; start < bsns.length; start += chunk) {
    const patients = bsns.slice(start, start + chunk).map((bsn, place) => {
      const index = start + place + 1;
      const practice = practices[index % 10 < 7 ? 0 : 1] ?? "";
      return { patient: demoPatient(index, bsn, practice), practice, index };
    });
    const resources = patients.flatMap(({ patient, practice, index }) => [
      { resource: patient, author: orgRef(practice) },
      { resource: registration(patient.id, practice, at), author: orgRef(practice) },
      ...(isPalliative(index) ? recordFor(record, patient, patient.id).filter(({ resourceType }) => resourceType !== "Patient").map((resource) => ({ resource, author: orgRef(practice) })) : []),
    ]);
    await write(house, resources);
    for (const { patient, practice, index } of patients) if (isPalliative(index) && practice === practices[0]) await publish(house, patient.id);
    progress(Math.min(start + chunk, bsns.length), count);
  }
  const practice = practices[0] ?? "";
  const mine = [...record.map((resource) => asMain(resource, practice)), registration(main, practice, at, true), wijkteam(main), privacyConsent(main, at)];
  await write(house, mine.map((resource) => ({ resource, author: orgRef(practice) })));
  await publish(house, main);
  progress(count, count);
}

function isPalliative(index: number): boolean {
  return index % palliativeShare === 0;
}

function asMain(resource: Identified, practice: string): Identified {
  if (resource.resourceType !== "Patient") return resource;
  return { ...resource, generalPractitioner: generalPractitioners(practice) };
}

interface Seed {
  readonly resource: Identified;
  readonly author: string;
}

/** Writes what isn't there yet, so that a seeding that was cut short goes on where it stopped. Everything is validated as if a client had sent it. */
async function write(house: House, seeds: readonly Seed[]): Promise<void> {
  const there = await house.store.readMany(seeds.map(({ resource }) => `${resource.resourceType}/${resource.id}`));
  const changes = seeds.filter(({ resource }) => !there.has(`${resource.resourceType}/${resource.id}`)).map((seed) => asChange(house, seed));
  if (changes.length === 0) return;
  const at = house.clock();
  const trail = startTrail({ interaction: "transaction", action: "C", requestId: house.newId() });
  await house.store.transact({ changes, at, audit: () => auditEvents(trail, { outcome: "0", status: 200 }, at) });
}

function asChange(house: House, { resource, author }: Seed): Change {
  const faults = house.validator.validate(resource).filter(({ severity }) => severity === undefined || severity === "error");
  if (faults.length > 0) throw new Anomaly("fault", `the demo's ${resource.resourceType}/${resource.id} is invalid: ${faults.map(({ expression, text }) => `${expression}: ${text}`).join("; ")}`);
  const labels = labelsOf(resource, author);
  const security = labels.domain === undefined ? {} : { security: [{ system: codeSystemUrl("domein"), code: labels.domain }] };
  return { op: "create", resource: { ...resource, meta: { ...resource.meta, ...security, source: `${house.baseUrl}/${author}` } }, labels };
}

function labelsOf(resource: Resource, author: string): Labels {
  if (storedType(resource.resourceType)?.kind === "directory") return { author };
  const own = patientReferences(resource)[0]?.slice("Patient/".length);
  // a device says by what refers to it whose it is; here by its id
  const patient = own ?? resource.id?.match(/(patient-\d+)$/)?.[1] ?? mainPatient.slice("Patient/".length);
  const domain = ["Patient", "RelatedPerson", "CareTeam"].includes(resource.resourceType) ? "gedeeld" : "medisch";
  return { patient, domain, author };
}

/** Publishes as the practice's own system does. */
async function publish(house: House, patient: string): Promise<void> {
  const principal = principalOf("his-systeem");
  await handle(house, { method: "POST", path: `Patient/${patient}/$publish-handover`, query: [], lenient: false, wants: "fhir", language: "nl", principal, requestId: house.newId() });
}

/** The principal that a demo person's token gives. */
export function principalOf(key: string): Principal {
  const person = personOf(key);
  const { system, identifier, name, type } = organizationOf(person.organization);
  return {
    client: `systeem-${person.organization}`,
    organization: { system, identifier, name, type },
    person: { id: person.id, name: person.name, role: person.role, fhirUser: fhirUserOf(person) },
    purpose: "TREAT",
    scopes: supportedScopes,
    tokenId: `seed-${key}`,
    expires: Number.MAX_SAFE_INTEGER,
  };
}

function personOf(key: string): (typeof people)[number] {
  const found = people.find((person) => person.key === key);
  if (found === undefined) throw new Anomaly("fault", `nobody in the demo is called ${key}`);
  return found;
}
