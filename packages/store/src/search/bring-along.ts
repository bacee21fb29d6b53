import type { Include, ResourceTypeName, SearchQuery } from "@wijkverband/fhir";

/** How often `:iterate` follows what the round before brought, the round from the matches counted. */
export const maximumRounds = 5;
/** How many resources a search brings along at most: what one page costs stays bounded, whoever has thousands of patients. */
export const maximumBrought = 1_000;

/** What stands in a result, in its adapter's own form. Slots order results and tell resources apart. */
export interface Placed {
  readonly slot: number;
  readonly type: ResourceTypeName;
  readonly id: string;
}

/** How an adapter follows references. Both answer only current resources that the caller may see, so that nothing else is brought along
 *  nor followed further (`narrowed`); doubles and resources already known do no harm. */
export interface Bringer<Item extends Placed> {
  /** What `from`, all of the one source type of the includes, refers to by any of these.
   *  @param atMost no more than this many of the lowest slots need be answered. */
  targets(includes: readonly Include[], from: readonly Item[], atMost: number): Iterable<Item>;
  /** What refers to `to`, all of one type. */
  referrers(include: Include, to: readonly Item[], atMost: number): Iterable<Item>;
}

export interface Brought<Item> {
  /** In order of slots. */
  readonly items: readonly Item[];
  /** True when there was more to bring. */
  readonly cut: boolean;
}

/** Follows the includes of a query from its matches, and with `:iterate` from what they brought, until nothing new is found or a bound is met.
 *  A resource comes along once, and never when it is a match of the page. Without `:iterate` there is one round.
 *  Source: R4 search.html#include. */
export function bringAlong<Item extends Placed>({ include, revinclude }: Pick<SearchQuery, "include" | "revinclude">, matches: readonly Item[], bringer: Bringer<Item>): Brought<Item> {
  const iterates = [...include, ...revinclude].some(({ iterate }) => iterate);
  const known = new Set(matches.map(({ slot }) => slot));
  const items: Item[] = [];
  let from = matches;
  for (let round = 1; from.length > 0; round++) {
    const applies = ({ iterate }: Include): boolean => round === 1 || iterate === true;
    const room = maximumBrought - items.length;
    const found = findNew({ include: include.filter(applies), revinclude: revinclude.filter(applies) }, from, known, room, bringer);
    if (found.length > 0 && round > maximumRounds) return { items: inOrder(items), cut: true };
    from = found.slice(0, room);
    items.push(...from);
    for (const { slot } of from) known.add(slot);
    if (from.length < found.length) return { items: inOrder(items), cut: true };
    if (!iterates) break;
  }
  return { items: inOrder(items), cut: false };
}

/** What one round brings, by slot; one more than there is room for tells that there is more. */
function findNew<Item extends Placed>({ include, revinclude }: Pick<SearchQuery, "include" | "revinclude">, from: readonly Item[], known: ReadonlySet<number>, room: number, bringer: Bringer<Item>): readonly Item[] {
  const byType = Map.groupBy(from, ({ type }) => type);
  const atMost = known.size + room + 1;
  const found = new Map<number, Item>();
  const take = (items: Iterable<Item>): void => {
    for (const item of items) if (!known.has(item.slot)) found.set(item.slot, item);
  };
  for (const [source, includes] of Map.groupBy(include, (each) => each.source)) {
    const sources = byType.get(source);
    if (sources !== undefined) take(bringer.targets(includes, sources, atMost));
  }
  for (const each of revinclude) {
    for (const [type, targets] of byType) if (each.target === undefined || each.target === type) take(bringer.referrers(each, targets, atMost));
  }
  return inOrder([...found.values()]);
}

function inOrder<Item extends Placed>(items: readonly Item[]): readonly Item[] {
  return items.toSorted((left, right) => left.slot - right.slot);
}
