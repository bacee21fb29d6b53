import { day } from "@wijkverband/care";
import { mapReferences, profileUrl } from "@wijkverband/fhir";
import type { Resource } from "hl7-fhir-r4-types";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Identified } from "./directory.ts";

/** The day after which the examples in profiles/ are set: whatever they say starts "today" is in force already. */
const setOn = Date.parse("2026-11-21T00:00:00Z");

/** What the demo seeds by itself: teams, consent and documents. Tasks and messages come of what people do. */
const ownWay: readonly string[] = ["CareTeam", "AuditEvent", "Task", "Communication", "Bundle", "Composition", "DocumentReference", "ServiceRequest", "MedicationDispense", "Subscription"];

/** The shared plan and what hangs in it: written by several organisations, one after the other, and seeded by nobody yet. */
const sharedPlan: readonly string[] = ["wijk-zorgplan", "nursing-intervention", "wijk-goal", "mdo-encounter", "contact-encounter", "two-signatures"].map(profileUrl);

/** The content of the example patient's record, as in profiles/, moved in time so that it is as recent at `at` as it was on the day it is set. */
export function exampleRecord(at: Date): readonly Identified[] {
  const shift = Math.round((at.getTime() - setOn) / day);
  return readExamples()
    .filter((resource) => isContent(resource) && !ownWay.includes(resource.resourceType) && !resource.meta?.profile?.some((profile) => sharedPlan.includes(profile)))
    .map((resource) => moved(resource, shift));
}

/** The same content about somebody else: new ids, another patient. `suffix` keeps ids apart. */
export function recordFor(record: readonly Identified[], patient: Identified, suffix: string): readonly Identified[] {
  const renamed = new Map(record.map(({ resourceType, id }) => [`${resourceType}/${id}`, resourceType === "Patient" ? patient.id : `${id.replace("willem", suffix)}-${suffix}`.slice(0, 64)]));
  return record.map((resource) => {
    const id = renamed.get(`${resource.resourceType}/${resource.id}`) ?? resource.id;
    const other = resource.resourceType === "Patient" ? patient : resource;
    const changed = mapReferences(other, (reference) => {
      const target = renamed.get(reference);
      return target === undefined ? reference : `${reference.split("/")[0]}/${target}`;
    });
    return { ...withoutNames(changed), id };
  });
}

function isContent(resource: Resource): boolean {
  const about = JSON.stringify(resource).includes("Patient/willem-voorbeeld") || resource.id === "willem-voorbeeld" || (resource.id?.startsWith("willem-") ?? false);
  const consent = resource.resourceType === "Consent" && resource.scope.coding?.some(({ code }) => code === "patient-privacy");
  return about && consent !== true;
}

/** Displays name the example patient; somebody else's record must not. */
function withoutNames<R extends Resource>(resource: R): R {
  return JSON.parse(JSON.stringify(resource, (key, value: unknown) => (key === "display" && typeof value === "string" && value.includes("Willem") ? undefined : value)).replaceAll("Willem", "de patiënt")) as R;
}

/** Every date but a birth date moves; how precise it is stays. */
function moved<R extends Identified>(resource: R, days: number): R {
  const text = JSON.stringify(resource, (key, value: unknown) => {
    if (typeof value !== "string" || key === "birthDate" || !/^20(2[5-9]|[3-9]\d)-\d{2}(-\d{2}(T.*)?)?$/.test(value)) return value;
    const length = Math.min(value.length, 10);
    const whole = length === 7 ? `${value}-15` : value.slice(0, 10);
    const shifted = new Date(Date.parse(`${whole}T00:00:00Z`) + days * day).toISOString();
    return shifted.slice(0, length) + value.slice(length);
  });
  return JSON.parse(text) as R;
}

let examples: readonly Identified[] | undefined;

function readExamples(): readonly Identified[] {
  examples ??= JSON.parse(readFileSync(join(import.meta.dirname, "../../../../profiles/generated/examples.json"), "utf8")) as readonly Identified[];
  return examples;
}
