import type { Shapes } from "../validation/index.ts";
import { isTree, type Tree } from "../patch/tree.ts";
import { elementsIn, said, textOf } from "./elements.ts";

/** What became of an item of a list. `same`: it is the same thing with other content, so that its elements can be compared one by one.
 *  `surely`: nothing came where it stood; else it may be one of those that did. */
export type Fate = { readonly kind: "kept" } | { readonly kind: "deleted"; readonly surely: boolean } | { readonly kind: "replaced"; readonly item: unknown; readonly same: boolean };

export interface Alignment {
  /** One for each item of the former list. */
  readonly fates: readonly Fate[];
  /** What was put in before each of them, and (last) behind all. */
  readonly inserted: readonly (readonly unknown[])[];
}

/** Above this number of pairs items are matched by place alone: that costs conflicts, never content. */
const mostPairs = 40_000;

/** Finds out what became of each item of a list. Items have no names in FHIR, so equal ones are matched, then (of elements defined where they
 *  stand) those with the same `id` or at least half of their elements in common; what is left counts as replaced in order.
 *  @param below shapes of the elements of an item; absent for data types, that are one whole */
export function align(former: readonly unknown[], next: readonly unknown[], below?: Shapes): Alignment {
  const fates: Fate[] = [];
  const inserted: unknown[][] = [[]];
  let [from, to] = [0, 0];
  for (const [at, there] of [...matches(former, next, below), [former.length, next.length] as const]) {
    const gone = at - from;
    const come = next.slice(to, there);
    for (let place = 0; place < gone; place++) {
      fates.push(place < come.length ? { kind: "replaced", item: come[place], same: false } : { kind: "deleted", surely: come.length === 0 });
      inserted.push([]);
    }
    inserted.at(-1)?.push(...come.slice(gone));
    if (at < former.length) {
      fates.push(textOf(former[at]) === textOf(next[there]) ? { kind: "kept" } : { kind: "replaced", item: next[there], same: true });
      inserted.push([]);
    }
    [from, to] = [at + 1, there + 1];
  }
  return { fates, inserted };
}

type Match = readonly [number, number];

/** Places of items that are the same, rising in both lists. */
function matches(former: readonly unknown[], next: readonly unknown[], below: Shapes | undefined): readonly Match[] {
  const [ones, others] = [former.map(textOf), next.map(textOf)];
  const shortest = Math.min(ones.length, others.length);
  let head = 0;
  while (head < shortest && ones[head] === others[head]) head++;
  let tail = 0;
  while (tail < shortest - head && ones.at(-1 - tail) === others.at(-1 - tail)) tail++;
  const [mine, theirs] = [former, next].map((list) => list.slice(head, list.length - tail).map((item) => featuresOf(item, below)));
  const middle = best(ones.length - head - tail, others.length - head - tail, (one, other) => (ones[head + one] === others[head + other] ? 3 : likeness(mine?.[one], theirs?.[other])));
  return [
    ...Array.from({ length: head }, (_, place) => [place, place] as const),
    ...middle.map(([one, other]) => [head + one, head + other] as const),
    ...Array.from({ length: tail }, (_, place) => [ones.length - tail + place, others.length - tail + place] as const),
  ];
}

/** The matching in order with the highest sum of scores; a score of 0 is no match. */
function best(rows: number, columns: number, score: (row: number, column: number) => number): readonly Match[] {
  if (rows === 0 || columns === 0 || rows * columns > mostPairs) return [];
  const scores = Array.from({ length: rows }, (_row, row) => Float64Array.from({ length: columns }, (_column, column) => score(row, column)));
  const sums = Array.from({ length: rows + 1 }, () => new Float64Array(columns + 1));
  const sum = (row: number, column: number): number => sums[row]?.[column] ?? 0;
  const scoreAt = (row: number, column: number): number => scores[row]?.[column] ?? 0;
  for (let row = rows - 1; row >= 0; row--) {
    for (let column = columns - 1; column >= 0; column--) {
      const matched = scoreAt(row, column) > 0 ? scoreAt(row, column) + sum(row + 1, column + 1) : 0;
      sums[row]![column] = Math.max(matched, sum(row + 1, column), sum(row, column + 1));
    }
  }
  const found: Match[] = [];
  for (let row = 0, column = 0; row < rows && column < columns; ) {
    if (scoreAt(row, column) > 0 && sum(row, column) === scoreAt(row, column) + sum(row + 1, column + 1)) found.push([row++, column++]);
    else if (sum(row, column) === sum(row + 1, column)) row++;
    else column++;
  }
  return found;
}

/** What an item says, element by element: texts by name, of elements defined where they stand by the names below. */
type Features = ReadonlyMap<string, string>;

function featuresOf(item: unknown, below: Shapes | undefined): Features | undefined {
  if (below === undefined || !isTree(item)) return undefined;
  const found = new Map<string, string>();
  collect(item, below, "", found);
  return found;
}

function collect(tree: Tree, shapes: Shapes, path: string, found: Map<string, string>): void {
  for (const element of elementsIn([tree], shapes)) {
    const { name, shape, properties } = element;
    const [property = ""] = properties;
    const value = tree[property];
    if (shape?.inline === true && !shape.list && isTree(value)) collect(value, shape.below(property), `${path}${name}.`, found);
    else found.set(`${path}${name}`, textOf(said(tree, element)));
  }
}

/** How much two items are the same thing: 2 by their `id`, else the share of elements they have in common from a half on, else 0. */
function likeness(one: Features | undefined, other: Features | undefined): number {
  if (one === undefined || other === undefined) return 0;
  const [id, otherId] = [one.get("id"), other.get("id")];
  if (id !== undefined || otherId !== undefined) return id === otherId ? 2 : 0;
  let [equal, shared] = [0, 0];
  for (const [name, text] of one) {
    const there = other.get(name);
    if (there !== undefined) shared++;
    if (there === text) equal++;
  }
  const all = one.size + other.size - shared;
  return all > 0 && equal * 2 >= all ? equal / all : 0;
}
