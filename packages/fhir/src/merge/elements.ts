import type { ElementShape, Shapes } from "../validation/index.ts";
import { WrittenNumber } from "../json.ts";
import { isTree, type Tree } from "../patch/tree.ts";

/** One element of an object in all versions that are compared: the JSON properties that say it (`birthDate` with `_birthDate`; `valueString` and `valueQuantity` of a choice). */
export interface ElementOf {
  /** FHIRPath name: `value`, not `valueString`. */
  readonly name: string;
  readonly shape: ElementShape | undefined;
  readonly properties: readonly string[];
}

/** The elements that occur in any of the versions, in the order of the first that has them. */
export function elementsIn(versions: readonly (Tree | undefined)[], shapes: Shapes): readonly ElementOf[] {
  const found = new Map<string, Set<string>>();
  for (const property of versions.flatMap((version) => Object.keys(version ?? {}))) {
    const name = nameOf(property, shapes);
    found.set(name, (found.get(name) ?? new Set<string>()).add(property));
  }
  return [...found].map(([name, properties]) => ({ name, shape: shapes(name), properties: [...properties] }));
}

function nameOf(property: string, shapes: Shapes): string {
  const plain = property.replace(/^_/, "");
  if (shapes(plain) !== undefined) return plain;
  const prefixes = [...plain.matchAll(/(?<=.)[A-Z]/g)].map(({ index }) => plain.slice(0, index));
  return prefixes.find((prefix) => shapes(prefix)?.properties.includes(plain)) ?? plain;
}

/** What one version says of an element; `undefined` when it says nothing. */
export function said(version: Tree | undefined, { properties }: ElementOf): Tree | undefined {
  const kept = properties.flatMap((property) => (version?.[property] === undefined ? [] : [[property, version[property]] as const]));
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

/** The value out of what is said, for who reads a difference: without the extensions beside a primitive, unless that is all there is. */
export function valueIn(words: Tree | undefined): unknown {
  const [first] = Object.entries(words ?? {}).toSorted(([one], [other]) => Number(one.startsWith("_")) - Number(other.startsWith("_")));
  return first?.[1];
}

/** An element whose items stand for themselves: a list, without extensions beside its items (those go by place). */
export function isOpenList({ shape, properties }: ElementOf): boolean {
  return shape?.list === true && properties.length === 1 && properties[0]?.startsWith("_") === false;
}

/** A text that is equal for equal values: members in order of name, numbers as they are written (`1.50` is not `1.5`). */
export function textOf(value: unknown): string {
  if (value instanceof WrittenNumber) return value.source;
  if (Array.isArray(value)) return `[${value.map(textOf).join(",")}]`;
  if (!isTree(value)) return JSON.stringify(value) ?? "";
  const members = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([name, item]) => `${JSON.stringify(name)}:${textOf(item)}`).join(",")}}`;
}
