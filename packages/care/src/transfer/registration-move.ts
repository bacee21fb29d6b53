import { profileUrl } from "@wijkverband/fhir";
import type { CareTeam, Extension, Task } from "hl7-fhir-r4-types";
import { isInForce, isOver } from "../period.ts";
import { plain, type NamedReference } from "../reference.ts";
import { isHuisartsTeam } from "../registration.ts";
import { functionOf, memberNow } from "../team/member.ts";
import { withMember, withoutMember } from "../team/team.ts";

/** What a patient chose, and how the practice knew who it was. */
export interface Choice {
  /** FHIR date. */
  readonly chosenOn?: string;
  readonly identifiedBy?: string;
}

/** The registration among CareTeams that isn't ended; there is one at most (`one-practice`). */
export function openRegistration<T extends { resource(): unknown }>(teams: readonly T[]): T | undefined {
  return teams.find((stored) => {
    const team = stored.resource() as CareTeam;
    return team.resourceType === "CareTeam" && isHuisartsTeam(team) && team.status === "active";
  });
}

/** A registration that ends, now.
 *  @param recordUntil until when its practice may read its own history; absent: not at all, as after an error */
export function endedRegistration(team: CareTeam, at: Date, recordUntil: Date | undefined): CareTeam {
  return { ...readableUntil(team, recordUntil), status: "inactive", period: { ...team.period, end: at.toISOString() } };
}

/** A registration with until when its practice may read its own history. */
export function readableUntil(team: CareTeam, recordUntil: Date | undefined): CareTeam {
  const others = (team.extension ?? []).filter(({ url }) => url !== profileUrl("record-until"));
  const extension: Extension[] = recordUntil === undefined ? others : [...others, { url: profileUrl("record-until"), valueDateTime: recordUntil.toISOString() }];
  const { extension: _former, ...rest } = team;
  return { ...rest, ...(extension.length > 0 && { extension }) };
}

/** A new registration with what the patient chose. */
export function chosenRegistration<T extends CareTeam>(team: T, { chosenOn, identifiedBy }: Choice): T {
  const extension: Extension[] = [
    ...(chosenOn === undefined ? [] : [{ url: profileUrl("chosen-on"), valueDate: chosenOn }]),
    ...(identifiedBy === undefined ? [] : [{ url: profileUrl("identified-by"), valueString: identifiedBy }]),
  ];
  return extension.length === 0 ? team : { ...team, extension };
}

/** What a registration says of the choice behind it. */
export function choiceOf({ extension }: CareTeam): Choice {
  const chosenOn = extension?.find(({ url }) => url === profileUrl("chosen-on"))?.valueDate;
  const identifiedBy = extension?.find(({ url }) => url === profileUrl("identified-by"))?.valueString;
  return { ...(chosenOn !== undefined && { chosenOn }), ...(identifiedBy !== undefined && { identifiedBy }) };
}

/** Who takes part in a registration that comes back: whoever did until it ended, from now on; cover that is over stays over. */
export function returningParticipants(former: CareTeam, at: Date): NonNullable<CareTeam["participant"]> {
  const ended = former.period?.end === undefined ? at : new Date(former.period.end);
  const before = new Date(ended.getTime() - 1);
  return (former.participant ?? []).filter(({ period }) => isInForce(period, before) && !isOver(period, at)).map((participant) => ({ ...participant, period: { ...participant.period, start: at.toISOString() } }));
}

/** The neighbourhood team after a move: where the former practice takes part as the practice, it leaves, and the new one comes, with its places. It needs no
 *  separate consent, for it is the own practice now. `undefined` when the team stays as it is.
 *  @param from `Organization/<id>` */
export function teamAfterMove(team: CareTeam, from: string, to: NamedReference & { readonly contact?: NamedReference }, at: Date): CareTeam | undefined {
  const present = memberNow(team, from, at);
  if (present === undefined || functionOf(present) !== "huisarts") return undefined;
  const joined = withMember(team, { ...to, function: "huisarts" }, at);
  const left = withoutMember(joined.outcome === "changed" ? joined.team : team, from, at, to.reference);
  return left.outcome === "changed" ? left.team : undefined;
}

/** What becomes of an open Task at a move: it goes to the new practice, or it is over. */
export type TaskFate = { readonly outcome: "moves"; readonly task: Task } | { readonly outcome: "over"; readonly status: "cancelled" | "completed" };

const ended: readonly string[] = ["completed", "cancelled", "rejected", "failed", "entered-in-error"];

/** Tells whether nothing happens to a Task any more. */
export function isTaskOver({ status }: Pick<Task, "status">): boolean {
  return ended.includes(status);
}

export interface TaskAtMove {
  readonly task: Task;
  /** As the policy marks it. */
  readonly kind: string;
  /** `Organization/<id>` */
  readonly from: string | undefined;
  readonly to: NamedReference;
  /** People of the former practice: `PractitionerRole/<id>`. */
  readonly people: ReadonlySet<string>;
}

/** Decides what becomes of a Task. What waited for the practice waits for the new one: proposals, reviews of emergency access, requests to erase, what a post reported,
 *  tasks between members. What was asked about an earlier move is overtaken by this one. `undefined`: it stays as it is. */
export function taskAtMove({ task, kind, from, to, people }: TaskAtMove): TaskFate | undefined {
  const owner = plain(task.owner?.reference);
  const answeredOnce = kind !== "team-task" && kind !== "contact-task" && task.status !== "requested";
  if (owner === undefined || answeredOnce || isTaskOver(task)) return undefined;
  if (owner === to.reference && (kind === "transfer" || kind === "transfer-request")) return { outcome: "over", status: "completed" };
  // the patient chose another since: who was asked before doesn't come back to it
  if (kind === "transfer-request") return { outcome: "over", status: "cancelled" };
  if (from === undefined || (owner !== from && !people.has(owner))) return undefined;
  if (kind === "transfer" || kind === "transfer-contest" || kind === "invitation") return { outcome: "over", status: "cancelled" };
  return { outcome: "moves", task: { ...task, owner: { ...to } } };
}
