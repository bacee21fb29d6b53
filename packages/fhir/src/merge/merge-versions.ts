import { attachNumbers, detachNumbers } from "../json.ts";
import { isTree, withoutEmpty, type Tree } from "../patch/tree.ts";
import type { Shapes } from "../validation/index.ts";
import { align, type Alignment, type Fate } from "./align.ts";
import { elementsIn, isOpenList, said, textOf, valueIn, type ElementOf } from "./elements.ts";

/** One element that two changed in different ways. A value is absent where there is none. */
export interface Conflict {
  /** FHIRPath in the base version (`CarePlan.activity[1].detail.description`). */
  readonly path: string;
  /** As `ElementChange.type`. */
  readonly type?: string;
  readonly base?: unknown;
  readonly proposed?: unknown;
  readonly current?: unknown;
}

export type Merge = { readonly outcome: "merged"; readonly resource: unknown } | { readonly outcome: "conflict"; readonly conflicts: readonly Conflict[] };

/** Brings together what two made of one base version, element by element.
 *
 *  - A value of a data type (a Quantity, a Reference, a Dosage) is one element: half of one and half of another would say what nobody said.
 *  - The same element changed in two ways, or removed by one and changed below by the other, is a conflict; changed in the same way it is no conflict.
 *  - Items put into one list by both are all kept, those of `current` first; an item that both put in is there once.
 *
 *  @param typed the shapes of types, as `Validator.shapesOf` */
export function mergeVersions(base: object, proposed: object, current: object, typed: (type: string) => Shapes): Merge {
  const [first, mine, theirs] = [base, proposed, current].map((version) => detachNumbers(version) as Tree);
  const type = String(first?.["resourceType"]);
  const conflicts: Conflict[] = [];
  const merged = mergeTrees(first ?? {}, mine ?? {}, theirs ?? {}, typed(type), type, conflicts);
  return conflicts.length > 0 ? { outcome: "conflict", conflicts } : { outcome: "merged", resource: attachNumbers(withoutEmpty(merged) ?? {}) };
}

function mergeTrees(base: Tree, proposed: Tree, current: Tree, shapes: Shapes, path: string, conflicts: Conflict[]): Tree {
  const merged: Tree = {};
  for (const element of elementsIn([current, proposed, base], shapes)) Object.assign(merged, mergeElement(base, proposed, current, element, `${path}.${element.name}`, conflicts));
  return merged;
}

/** The properties that say one element in the merged version. */
function mergeElement(base: Tree, proposed: Tree, current: Tree, element: ElementOf, path: string, conflicts: Conflict[]): Tree | undefined {
  const [first, mine, theirs] = [base, proposed, current].map((version) => said(version, element));
  const [text, mineText, theirsText] = [first, mine, theirs].map(textOf);
  if (mineText === text || mineText === theirsText) return theirs;
  if (theirsText === text) return mine;
  const { shape, properties } = element;
  const [property = ""] = properties;
  const below = shape?.inline === true ? shape.below(property) : undefined;
  if (isOpenList(element)) {
    const lists = [base, proposed, current].map((version) => version[property] ?? []);
    const [one, other, another] = lists;
    if (Array.isArray(one) && Array.isArray(other) && Array.isArray(another)) return { [property]: mergeLists(one, other, another, { below, type: shape?.typeOf(property), path, conflicts }) };
  }
  const [one, other, another] = [base[property], proposed[property], current[property]];
  if (below !== undefined && isTree(one) && isTree(other) && isTree(another)) return { [property]: mergeTrees(one, other, another, below, path, conflicts) };
  conflicts.push(conflictOf(path, shape?.typeOf(property.replace(/^_/, "")), valueIn(first), valueIn(mine), valueIn(theirs)));
  return theirs;
}

interface Around {
  /** Shapes below an item that is defined where it stands. */
  readonly below: Shapes | undefined;
  readonly type: string | undefined;
  readonly path: string;
  readonly conflicts: Conflict[];
}

function mergeLists(base: readonly unknown[], proposed: readonly unknown[], current: readonly unknown[], around: Around): readonly unknown[] {
  const { below, path } = around;
  const mine = align(base, proposed, below);
  const theirs = align(base, current, below);
  const fresh = { here: newTexts(mine), there: newTexts(theirs) };
  const merged: unknown[] = [];
  for (let place = 0; place <= base.length; place++) {
    merged.push(...(theirs.inserted[place] ?? []), ...(mine.inserted[place] ?? []).filter((item) => !fresh.there.has(textOf(item))));
    const [own, other] = [mine.fates[place], theirs.fates[place]];
    if (own === undefined || other === undefined) continue;
    merged.push(...mergeItem(base[place], own, other, fresh, { ...around, path: `${path}[${place}]` }));
  }
  return merged;
}

/** What becomes of one item of the base.
 *  @param fresh texts of what each version put into this list; a base item among them was moved */
function mergeItem(base: unknown, own: Fate, other: Fate, fresh: { readonly here: ReadonlySet<string>; readonly there: ReadonlySet<string> }, { below, type, path, conflicts }: Around): readonly unknown[] {
  if (own.kind === "kept") return itemsOf(base, other);
  if (other.kind === "kept") return own.kind === "replaced" && fresh.there.has(textOf(own.item)) ? [] : itemsOf(base, own);
  const [mine, theirs] = [itemsOf(base, own), itemsOf(base, other)];
  const isSure = [own, other].every((fate) => fate.kind !== "deleted" || fate.surely);
  const isMovedByOne = fresh.here.has(textOf(base)) !== fresh.there.has(textOf(base));
  if (textOf(mine) === textOf(theirs) && isSure && !isMovedByOne) return theirs;
  const [one, another] = [mine[0], theirs[0]];
  const comparable = own.kind === "replaced" && other.kind === "replaced" && own.same && other.same;
  if (comparable && below !== undefined && isTree(base) && isTree(one) && isTree(another)) return [mergeTrees(base, one, another, below, path, conflicts)];
  conflicts.push(conflictOf(path, type, base, one, another));
  return theirs;
}

function itemsOf(base: unknown, fate: Fate): readonly unknown[] {
  if (fate.kind === "deleted") return [];
  return [fate.kind === "kept" ? base : fate.item];
}

function newTexts({ fates, inserted }: Alignment): ReadonlySet<string> {
  const replaced = fates.flatMap((fate) => (fate.kind === "replaced" ? [fate.item] : []));
  return new Set([...replaced, ...inserted.flat()].map(textOf));
}

function conflictOf(path: string, type: string | undefined, base: unknown, proposed: unknown, current: unknown): Conflict {
  const plain = (value: unknown): unknown => attachNumbers(value);
  return { path, ...(type !== undefined && { type }), ...(base !== undefined && { base: plain(base) }), ...(proposed !== undefined && { proposed: plain(proposed) }), ...(current !== undefined && { current: plain(current) }) };
}
