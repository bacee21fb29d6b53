import type { Issue } from "@wijkverband/fhir";
import { codeSystemUrl } from "@wijkverband/fhir";
import type { CareTeam, CareTeamParticipant, Organization, PractitionerRole, Reference } from "hl7-fhir-r4-types";
import { endOf, isInForce, isOver, overlap, startOf } from "../period.ts";
import { plain, referenceTo } from "../reference.ts";
import { checkTeam, participantsAs, practiceOf, roleKeyOf, teamRoleOf, vasteHuisarts, vasteTweedeHuisartsen, type TeamRole } from "../registration.ts";

/** The places that a practice gives; who stands in is arranged as cover. */
export type AssignedRole = Exclude<TeamRole, "waarnemer">;

export const assignedRoles: readonly AssignedRole[] = ["vaste-huisarts", "vaste-tweede-huisarts", "hoofdbehandelaar"];

/** Who gets a place, or keeps it until another moment. */
export interface Assignment {
  /** As the directory has it. */
  readonly gp: PractitionerRole;
  /** How the person is called. */
  readonly display?: string;
  readonly role: AssignedRole;
  /** Absent: from now for as long as the registration lasts, or as it is for who has the place. Without a start the same; without an end it has none. */
  readonly period?: { readonly start?: string; readonly end?: string };
}

export type Assigned =
  | { readonly outcome: "changed"; readonly team: CareTeam; readonly warnings: readonly Issue[] }
  | { readonly outcome: "unchanged"; readonly warnings: readonly Issue[] }
  | { readonly outcome: "refused"; readonly issues: readonly Issue[] };

/** Roles that lead a treatment as hoofdbehandelaar (DESIGN §3, `responsible-gp`). */
const leads: readonly string[] = ["specialist-ouderengeneeskunde", "arts-vg"];

/** Gives somebody a place in the registration (`two-gps`). There is one vaste huisarts and one hoofdbehandelaar at a time: at the instant at which a new one begins the
 *  former ends, and stays in the team as its history; what was planned after it and hadn't begun is dropped. A second vaste tweede huisarts (a third fixed GP) is
 *  added with a warning. Who has the place already keeps it as it is; with a period until its
 *  end, and without an end when it has none: so that saying again who it is undoes no plan. Who becomes vaste huisarts leaves the second place.
 *  Refused, each at its parameter: somebody who may not have the place, an end before the begin, what leaves two of a kind at once. */
export function assignGp(team: CareTeam, assignment: Assignment, at: Date): Assigned {
  const { gp, role, period } = assignment;
  const wrong = periodFaults(period);
  if (wrong.length > 0) return { outcome: "refused", issues: [...personFaults(assignment, at), ...wrong] };
  const member = referenceTo(gp);
  const start = period?.start === undefined ? at.getTime() : startOf(period.start);
  const held = participantsAs(team, role).find((each) => plain(each.member?.reference) === member && isInForce(each.period, new Date(start)));
  // the place of who left, or became something else, can still be ended
  const ends = held !== undefined && period?.end !== undefined;
  const unfit = ends ? [] : personFaults(assignment, at);
  if (unfit.length > 0) return { outcome: "refused", issues: unfit };
  const next = held === undefined ? newPlace(assignment, at) : { ...held, period: { ...(held.period?.start !== undefined && { start: held.period.start }), ...(period?.end !== undefined && { end: period.end }) } };
  if (held !== undefined && period === undefined) return { outcome: "unchanged", warnings: warningsOf(team, held, assignment, at) };
  if (isBackwards(next)) return refusedAt("period", "this place would end before it begins");
  if (team.period?.start !== undefined && held === undefined && start < startOf(team.period.start)) return refusedAt("period", "the registration itself began after that");
  if (role === "vaste-tweede-huisarts" && participantsAs(team, "vaste-huisarts").some((each) => plain(each.member?.reference) === member && overlap(each.period, next.period))) {
    return refusedAt("gp", "this huisarts is the vaste huisarts: first name another as that");
  }

  // whoever keeps the place keeps it where it stands, so that the order in which second GPs are asked stays
  const places = (team.participant ?? []).map((each) => (each === held ? next : makeWay(each, { member, role, next, at })));
  if (places.includes("refused")) return refusedAt("period", "somebody else began in this place after that: give an end, or begin later");
  const present = places.filter((each) => each !== undefined && each !== "refused");
  const changed: CareTeam = { ...team, participant: held === undefined ? [...present, next] : present };

  const errors = checkTeam(changed, ends ? [] : [gp]).filter(({ severity }) => severity === undefined || severity === "error");
  if (errors.length > 0) return { outcome: "refused", issues: errors.map(({ text, rule }) => ({ text, expression: placeOf("gp"), ...(rule !== undefined && { rule }) })) };
  const warnings = warningsOf(changed, next, assignment, at);
  return isSame(team, changed) ? { outcome: "unchanged", warnings } : { outcome: "changed", team: changed, warnings };
}

