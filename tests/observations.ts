import { mainPatient } from "@wijkverband/server";
import type { Resource } from "hl7-fhir-r4-types";
import { expect } from "vitest";
import type { Answer, Demo } from "./harness.ts";

/** The system of the numbers that a source gives its observations. */
const source = "https://his.voorbeeld.example";
const jsonPatch = { "content-type": "application/json-patch+json" };

/** An observation of the main patient, under a number of its source. */
export function observation(number: string, change: object = {}): object {
  return { resourceType: "Observation", status: "final", identifier: [{ system: source, value: number }], code: { text: "gewicht" }, subject: { reference: mainPatient }, valueQuantity: { value: 70.5, unit: "kg" }, ...change };
}

/** The condition that finds it by that number. */
export function condition(number: string): string {
  return `identifier=${encodeURIComponent(`${source}|${number}`)}`;
}

/** The header that names the version a change is based on. */
export function against(etag: string): Readonly<Record<string, string>> {
  return { "if-match": `W/"${etag}"` };
}

/** One operation of a FHIRPath Patch. */
export function operation(type: string, path: string, ...more: readonly object[]): object {
  return { name: "operation", part: [{ name: "type", valueCode: type }, { name: "path", valueString: path }, ...more] };
}

export function fhirPath(...parameter: readonly object[]): object {
  return { resourceType: "Parameters", parameter };
}

export function replaceStatus(status: string): object {
  return fhirPath(operation("replace", "Observation.status", { name: "value", valueCode: status }));
}

export interface Made {
  readonly id: string;
  readonly path: string;
  readonly number: string;
}

let made = 0;

/** Stores an observation of its own for a test. */
export async function storeObservation(demo: Demo, who: string, change: object = {}): Promise<Made> {
  const number = `n-${++made}`;
  const answer = await demo.ask(who, "POST", "Observation", observation(number, change));
  expect(answer.status).toBe(201);
  return { id: answer.body.id ?? "", path: `Observation/${answer.body.id}`, number };
}

/** Patches against a version: JSON Patch for a list, else FHIRPath Patch. */
export function patch(demo: Demo, who: string, path: string, body: object, etag = "1", headers: object = {}): Promise<Answer> {
  return demo.ask(who, "PATCH", path, body, { ...(Array.isArray(body) && jsonPatch), ...against(etag), ...headers });
}

/** What the caller finds under a number. */
export async function foundUnder(demo: Demo, who: string, number: string): Promise<readonly (Resource | undefined)[]> {
  return ((await demo.ask(who, "GET", `Observation?${condition(number)}`)).body.entry ?? []).map(({ resource }) => resource);
}
