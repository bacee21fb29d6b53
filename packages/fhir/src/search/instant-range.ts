/** What a FHIR date, dateTime or instant covers, in epoch milliseconds; `end` exclusive. */
export interface InstantRange {
  readonly start: number;
  readonly end: number;
}

/** Stand-ins for "since ever" and "for ever": the ends of what a JavaScript date can hold, whole numbers that every database keeps. */
export const beginOfTime = -8_640_000_000_000_000;
export const endOfTime = 8_640_000_000_000_000;

/** Dates and times without a zone are read here. R4 leaves it to the server; all care we serve is in this zone. */
export const localZone = "Europe/Amsterdam";

const shape =
  /^(?<year>\d{4})(?:-(?<month>0[1-9]|1[0-2])(?:-(?<day>0[1-9]|[12]\d|3[01])(?:T(?<hour>[01]\d|2[0-3]):(?<minute>[0-5]\d)(?::(?<second>[0-5]\d|60)(?:\.(?<fraction>\d{1,9}))?)?(?<zone>Z|[+-](?:0\d|1[0-4]):[0-5]\d)?)?)?)?$/;

/** The range of instants that `text` covers: a year, month, day, minute, second or part of a second.
 *  `undefined` when it is no such text, or names a day that doesn't exist. */
export function instantRange(text: string): InstantRange | undefined {
  const part = shape.exec(text)?.groups;
  if (!part) return undefined;
  const year = Number(part["year"]);
  if (year === 0) return undefined;
  if (part["month"] === undefined) return { start: localMidnight(year, 0, 1), end: localMidnight(year + 1, 0, 1) };
  const month = Number(part["month"]) - 1;
  if (part["day"] === undefined) return { start: localMidnight(year, month, 1), end: localMidnight(year, month + 1, 1) };
  const day = Number(part["day"]);
  if (day > 28 && new Date(utc(year, month, day)).getUTCMonth() !== month) return undefined;
  if (part["hour"] === undefined) return { start: localMidnight(year, month, day), end: localMidnight(year, month, day + 1) };
  const { second = "00", fraction = "", zone } = part;
  const wall = utc(year, month, day) + Number(part["hour"]) * 3_600_000 + Number(part["minute"]) * 60_000 + Number(second) * 1000 + Number(fraction.slice(0, 3).padEnd(3, "0"));
  const start = zone === undefined ? fromLocal(wall) : wall - zoneOffset(zone);
  return { start, end: start + width(part["second"], fraction) };
}

/** The same, of a text out of a URL: a `+` that nobody encoded arrives as a space. */
export function sentInstantRange(text: string): InstantRange | undefined {
  return instantRange(text.replace(/ (?=\d\d:\d\d$)/, "+"));
}

/** How long the smallest unit that was given lasts. Below a millisecond we don't look. */
function width(second: string | undefined, fraction: string): number {
  if (second === undefined) return 60_000;
  return 10 ** (3 - Math.min(fraction.length, 3));
}

function zoneOffset(zone: string): number {
  if (zone === "Z") return 0;
  const size = (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6))) * 60_000;
  return zone.startsWith("-") ? -size : size;
}

/** `Date.UTC` takes the years 0 to 99 for 1900 to 1999; the calendar repeats itself every 400 years. */
function utc(year: number, month: number, day: number): number {
  return year > 99 ? Date.UTC(year, month, day) : Date.UTC(year + 400, month, day) - 146_097 * 86_400_000;
}

const midnights = new Map<number, number>();

/** Start of a day in the local zone. Kept: birth dates come by the thousand, and asking the zone is slow. */
function localMidnight(year: number, month: number, day: number): number {
  const wall = utc(year, month, day);
  const known = midnights.get(wall);
  if (known !== undefined) return known;
  if (midnights.size > 100_000) midnights.clear();
  const start = fromLocal(wall);
  midnights.set(wall, start);
  return start;
}

/** The instant at which clocks in the local zone show `wall`. An hour that is shown twice is the first of the two;
 *  an hour that is skipped is read as if the clock had not been set forward yet. */
function fromLocal(wall: number): number {
  const before = offsetAt(wall - 86_400_000);
  const after = offsetAt(wall + 86_400_000);
  if (before === after) return wall - before;
  const early = wall - Math.max(before, after);
  return offsetAt(early) === Math.max(before, after) ? early : wall - Math.min(before, after);
}

const local = new Intl.DateTimeFormat("en-GB", {
  timeZone: localZone,
  calendar: "gregory",
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "numeric",
  minute: "numeric",
  second: "numeric",
  hourCycle: "h23",
});

/** Clocks went by the sun until then, so the offset was one and the same. */
const firstZone = Date.UTC(1850, 0, 1);

/** How far local clocks are ahead of UTC at an instant, in milliseconds. */
function offsetAt(when: number): number {
  const instant = Math.max(when, firstZone);
  const part: Record<string, number> = {};
  for (const { type, value } of local.formatToParts(instant)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return utc(year, month - 1, day) + (hour * 3600 + minute * 60 + second) * 1000 - Math.floor(instant / 1000) * 1000;
}
