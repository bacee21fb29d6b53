import type { Include, ResourceTypeName } from "@wijkverband/fhir";
import type { Facts } from "@wijkverband/policy";
import { visibleBy } from "@wijkverband/policy";
import type { SearchRequest, SearchResult } from "../store.ts";
import { StoredVersion } from "../stored-version.ts";
import type { Cursors } from "../search/cursor.ts";
import type { Candidate } from "../search/matches.ts";
import { clauseMatches } from "../search/matches.ts";
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
  const follow = (type: ResourceTypeName, id: string): Candidate | undefined => {
    const entry = state.entry(type, id);
    return entry !== undefined && canSee(entry) ? candidateOf(entry) : undefined;
  };
  const after = query.after === undefined ? undefined : cursors.open(query.after, query);

  const found = [...state.ofType(query.type)]
    .filter((entry) => query.where.every((clause) => clauseMatches(clause, candidateOf(entry), follow)) && canSee(entry))
    .map((entry) => ({ entry, slot: entry.slot, keys: query.sort.map(({ parameter }) => sortKeyOf(parameter, candidateOf(entry))) }))
    .sort((left, right) => comparePositions(left, right, query.sort));
  const rest = after === undefined ? found : found.filter((position) => comparePositions(position, after, query.sort) > 0);
  const page = rest.slice(0, query.count);
  const last = page.at(-1);
  const matches = page.map(({ entry }) => entry);
  return {
    matches: matches.map(hand),
    included: broughtAlong(state, query, matches).filter(canSee).map(hand),
    ...(query.total && { total: found.length }),
    ...(last !== undefined && rest.length > page.length && { next: cursors.seal(last, query) }),
  };
}

function broughtAlong(state: MemoryState, query: SearchRequest["query"], matches: readonly Entry[]): readonly Entry[] {
  const found = new Set<Entry>();
  for (const include of query.include) {
    if (include.source !== query.type) continue;
    for (const match of matches) for (const target of targetsOf(state, match, include)) found.add(target);
  }
  for (const { source, parameter, target } of query.revinclude) {
    if (target !== undefined && target !== query.type) continue;
    const ids = new Set(matches.map((match) => latest(match).id));
    for (const entry of state.ofType(source)) {
      if (entry.index.some((row) => row.kind === "reference" && row.parameter === parameter && row.type === query.type && ids.has(row.id))) found.add(entry);
    }
  }
  for (const match of matches) found.delete(match);
  return [...found].sort((left, right) => left.slot - right.slot);
}

function targetsOf(state: MemoryState, match: Entry, { parameter, target }: Include): readonly Entry[] {
  return match.index.flatMap((row) => {
    if (row.kind !== "reference" || row.parameter !== parameter || row.type === undefined) return [];
    return target === undefined || target === row.type ? (state.entry(row.type, row.id) ?? []) : [];
  });
}

function candidateOf(entry: Entry): Candidate {
  const { type, id, updated } = latest(entry);
  return { type, id, updated, index: entry.index };
}

function hand(entry: Entry): StoredVersion {
  return new StoredVersion(latest(entry));
}
