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
  /** Of some systems any code may be in it, of others just those listed, and of any further system none. */
  | { readonly outcome: "partly"; readonly codes: Readonly<Record<string, readonly string[] | AnyCode>>; readonly reason: string }
  | { readonly outcome: "open"; readonly reason: string };

/** Stands for the codes of a system of which they can't be told. */
export type AnyCode = "any";

type Codes = Map<string, ReadonlySet<string> | AnyCode>;

/** Expands by `compose` alone: listed concepts, whole code systems, `is-a` and `descendent-of` along the hierarchy, imported sets, exclusions. */
export function expandValueSet(url: string, terminology: Terminology): Expansion {
  const reasons: string[] = [];
  try {
    const codes = expand(url, { ...terminology, reasons }, new Set());
    const listed = Object.fromEntries([...codes].map(([system, set]) => [system, set === "any" ? set : [...set].sort()]));
    const [reason] = reasons;
    if (reason === undefined) return { outcome: "expanded", codes: listed as Readonly<Record<string, readonly string[]>> };
    return { outcome: "partly", codes: listed, reason };
  } catch (error) {
    if (error instanceof NotExpandable) return { outcome: "open", reason: error.message };
    throw error;
  }
}

/** Stays inside this file: leaves the recursion, and becomes the outcome `open`. */
class NotExpandable extends Error {}

/** The terminology, and why the codes of a system couldn't be told. */
interface Source extends Terminology {
  readonly reasons: string[];
}

function expand(url: string, source: Source, busy: ReadonlySet<string>): Codes {
  const canonical = withoutVersion(url);
  const { compose } = source.valueSets.get(canonical) ?? missing(`value set ${canonical} is not in the definitions`);
  if (!compose?.include?.length) throw new NotExpandable("the value set lists nothing");
  if (busy.has(canonical)) throw new NotExpandable("the value set includes itself");
  const inner = new Set(busy).add(canonical);
  const codes: Codes = new Map();
  for (const include of compose.include) {
    for (const [system, set] of expandInclude(include, source, inner)) codes.set(system, inEither(codes.get(system), set));
  }
  for (const exclude of compose.exclude ?? []) {
    for (const [system, set] of expandInclude(exclude, source, inner)) codes.set(system, without(codes.get(system), set));
  }
  return codes;
}

/** `system` and each `valueSet` of one include narrow each other. */
function expandInclude(include: Include, source: Source, busy: ReadonlySet<string>): Codes {
  const parts: Codes[] = (include.valueSet ?? []).map((url) => expand(url, source, busy));
  if (include.system !== undefined) parts.push(new Map([[include.system, codesOfSystem(include, include.system, source)]]));
  const [first, ...others] = parts;
  if (!first) throw new NotExpandable("an include names no system and no value set");
  return others.reduce(
    (codes, other) => new Map([...codes].flatMap(([system, set]) => (other.has(system) ? [[system, inAll(set, other.get(system)!)]] : []))),
    first,
  );
}

function inEither(left: ReadonlySet<string> | AnyCode | undefined, right: ReadonlySet<string> | AnyCode): ReadonlySet<string> | AnyCode {
  return left === "any" || right === "any" ? "any" : new Set([...(left ?? []), ...right]);
}

function inAll(left: ReadonlySet<string> | AnyCode, right: ReadonlySet<string> | AnyCode): ReadonlySet<string> | AnyCode {
  if (left === "any") return right;
  return right === "any" ? left : inBoth(left, right);
}

/** What is left out and can't be told stays in: nothing is refused that may be right. */
function without(codes: ReadonlySet<string> | AnyCode | undefined, left: ReadonlySet<string> | AnyCode): ReadonlySet<string> | AnyCode {
  if (codes === "any" || left === "any") return codes ?? new Set();
  return keep(codes ?? new Set(), (code) => !left.has(code));
}

function inBoth(left: ReadonlySet<string>, right: ReadonlySet<string>): Set<string> {
  return keep(left, (code) => right.has(code));
}

function keep(codes: ReadonlySet<string>, test: (code: string) => boolean): Set<string> {
  return new Set([...codes].filter(test));
}

function codesOfSystem(include: Include, system: string, { codeSystems, reasons }: Source): ReadonlySet<string> | AnyCode {
  if (include.concept?.length) return new Set(include.concept.map(({ code }) => code));
  const known = codeSystems.get(withoutVersion(system));
  if (known?.content !== "complete") {
    reasons.push(known === undefined ? `code system ${system} is not in the definitions` : `code system ${system} is ${known.content}`);
    return "any";
  }
  let codes: Set<string> = allCodes(known.concept ?? []);
  for (const filter of include.filter ?? []) {
    const found = codesOfFilter(filter, known.concept ?? []);
    // what a filter that isn't known would leave out stays in
    if (found === undefined) reasons.push(`filter ${filter.property} ${filter.op} is not known`);
    else codes = inBoth(codes, found);
  }
  return codes;
}

function codesOfFilter({ property, op, value }: NonNullable<Include["filter"]>[number], concepts: readonly Concept[]): Set<string> | undefined {
  if (property !== "concept" || (op !== "is-a" && op !== "descendent-of")) return undefined;
  const below = codesBelow(value, concepts);
  if (op === "is-a") below.add(value);
  return below;
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
