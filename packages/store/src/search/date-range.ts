import type { DateValue } from "@wijkverband/fhir";
import { Anomaly, beginOfTime, endOfTime } from "@wijkverband/fhir";

/** Brings an open bound (infinity, greatest integer) to the ends of time, so that every adapter can keep it as an integer.
 *  @throws {Anomaly} `fault` for a bound that is no number. */
export function clampInstant(instant: number): number {
  if (Number.isNaN(instant)) throw new Anomaly("fault", "a date bound is no instant");
  return Math.max(beginOfTime, Math.min(endOfTime, Math.trunc(instant)));
}

/** Validity bounds of a tie row in epoch milliseconds: `from` inclusive, `until` exclusive. */
export function validityOf(row: { readonly from?: string; readonly until?: string }): { readonly from: number; readonly until: number } {
  return { from: row.from === undefined ? beginOfTime : Date.parse(row.from), until: row.until === undefined ? endOfTime + 1 : Date.parse(row.until) };
}

/** Tells whether a stored range fits a searched one. Ends are exclusive on both sides. Source: R4 search §3.1.1.4.3, prefixes on ranges. */
export function rangeMatches(range: { readonly start: number; readonly end: number }, value: DateValue): boolean {
  const [start, end] = [clampInstant(range.start), clampInstant(range.end)];
  const [from, to] = [clampInstant(value.start), clampInstant(value.end)];
  const within = from <= start && end <= to;
  switch (value.prefix) {
    case "eq":
      return within;
    case "ne":
      return !within;
    case "gt":
      return end > to;
    case "lt":
      return start < from;
    case "ge":
      return end > to || within;
    case "le":
      return start < from || within;
    case "sa":
      return start >= to;
    case "eb":
      return end <= from;
    case "ap":
      return start < to && end > from;
  }
}
