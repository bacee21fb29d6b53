import type { Include } from "@wijkverband/fhir";
import type { Facts } from "@wijkverband/policy";
import { visibleBy } from "@wijkverband/policy";
import type { SearchRequest, SearchResult } from "../store.ts";
import { StoredVersion } from "../stored-version.ts";
import type { Cursors } from "../search/cursor.ts";
import type { Candidate } from "../search/matches.ts";
import type { Bringer, Placed } from "../search/bring-along.ts";
import { bringAlong } from "../search/bring-along.ts";
import type { Follow } from "../search/matches.ts";
import { clauseMatches, refersBy } from "../search/matches.ts";
import { comparePositions, sortKeyOf } from "../search/order.ts";
import type { Entry, MemoryState } from "./memory-state.ts";
import { isInForce, latest } from "./memory-state.ts";

/** Answers a search by looking at every resource of the type: the meaning of a search in its plainest form. */
export function searchMemory(state: MemoryState, { query, visible, at }: SearchRequest, cursors: Cursors): SearchResult {
  const canSee = (entry: Entry): boolean => {
    const { type, labels, id, deleted } = latest(entry);
    if (deleted) return false;
    if (visible === "server") return true;
    const ties = [...state.tiesAbout(undefined), ...(labels.patient === undefined ? [] : state.tiesAbout(labels.patient))];
    const facts: Facts = { type, id, labels, ties: ties.filter((row) => isInForce(row, at.getTime())) };
    return visibleBy(visible[type] ?? [], facts) !== undefined;
  };
  const follow: Follow = {
    to(type, id) {
      const entry = state.entry(type, id);
      return entry !== undefined && canSee(entry) ? candidateOf(entry) : undefined;
    },
    *of(type) {
      for (const entry of state.ofType(type)) if (canSee(entry)) yield candidateOf(entry);
    },
  };
  const after = query.after === undefined ? undefined : cursors.open(query.after, query);

  const found = [...state.ofType(query.type)]
    .filter((entry) => query.where.every((clause) => clauseMatches(clause, candidateOf(entry), follow)) && canSee(entry))
    .map((entry) => ({ entry, slot: entry.slot, keys: query.sort.map((key) => sortKeyOf(key, candidateOf(entry))) }))
    .sort((left, right) => comparePositions(left, right, query.sort));
  const rest = after === undefined ? found : found.filter((position) => comparePositions(position, after, query.sort) > 0);
  const page = rest.slice(0, query.count);
  const last = page.at(-1);
  const brought = bringAlong(query, page.map(({ entry }) => placed(entry)), bringerOf(state, canSee));
  return {
    matches: page.map(({ entry }) => hand(entry)),
    included: brought.items.map(({ entry }) => hand(entry)),
    ...(brought.cut && { cut: true }),
    ...(query.total && { total: found.length }),
    ...(last !== undefined && rest.length > page.length && { next: cursors.seal(last, query) }),
  };
}

interface PlacedEntry extends Placed {
  readonly entry: Entry;
}

function bringerOf(state: MemoryState, canSee: (entry: Entry) => boolean): Bringer<PlacedEntry> {
  return {
    targets: (includes, from) => from.flatMap(({ entry }) => includes.flatMap((include) => targetsOf(state, entry, include)).filter(canSee).map(placed)),
    referrers: ({ source, parameter }, to) =>
      [...state.ofType(source)].filter((entry) => canSee(entry) && to.some(({ type, id }) => refersBy(entry.index, parameter, type, id))).map(placed),
  };
}

function targetsOf(state: MemoryState, { index }: Entry, { parameter, target }: Include): readonly Entry[] {
  return index.flatMap((row) => {
    if (row.kind !== "reference" || (parameter !== "*" && row.parameter !== parameter) || row.type === undefined) return [];
    return target === undefined || target === row.type ? (state.entry(row.type, row.id) ?? []) : [];
  });
}

function placed(entry: Entry): PlacedEntry {
  const { type, id } = latest(entry);
  return { slot: entry.slot, type, id, entry };
}

function candidateOf(entry: Entry): Candidate {
  const { type, id, updated } = latest(entry);
  return { type, id, updated, index: entry.index };
}

function hand(entry: Entry): StoredVersion {
  return new StoredVersion(latest(entry));
}
