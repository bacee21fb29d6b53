import { Anomaly } from "../anomaly.ts";
import { WrittenNumber } from "../json.ts";

/** JSON in which numbers stand by themselves (`detachNumbers`); patches change it in place. */
export type Tree = Record<string, unknown>;

/** How many values a patch may copy or test in all: a few operations that copy a copy would fill memory, many tests of a large list take long. */
const mostCopied = 500_000;

export function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof WrittenNumber);
}

/** Makes deep copies, all together up to a limit. @throws {Anomaly} `too-large`. */
export function createCopier(): (value: unknown) => unknown {
  let left = mostCopied;
  const copy = (value: unknown): unknown => {
    if (left-- <= 0) throw new Anomaly("too-large", "the patch copies or tests more than a resource can hold");
    if (Array.isArray(value)) return value.map(copy);
    return isTree(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copy(item)])) : value;
  };
  return copy;
}

/** Equal as RFC 6902 §4.6 says: numbers by value, objects whatever the order of their members. */
export function sameTree(one: unknown, other: unknown): boolean {
  if (one instanceof WrittenNumber) return other instanceof WrittenNumber && Number(one.source) === Number(other.source);
  if (Array.isArray(one)) return Array.isArray(other) && one.length === other.length && one.every((item, at) => sameTree(item, other[at]));
  if (!isTree(one)) return one === other;
  const names = Object.keys(one);
  return isTree(other) && names.length === Object.keys(other).length && names.every((name) => Object.hasOwn(other, name) && sameTree(one[name], other[name]));
}

/** Takes out what a patch left empty: FHIR has no empty arrays and objects (R4 json.html). In the list beside a list of primitives a hole stays a hole. */
export function withoutEmpty(value: unknown, name = ""): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => withoutEmpty(item)).filter((item) => item !== undefined || name.startsWith("_"));
    return items.every((item) => item === undefined || item === null) ? undefined : items.map((item) => item ?? null);
  }
  if (!isTree(value)) return value;
  const entries = Object.entries(value).flatMap(([key, item]) => {
    const kept = withoutEmpty(item, key);
    return kept === undefined ? [] : [[key, kept] as const];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
