import type { IndexRow, SearchQuery } from "@wijkverband/fhir";
import type { Candidate } from "./matches.ts";
import { clampInstant } from "./date-range.ts";
import { compareText, foldText } from "./fold.ts";

/** What a resource is sorted by in one parameter; `null` when it has no value there. */
export type SortKey = string | number | null;

/** A place in a result: the sort keys of the last match, then its slot, which breaks every tie. */
export interface Position {
  readonly keys: readonly SortKey[];
  readonly slot: number;
}

/** The value of the parameter in the resource that comes first in the order asked for: a date's start, a quantity's low end, a folded string, a token's
 *  code, a URI, or whom is referred to. Where a parameter has several kinds of value, the first kind of these counts. Source: R4 search.html#sort. */
export function sortKeyOf({ parameter, descending }: SearchQuery["sort"][number], { id, updated, index }: Candidate): SortKey {
  if (parameter === "_id") return id;
  if (parameter === "_lastUpdated") return updated;
  const rows = index.filter((row) => row.parameter === parameter);
  for (const kind of sortableKinds) {
    const [first, ...others] = rows.filter((row) => row.kind === kind).map(keyOf);
    if (first !== undefined) return others.reduce((best, key) => ((compareValues(key, best) < 0) !== descending ? key : best), first);
  }
  return null;
}

/** In which order kinds of rows count for a sort. */
export const sortableKinds: readonly IndexRow["kind"][] = ["date", "quantity", "string", "token", "uri", "reference"];

function keyOf(row: IndexRow): string | number {
  switch (row.kind) {
    case "date":
      return clampInstant(row.start);
    case "quantity":
      return row.low;
    case "string":
      return foldText(row.value);
    case "token":
      return row.code;
    case "uri":
      return row.value;
    case "reference":
      return `${row.type ?? ""}/${row.id}`;
  }
}

/** Orders positions as the query asks. Whatever lacks a value comes last in both directions; equal ones stay in order of first creation,
 *  which no later write changes, so a page can go on after a position whatever has been written since. */
export function comparePositions(left: Position, right: Position, sort: SearchQuery["sort"]): number {
  for (const [at, { descending }] of sort.entries()) {
    const order = compareKeys(left.keys[at] ?? null, right.keys[at] ?? null, descending);
    if (order !== 0) return order;
  }
  return left.slot - right.slot;
}

function compareKeys(left: SortKey, right: SortKey, descending: boolean): number {
  if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1;
  const order = compareValues(left, right);
  return descending ? -order : order;
}

/** Numbers before texts, as in SQLite. */
function compareValues(left: string | number, right: string | number): number {
  if (typeof left === "number") return typeof right === "number" ? left - right : -1;
  return typeof right === "number" ? 1 : compareText(left, right);
}
