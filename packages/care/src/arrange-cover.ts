import type { Issue } from "@wijkverband/fhir";
import { codeSystemUrl, isPractice, profileUrl } from "@wijkverband/fhir";
import type { CareTeam, CareTeamParticipant, CodeableConcept, Extension, Organization, OrganizationAffiliation, Period, PractitionerRole, Reference } from "hl7-fhir-r4-types";
import { endOf, isOver, startOf } from "./period.ts";
import { plain, pointsAt, referenceTo } from "./reference.ts";
import { roleKeyOf, teamRoleOf } from "./registration.ts";

/** What cover is for: one patient (with the vaste huisarts, if there is one), a huisarts of a practice, or the practice itself (`Organization/<id>`). */
export type CoverSubject =
  | { readonly of: "patient"; readonly own?: PractitionerRole }
  | { readonly of: "huisarts"; readonly practice: string; readonly covered: PractitionerRole }
  | { readonly of: "practice"; readonly practice: string };

/** Who stands in, when, and whether in evening, night and weekend too. */
export interface CoverWish {
  readonly by: PractitionerRole | Organization;
  /** As asked; what it lacks as a start is `at`. */
  readonly period: Period | undefined;
  readonly includesAnw: boolean | undefined;
}

/** Everything that is wrong with cover as somebody wants it, at its parameter (`responsible-gp`). Nothing: it can be arranged. */
export function coverFaults(subject: CoverSubject, wish: CoverWish, at: Date): readonly Issue[] {
  const issues = [...byFaults(subject, wish.by), ...itselfFaults(subject, wish.by), ...periodFaults(wish, subject.of, at)];
  if (subject.of === "huisarts") issues.push(...coveredFaults(subject));
  return issues;
}

/** A fault of the input of `$cover`. `within` is what stands in the value. */
export function coverFault(parameter: string, text: string, within = ""): Issue {
  return { rule: "responsible-gp", text, expression: `Parameters.parameter.where(name='${parameter}')${within === "" ? "" : `.value.${within}`}` };
}

function byFaults(subject: CoverSubject, by: CoverWish["by"]): readonly Issue[] {
  if (by.resourceType === "Organization") {
    if (subject.of !== "practice") return [coverFault("by", `a person stands in for ${subject.of === "patient" ? "one patient" : "a huisarts"}; a practice covers a practice`)];
    return isPractice(by) && by.active !== false ? [] : [coverFault("by", "an active GP practice that the directory knows is needed")];
  }
  if (subject.of === "practice") return [coverFault("by", "a practice covers a practice; for a person, say whom he stands in for (covered)")];
  const isGp = ["huisarts", "waarnemer"].includes(roleKeyOf(by) ?? "");
  return isGp && by.active !== false && !isCoverRole(by) ? [] : [coverFault("by", "only a huisarts or waarnemer, in the role of his own, stands in")];
}

function itselfFaults(subject: CoverSubject, by: CoverWish["by"]): readonly Issue[] {
  const same = (one: PractitionerRole): boolean => referenceTo(one) === referenceTo(by) || (by.resourceType === "PractitionerRole" && by.practitioner?.reference !== undefined && plain(by.practitioner.reference) === plain(one.practitioner?.reference));
  const itself = subject.of === "practice" ? referenceTo(by) === subject.practice : subject.of === "huisarts" ? same(subject.covered) : subject.own !== undefined && same(subject.own);
  return itself ? [coverFault("by", "nobody stands in for himself")] : [];
}

function coveredFaults({ practice, covered }: Extract<CoverSubject, { of: "huisarts" }>): readonly Issue[] {
  const own = plain(covered.organization?.reference) === practice && roleKeyOf(covered) === "huisarts" && covered.active !== false && !isCoverRole(covered);
  return own ? [] : [coverFault("covered", "a huisarts of this practice is covered")];
}

function periodFaults({ period }: CoverWish, of: CoverSubject["of"], at: Date): readonly Issue[] {
  if (period?.end === undefined) return of === "practice" ? [] : [coverFault("period", "cover by a person ends: say until when", "end")];
  if (period.start !== undefined && endOf(period.end) <= startOf(period.start)) return [coverFault("period", "the end lies before the begin", "end")];
  return isOver(period, at) ? [coverFault("period", "this cover would be over already", "end")] : [];
}

/** Tells whether a role stands in for another one, instead of being somebody's own. */
export function isCoverRole({ extension }: PractitionerRole): boolean {
  return extension?.some(({ url }) => url === profileUrl("cover")) ?? false;
}

interface Arranged {
  readonly id: string;
  readonly period: Period;
  readonly includesAnw: boolean | undefined;
}

/** Who stands in for a huisarts, as a role at the covered practice (profile `cover-role`). */
export function coverRole({ practice, covered }: Extract<CoverSubject, { of: "huisarts" }>, by: PractitionerRole, { id, period, includesAnw }: Arranged): PractitionerRole & { id: string } {
  const reference = (role: PractitionerRole): Reference => ({ reference: referenceTo(role), ...(role.practitioner?.display !== undefined && { display: role.practitioner.display }) });
  return {
    resourceType: "PractitionerRole",
    id,
    meta: { profile: [profileUrl("cover-role")] },
    extension: [{ url: profileUrl("cover"), extension: [{ url: "covered", valueReference: reference(covered) }, { url: "by", valueReference: reference(by) }] }, ...anwExtension(includesAnw)],
    active: true,
    period,
    ...(by.practitioner !== undefined && { practitioner: by.practitioner }),
    organization: { reference: practice },
    code: [concept("rol", "waarnemer")],
    ...(by.telecom !== undefined && { telecom: by.telecom }),
  };
}

