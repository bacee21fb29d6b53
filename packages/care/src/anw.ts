import type { HealthcareService, HealthcareServiceAvailableTime } from "hl7-fhir-r4-types";
import { localYear, weekdays } from "./amsterdam.ts";
import { confirmedYears, seedHolidays } from "./holidays.ts";
import { endOf, startOf } from "./period.ts";
import type { Schedule } from "./schedule.ts";
import { any, available, during, weekly } from "./schedule.ts";

const spansOf = new Map<number, readonly (readonly [number, number])[]>();

function seedSpans(year: number): readonly (readonly [number, number])[] {
  const known = spansOf.get(year);
  if (known) return known;
  const spans = seedHolidays(year).map(({ date }) => [startOf(date), endOf(date)] as const);
  spansOf.set(year, spans);
  return spans;
}

/** The public holidays of the years that nobody confirmed: a list not yet looked at may not send a patient to a closed door. */
function unconfirmed(post: HealthcareService | undefined): Schedule {
  const confirmed = confirmedYears(post);
  const spans = (year: number): readonly (readonly [number, number])[] => (confirmed.includes(year) ? [] : seedSpans(year));
  return {
    covers: (at) => spans(localYear(at)).some(([start, end]) => start <= at && at < end),
    next: (at) => {
      const year = localYear(at);
      const edge = [...spans(year), ...spans(year + 1)].flat().find((each) => each > at);
      return edge ?? startOf(String(year + 2));
    },
  };
}

const ordinaryNights = { start: "17:00", end: "08:00" };

/** 17:00 to 08:00, and Saturday and Sunday: what ANW is where a post says nothing of its own hours. */
const week: Schedule = weekly([ordinaryNights, { days: ["sat", "sun"] }]);

/** The hours that a post gives. A night belongs to the day before: after a whole day the post is there until eight in the morning,
 *  so that "Saturday and Sunday, all day" doesn't leave the night to Monday to nobody. */
function ownHours(times: readonly HealthcareServiceAvailableTime[]): Schedule {
  const mornings = times
    .filter(({ allDay }) => allDay === true)
    .map(({ daysOfWeek }) => ({ ...(daysOfWeek && { days: daysOfWeek.map(dayAfter) }), end: ordinaryNights.end }));
  return any([available(times), weekly(mornings)]);
}

function dayAfter(weekday: string): string {
  return weekdays[(weekdays.findIndex((each) => each === weekday) + 1) % weekdays.length]!;
}

/** ANW: the hours of the post, or where it gives none 17:00 to 08:00, Saturday and Sunday; and its holidays, on the clock in Amsterdam.
 *  @param post the HealthcareService `anw` of the post: its `availableTime` are its hours, its `notAvailable` lists the days on which ordinary care
 *  isn't available; what it lists counts, and for years that nobody confirmed (extension `holidays-confirmed`) the public holidays too. */
export function anwSchedule(post?: HealthcareService): Schedule {
  if (!post) return ordinary;
  const known = schedules.get(post);
  if (known) return known;
  const schedule = scheduleOf(post);
  schedules.set(post, schedule);
  return schedule;
}

/** A post's list is long, and the same for all patients of all its practices. */
const schedules = new WeakMap<HealthcareService, Schedule>();

function scheduleOf(post: HealthcareService | undefined): Schedule {
  const times = post?.availableTime ?? [];
  const listed = (post?.notAvailable ?? []).flatMap(({ during: period }) =>
    period?.start === undefined ? [] : [during({ start: period.start, end: period.end ?? period.start })],
  );
  return any([times.length > 0 ? ownHours(times) : week, ...listed, unconfirmed(post)]);
}

const ordinary: Schedule = scheduleOf(undefined);

/** Tells whether an instant lies in ANW, by the hours and holidays of a post. */
export function isAnw(at: Date, post?: HealthcareService): boolean {
  return anwSchedule(post).covers(at.getTime());
}
