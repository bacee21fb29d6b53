import type { SearchQuery } from "@wijkverband/fhir";
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

/** The first value of the parameter in the resource: a date's start, a folded string, a token's code.
 *  Where a parameter has several kinds of value, dates go before strings, strings before tokens. */
export function sortKeyOf(parameter: string, { id, updated, index }: Candidate): SortKey {
  if (parameter === "_id") return id;
  if (parameter === "_lastUpdated") return updated;
  const rows = index.filter((row) => row.parameter === parameter);
  const date = rows.find((row) => row.kind === "date");
  if (date !== undefined) return clampInstant(date.start);
  const text = rows.find((row) => row.kind === "string");
  return text === undefined ? (rows.find((row) => row.kind === "token")?.code ?? null) : foldText(text.value);
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
