import Holidays from "date-holidays";
import type { HealthcareService } from "hl7-fhir-r4-types";
import { localYear } from "./amsterdam.ts";
import { endOf, startOf } from "./period.ts";
import type { Schedule } from "./schedule.ts";
import { any, span, weekly } from "./schedule.ts";

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

const week: Schedule = weekly([{ start: "17:00", end: "08:00" }, { days: ["sat", "sun"] }]);

/** Holidays as spans. `notAvailable` of a post's `anw` service says when ordinary care is not available: that whole time is ANW.
 *  A year for which the post lists nothing falls back on the seed: a list not yet confirmed may not send a patient to a closed door. */
function holidays(post: HealthcareService | undefined): Schedule {
  const listed = (post?.notAvailable ?? []).flatMap(({ during }) => {
    const { start, end } = during ?? {};
    return start === undefined ? [] : [{ year: localYear(startOf(start)), span: span(startOf(start), endOf(end ?? start)) }];
  });
  const ofYear = (year: number): Schedule => {
    const own = listed.filter((entry) => entry.year === year).map((entry) => entry.span);
    return any(own.length > 0 ? own : seedHolidays(year).map(({ date }) => span(startOf(date), endOf(date))));
  };
  const everyListed = any(listed.map((entry) => entry.span));
  return {
    covers: (at) => everyListed.covers(at) || ofYear(localYear(at)).covers(at),
    edges: (from, to) => {
      const years = new Set([localYear(from), localYear(to)]);
      return [everyListed, ...[...years].map(ofYear)].flatMap((schedule) => schedule.edges(from, to));
    },
  };
}

/** ANW: 17:00 to 08:00, Saturday, Sunday and public holidays, on the clock in Amsterdam. `post` is the HealthcareService `anw` of the
 *  post, whose `notAvailable` lists its holidays. Its `availableTime` says when the post answers; it does not move the ANW hours. */
export function anwSchedule(post?: HealthcareService): Schedule {
  return any([week, holidays(post)]);
}

/** Tells whether an instant lies in ANW, by the holidays of a post. */
export function isAnw(at: Date, post?: HealthcareService): boolean {
  return anwSchedule(post).covers(at.getTime());
}
