import { isPlanInForce, isWijkTeam, plain, teamFaults, withMember, withPlace, type TeamChange, type TeamMember, type TeamPlace } from "@wijkverband/care";
import { Anomaly } from "@wijkverband/fhir";
import type { Change, Stored } from "@wijkverband/store";
import type { CarePlan, CareTeam } from "hl7-fhir-r4-types";
import { ownChange } from "../break-glass/own-change.ts";
import { atThisMoment, type Context } from "../context.ts";
import { practiceNow } from "../practice-now.ts";

/** A plan with its team as they stand now. `now` is the context at an instant that lies after whatever they hold, so that no spell begins before a former one. */
export interface CurrentTeam {
  readonly plan: Stored;
  readonly stored: Stored;
  readonly team: CareTeam;
  readonly now: Context;
}

/** @param plan `CarePlan/<id>`
 *  @throws {Anomaly} `conflict` when the plan or its team is over */
export async function currentTeam(context: Context, plan: string): Promise<CurrentTeam> {
  const { house } = context;
  const found = (await house.store.readMany([plan])).get(plan);
  if (found === undefined || !isPlanInForce(found.resource() as CarePlan)) throw new Anomaly("conflict", "this plan isn't in force any more", { rule: "one-plan" });
  const reference = plain((found.resource() as CarePlan).careTeam?.[0]?.reference) ?? "";
  const stored = (await house.store.readMany([reference])).get(reference);
  const team = stored?.resource();
  if (stored === undefined || team?.resourceType !== "CareTeam" || !isWijkTeam(team) || team.status !== "active") {
    throw new Anomaly("conflict", "the plan has no team in which somebody takes part", { rule: "team-roles" });
  }
  return { plan: found, stored, team, now: atThisMoment(context) };
}

/** The team with a member, and with the place that was offered. */
export function joined(team: CareTeam, member: TeamMember, place: TeamPlace | undefined, at: Date): CareTeam {
  const present = changedTeam(team, withMember(team, member, at));
  return place === undefined ? present : changedTeam(present, withPlace(present, member.reference, place, at));
}

/** What a change made of a team. @throws {Anomaly} `conflict` with what stands in its way (`team-roles`). */
export function changedTeam(team: CareTeam, change: TeamChange): CareTeam {
  if (change.outcome === "refused") throw new Anomaly("conflict", "the team stays as it is", { issues: change.issues });
  return change.outcome === "changed" ? change.team : team;
}

/** The change that keeps a team, for the version it was made from. @throws {Anomaly} `conflict` when there wouldn't be one of each place. */
export function teamUpdate({ stored, now }: Pick<CurrentTeam, "stored" | "now">, team: CareTeam): Exclude<Change, { op: "delete" }> {
  const faults = teamFaults(team, now.at);
  if (faults.length > 0) throw new Anomaly("conflict", "the team stays as it is", { issues: faults });
  return ownChange(now, { ...team, id: stored.id }, stored.labels, stored);
}

/** The versions of plan and team that a change of the team rests on. */
export function expectedOf({ plan, stored }: Pick<CurrentTeam, "plan" | "stored">): readonly { readonly type: Stored["type"]; readonly id: string; readonly versionId: string }[] {
  return [plan, stored].map(({ type, id, versionId }) => ({ type, id, versionId }));
}

/** Tells whether the patient is registered at this organisation now. */
export async function isOwnPractice({ house, at }: Context, patient: string, organization: string): Promise<boolean> {
  return (await practiceNow(house.store, patient, at)) === organization;
}
