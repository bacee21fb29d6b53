import type { PractitionerRole, PractitionerRoleAvailableTime } from "hl7-fhir-r4-types";
import { day, startOfLocalDay, toInstant, toLocal } from "../amsterdam.ts";
import { readCover } from "../cover.ts";
import { dutiesOf, isEmployed, isRostered, isThere } from "../duty.ts";
import { referenceTo } from "../reference.ts";
import { roleKeyOf } from "../registration.ts";
import { all, any, type Schedule } from "../schedule.ts";
import { hoursOf, spansOf, type Span } from "./span.ts";

/** Hours of 1 fte in a week (D3). */
export const hoursOfFte = 40;

/** A week without a change of the clock, Monday to Monday, to count weekly hours in. */
const aWeek: Span = { start: toInstant(Date.UTC(2026, 0, 5), "first"), end: toInstant(Date.UTC(2026, 0, 12), "first") };

/** When somebody works at the practice. */
export interface Roster {
  /** `PractitionerRole/<id>` */
  readonly role: string;
  /** Key of CodeSystem `rol`. */
  readonly key: string | undefined;
  /** Who it is, whatever the role: `Practitioner/<id>`, or the role where the directory names nobody. */
  readonly person: string;
  /** Employed at some instant of the counted time. */
  readonly active: boolean;
  /** Hours are known. */
  readonly rostered: boolean;
  /** A week of the roster, leave aside: hours, and days on site. */
  readonly weekly: { readonly hours: number; readonly days: number };
  /** At work in the counted time, leave taken off: in the building, and anywhere. */
  readonly onSite: readonly Span[];
  readonly onDuty: readonly Span[];
  /** Was at work at some instant of the time before now that is looked back on. */
  readonly wasThere: boolean;
}

/** Of somebody who stands in and has no hours of his own: the hours of who is covered. */
function hoursFor(role: PractitionerRole, roles: readonly PractitionerRole[]): readonly PractitionerRoleAvailableTime[] {
  const covered = readCover(role)?.covered;
  const other = isRostered(role) ? role : roles.find((each) => referenceTo(each) === covered);
  return other?.availableTime ?? [];
}

/** Works out when somebody is at work. Takes a millisecond or so: whoever has many does something else in between.
 *  @param roles all of the practice @param past the time that is looked back on @param counted the time in which hours are counted */
export function rosterOf(role: PractitionerRole, roles: readonly PractitionerRole[], past: Span, counted: Span): Roster {
  const duties = dutiesOf(hoursFor(role, roles));
  const anywhere = any(duties.map(({ schedule }) => schedule));
  const onSite = any(duties.filter(({ isRemote }) => !isRemote).map(({ schedule }) => schedule));
  const rostered = duties.length > 0;
  const there = isThere(role);
  const during = (schedule: Schedule, { start, end }: Span): readonly Span[] => spansOf(schedule, start, end);
  return {
    role: referenceTo(role),
    key: roleKeyOf(role),
    person: role.practitioner?.reference ?? referenceTo(role),
    active: during(isEmployed(role), counted).length > 0,
    rostered,
    weekly: { hours: hoursOf(during(anywhere, aWeek)), days: localDays(during(onSite, aWeek)) },
    onSite: during(all(onSite, there), counted),
    onDuty: during(all(anywhere, there), counted),
    wasThere: during(rostered ? all(anywhere, there) : there, past).length > 0,
  };
}

/** On how many days of the calendar it is. */
function localDays(spans: readonly Span[]): number {
  const days = spans.flatMap(({ start, end }) => {
    const first = startOfLocalDay(toLocal(start));
    return Array.from({ length: Math.ceil((toLocal(end) - first) / day) }, (_, after) => first + after * day);
  });
  return new Set(days).size;
}