/** A practice that covers another. */
export function practiceCover(practice: string, by: Organization, { id, period, includesAnw }: Arranged): OrganizationAffiliation & { id: string } {
  const extension = anwExtension(includesAnw);
  return {
    resourceType: "OrganizationAffiliation",
    id,
    meta: { profile: [profileUrl("wijk-organization-affiliation")] },
    ...(extension.length > 0 && { extension }),
    active: true,
    period,
    organization: { reference: referenceTo(by), ...(by.name !== undefined && { display: by.name }) },
    participatingOrganization: { reference: practice },
    code: [concept("verbinding", "waarneming")],
  };
}

/** A registration in which somebody stands in for a time. */
export function withCover(team: CareTeam, by: PractitionerRole, { period, includesAnw }: Omit<Arranged, "id">): CareTeam {
  const extension = anwExtension(includesAnw);
  const participant: CareTeamParticipant = {
    ...(extension.length > 0 && { extension }),
    role: [concept("teamrol", "waarnemer")],
    member: { reference: referenceTo(by), ...(by.practitioner?.display !== undefined && { display: by.practitioner.display }) },
    period,
  };
  return { ...team, participant: [...(team.participant ?? []), participant] };
}

/** What ending cover makes of it. */
export type CoverEnd<T> =
  | { readonly outcome: "changed"; readonly resource: T }
  /** It is over already, or ends at that instant. */
  | { readonly outcome: "unchanged" }
  | { readonly outcome: "refused"; readonly issues: readonly Issue[] };

/** A cover of a huisarts or a practice that ends earlier. One that hasn't begun by then never was in force: it is put out of use and keeps its period. */
export function endCover<T extends PractitionerRole | OrganizationAffiliation>(cover: T, end: Date): CoverEnd<T> {
  const { active, period } = cover;
  if (active === false || (period?.end !== undefined && endOf(period.end) === end.getTime())) return { outcome: "unchanged" };
  if (isOver(period, end)) return later();
  if (period?.start !== undefined && startOf(period.start) >= end.getTime()) return { outcome: "changed", resource: { ...cover, active: false } };
  return { outcome: "changed", resource: { ...cover, period: { ...period, end: end.toISOString() } } };
}

/** A registration in which somebody stops standing in: what is in force then ends, and what would begin later is taken out. */
export function withoutCover(team: CareTeam, by: string, end: Date): CoverEnd<CareTeam> {
  const all = team.participant ?? [];
  const own = all.filter((each) => teamRoleOf(each) === "waarnemer" && plain(each.member?.reference) === by);
  const running = own.filter(({ period }) => !isOver(period, end));
  if (own.length === 0) return { outcome: "refused", issues: [{ rule: "reference", text: "nobody like this stands in for the patient", expression: "Parameters.parameter.where(name='cover')" }] };
  if (running.length === 0) return own.some(({ period }) => period?.end !== undefined && endOf(period.end) === end.getTime()) ? { outcome: "unchanged" } : later();
  const kept = all.flatMap((each) => {
    if (!running.includes(each)) return [each];
    return each.period?.start !== undefined && startOf(each.period.start) >= end.getTime() ? [] : [{ ...each, period: { ...each.period, end: end.toISOString() } }];
  });
  const { participant: _former, ...rest } = team;
  return { outcome: "changed", resource: kept.length > 0 ? { ...rest, participant: kept } : rest };
}

/** Cover ends earlier than it would, never later: that would be new cover. */
function later(): { readonly outcome: "refused"; readonly issues: readonly Issue[] } {
  return { outcome: "refused", issues: [coverFault("period", "this cover is over before then; for more, arrange new cover", "end")] };
}

/** Cover as it was asked for, to be compared with what there is. */
export interface AskedCover {
  /** `Type/id` of who stands in. */
  readonly by: string;
  readonly period: Period | undefined;
  readonly includesAnw: boolean | undefined;
}

/** Tells whether an arrangement says the same: who, when, and at which hours. Asked without a start, one that began already is the same. */
export function isSameCover(cover: PractitionerRole | OrganizationAffiliation | CareTeamParticipant, { by, period, includesAnw }: AskedCover, at: Date): boolean {
  const anw = cover.extension?.some(({ url, valueBoolean }) => url === profileUrl("includes-anw") && valueBoolean === true) ?? false;
  const active = "member" in cover || (cover as PractitionerRole | OrganizationAffiliation).active !== false;
  const { start, end } = cover.period ?? {};
  const begins = period?.start === undefined ? start !== undefined && startOf(start) <= at.getTime() : start === period.start;
  return active && begins && standIn(cover) === by && end === period?.end && anw === (includesAnw === true);
}

function standIn(cover: PractitionerRole | OrganizationAffiliation | CareTeamParticipant): string | undefined {
  if ("member" in cover) return plain(cover.member?.reference);
  if (!("resourceType" in cover)) return undefined;
  if (cover.resourceType === "OrganizationAffiliation") return plain(cover.organization?.reference);
  return plain(partOf(cover, "by")?.reference);
}

/** Tells whether a role covers this huisarts. */
export function isCoverOf(role: PractitionerRole, covered: PractitionerRole): boolean {
  return pointsAt(partOf(role, "covered"), covered);
}

function partOf({ extension }: PractitionerRole, name: string): Reference | undefined {
  return extension?.find(({ url }) => url === profileUrl("cover"))?.extension?.find(({ url }) => url === name)?.valueReference;
}

function anwExtension(includesAnw: boolean | undefined): Extension[] {
  return includesAnw === undefined ? [] : [{ url: profileUrl("includes-anw"), valueBoolean: includesAnw }];
}

function concept(codeSystem: string, code: string): CodeableConcept {
  return { coding: [{ system: codeSystemUrl(codeSystem), code }] };
}
