/** The clock in Amsterdam, minute by minute, as the oracle knows it: asked of Intl hour by hour, and nothing of `packages/care`.
 *  A *minute* is counted since 1970 in UTC; a *reading* is the minutes that a UTC clock would count when showing the same digits. */

const day = 1440;
const first = Date.UTC(2024, 0) / 60_000;
const last = Date.UTC(2033, 0) / 60_000;

const zone = new Intl.DateTimeFormat("en-US", { timeZone: "Europe/Amsterdam", timeZoneName: "longOffset" });

/** Minutes ahead of UTC, for each hour from 2024 to 2032. */
const ahead: Int16Array = Int16Array.from({ length: (last - first) / 60 }, (_, hour) => {
  const [, hours = "0", minutes = "0"] = /GMT\+(\d\d):(\d\d)/.exec(zone.format((first + hour * 60) * 60_000)) ?? [];
  return Number(hours) * 60 + Number(minutes);
});

/** What the clock shows at a minute. */
export function readingAt(minute: number): number {
  return minute + ahead[Math.floor((minute - first) / 60)]!;
}

/** The clock is one hour ahead or two; the earlier minute that shows a reading is the one in summer time. */
const [summer, winter] = [120, 60];

function jumpOver(reading: number): number {
  let minute = reading - summer;
  while (readingAt(minute) < reading) minute++;
  return minute;
}

/** Where something starts that starts at this reading. */
export function startAt(reading: number): number {
  if (readingAt(reading - summer) === reading) return reading - summer;
  return readingAt(reading - winter) === reading ? reading - winter : jumpOver(reading);
}

/** Where something ends that ends at this reading. */
export function endAt(reading: number): number {
  if (readingAt(reading - winter) === reading) return reading - winter;
  return readingAt(reading - summer) === reading ? reading - summer : jumpOver(reading);
}

/** Days since 1970 of a reading. */
export function dayOf(reading: number): number {
  return Math.floor(reading / day);
}

/** The reading of midnight at the start of a day. */
export function midnight(days: number): number {
  return days * day;
}

/** Days since 1970 of `YYYY-MM-DD`. */
export function daysOf(date: string): number {
  return Math.round(Date.parse(`${date}T00:00:00Z`) / 86_400_000);
}

/** `YYYY-MM-DD` */
export function dateOf(days: number): string {
  return new Date(days * 86_400_000).toISOString().slice(0, 10);
}

/** Codes of FHIR's `days-of-week`, from the first of January 1970 on. */
export const weekdays: readonly string[] = ["thu", "fri", "sat", "sun", "mon", "tue", "wed"];

/** A minute as a dateTime with the offset of Amsterdam. */
export function textOf(minute: number): string {
  const offset = readingAt(minute) - minute;
  return `${new Date(readingAt(minute) * 60_000).toISOString().slice(0, 19)}+${String(offset / 60).padStart(2, "0")}:00`;
}
