import { day, fourWeeks, localDate, startOf, type Span } from "@wijkverband/care";
import { instantRange } from "@wijkverband/fhir";
import { inputFault } from "../input-fault.ts";

/** How far ahead rosters say something, in days. */
const farthest = 366;

/** In which time hours are counted: the month that was asked for, else four weeks from today.
 *  @throws {Anomaly} `incorrect` for what is no whole month, and for one that is over or too far away: what was, isn't reckoned back from rosters of now. */
export function countedSpan(period: string | undefined, at: Date): Span {
  const today = startOf(localDate(at.getTime()));
  if (period === undefined) return { start: today, end: today + fourWeeks };
  const month = monthOf(period);
  if (month.end <= at.getTime() || month.start > at.getTime() + farthest * day) throw inputFault("period", "period is this month, or one of the coming year");
  return month;
}

/** The calendar month that it is. A region has no other: of months and quarters beside each other, one could be subtracted from the other.
 *  @throws {Anomaly} `incorrect` when another one was asked for. */
export function thisMonth(period: string | undefined, at: Date): Span {
  const month = monthOf(localDate(at.getTime()).slice(0, 7));
  if (period !== undefined && monthOf(period).start !== month.start) throw inputFault("period", "a region is counted over the month that it is");
  return month;
}

function monthOf(text: string): Span {
  const range = /^\d{4}-\d{2}$/.test(text) ? instantRange(text) : undefined;
  if (range === undefined) throw inputFault("period", "period is a whole month, as 2026-11");
  return range;
}