function personFaults({ gp, role }: Assignment, at: Date): readonly Issue[] {
  const issues: Issue[] = [];
  const key = roleKeyOf(gp) ?? "";
  if (role === "hoofdbehandelaar" && !leads.includes(key)) issues.push({ ...atParameter("gp", "a hoofdbehandelaar is a specialist ouderengeneeskunde or an arts VG"), rule: "responsible-gp" });
  if (role !== "hoofdbehandelaar" && key !== "huisarts") issues.push(atParameter("gp", "a fixed GP is a huisarts"));
  if (gp.active === false || isOver(gp.period, at)) issues.push(atParameter("gp", "this person doesn't work there any more"));
  return issues;
}

function periodFaults(period: Assignment["period"]): readonly Issue[] {
  const { start, end } = period ?? {};
  if ([start, end].some((each) => each !== undefined && Number.isNaN(startOf(each)))) return [atParameter("period", "a period has a start and an end in FHIR's form")];
  return start !== undefined && end !== undefined && endOf(end) <= startOf(start) ? [atParameter("period", "this ends before it begins")] : [];
}

/** `Patient.generalPractitioner` as it follows from a registration: the practice, the vaste huisarts, the vaste tweede. */
export function generalPractitionersOf(team: CareTeam, at: Date): Reference<Organization | PractitionerRole>[] {
  const fixed = [vasteHuisarts(team, at), ...vasteTweedeHuisartsen(team, at)].flatMap((participant) => plain(participant?.member?.reference) ?? []);
  return [practiceOf(team), ...new Set(fixed)].filter((each) => each !== undefined).map((reference) => ({ reference }));
}

function newPlace({ gp, display, role, period }: Assignment, at: Date): CareTeamParticipant {
  const name = display ?? gp.practitioner?.display;
  return {
    role: [{ coding: [{ system: codeSystemUrl("teamrol"), code: role }] }],
    member: { reference: referenceTo(gp), ...(name !== undefined && { display: name }) },
    period: { start: period?.start ?? at.toISOString(), ...(period?.end !== undefined && { end: period.end }) },
  };
}

interface Arrival {
  readonly member: string;
  readonly role: AssignedRole;
  readonly next: CareTeamParticipant;
  readonly at: Date;
}

/** What becomes of somebody else's place: as it was, ended, or (never begun) gone. */
function makeWay(other: CareTeamParticipant, { member, role, next, at }: Arrival): CareTeamParticipant | "refused" | undefined {
  const otherRole = teamRoleOf(other);
  const isPromoted = role === "vaste-huisarts" && otherRole === "vaste-tweede-huisarts" && plain(other.member?.reference) === member;
  const isReplaced = role !== "vaste-tweede-huisarts" && otherRole === role;
  const begins = next.period?.start === undefined ? Number.MIN_SAFE_INTEGER : startOf(next.period.start);
  if ((!isPromoted && !isReplaced) || !overlap(other.period, next.period)) return other;
  const began = other.period?.start === undefined ? Number.MIN_SAFE_INTEGER : startOf(other.period.start);
  if (began > at.getTime() && began >= begins) return undefined;
  // in hindsight: who began later isn't pushed aside in silence
  if (began > begins) return "refused";
  return { ...other, period: { ...other.period, end: new Date(begins).toISOString() } };
}

function isBackwards({ period }: CareTeamParticipant): boolean {
  return period?.start !== undefined && period.end !== undefined && endOf(period.end) <= startOf(period.start);
}

/** What is to be said of a place that lasts, and of others that it stands beside. */
function warningsOf(team: CareTeam, place: CareTeamParticipant, { gp }: Assignment, at: Date): readonly Issue[] {
  return isOver(place.period, at) ? [] : checkTeam(team, [gp]).filter(({ severity, expression }) => severity === "warning" && concerns(team, expression, place));
}

function concerns(team: CareTeam, expression: string | undefined, next: CareTeamParticipant): boolean {
  const named = team.participant?.find((_each, place) => expression?.startsWith(`CareTeam.participant[${place}]`) === true);
  return named !== undefined && overlap(named.period, next.period);
}

function isSame(one: CareTeam, other: CareTeam): boolean {
  return JSON.stringify(one.participant ?? []) === JSON.stringify(other.participant ?? []);
}

function refusedAt(name: string, text: string): Assigned {
  return { outcome: "refused", issues: [atParameter(name, text)] };
}

function atParameter(name: string, text: string): Issue {
  return { text, expression: placeOf(name), rule: "two-gps" };
}

function placeOf(name: string): string {
  return `Parameters.parameter.where(name='${name}')`;
}
