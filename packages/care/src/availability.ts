import { profileUrl } from "@wijkverband/fhir";
import type { Basic, ContactPoint, Extension, Period, Resource } from "hl7-fhir-r4-types";
import { hasCode, own } from "./coding.ts";
import type { Schedule, WeeklyTime } from "./schedule.ts";
import { all, always, during, weekly } from "./schedule.ts";

/** When and where the own GP can be reached for one patient, outside hours too (profile `gp-availability`). */
export interface Availability {
  readonly period: Period | undefined;
  /** None: the whole period. */
  readonly times: readonly WeeklyTime[];
  readonly telecom: readonly ContactPoint[];
  /** Reference of the PractitionerRole who offers it. */
  readonly author: string | undefined;
}

/** Tells whether a resource is the personal availability of a GP for a patient. */
export function isAvailability(resource: Resource): resource is Basic {
  return resource.resourceType === "Basic" && hasCode(resource.code, own("overdracht", "bereikbaarheid-huisarts"));
}

function weeklyTime(extension: Extension): WeeklyTime {
  const parts = extension.extension ?? [];
  const days = parts.flatMap(({ url, valueCode }) => (url === "daysOfWeek" && valueCode !== undefined ? [valueCode] : []));
  const start = parts.find(({ url }) => url === "start")?.valueTime;
  const end = parts.find(({ url }) => url === "end")?.valueTime;
  return { days, ...(start !== undefined && { start }), ...(end !== undefined && { end }) };
}

/** Reads a personal availability. */
export function readAvailability(basic: Basic): Availability {
  const extensions = basic.extension ?? [];
  return {
    period: extensions.find(({ url }) => url === profileUrl("availability-period"))?.valuePeriod,
    times: extensions.filter(({ url }) => url === profileUrl("available-time")).map(weeklyTime),
    telecom: extensions.flatMap(({ url, valueContactPoint }) =>
      url === profileUrl("availability-telecom") && valueContactPoint !== undefined ? [valueContactPoint] : [],
    ),
    author: basic.author?.reference,
  };
}

/** When an availability holds. */
export function availabilitySchedule({ period, times }: Availability): Schedule {
  return all(during(period), times.length === 0 ? always : weekly(times));
}
