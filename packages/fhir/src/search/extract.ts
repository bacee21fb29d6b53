import { evalFhirPathTyped, toTypedValue } from "@medplum/core";
import type { Resource } from "hl7-fhir-r4-types";
import { parsePath } from "../fhirpath.ts";
import type { IndexRow, SearchParameterDefinition } from "../query.ts";
import { storedType } from "../resource-types.ts";
import { compilePath, type PathWalk } from "./compile-path.ts";
import { indexRows, searchableTypes } from "./index-value.ts";
import type { SearchParameters } from "./parameters.ts";

interface Extractor {
  readonly definition: SearchParameterDefinition;
  readonly walk: PathWalk;
}

/** Makes the function that says what a store has to index of a resource: a row for each value of each search parameter of its
 *  type, none twice. `_id` and `_lastUpdated` aren't among them: the store keeps those itself. Expressions are parsed once, here.
 *  @param baseUrl our own FHIR base; an absolute reference under it is indexed as `Type/id`
 *  @throws {Anomaly} `incorrect` here when a definition's expression is no FHIRPath; the function itself doesn't throw. */
export function createIndexer(registry: SearchParameters, baseUrl?: string): (resource: Resource) => readonly IndexRow[] {
  const extractors = new Map<string, readonly Extractor[]>();
  return (resource) => {
    const known = extractors.get(resource.resourceType) ?? makeExtractors(registry, resource.resourceType);
    extractors.set(resource.resourceType, known);
    const rows: IndexRow[] = [];
    for (const { definition, walk } of known) addRows(rows, definition, walk(resource, searchableTypes[definition.type]), baseUrl);
    return rows;
  };
}

function makeExtractors(registry: SearchParameters, type: string): readonly Extractor[] {
  const stored = storedType(type);
  const indexed = stored ? registry.of(stored.type).filter(({ code }) => code !== "_id" && code !== "_lastUpdated") : [];
  return indexed.map((definition) => ({ definition, walk: makeWalk(definition) }));
}

/** A property walk where the expression allows, evaluation where it doesn't. */
export function makeWalk({ expression, base }: SearchParameterDefinition): PathWalk {
  const parsed = parsePath(expression);
  return compilePath(parsed, base) ?? ((resource) => evalFhirPathTyped(parsed, [toTypedValue(resource)]).map((typed) => typed.value as unknown));
}

function addRows(rows: IndexRow[], { code, type }: SearchParameterDefinition, values: readonly unknown[], baseUrl: string | undefined): void {
  const first = rows.length;
  for (const value of values) {
    for (const row of indexRows(type, code, value, baseUrl)) {
      let at = first;
      while (at < rows.length && !isSame(rows[at], row)) at++;
      if (at === rows.length) rows.push(row);
    }
  }
}

function isSame(one: IndexRow | undefined, other: IndexRow): boolean {
  if (one === undefined || one.kind !== other.kind || one.parameter !== other.parameter) return false;
  switch (one.kind) {
    case "token":
      return other.kind === one.kind && one.code === other.code && one.system === other.system;
    case "reference":
      return other.kind === one.kind && one.id === other.id && one.type === other.type;
    case "string":
    case "uri":
      return other.kind === one.kind && one.value === other.value;
    case "date":
      return other.kind === one.kind && one.start === other.start && one.end === other.end;
  }
}
