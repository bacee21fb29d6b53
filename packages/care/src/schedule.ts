import type { HealthcareServiceAvailableTime, HealthcareServiceNotAvailable, Period } from "hl7-fhir-r4-types";
import { day, startOfLocalDay, toInstant, toLocal, weekdayOf } from "./amsterdam.ts";
import { endOf, startOf } from "./period.ts";

/** When something holds. Every schedule knows its own edges, so "until when" is never guessed: whoever combines schedules
 *  combines their edges. Instants are epoch milliseconds; spans are half-open. */
export interface Schedule {
  covers(at: number): boolean;
  /** A superset of the instants in (from, to] at which `covers` changes. */
  edges(from: number, to: number): readonly number[];
}

export const always: Schedule = { covers: () => true, edges: () => [] };

/** In force from the start of a period to its end; unbounded where a bound is absent. */
export function during(period: Period | undefined): Schedule {
  if (period?.start === undefined && period?.end === undefined) return always;
  const start = period.start === undefined ? -Infinity : startOf(period.start);
  const end = period.end === undefined ? Infinity : endOf(period.end);
  return span(start, end);
}

/** From `start` up to but not including `end`. */
export function span(start: number, end: number): Schedule {
  return {
    covers: (at) => start <= at && at < end,
    edges: (from, to) => [start, end].filter((edge) => from < edge && edge <= to),
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
  const [hours = 0, minutes = 0, seconds = 0] = time.split(":").map(Number);
  return ((hours * 60 + minutes) * 60 + seconds) * 1000;
}

function windowOn(midnight: number, time: WeeklyTime): readonly [number, number] | undefined {
  if (time.days && time.days.length > 0 && !time.days.includes(weekdayOf(midnight))) return undefined;
  const start = time.start === undefined ? 0 : timeOfDay(time.start);
  const end = time.end === undefined ? day : timeOfDay(time.end);
  return [toInstant(midnight + start, "first"), toInstant(midnight + (end <= start ? end + day : end), "last")];
}

/** Hours that come back every week, on the clock in Amsterdam. No hours at all: never. */
export function weekly(times: readonly WeeklyTime[]): Schedule {
  const windows = (from: number, to: number): (readonly [number, number])[] => {
    const found: (readonly [number, number])[] = [];
    // one day back, because a window may have begun the evening before
    for (let midnight = startOfLocalDay(toLocal(from)) - day; midnight <= toLocal(to); midnight += day) {
      for (const time of times) {
        const window = windowOn(midnight, time);
        if (window) found.push(window);
      }
    }
    return found;
  };
  return {
    covers: (at) => windows(at, at).some(([start, end]) => start <= at && at < end),
    edges: (from, to) => windows(from, to).flat().filter((edge) => from < edge && edge <= to),
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

/** Holds when all of them do. */
export function all(...schedules: readonly Schedule[]): Schedule {
  return {
    covers: (at) => schedules.every((schedule) => schedule.covers(at)),
    edges: (from, to) => schedules.flatMap((schedule) => schedule.edges(from, to)),
  };
}

/** Holds when one of them does. */
export function any(schedules: readonly Schedule[]): Schedule {
  return {
    covers: (at) => schedules.some((schedule) => schedule.covers(at)),
    edges: (from, to) => schedules.flatMap((schedule) => schedule.edges(from, to)),
  };
}

/** Holds when the other does not. */
export function not(schedule: Schedule): Schedule {
  return { covers: (at) => !schedule.covers(at), edges: (from, to) => schedule.edges(from, to) };
}
