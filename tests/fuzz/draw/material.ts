import { createValidator, createXmlCodec, loadDefinitions, storedTypes, type Validator, type XmlCodec } from "@wijkverband/fhir";
import { people } from "@wijkverband/server";
import type { CapabilityStatement, OperationDefinition } from "hl7-fhir-r4-types";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** What requests are made of: what the server says of itself, and what our profiles say of resources. */
export interface Material {
  readonly validator: Validator;
  readonly codec: XmlCodec;
  readonly types: readonly string[];
  readonly examples: readonly JsonObject[];
  readonly operations: readonly OperationDefinition[];
  readonly rest: readonly Announced[];
  readonly people: readonly string[];
  /** References to patients of the huisarts. */
  readonly patients: readonly string[];
  /** References, cursors, versions and tokens that answers held; grows while requests are sent, up to a number. */
  readonly seen: Seen;
}

/** A type as the CapabilityStatement has it. */
interface Announced {
  readonly type: string;
  readonly parameters: readonly { readonly name: string; readonly type: string }[];
  readonly includes: readonly string[];
}

interface Seen {
  readonly references: string[];
  readonly urls: string[];
  /** As they were stored when they were last seen, with id and version. */
  readonly resources: JsonObject[];
}

const profiles = join(import.meta.dirname, "../../../profiles");

/** @param metadata the CapabilityStatement of the server under test
 *  @param patients references to patients there */
export function gatherMaterial(metadata: CapabilityStatement, patients: readonly string[]): Material {
  const validator = createValidator(loadDefinitions(join(profiles, "generated")));
  const examples = JSON.parse(readFileSync(join(profiles, "generated/examples.json"), "utf8")) as readonly JsonObject[];
  const folder = join(profiles, "fsh-generated/resources");
  const operations = readdirSync(folder)
    .filter((name) => name.startsWith("OperationDefinition-"))
    .map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as OperationDefinition);
  const rest = (metadata.rest?.[0]?.resource ?? []).map(({ type, searchParam, searchInclude = [], searchRevInclude = [] }) => ({
    type,
    parameters: (searchParam ?? []).map(({ name, type: kind }) => ({ name, type: kind })),
    includes: [...searchInclude, ...searchRevInclude],
  }));
  return {
    validator,
    codec: createXmlCodec(validator),
    types: storedTypes.map(({ type }) => type),
    examples,
    operations,
    rest,
    patients: patients.filter((reference) => !reference.endsWith(control)),
    people: people.map(({ key }) => key),
    seen: { references: examples.flatMap(({ resourceType, id }) => (typeof id === "string" && typeof resourceType === "string" ? [`${resourceType}/${id}`] : [])), urls: [], resources: [] },
  };
}

/** Remembers what a later request may name: where something was made, and pages that follow. */
export function remember({ seen, types }: Material, location: string | undefined, text: string): void {
  keep(seen.references, /\/fhir\/([A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64})/.exec(location ?? "")?.[1]);
  if (text.length < 200_000 && text.startsWith('{"resourceType":"Bundle"')) {
    for (const { resource } of (JSON.parse(text) as { entry?: readonly { resource?: JsonObject }[] }).entry ?? []) {
      if (resource === undefined || typeof resource["id"] !== "string" || typeof resource["resourceType"] !== "string" || !types.includes(resource["resourceType"])) continue;
      keep(seen.resources, resource);
      keep(seen.references, `${resource["resourceType"]}/${resource["id"]}`);
    }
  }
  if (!text.includes('"next"')) return;
  keep(seen.urls, /"relation":"next","url":"[^"]*(\/fhir\/[^"]{1,4000})"/.exec(text)?.[1]);
}

/** A palliative patient whom no request names, so that what holds of that record before holds afterwards too. */
export const control = "patient-0100";

/** When there are many, new ones take the place of others in turn. */
function keep<T>(list: T[], found: T | undefined): void {
  if (found === undefined || (typeof found === "string" ? found : JSON.stringify(found)).includes(control)) return;
  if (list.length < 1000) list.push(found);
  else list[(turn += 1) % list.length] = found;
}

let turn = 0;
