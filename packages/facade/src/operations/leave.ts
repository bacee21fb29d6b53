import { holds, memberNow, teamPlaces, withoutMember } from "@wijkverband/care";
import { Anomaly, canonicalBase, withoutBsn } from "@wijkverband/fhir";
import type { Stored } from "@wijkverband/store";
import type { CareTeam, Reference, Task } from "hl7-fhir-r4-types";
import { answerStored } from "../answers.ts";
import { ownChange } from "../break-glass/own-change.ts";
import { commit } from "../commit.ts";
import type { Context } from "../context.ts";
import type { Answer } from "../exchange.ts";
import { may } from "../guard.ts";
import { operation, type Operation } from "../operation.ts";
import { findInvitations, movedTo } from "../plan/invitation-task.ts";
import { changedTeam, currentTeam, expectedOf, isOwnPractice, teamUpdate } from "../plan/team.ts";
import { untilCurrent } from "../until-current.ts";
import { demandVisible } from "../plan/who-is-invited.ts";

interface LeaveInput {
  readonly organization?: Reference;
  readonly person?: Reference;
  readonly reason?: string;
}

/** `POST [base]/CarePlan/[id]/$leave`: ends somebody's part in the team, now. A member leaves by itself; who may invite may end the part of another.
 *  What waits of invitations ends with it, so that nobody comes back by one that was forgotten. */
export const leaveOperation: Operation = operation({
  code: "$leave",
  on: "CarePlan",
  definition: `${canonicalBase}/OperationDefinition/leave`,
  affectsState: true,
  scope: "wijkverband-zorgplan",
  title: "Leave the team",
  input: {
    organization: { type: "Reference", target: "Organization" },
    person: { type: "Reference", target: ["PractitionerRole", "RelatedPerson", "Patient"] },
    reason: { type: "string" },
  },
  async run(context, plan, input) {
    const { patient } = plan.labels;
    if (patient === undefined) throw new Anomaly("fault", "a plan is about a patient");
    const named = await namedIn(context, input);
    return untilCurrent(() => leave(context, plan, patient, { named, reason: input.reason?.trim() }));
  },
});

async function namedIn(context: Context, { organization, person }: LeaveInput): Promise<string | undefined> {
  if (organization !== undefined && person !== undefined) {
    const text = "one organization or one person leaves";
    throw new Anomaly("rule", text, { issues: [{ text, expression: "Parameters.parameter", rule: "team-roles" }] });
  }
  const given = organization ?? person;
  if (given === undefined) return undefined;
  const { type, id } = await demandVisible(context, organization === undefined ? "person" : "organization", given);
  return `${type}/${id}`;
}

interface Leaving {
  /** `Type/id` that was named, if any. */
  readonly named: string | undefined;
  readonly reason: string | undefined;
}

async function leave(context: Context, plan: Stored, patient: string, { named, reason }: Leaving): Promise<Answer> {
  const current = await currentTeam(context, `CarePlan/${plan.id}`);
  const { now, team } = current;
  // asked of now, for who invited when this was asked may not any more
  const decides = await may(now.house.store, now.caller, "$invite", current.plan, now.at);
  const member = leaverOf(now, team, named, decides);
  await demandMayGo(now, team, patient, member);
  const next = changedTeam(team, withoutMember(team, member, now.at));
  const said = reason === undefined || reason === "" ? undefined : reason;
  const ended = await endInvitations(now, `CarePlan/${plan.id}`, patient, member, said);
  const { organization } = now.caller;
  const noted: CareTeam = said === undefined ? next : { ...next, note: [...(next.note ?? []), { ...(organization !== undefined && { authorReference: { reference: organization } }), time: now.at.toISOString(), text: said }] };
  const [stored] = await commit(now, {
    changes: [teamUpdate(current, noted), ...ended.changes],
    expect: expectedOf(current),
    found: ended.found,
    tell: [{ topic: "membership-changed", patient, focus: `CareTeam/${current.stored.id}`, to: [member] }],
  });
  if (stored === undefined) throw new Anomaly("fault", "the team wasn't stored");
  return answerStored(stored);
}

/** Who leaves: whoever was named, or else the person or organisation of the caller, as it stands in the team. */
function leaverOf({ caller, at }: Context, team: CareTeam, named: string | undefined, decides: boolean): string {
  const own = [caller.person, caller.organization].filter((each) => each !== undefined);
  const leaver = named ?? own.find((each) => memberNow(team, each, at) !== undefined);
  if (named !== undefined && !own.includes(named) && !decides) throw new Anomaly("forbidden", "a member ends the own part; that of another only the huisarts or the coordinator", { rule: "no-row-no-access" });
  if (leaver === undefined || memberNow(team, leaver, at) === undefined) throw new Anomaly("conflict", `${leaver === undefined ? "who asks" : withoutBsn(leaver)} doesn't take part in this team`, { rule: "team-roles" });
  return leaver;
}

/** A place is handed over before it is left, and the practice of registration stays. */
async function demandMayGo(context: Context, team: CareTeam, patient: string, leaver: string): Promise<void> {
  const present = memberNow(team, leaver, context.at);
  const held = present === undefined ? [] : teamPlaces.filter((each) => holds(present, each));
  const refuse = (text: string): Anomaly => new Anomaly("conflict", text, { issues: [{ text, expression: "CareTeam.participant", rule: "team-roles" }] });
  if (held.length > 0) throw refuse(`who leaves is ${held.join(" and ")}: first let another hold the place ($invite with place)`);
  if (await isOwnPractice(context, patient, leaver)) throw refuse("the practice where the patient is registered takes part");
}

/** What was accepted is completed, and what still waits is taken back. */
async function endInvitations(context: Context, plan: string, patient: string, member: string, reason: string | undefined) {
  const [accepted, waiting] = await Promise.all([findInvitations(context, patient, member, "accepted"), findInvitations(context, patient, member, "requested")]);
  const ending = ({ tasks }: typeof accepted, status: "completed" | "cancelled") =>
    tasks.filter((each) => (each.resource() as Task).focus?.reference === plan).map((each) => ownChange(context, movedTo({ ...(each.resource() as Task), id: each.id }, status, reason, context.at), each.labels, each));
  return { changes: [...ending(accepted, "completed"), ...ending(waiting, "cancelled")], found: [accepted.found, waiting.found] };
}
