import { evalFhirPathTyped, toTypedValue } from "@medplum/core";
import type { Resource } from "hl7-fhir-r4-types";
import { parsePath } from "../fhirpath.ts";
import { canonicalBase } from "../identifier.ts";
import type { IndexRow, SearchParameterDefinition } from "../query.ts";
import { storedType } from "../resource-types.ts";
import { compileGroups, compilePath, type Grouped, type PathWalk } from "./compile-path.ts";
import { indexRows, searchableTypes } from "./index-value.ts";
import type { SearchParameters } from "./parameters.ts";
import { urgencyOf } from "./urgency.ts";

interface Extractor {
  readonly definition: SearchParameterDefinition;
  readonly walk: PathWalk;
  /** Takes the place of `walk` for parts of composite parameters. */
  readonly groups?: (resource: object, types: ReadonlySet<string>) => readonly Grouped[];
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
    for (const { definition, walk, groups } of known) {
      const types = searchableTypes[definition.type];
      if (groups === undefined) addRows(rows, definition, walk(resource, types), baseUrl);
      else addGroups(rows, definition, groups(resource, types), baseUrl);
    }
    return rows;
  };
}

function makeExtractors(registry: SearchParameters, type: string): readonly Extractor[] {
  const stored = storedType(type);
  const all = stored ? registry.of(stored.type) : [];
  const indexed = all.filter(({ code, type: kind }) => code !== "_id" && code !== "_lastUpdated" && kind !== "composite");
  return indexed.map((definition) => {
    const groups = makeGroups(definition, all.filter(({ parts }) => parts?.includes(definition.code)));
    return { definition, walk: makeWalk(definition), ...(groups && { groups }) };
  });
}

/** Composite parameters all of whose elements are the resource itself ask for no groups. */
function makeGroups({ expression, base }: SearchParameterDefinition, composites: readonly SearchParameterDefinition[]): Extractor["groups"] {
  for (const composite of composites) {
    const groups = compileGroups(parsePath(expression), parsePath(composite.expression), base);
    if (groups !== undefined) return groups;
  }
  return undefined;
}

/** Parameters of ours whose value FHIRPath can't say; their expression only names the elements that count. */
const computed: ReadonlyMap<string, PathWalk> = new Map([[`${canonicalBase}/SearchParameter/Task-urgency`, (resource) => urgencyOf(resource)]]);

/** A property walk where the expression allows, evaluation where it doesn't. */
export function makeWalk({ expression, base, url }: SearchParameterDefinition): PathWalk {
  const ours = computed.get(url);
  if (ours !== undefined) return ours;
  const parsed = parsePath(expression);
  return compilePath(parsed, base) ?? ((resource) => evalFhirPathTyped(parsed, [toTypedValue(resource)]).map((typed) => typed.value as unknown));
}

function addGroups(rows: IndexRow[], definition: SearchParameterDefinition, found: readonly Grouped[], baseUrl: string | undefined): void {
  for (const [group, members] of Map.groupBy(found, (each) => each.group)) {
    const own: IndexRow[] = [];
    addRows(own, definition, members.map(({ value }) => value), baseUrl);
    rows.push(...(group === 0 ? own : own.map((row) => ({ ...row, group }))));
  }
}

/** Keys are only made where there is something to compare. */
function addRows(rows: IndexRow[], { code, type }: SearchParameterDefinition, values: readonly unknown[], baseUrl: string | undefined): void {
  if (values.length === 0) return;
  const found = values.length === 1 ? indexRows(type, code, values[0], baseUrl) : values.flatMap((value) => indexRows(type, code, value, baseUrl));
  const [only] = found;
  if (found.length === 1 && only !== undefined) return void rows.push(only);
  const seen = new Set<string>();
  for (const row of found) {
    const key = JSON.stringify(row);
    if (!seen.has(key)) rows.push(row);
    seen.add(key);
  }
}
