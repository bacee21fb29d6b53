/** Wall-clock time in the Netherlands. All hours in this package (ANW, surgeries, cover) are hours on the clock in Europe/Amsterdam.
 *
 *  The rule for the two nights on which the clock changes:
 *  - a time in the hour that is skipped (last Sunday of March, 02:00 to 03:00) means the instant at which the clock jumps;
 *  - a time in the hour that comes twice (last Sunday of October, 02:00 to 03:00) means its first occurrence where something
 *    starts and its last occurrence where something ends, so that nobody's duty is cut short by an hour.
 *
 *  Instants are epoch milliseconds. A *local* time is the milliseconds that a UTC clock would count when showing the same digits. */

export const minute = 60_000;
export const hour: number = 60 * minute;
export const day: number = 24 * hour;

const clock = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/Amsterdam",
  hourCycle: "h23",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

/** Asks the time zone database how far the Dutch clock is ahead of UTC at an instant, in milliseconds. */
function measuredOffset(instant: number): number {
  const parts = clock.formatToParts(instant);
  const part = (wanted: Intl.DateTimeFormatPartTypes): number => Number(parts.find(({ type }) => type === wanted)?.value);
  const shown = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return shown - Math.floor(instant / 1000) * 1000;
}

interface Change {
  /** First instant with the new offset. */
  readonly at: number;
  readonly before: number;
  readonly after: number;
}

/** Clock changes of a UTC year. Asking `Intl` costs microseconds a time; two weeks of look-ahead ask hundreds of times. */
const changesByYear = new Map<number, readonly Change[]>();

function changesOf(year: number): readonly Change[] {
  const known = changesByYear.get(year);
  if (known) return known;
  const changes: Change[] = [];
  for (let month = 0; month < 12; month++) {
    let low = Date.UTC(year, month);
    let high = Date.UTC(year, month + 1);
    const before = measuredOffset(low);
    const after = measuredOffset(high);
    if (before === after) continue;
    while (high - low > 1000) {
      const middle = Math.floor((low + high) / 2000) * 1000;
      if (measuredOffset(middle) === before) low = middle;
      else high = middle;
    }
    changes.push({ at: high, before, after });
  }
  changesByYear.set(year, changes);
  return changes;
}

/** A stretch of time with one offset. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly offset: number;
}

/** The stretches asked about before; of one answer's questions nearly all lie in the same two or three. */
const stretches: Stretch[] = [];
let latest: Stretch = { from: 0, to: 0, offset: 0 };

function offsetAt(instant: number): number {
  if (instant >= latest.from && instant < latest.to) return latest.offset;
  let found = stretches.find(({ from, to }) => instant >= from && instant < to);
  if (!found) {
    found = stretchAround(instant);
    stretches.push(found);
  }
  latest = found;
  return found.offset;
}

function stretchAround(instant: number): Stretch {
  const year = new Date(instant).getUTCFullYear();
  const changes = changesOf(year);
  const last = changes.findLast(({ at }) => at <= instant);
  const next = changes.find(({ at }) => at > instant);
  return {
    from: last?.at ?? Date.UTC(year, 0),
    to: next?.at ?? Date.UTC(year + 1, 0),
    offset: last?.after ?? next?.before ?? measuredOffset(instant),
  };
}

/** What the clock in Amsterdam shows at an instant. */
export function toLocal(instant: number): number {
  return instant + offsetAt(instant);
}

/** The instant at which the clock in Amsterdam shows a local time; for skipped and doubled hours see the rule above. */
export function toInstant(local: number, occurrence: "first" | "last"): number {
  const before = offsetAt(local - day);
  const after = offsetAt(local + day);
  if (before === after) return local - before;
  const candidates = [local - before, local - after].filter((instant) => toLocal(instant) === local);
  if (candidates.length > 0) return occurrence === "first" ? Math.min(...candidates) : Math.max(...candidates);
  // skipped: the jump lies between the two readings
  return changesOf(new Date(local).getUTCFullYear()).find(({ at }) => Math.abs(at - (local - before)) < day)?.at ?? local - after;
}

/** Local midnight at or before a local time. */
export function startOfLocalDay(local: number): number {
  return Math.floor(local / day) * day;
}

/** Codes of FHIR's `days-of-week`, from Sunday on. */
export const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;
export type Weekday = (typeof weekdays)[number];

/** Place of a local time's day in `weekdays`. */
export function weekdayIndex(local: number): number {
  // the first of January 1970 was a Thursday
  return (((Math.floor(local / day) + 4) % 7) + 7) % 7;
}

/** Day of the week of a local time, in the codes of FHIR's `days-of-week`. */
export function weekdayOf(local: number): Weekday {
  return weekdays[weekdayIndex(local)]!;
}

/** `YYYY-MM-DD` on the calendar in Amsterdam at an instant. */
export function localDate(instant: number): string {
  return new Date(toLocal(instant)).toISOString().slice(0, 10);
}

/** Year on the calendar in Amsterdam at an instant. */
export function localYear(instant: number): number {
  return new Date(toLocal(instant)).getUTCFullYear();
}

/** Adds days to a calendar date `YYYY-MM-DD`. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * day).toISOString().slice(0, 10);
}

/** An instant as a FHIR dateTime with the offset of Amsterdam: `2026-12-20T23:59:59+01:00`. */
export function offsetText(instant: number): string {
  const local = toLocal(instant);
  const minutes = (local - instant) / minute;
  const digits = (value: number): string => String(value).padStart(2, "0");
  return `${new Date(local).toISOString().slice(0, 19)}+${digits(Math.floor(minutes / 60))}:${digits(minutes % 60)}`;
}
