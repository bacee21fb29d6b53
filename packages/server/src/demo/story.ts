import { findReferences, mapReferences, profileUrl, system } from "@wijkverband/fhir";
import type { Bundle, Patient } from "hl7-fhir-r4-types";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { exampleRecord, recordFor } from "./examples.ts";
import type { Identified } from "./directory.ts";

/** A patient whom no practice registered yet: the README walks the whole story with this BSN. */
export const storyBsn = "999990019";

/** How the HIS of the story numbers what it sends. */
const hisNumbers = "https://his.voorbeeld.example/nummer";

/** What the first transaction leaves out: just what `minimum` then asks for. */
const later: readonly string[] = ["MedicationStatement", "MedicationRequest", "AllergyIntolerance", "Basic", "CarePlan", "Flag"];

/** Writes the files that the README sends with curl: the ACP set as a HIS has it, and what it adds afterwards. */
export function writeStory(folder: string, at: Date): void {
  mkdirSync(folder, { recursive: true });
  const patient = storyPatient();
  // a HIS sends what it keeps; the filled-in form of the PZP says the same in another way
  const record = recordFor(exampleRecord(at), patient, "verhaal").filter(({ resourceType }) => resourceType !== "QuestionnaireResponse");
  const isLater = (resource: Identified): boolean =>
    later.includes(resource.resourceType) || (resource.resourceType === "Observation" && (resource.code?.coding?.some(({ code }) => code === "prognose" || code === "palliatieve-fase") ?? false));
  write(join(folder, "1-acp-set.json"), transaction(record.filter((resource) => !isLater(resource))));
  // what was sent before comes along where the new part points at it: its number tells that it is known
  write(join(folder, "2-what-was-missing.json"), transaction(withTargets(record.filter(isLater), record)));
}

/** The chosen resources and all of the record that they refer to, in the order of the record. */
function withTargets(chosen: readonly Identified[], record: readonly Identified[]): readonly Identified[] {
  const wanted = new Set(chosen.flatMap((resource) => [referenceOf(resource), ...findReferences(resource).map(({ reference }) => reference)]));
  const more = record.filter((resource) => wanted.has(referenceOf(resource)));
  return more.length > chosen.length ? withTargets(more, record) : more;
}

function referenceOf({ resourceType, id }: Identified): string {
  return `${resourceType}/${id}`;
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
  const urns = new Map(record.map((resource) => [referenceOf(resource), `urn:uuid:${uuidOf(referenceOf(resource))}`]));
  return {
    resourceType: "Bundle",
    type: "transaction",
    entry: record.map((resource) => {
      const { id, ...sent } = mapReferences(resource, (reference) => urns.get(reference) ?? reference);
      const numbered = resource.resourceType === "Patient" ? sent : { ...sent, identifier: [{ system: hisNumbers, value: `${resource.resourceType}/${id}` }] };
      return { fullUrl: urns.get(referenceOf(resource)) ?? "", resource: numbered as typeof resource, request: { method: "POST", url: resource.resourceType } };
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
