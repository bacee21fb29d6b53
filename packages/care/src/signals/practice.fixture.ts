import { codeSystemUrl, profileUrl } from "@wijkverband/fhir";
import type { CareTeam, Organization, OrganizationAffiliation, PractitionerRole, PractitionerRoleAvailableTime } from "hl7-fhir-r4-types";
import { available } from "../schedule.ts";
import { fourWeeks, lookBack, type PracticeFacts } from "./practice-facts.ts";
import { shapeOf, type RegistrationShape } from "./registration-shape.ts";
import { rosterOf } from "./roster.ts";
import { spansOf, type Span } from "./span.ts";

/** Tuesday 24 November 2026, noon in Amsterdam. */
export const at: number = Date.parse("2026-11-24T12:00:00+01:00");
export const counted: Span = { start: Date.parse("2026-11-24T00:00:00+01:00"), end: Date.parse("2026-11-24T00:00:00+01:00") + fourWeeks };
const past: Span = { start: at - lookBack, end: at };

const coded = (list: string, code: string) => ({ coding: [{ system: codeSystemUrl(list), code }] });

/** Hours at the practice on these days, 08:00 to 17:00 unless said otherwise. */
export function hours(
  days: readonly NonNullable<PractitionerRoleAvailableTime["daysOfWeek"]>[number][],
  { remote = false, from = "08:00:00", until = "17:00:00" }: { readonly remote?: boolean; readonly from?: string; readonly until?: string } = {},
): PractitionerRoleAvailableTime {
  return { daysOfWeek: [...days], availableStartTime: from, availableEndTime: until, ...(remote && { extension: [{ url: profileUrl("presence"), valueCode: "remote" }] }) };
}

export const weekdays: readonly ("mon" | "tue" | "wed" | "thu" | "fri")[] = ["mon", "tue", "wed", "thu", "fri"];

/** Somebody who works at the practice. */
export function worker(id: string, role: string, availableTime?: readonly PractitionerRoleAvailableTime[], rest: Partial<PractitionerRole> = {}): PractitionerRole {
  return {
    resourceType: "PractitionerRole",
    id,
    practitioner: { reference: `Practitioner/${id}` },
    organization: { reference: "Organization/praktijk" },
    code: [coded("rol", role)],
    ...(availableTime && { availableTime: [...availableTime] }),
    ...rest,
  };
}

/** So many patients with these places in their registration: `[teamrol, role, start?, end?]`. */
export function registered(patients: number, ...places: readonly (readonly [place: string, role: string, start?: string, end?: string])[]): RegistrationShape {
  const team: CareTeam = {
    resourceType: "CareTeam",
    status: "active",
    managingOrganization: [{ reference: "Organization/praktijk" }],
    participant: places.map(([place, role, start, end]) => ({
      role: [coded("teamrol", place)],
      member: { reference: `PractitionerRole/${role}` },
      ...((start !== undefined || end !== undefined) && { period: { ...(start !== undefined && { start }), ...(end !== undefined && { end }) } }),
    })),
  };
  return { ...shapeOf(team, past, counted.end), patients };
}

/** A tie of the practice with another organisation of a kind. */
export function tied(code: string, kind?: string, rest: Partial<OrganizationAffiliation> = {}): { readonly affiliation: OrganizationAffiliation; readonly organization: Organization } {
  const id = `${code}-${kind ?? "ander"}`;
  return {
    affiliation: { resourceType: "OrganizationAffiliation", id, organization: { reference: `Organization/${id}` }, participatingOrganization: { reference: "Organization/praktijk" }, code: [coded("verbinding", code)], ...rest },
    organization: { resourceType: "Organization", id, ...(kind !== undefined && { type: [coded("netwerk", kind)] }) },
  };
}

interface Described {
  readonly people?: readonly PractitionerRole[];
  readonly practice?: Partial<Organization>;
  readonly open?: readonly PractitionerRoleAvailableTime[];
  readonly registrations?: readonly RegistrationShape[];
  readonly ties?: readonly ReturnType<typeof tied>[];
  readonly rest?: Partial<PracticeFacts>;
}

/** The facts of a practice of which only what matters is said. */
export function practiceOf({ people = [], practice = {}, open, registrations = [], ties = [], rest = {} }: Described): PracticeFacts {
  return {
    at,
    counted,
    practice: { resourceType: "Organization", id: "praktijk", ...practice },
    roles: people,
    rosters: people.map((role) => rosterOf(role, people, past, counted)),
    ...(open && { open: spansOf(available(open), counted.start, counted.end) }),
    affiliations: ties.map(({ affiliation }) => affiliation),
    organizations: ties.map(({ organization }) => organization),
    registrations,
    gaps: [],
    handovers: { active: 0, outdated: 0 },
    contactReports: { unread: 0, late: 0 },
    ...rest,
  };
}
