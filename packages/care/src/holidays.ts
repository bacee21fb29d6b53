import Holidays from "date-holidays";
import { profileUrl } from "@wijkverband/fhir";
import type { HealthcareService } from "hl7-fhir-r4-types";

/** A public holiday. */
export interface Holiday {
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly name: string;
}

const seeds = new Map<number, readonly Holiday[]>();

/** The Dutch public holidays of a year: what a post's own list is seeded from, before somebody at the post confirms it.
 *  Goede Vrijdag and Bevrijdingsdag are ordinary days here; a post that closes the practices on them lists them itself.
 *  Source: npm `date-holidays`, type `public` for NL (data CC-BY-3.0). */
export function seedHolidays(year: number): readonly Holiday[] {
  const known = seeds.get(year);
  if (known) return known;
  const seed = new Holidays("NL")
    .getHolidays(year)
    .filter(({ type }) => type === "public")
    .map(({ date, name }) => ({ date: date.slice(0, 10), name }));
  seeds.set(year, seed);
  return seed;
}

/** Extension of a post's `anw` service: a year whose holidays somebody at the post confirmed. */
const holidaysConfirmed: string = profileUrl("holidays-confirmed");

/** The years whose holidays somebody at the post confirmed, the first one first. */
export function confirmedYears(post: HealthcareService | undefined): readonly number[] {
  const years = (post?.extension ?? []).flatMap(({ url, valueInteger }) => (url === holidaysConfirmed && valueInteger !== undefined ? [valueInteger] : []));
  return [...new Set(years)].toSorted((one, other) => one - other);
}

/** The holidays of a post in a year: what it lists in `notAvailable`, and, as long as nobody confirmed that year, the public holidays that it
 *  doesn't list. An entry of less or more than a day counts by the date on which it begins, and its name says from when to when. */
export function holidaysOf(post: HealthcareService, year: number): readonly Holiday[] {
  return entriesOf(post, year).map(({ description, during }) => ({ date: dateOf(during?.start), name: isWholeDay(during) ? description : `${description} (${during?.start} - ${during?.end})` }));
}

type Entry = NonNullable<HealthcareService["notAvailable"]>[number];

function isWholeDay(during: Entry["during"]): boolean {
  return during?.end === undefined || during.end === during.start;
}

function dateOf(start: string | undefined): string {
  return (start ?? "").slice(0, 10);
}

function isIn(year: number): (entry: Entry) => boolean {
  return ({ during }) => dateOf(during?.start).slice(0, 4) === String(year);
}

function entriesOf(post: HealthcareService, year: number): readonly Entry[] {
  const listed = (post.notAvailable ?? []).filter(isIn(year));
  const seed = confirmedYears(post).includes(year) ? [] : seedHolidays(year).filter(({ date }) => !listed.some(({ during }) => dateOf(during?.start) === date));
  return inOrder([...listed, ...seed.map(wholeDay)]);
}

function wholeDay({ date, name }: Holiday): Entry {
  return { description: name, during: { start: date, end: date } };
}

function inOrder(entries: readonly Entry[]): readonly Entry[] {
  return entries.toSorted((one, other) => ((one.during?.start ?? "") < (other.during?.start ?? "") ? -1 : 1));
}

/** What somebody at the post says about a year. */
export interface HolidayChanges {
  readonly add: readonly Holiday[];
  /** `YYYY-MM-DD` */
  readonly remove: readonly string[];
}

/** The post with its list of a year confirmed: what counted already, without what is removed and with what is added, and nothing else.
 *  A day that is added again gets its new name. Confirming the same again gives the same.
 *  Refused: a date that isn't one or is of another year, and removing a day that isn't on the list. */
export function confirmHolidays(
  post: HealthcareService,
  year: number,
  { add, remove }: HolidayChanges,
): { readonly outcome: "confirmed"; readonly post: HealthcareService } | { readonly outcome: "refused"; readonly text: string } {
  const wrong = [...add.map(({ date }) => date), ...remove].find((date) => !isDateOf(date, year));
  if (wrong !== undefined) return { outcome: "refused", text: `${wrong} is no date of ${year}` };
  const entries = entriesOf(post, year);
  const missing = remove.find((date) => !entries.some(({ during }) => dateOf(during?.start) === date));
  if (missing !== undefined) return { outcome: "refused", text: `${missing} isn't on the list of ${year}` };
  const replaced = new Set([...remove, ...add.map(({ date }) => date)]);
  const kept = entries.filter(({ during }) => !replaced.has(dateOf(during?.start)));
  const others = (post.notAvailable ?? []).filter((entry) => !isIn(year)(entry));
  const confirmed = confirmedYears(post).includes(year) ? [] : [{ url: holidaysConfirmed, valueInteger: year }];
  const { notAvailable: _former, ...rest } = post;
  const list = inOrder([...others, ...kept, ...add.map(wholeDay)]);
  return { outcome: "confirmed", post: { ...rest, extension: [...(post.extension ?? []), ...confirmed], ...(list.length > 0 && { notAvailable: [...list] }) } };
}

function isDateOf(date: string, year: number): boolean {
  const parsed = Date.parse(`${date}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(date) && date.startsWith(String(year)) && !Number.isNaN(parsed) && new Date(parsed).toISOString().startsWith(date);
}

