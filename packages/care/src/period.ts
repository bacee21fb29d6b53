import type { Period } from "hl7-fhir-r4-types";
import { toInstant } from "./amsterdam.ts";

/** FHIR dates as half-open spans of instants (epoch milliseconds). A date without time means the whole day (month, year) in
 *  Amsterdam, so a period that ends on a date lasts until the following midnight. Two periods of which one ends at the instant
 *  at which the other starts do not overlap: this is how covers follow each other. */

const pattern = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;
const unzoned = /^\d{4}-\d{2}-\d{2}T[\d:.]+$/;

/** First instant of a FHIR date, dateTime or instant; `NaN` for what isn't one. */
export function startOf(value: string): number {
  const parts = value.length > 10 ? null : pattern.exec(value);
  if (parts) return toInstant(Date.UTC(Number(parts[1]), Number(parts[2] ?? 1) - 1, Number(parts[3] ?? 1)), "first");
  return unzoned.test(value) ? toInstant(Date.parse(`${value}Z`), "first") : Date.parse(value);
}

/** First instant after a FHIR date; a dateTime with a time is its own end. `NaN` for what isn't one. */
export function endOf(value: string): number {
  const parts = value.length > 10 ? null : pattern.exec(value);
  if (!parts) return unzoned.test(value) ? toInstant(Date.parse(`${value}Z`), "last") : Date.parse(value);
  const [year, month, date] = [Number(parts[1]), parts[2], parts[3]];
  const next = date ? Date.UTC(year, Number(month) - 1, Number(date) + 1) : month ? Date.UTC(year, Number(month)) : Date.UTC(year + 1, 0);
  return toInstant(next, "first");
}

/** Tells whether a period has begun and not ended. An absent period, or bound, is unbounded. */
export function isInForce(period: Period | undefined, at: Date): boolean {
  const started = period?.start === undefined || startOf(period.start) <= at.getTime();
  return started && !isOver(period, at);
}

/** Tells whether a period has ended. */
export function isOver(period: Period | undefined, at: Date): boolean {
  return period?.end !== undefined && endOf(period.end) <= at.getTime();
}

/** Tells whether two periods have an instant in common. */
export function overlap(one: Period | undefined, other: Period | undefined): boolean {
  const starts = (period: Period | undefined): number => (period?.start === undefined ? -Infinity : startOf(period.start));
  const ends = (period: Period | undefined): number => (period?.end === undefined ? Infinity : endOf(period.end));
  return starts(one) < ends(other) && starts(other) < ends(one);
}
