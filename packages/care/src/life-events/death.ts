import type { CareTeam, Communication, DocumentReference, Patient, PractitionerRole, Resource, ServiceRequest, Task } from "hl7-fhir-r4-types";
import { endGrant, isGrant } from "../break-glass/grant.ts";
import { noticeOf } from "../break-glass/notice.ts";
import { anyHasCode, own } from "../coding.ts";
import { dateText, nameText } from "../display.ts";
import { endOf } from "../period.ts";
import { plain, referenceTo } from "../reference.ts";
import { isHandoverRequest } from "../uniques.ts";

/** Tells whether a patient is recorded as dead. */
export function isDeceased({ deceasedBoolean, deceasedDateTime }: Pick<Patient, "deceasedBoolean" | "deceasedDateTime">): boolean {
  return deceasedBoolean === true || deceasedDateTime !== undefined;
}

/** Tells whether a change of a Patient is the first to say that the patient died. Correcting the time of death is no second death. */
export function isDeath(former: Patient, now: Patient): boolean {
  return isDeceased(now) && !isDeceased(former);
}

export interface DeathInput {
  /** As it says now. */
  readonly patient: Patient & { readonly id: string };
  /** The record of the patient, current versions. */
  readonly record: readonly Resource[];
  /** The organisations that are told (`toldOfDeath`), each with the id that its notice gets. */
  readonly tell: readonly { readonly organization: string; readonly id: string }[];
  readonly at: Date;
}

/** What death changes in the record (`life-events`): the publication is completed, the neighbourhood team and emergency access end, the members are told.
 *  The registration stays: its practice keeps the record. */
export function endByDeath({ patient, record, tell, at }: DeathInput): { readonly ended: readonly Resource[]; readonly notices: readonly (Communication & { readonly id: string })[] } {
  const requests = record.filter((resource) => isHandoverRequest(resource)).filter(({ status }) => status === "active");
  const teams = record.filter(isActiveWijkTeam);
  const ended = [
    ...requests.flatMap((request) => [{ ...request, status: "completed" } satisfies ServiceRequest, ...referencesTo(request, record)]),
    ...teams.map((team): CareTeam => ({ ...team, status: "inactive", period: { ...team.period, end: at.toISOString() } })),
    ...record.flatMap((resource): readonly Task[] => endedGrant(resource, at)),
  ];
  const about = teams.length > 0 ? teams.map(referenceTo) : [referenceTo(patient)];
  const notices = tell.map(({ organization, id }) => noticeOf({ id, patient: referenceTo(patient), recipient: organization, about, text: deathText(patient), at }));
  return { ended, notices };
}

/** `Organization/<id>` of who is told: the members of the neighbourhood team and the practice of registration, but not whoever recorded it.
 *  @param roles the PractitionerRoles among the members, as the directory has them. */
export function toldOfDeath({ record, roles, practice, recordedBy, at }: {
  readonly record: readonly Resource[];
  readonly roles: readonly PractitionerRole[];
  readonly practice: string | undefined;
  readonly recordedBy: string | undefined;
  readonly at: Date;
}): readonly string[] {
  const members = membersOf(record, at).flatMap((member) => {
    if (member.startsWith("Organization/")) return [member];
    return plain(roles.find((role) => referenceTo(role) === member)?.organization?.reference) ?? [];
  });
  return [...new Set([...members, ...(practice === undefined ? [] : [practice])])].filter((organization) => organization !== recordedBy);
}

/** `Type/id` of each member of the neighbourhood team whose time isn't over. */
export function membersOf(record: readonly Resource[], at: Date): readonly string[] {
  const participants = record.filter(isActiveWijkTeam).flatMap(({ participant }) => participant ?? []);
  const present = participants.filter(({ period }) => period?.end === undefined || at.getTime() < endOf(period.end));
  return present.flatMap(({ member }) => plain(member?.reference) ?? []);
}

function isActiveWijkTeam(resource: Resource): resource is CareTeam {
  return resource.resourceType === "CareTeam" && resource.status === "active" && anyHasCode(resource.category, own("team", "wijkteam"));
}

function referencesTo(request: ServiceRequest, record: readonly Resource[]): readonly DocumentReference[] {
  return record.flatMap((resource) =>
    resource.resourceType === "DocumentReference" && resource.status === "current" && resource.context?.related?.some(({ reference }) => plain(reference) === referenceTo(request))
      ? [{ ...resource, status: "superseded" } satisfies DocumentReference]
      : [],
  );
}

function endedGrant(resource: Resource, at: Date): readonly Task[] {
  if (resource.resourceType !== "Task" || !isGrant(resource)) return [];
  const ending = endGrant(resource, "completed", at);
  return ending.outcome === "ended" ? [ending.grant] : [];
}

/** Plain Dutch (B1); a name, no number. */
function deathText({ name, deceasedDateTime }: Patient): string {
  const day = deceasedDateTime === undefined ? "" : ` op ${dateText(deceasedDateTime)}`;
  return [
    `${nameText(name) ?? "Deze patiënt"} is overleden${day}.`,
    "De overdracht en het wijkteam zijn daarom gestopt.",
    "Leden van het wijkteam lezen het dossier niet meer. Wat uw organisatie zelf schreef, blijft van uw organisatie.",
    "De eigen praktijk bewaart het dossier.",
  ].join(" ");
}
