import { mapReferences, profileUrl, system } from "@wijkverband/fhir";
import type { Bundle, Patient } from "hl7-fhir-r4-types";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { exampleRecord, recordFor } from "./examples.ts";
import type { Identified } from "./directory.ts";

/** A patient whom no practice registered yet: the README walks the whole story with this BSN. */
export const storyBsn = "999990019";

/** What the first transaction leaves out: just what `minimum` then asks for. */
const later: readonly string[] = ["MedicationStatement", "MedicationRequest", "AllergyIntolerance", "Basic", "CarePlan", "Flag"];

/** Writes the files that the README sends with curl: the ACP set as a HIS has it, and what it adds afterwards. */
export function writeStory(folder: string, at: Date): void {
  mkdirSync(folder, { recursive: true });
  const patient = storyPatient();
  const record = recordFor(exampleRecord(at), patient, "verhaal");
  const isLater = (resource: Identified): boolean =>
    later.includes(resource.resourceType) || (resource.resourceType === "Observation" && (resource.code?.coding?.some(({ code }) => code === "prognose" || code === "palliatieve-fase") ?? false));
  write(join(folder, "1-acp-set.json"), transaction(record.filter((resource) => !isLater(resource))));
  write(join(folder, "2-what-was-missing.json"), transaction([patient, ...record.filter(isLater)]));
}

function storyPatient(): Identified<Patient> {
  return {
    resourceType: "Patient",
    id: "story",
    meta: { profile: [profileUrl("wijk-patient")] },
    identifier: [{ system: system.bsn, value: storyBsn }],
    name: [{ use: "official", text: "Truus Verhaal", given: ["Truus"], family: "Verhaal" }],
    gender: "female",
    birthDate: "1944-06-02",
    address: [{ use: "home", line: ["Voorbeeldstraat 44"], city: "Voorbeeldstad", postalCode: "0000 AA" }],
  };
}

/** A transaction as a HIS sends it: its own ids as URNs, and a business identifier on whatever can carry one, so that sending it again changes nothing. */
function transaction(record: readonly Identified[]): Bundle {
  const urns = new Map(record.map(({ resourceType, id }) => [`${resourceType}/${id}`, `urn:uuid:${uuidOf(`${resourceType}/${id}`)}`]));
  return {
    resourceType: "Bundle",
    type: "transaction",
    entry: record.map((resource) => {
      const { id: _id, ...sent } = mapReferences(resource, (reference) => urns.get(reference) ?? reference);
      return { fullUrl: urns.get(`${resource.resourceType}/${resource.id}`) ?? "", resource: sent as typeof resource, request: { method: "POST", url: resource.resourceType } };
    }),
  };
}

/** A fixed UUID for a name; good enough for a file that is made anew each time. */
function uuidOf(name: string): string {
  let hash = 0n;
  for (const character of name) hash = (hash * 1_099_511_628_211n + BigInt(character.codePointAt(0) ?? 0)) & ((1n << 128n) - 1n);
  const hex = (hash | (1n << 127n)).toString(16).padStart(32, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

function write(file: string, content: unknown): void {
  writeFileSync(file, `${JSON.stringify(content, undefined, 2)}\n`);
}
