import { codeSystemUrl, profileUrl } from "@wijkverband/fhir";
import type { Basic, ContactPoint, Extension, Observation, Patient, Period, Resource } from "hl7-fhir-r4-types";
import { codeOf, hasCode, own } from "./coding.ts";
import { endOf, isOver, startOf } from "./period.ts";
import type { Schedule, WeeklyTime } from "./schedule.ts";
import { all, always, during, span, weekly } from "./schedule.ts";

/** When and where the own GP can be reached for one patient, outside hours too (profile `gp-availability`). */
export interface Availability {
  readonly period: Period | undefined;
  /** None: the whole period. */
  readonly times: readonly WeeklyTime[];
  readonly telecom: readonly ContactPoint[];
  /** Reference of the PractitionerRole who offers it. */
  readonly author: string | undefined;
  /** When it was offered: a date or an instant. */
  readonly created: string | undefined;
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
    created: basic.created,
  };
}

/** When an availability holds: on its hours within its period, until the patient dies or the terminal episode for which it was offered is over. */
export function availabilitySchedule(availability: Availability, phases: readonly Observation[] = [], patient?: Pick<Patient, "deceasedBoolean" | "deceasedDateTime">): Schedule {
  const { period, times } = availability;
  const end = Math.min(episodeEnd(availability, phases), deathOf(patient));
  return all(during(period), times.length === 0 ? always : weekly(times), end === Infinity ? always : span(-Infinity, end));
}

/** Whether an availability is over, whatever its hours: its date has passed, the patient died, or the terminal episode for which it was offered ended. */
export function isAvailabilityOver(availability: Availability, at: Date, phases: readonly Observation[] = [], patient?: Pick<Patient, "deceasedBoolean" | "deceasedDateTime">): boolean {
  return isOver(availability.period, at) || Math.min(episodeEnd(availability, phases), deathOf(patient)) <= at.getTime();
}

const phase = own("overdracht", "palliatieve-fase");

/** Tells whether a resource says in which phase the patient is. */
export function isPhase(resource: Resource): resource is Observation {
  return resource.resourceType === "Observation" && hasCode(resource.code, phase);
}

/** The first phase recorded after the offer that isn't terminal. One of the same day as an offer without a time doesn't come after it. */
function episodeEnd({ created, period }: Availability, phases: readonly Observation[]): number {
  const offered = created ?? period?.start;
  const since = offered === undefined ? -Infinity : Math.max(startOf(offered), endOf(offered) - 1);
  const ends = phases.flatMap(({ status, valueCodeableConcept, effectiveDateTime }) => {
    const code = codeOf(valueCodeableConcept, codeSystemUrl("palliatieve-fase"));
    const counts = status !== "entered-in-error" && status !== "cancelled" && code !== undefined && code !== "terminaal";
    return counts && effectiveDateTime !== undefined ? [startOf(effectiveDateTime)] : [];
  });
  return Math.min(...ends.filter((end) => end > since), Infinity);
}

function deathOf(patient: Pick<Patient, "deceasedBoolean" | "deceasedDateTime"> | undefined): number {
  if (patient?.deceasedDateTime !== undefined) return startOf(patient.deceasedDateTime);
  return patient?.deceasedBoolean === true ? -Infinity : Infinity;
}
