import type { TypedValue, ValueSets } from "./definitions.ts";

export type Matches = (value: unknown) => boolean;

/** `fixed[x]`: the value and nothing else. */
export function matchFixed({ value }: TypedValue): Matches {
  return isObject(value) ? (actual) => isEqual(value, actual) : (actual) => actual === value;
}

/** `pattern[x]`: at least what the pattern says; of a list in the pattern each item is somewhere in the actual list. */
export function matchPattern({ value }: TypedValue): Matches {
  return compilePattern(value);
}

function compilePattern(pattern: unknown): Matches {
  if (Array.isArray(pattern)) {
    const parts = pattern.map(compilePattern);
    return (actual) => Array.isArray(actual) && parts.every((part) => someItem(actual, part));
  }
  if (!isObject(pattern)) return (actual) => actual === pattern;
  const members = Object.entries(pattern).map(([key, part]) => ({ key, matches: compilePattern(part) }));
  return (actual) => {
    if (!isObject(actual)) return false;
    for (const { key, matches } of members) if (!matches(actual[key])) return false;
    return true;
  };
}

function someItem(items: readonly unknown[], matches: Matches): boolean {
  for (const item of items) if (matches(item)) return true;
  return false;
}

function isEqual(expected: unknown, actual: unknown): boolean {
  if (!isObject(expected) || !isObject(actual)) return Object.is(expected, actual);
  if (Array.isArray(expected) !== Array.isArray(actual)) return false;
  const keys = Object.keys(expected);
  return keys.length === Object.keys(actual).length && keys.every((key) => isEqual(expected[key], actual[key]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** A required binding for a value of `type`; `undefined` when the set is open or the type isn't bound.
 *  Of a CodeableConcept at least one coding is in the set; of a system whose codes can't be told, every code is, unless `isUnsureIn` says otherwise. */
export function matchBinding(valueSet: string, type: string, valueSets: ValueSets, isUnsureIn = true): Matches | undefined {
  const expansion = Object.hasOwn(valueSets, valueSet) ? valueSets[valueSet] : undefined;
  if (!expansion) return undefined;
  const bySystem = new Map(Object.entries(expansion).map(([system, codes]) => [system, codes === "any" ? codes : new Set(codes)]));
  const isIn = (coding: unknown): boolean => {
    if (!isObject(coding)) return false;
    const codes = bySystem.get(coding["system"] as string);
    return codes === "any" ? isUnsureIn && typeof coding["code"] === "string" : (codes?.has(coding["code"] as string) ?? false);
  };
  switch (type) {
    case "code":
    case "string":
    case "uri":
      return matchBare(expansion);
    case "Coding":
    case "Quantity":
      return isIn;
    case "CodeableConcept":
      return (value) => isObject(value) && Array.isArray(value["coding"]) && value["coding"].some(isIn);
    default:
      return undefined;
  }
}

/** A code without system: one of any of them. */
function matchBare(expansion: ValueSets[string]): Matches | undefined {
  const lists = Object.values(expansion);
  if (lists.includes("any")) return undefined;
  const codes = new Set(lists.flat());
  return (value) => codes.has(value as string);
}

/** What a required binding asks whatever its set holds: words alone are no code of any set. */
export function matchCoded(type: string): Matches | undefined {
  if (type !== "CodeableConcept") return undefined;
  return (value) => isObject(value) && Array.isArray(value["coding"]) && value["coding"].length > 0;
}

/** Which types a reference may name: `Type/id`, relative or absolute, and its `type` where it says one. What names none (`#id`, `urn:uuid:...`, an identifier) is left. */
export function matchTargets(types: readonly string[]): Matches {
  const allowed = new Set(types);
  const prefixes = types.map((type) => `${type}/`);
  return (value) => {
    if (!isObject(value)) return true;
    const { reference, type } = value as { reference?: unknown; type?: unknown };
    if (typeof type === "string" && !allowed.has(type)) return false;
    if (typeof reference !== "string") return true;
    // `Type/id`, as nearly all are
    for (const prefix of prefixes) if (reference.startsWith(prefix) && !reference.includes("/", prefix.length)) return true;
    if (allowed.has(segmentBeforeId(reference))) return true;
    const named = typeOfReference(reference);
    return named === undefined || allowed.has(named);
  };
}

/** `Patient` of `Patient/1`, `https://host/fhir/Patient/1/_history/2`; `undefined` for other references. */
export function typeOfReference(reference: string): string | undefined {
  if (reference.startsWith("#") || reference.startsWith("urn:")) return undefined;
  const type = segmentBeforeId(reference);
  return /^[A-Z][A-Za-z]*$/.test(type) ? type : undefined;
}

/** What stands before the id: in a reference to a resource its type. */
function segmentBeforeId(reference: string): string {
  const slash = reference.lastIndexOf("/");
  if (slash <= 0) return "";
  const history = reference.lastIndexOf("/_history/", slash);
  const end = history > 0 ? reference.lastIndexOf("/", history - 1) : slash;
  return reference.slice(reference.lastIndexOf("/", end - 1) + 1, end);
}
