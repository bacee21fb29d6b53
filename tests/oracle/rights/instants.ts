import { reach, text } from "../json.ts";

/** The instant at which a date or dateTime begins. A date without a time begins at midnight in Amsterdam. */
export function beginOf(value: string): number {
  return value.length === 10 ? midnight(value) : Date.parse(value);
}

/** The instant at which it is over: an instant at once, a day when the next one begins. */
export function endOf(value: string): number {
  return value.length === 10 ? midnight(dayAfter(value)) : Date.parse(value);
}

/** Tells whether a Period at a path holds at an instant; one that isn't there always does. */
export function isInForce(resource: unknown, path: string, at: Date): boolean {
  const [period] = path === "" ? [resource] : reach(resource, path);
  if (period === undefined) return true;
  const start = text(period, "start");
  const end = text(period, "end");
  if (start !== undefined && at.getTime() < beginOf(start)) return false;
  return end === undefined || at.getTime() < endOf(end);
}

/** Midnight in Amsterdam at which somebody turns `years`. */
export function birthday(birthDate: string, years: number): number {
  return midnight(`${Number(birthDate.slice(0, 4)) + years}${birthDate.slice(4)}`);
}

const clock = new Intl.DateTimeFormat("nl-NL", { timeZone: "Europe/Amsterdam", hour: "2-digit", hourCycle: "h23" });
const known = new Map<string, number>();

/** Tries both offsets and takes the one at which an Amsterdam clock says midnight. */
function midnight(date: string): number {
  let found = known.get(date);
  if (found === undefined) {
    const utc = Date.parse(`${date}T00:00:00Z`);
    found = [1, 2].map((offset) => utc - offset * 3_600_000).find((instant) => clock.format(instant) === "00") ?? Number.NaN;
    known.set(date, found);
  }
  return found;
}

function dayAfter(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
