import { attachNumbers, detachNumbers } from "../json.ts";
import { isTree, type Tree } from "../patch/tree.ts";
import type { Shapes } from "../validation/index.ts";
import { align, type Fate } from "./align.ts";
import { elementsIn, isOpenList, said, textOf, valueIn, type ElementOf } from "./elements.ts";

/** One element that one version has otherwise than another. */
export interface ElementChange {
  readonly kind: "added" | "changed" | "removed";
  /** FHIRPath: in the former version, for what is added in the next one. */
  readonly path: string;
  /** Its type (`Quantity`, `string`; `BackboneElement` for what is defined where it stands); absent for an element that isn't known. */
  readonly type?: string;
  /** Plain JSON. */
  readonly former?: unknown;
  readonly next?: unknown;
}

/** What is different between two versions of a resource, element by element, down to values of data types.
 *  @param typed the shapes of types, as `Validator.shapesOf` */
export function elementChanges(former: object, next: object, typed: (type: string) => Shapes): readonly ElementChange[] {
  const [one, other] = [former, next].map((version) => detachNumbers(version) as Tree);
  const type = String(one?.["resourceType"] ?? other?.["resourceType"]);
  return inTrees(one ?? {}, other ?? {}, typed(type), type);
}

function inTrees(former: Tree, next: Tree, shapes: Shapes, path: string): readonly ElementChange[] {
  return elementsIn([former, next], shapes).flatMap((element) => inElement(former, next, element, `${path}.${element.name}`));
}

function inElement(former: Tree, next: Tree, element: ElementOf, path: string): readonly ElementChange[] {
  const [before, after] = [said(former, element), said(next, element)];
  if (textOf(before) === textOf(after)) return [];
  const { shape, properties } = element;
  const [property = ""] = properties;
  const below = shape?.inline === true ? shape.below(property) : undefined;
  const [one, other] = [former[property] ?? [], next[property] ?? []];
  if (isOpenList(element) && Array.isArray(one) && Array.isArray(other)) return inLists(one, other, below, path, shape?.typeOf(property));
  if (below !== undefined && isTree(one) && isTree(other)) return inTrees(one, other, below, path);
  const present = properties.find((each) => next[each] !== undefined) ?? property;
  return [changeOf(path, shape?.typeOf(present.replace(/^_/, "")), valueIn(before), valueIn(after))];
}

function inLists(former: readonly unknown[], next: readonly unknown[], below: Shapes | undefined, path: string, type: string | undefined): readonly ElementChange[] {
  const { fates, inserted } = align(former, next, below);
  let place = 0;
  const added = (items: readonly unknown[]): readonly ElementChange[] => items.map((item) => changeOf(`${path}[${place++}]`, type, undefined, item));
  const found: ElementChange[] = [];
  for (const [at, item] of former.entries()) {
    found.push(...added(inserted[at] ?? []));
    const fate: Fate = fates[at] ?? { kind: "kept" };
    if (fate.kind !== "deleted") place++;
    if (fate.kind === "deleted") found.push(changeOf(`${path}[${at}]`, type, item, undefined));
    if (fate.kind !== "replaced") continue;
    if (fate.same && below !== undefined && isTree(item) && isTree(fate.item)) found.push(...inTrees(item, fate.item, below, `${path}[${at}]`));
    else found.push(changeOf(`${path}[${at}]`, type, item, fate.item));
  }
  return [...found, ...added(inserted[former.length] ?? [])];
}

function changeOf(path: string, type: string | undefined, former: unknown, next: unknown): ElementChange {
  const kind = former === undefined ? "added" : next === undefined ? "removed" : "changed";
  return { kind, path, ...(type !== undefined && { type }), ...(former !== undefined && { former: attachNumbers(former) }), ...(next !== undefined && { next: attachNumbers(next) }) };
}
