import type { HealthcareServiceAvailableTime, HealthcareServiceNotAvailable, Period } from "hl7-fhir-r4-types";
import { day, startOfLocalDay, toInstant, toLocal, weekdayIndex, weekdays } from "./amsterdam.ts";
import { endOf, startOf } from "./period.ts";

/** When something holds. Every schedule knows how long it stays as it is, so "until when" is never guessed: whoever combines schedules
 *  combines that too. Instants are epoch milliseconds; spans are half-open. */
export interface Schedule {
  covers(at: number): boolean;
  /** An instant after `at`, up to which `covers` says what it says at `at`; `Infinity` where that is for ever. Nothing need change there: whoever asks looks again. */
  next(at: number): number;
}

export const always: Schedule = { covers: () => true, next: () => Infinity };

export const never: Schedule = { covers: () => false, next: () => Infinity };

/** In force from the start of a period to its end; unbounded where a bound is absent. */
export function during(period: Period | undefined): Schedule {
  if (period?.start === undefined && period?.end === undefined) return always;
  return span(period.start === undefined ? -Infinity : startOf(period.start), period.end === undefined ? Infinity : endOf(period.end));
}

/** From `start` up to but not including `end`. */
export function span(start: number, end: number): Schedule {
  return {
    covers: (at) => start <= at && at < end,
    next: (at) => (at < start ? start : at < end ? end : Infinity),
  };
}

/** Hours that come back every week. */
export interface WeeklyTime {
  /** Codes of FHIR's `days-of-week`; absent or empty means every day. */
  readonly days?: readonly string[];
  /** `HH:mm[:ss]`; absent means midnight. */
  readonly start?: string;
  /** `HH:mm[:ss]`; at or before `start` means on the following day; absent means midnight at the end of the day. */
  readonly end?: string;
}

function timeOfDay(time: string): number {
  return ((Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))) * 60 + Number(time.slice(6))) * 1000;
}

/** Hours that come back every week, on the clock in Amsterdam. No hours at all: never. */
export function weekly(times: readonly WeeklyTime[]): Schedule {
  return any(times.map(weeklyWindow));
}

function weeklyWindow({ days, start, end }: WeeklyTime): Schedule {
  const on = weekdays.map((weekday) => days === undefined || days.length === 0 || days.includes(weekday));
  const from = start === undefined ? 0 : timeOfDay(start);
  const to = end === undefined ? day : timeOfDay(end);
  // what isn't a time says nothing
  if (!on.includes(true) || Number.isNaN(from + to)) return never;
  const until = to <= from ? to + day : to;
  const isOn = (midnight: number): boolean => on[weekdayIndex(midnight)]!;
  const begins = (midnight: number): number => toInstant(midnight + from, "first");
  const ends = (midnight: number): number => toInstant(midnight + until, "last");
  return {
    covers: (at) => {
      const today = startOfLocalDay(toLocal(at));
      // the window of yesterday may last until today
      return (isOn(today) && begins(today) <= at && at < ends(today)) || (isOn(today - day) && at < ends(today - day) && begins(today - day) <= at);
    },
    next: (at) => {
      for (let midnight = startOfLocalDay(toLocal(at)) - day; ; midnight += day) {
        if (!isOn(midnight)) continue;
        const beginning = begins(midnight);
        if (beginning > at) return beginning;
        const ending = ends(midnight);
        if (ending > at) return ending;
      }
    },
  };
}

/** `availableTime` of a HealthcareService or PractitionerRole. */
export function available(times: readonly HealthcareServiceAvailableTime[]): Schedule {
  return weekly(
    times.map(({ daysOfWeek, allDay, availableStartTime, availableEndTime }) => ({
      ...(daysOfWeek && { days: daysOfWeek }),
      ...(!allDay && availableStartTime !== undefined && { start: availableStartTime }),
      ...(!allDay && availableEndTime !== undefined && { end: availableEndTime }),
    })),
  );
}

/** `notAvailable` of a HealthcareService or PractitionerRole; entries without a period say nothing. */
export function notAvailable(entries: readonly HealthcareServiceNotAvailable[] | undefined): Schedule {
  return any((entries ?? []).flatMap(({ during: period }) => (period ? [during(period)] : [])));
}

/** Holds when all of them do; none at all is always. */
export function all(...schedules: readonly Schedule[]): Schedule {
  const [only] = schedules;
  if (only === undefined) return always;
  if (schedules.length === 1) return only;
  return {
    covers(at) {
      for (const schedule of schedules) if (!schedule.covers(at)) return false;
      return true;
    },
    // one that doesn't hold is enough for a no, so a no lasts as long as the most patient of those; a yes only until the first of all may turn
    next(at) {
      let refused = -Infinity;
      let first = Infinity;
      for (const schedule of schedules) {
        const next = schedule.next(at);
        if (schedule.covers(at)) first = Math.min(first, next);
        else refused = Math.max(refused, next);
      }
      return refused === -Infinity ? first : refused;
    },
  };
}

/** Holds when one of them does; none at all is never. */
export function any(schedules: readonly Schedule[]): Schedule {
  const [only] = schedules;
  return schedules.length === 1 && only !== undefined ? only : not(all(...schedules.map(not)));
}

/** Holds when the other does not. */
export function not(schedule: Schedule): Schedule {
  return { covers: (at) => !schedule.covers(at), next: (at) => schedule.next(at) };
}

/** The same, with its last answers kept: many schedules that lean on it ask it about one instant, as hundreds of covers ask whether it is ANW. */
export function remembered(schedule: Schedule): Schedule {
  let [coversAt, covered, nextAt, next] = [NaN, false, NaN, NaN];
  return {
    covers(at) {
      if (at !== coversAt) [coversAt, covered] = [at, schedule.covers(at)];
      return covered;
    },
    next(at) {
      if (at !== nextAt) [nextAt, next] = [at, schedule.next(at)];
      return next;
    },
  };
}

/** At each instant the schedule of the first case that is in force then, else `otherwise`. */
export function choose(cases: readonly { readonly when: Schedule; readonly use: Schedule }[], otherwise: Schedule): Schedule {
  const inForce = (at: number): number => cases.findIndex(({ when }) => when.covers(at));
  return {
    covers: (at) => (cases[inForce(at)]?.use ?? otherwise).covers(at),
    next: (at) => {
      const found = inForce(at);
      const asked = found < 0 ? cases : cases.slice(0, found + 1);
      return Math.min((cases[found]?.use ?? otherwise).next(at), ...asked.map(({ when }) => when.next(at)));
    },
  };
}
