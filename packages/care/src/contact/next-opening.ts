import { anwSchedule } from "../anw.ts";
import { day, hour } from "../amsterdam.ts";
import type { Schedule } from "../schedule.ts";
import { all, any, available, choose, during, not, notAvailable } from "../schedule.ts";
import type { Surroundings } from "../surroundings.ts";
import { affiliationsOf, anwServiceOf } from "../surroundings.ts";
import { referenceTo } from "../reference.ts";

/** How long a contact report may lie unread once the practice is open, in milliseconds: four hours. */
const readingTime: number = 4 * hour;

/** How far ahead an opening is looked for, in milliseconds; a practice that stays closed for longer has no opening to wait for. */
const lookAhead = 60 * day;

/** When the practice is open: its hours, without closures and outside ANW as its post lists it; without hours whenever it isn't ANW. */
export function openingHours(around: Surroundings): Schedule {
  const { practice, practiceHours: hours } = around;
  const posts = practice === undefined ? [] : affiliationsOf(around, "anw-post", referenceTo(practice));
  const cases = posts.map(({ period, organization }) => ({ when: during(period), use: anwSchedule(anwServiceOf(around, organization?.reference)) }));
  const anw = choose(cases, anwSchedule());
  const closed = any([anw, notAvailable(hours?.notAvailable)]);
  const times = hours?.availableTime ?? [];
  return times.length === 0 ? not(closed) : all(available(times), not(closed));
}

/** The first instant at or after `at` at which something holds; the end of the look-ahead when it never does. */
function firstInstant(schedule: Schedule, at: Date): Date {
  const end = at.getTime() + lookAhead;
  let instant = at.getTime();
  while (instant < end && !schedule.covers(instant)) instant = Math.min(schedule.next(instant), end);
  return new Date(instant);
}

/** By when a report that comes in at `at` is to be read: four hours after the practice opens again, or from now when it is open. */
export function readBy(around: Surroundings, at: Date): Date {
  return new Date(firstInstant(openingHours(around), at).getTime() + readingTime);
}
