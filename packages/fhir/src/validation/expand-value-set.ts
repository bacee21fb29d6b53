import { withoutVersion } from "./compact-structure.ts";

/** Parts of ValueSet and CodeSystem that decide which codes are in. */
export interface ValueSetSource {
  readonly url: string;
  readonly compose?: { readonly include?: readonly Include[]; readonly exclude?: readonly Include[] };
}

interface Include {
  readonly system?: string;
  readonly concept?: readonly { readonly code: string }[];
  readonly filter?: readonly { readonly property: string; readonly op: string; readonly value: string }[];
  readonly valueSet?: readonly string[];
}

export interface CodeSystemSource {
  readonly url: string;
  readonly content: string;
  readonly concept?: readonly Concept[];
}

interface Concept {
  readonly code: string;
  readonly concept?: readonly Concept[];
  readonly property?: readonly { readonly code: string; readonly valueCode?: string }[];
}

export interface Terminology {
  readonly valueSets: ReadonlyMap<string, ValueSetSource>;
  readonly codeSystems: ReadonlyMap<string, CodeSystemSource>;
}

/** Finds the value sets and code systems among resources of any type, by url. */
export function readTerminology(resources: readonly Readonly<Record<string, unknown>>[]): Terminology {
  const ofType = <Source extends { readonly url: string }>(type: string): ReadonlyMap<string, Source> =>
    new Map(resources.filter(({ resourceType, url }) => resourceType === type && typeof url === "string").map((resource) => [resource["url"] as string, resource as unknown as Source]));
  return { valueSets: ofType("ValueSet"), codeSystems: ofType("CodeSystem") };
}

/** The codes of a value set by system, or why they cannot be told offline (SNOMED filters, BCP 47, mime types ...). */
export type Expansion =
  | { readonly outcome: "expanded"; readonly codes: Readonly<Record<string, readonly string[]>> }
  | { readonly outcome: "open"; readonly reason: string };

type Codes = Map<string, Set<string>>;

/** Expands by `compose` alone: listed concepts, whole code systems, `is-a` and `descendent-of` along the hierarchy, imported sets, exclusions. */
export function expandValueSet(url: string, terminology: Terminology): Expansion {
  try {
    const codes = expand(url, terminology, new Set());
    return { outcome: "expanded", codes: Object.fromEntries([...codes].map(([system, set]) => [system, [...set].sort()])) };
  } catch (error) {
    if (error instanceof NotExpandable) return { outcome: "open", reason: error.message };
    throw error;
  }
}

/** Stays inside this file: leaves the recursion, and becomes the outcome `open`. */
class NotExpandable extends Error {}

function expand(url: string, terminology: Terminology, busy: ReadonlySet<string>): Codes {
  const canonical = withoutVersion(url);
  const { compose } = terminology.valueSets.get(canonical) ?? missing(`value set ${canonical} is not in the definitions`);
  if (!compose?.include?.length) throw new NotExpandable("the value set lists nothing");
  if (busy.has(canonical)) throw new NotExpandable("the value set includes itself");
  const inner = new Set(busy).add(canonical);
  const codes: Codes = new Map();
  for (const include of compose.include) {
    for (const [system, set] of expandInclude(include, terminology, inner)) codes.set(system, new Set([...(codes.get(system) ?? []), ...set]));
  }
  for (const exclude of compose.exclude ?? []) {
    for (const [system, set] of expandInclude(exclude, terminology, inner)) codes.set(system, keep(codes.get(system) ?? new Set(), (code) => !set.has(code)));
  }
  return codes;
}

/** `system` and each `valueSet` of one include narrow each other. */
function expandInclude(include: Include, terminology: Terminology, busy: ReadonlySet<string>): Codes {
  const parts: Codes[] = (include.valueSet ?? []).map((url) => expand(url, terminology, busy));
  if (include.system !== undefined) parts.push(new Map([[include.system, codesOfSystem(include, include.system, terminology)]]));
  const [first, ...others] = parts;
  if (!first) throw new NotExpandable("an include names no system and no value set");
  return others.reduce(
    (codes, other) => new Map([...codes].flatMap(([system, set]) => (other.has(system) ? [[system, inBoth(set, other.get(system)!)]] : []))),
    first,
  );
}

function inBoth(left: ReadonlySet<string>, right: ReadonlySet<string>): Set<string> {
  return keep(left, (code) => right.has(code));
}

function keep(codes: ReadonlySet<string>, test: (code: string) => boolean): Set<string> {
  return new Set([...codes].filter(test));
}

function codesOfSystem(include: Include, system: string, { codeSystems }: Terminology): Set<string> {
  if (include.concept?.length) return new Set(include.concept.map(({ code }) => code));
  const source = codeSystems.get(withoutVersion(system)) ?? missing(`code system ${system} is not in the definitions`);
  if (source.content !== "complete") throw new NotExpandable(`code system ${system} is ${source.content}`);
  const all = allCodes(source.concept ?? []);
  return (include.filter ?? []).reduce((codes, filter) => inBoth(codes, codesOfFilter(filter, source.concept ?? [])), all);
}

function codesOfFilter({ property, op, value }: NonNullable<Include["filter"]>[number], concepts: readonly Concept[]): Set<string> {
  if (property === "concept" && (op === "is-a" || op === "descendent-of")) {
    const below = codesBelow(value, concepts);
    if (op === "is-a") below.add(value);
    return below;
  }
  throw new NotExpandable(`filter ${property} ${op} is not known`);
}

/** Codes below a concept, by nesting and by `subsumedBy` (how the v3 code systems write a second parent). */
function codesBelow(parent: string, concepts: readonly Concept[]): Set<string> {
  const children = new Map<string, Set<string>>();
  const link = (above: string, code: string): void => void children.set(above, (children.get(above) ?? new Set()).add(code));
  const visit = (concept: Concept): void => {
    for (const { code, valueCode } of concept.property ?? []) if (code === "subsumedBy" && valueCode !== undefined) link(valueCode, concept.code);
    for (const child of concept.concept ?? []) {
      link(concept.code, child.code);
      visit(child);
    }
  };
  concepts.forEach(visit);
  const found = new Set<string>();
  const collect = (code: string): void => {
    for (const child of children.get(code) ?? []) {
      if (found.has(child)) continue;
      found.add(child);
      collect(child);
    }
  };
  collect(parent);
  return found;
}

function allCodes(concepts: readonly Concept[], into = new Set<string>()): Set<string> {
  for (const { code, concept } of concepts) {
    into.add(code);
    if (concept) allCodes(concept, into);
  }
  return into;
}

function missing(reason: string): never {
  throw new NotExpandable(reason);
}
