import { Anomaly, canonicalBase } from "@wijkverband/fhir";
import type { Change, Stored, FoundBefore } from "@wijkverband/store";
import type { Task } from "hl7-fhir-r4-types";
import { answerStored } from "../answers.ts";
import { ownChange } from "../break-glass/own-change.ts";
import { whoAsks } from "../break-glass/use.ts";
import { commit } from "../commit.ts";
import type { Context } from "../context.ts";
import type { Answer } from "../exchange.ts";
import { may, note, notThere } from "../guard.ts";
import { operation, type Operation } from "../operation.ts";
import { contactOf } from "../plan/invitation.ts";
import { findInvitations, invitationOf, invitedIn, isExpired, movedTo, type Invited } from "../plan/invitation-task.ts";
import { demandConsent } from "../plan/member-consent.ts";
import { currentTeam, expectedOf, joined, teamUpdate, type CurrentTeam } from "../plan/team.ts";
import { untilCurrent } from "../until-current.ts";
import { asksTheSame, takesPart, whoIsInvited } from "../plan/who-is-invited.ts";

/** `POST [base]/CarePlan/[id]/$invite`: asks somebody to take part in the team, in a function and perhaps a place. Asked twice, the answer is the invitation that is
 *  open already. Who invites the own organisation or self (to take a place over) says yes by it. */
export const inviteOperation: Operation = operation({
  code: "$invite",
  on: "CarePlan",
  definition: `${canonicalBase}/OperationDefinition/invite`,
  affectsState: true,
  scope: "wijkverband-zorgplan",
  title: "Invite somebody to the team",
  input: {
    organization: { type: "Reference", target: "Organization" },
    person: { type: "Reference", target: ["PractitionerRole", "RelatedPerson", "Patient"] },
    function: { type: "code", min: 1 },
    place: { type: "code" },
  },
  async run(context, plan, input) {
    const { patient } = plan.labels;
    if (patient === undefined) throw new Anomaly("fault", "a plan is about a patient");
    if (context.caller.person === undefined) throw new Anomaly("forbidden", "who invites is a person whom the directory knows", { rule: "person" });
    const invited = await whoIsInvited(context, patient, input);
    await demandConsent(context, patient, invited);
    return untilCurrent(() => invite(context, plan, patient, invited));
  },
});

async function invite(context: Context, { id }: Stored, patient: string, invited: Invited): Promise<Answer> {
  const plan = `CarePlan/${id}`;
  const current = await currentTeam(context, plan);
  const { now, team } = current;
  // who was coordinator when this was asked may not be any more
  if (!(await may(now.house.store, now.caller, "$invite", current.plan, now.at))) throw notThere();
  const refuse = (text: string): Anomaly => new Anomaly("conflict", text, { rule: "team-roles" });
  const { tasks, found } = await findInvitations(now, patient, invited.reference, "requested");
  const open = tasks.filter((each) => (each.resource() as Task).focus?.reference === plan);
  const waiting = open.find((each) => !isExpired(each.resource() as Task, now.at));
  if (takesPart(team, invited, now.at)) throw refuse("who is invited takes part already");
  if (waiting !== undefined) {
    if (!asksTheSame(invitedIn(waiting.resource() as Task), invited)) throw refuse(`an invitation for something else is open: Task/${waiting.id}`);
    note(context.trail, waiting);
    return answerStored(waiting);
  }
  return ask(current, patient, invited, open, found);
}

/** Those that nobody answered in time end with the new one. */
async function ask(current: CurrentTeam, patient: string, invited: Invited, expired: readonly Stored[], found: FoundBefore): Promise<Answer> {
  const { now, plan, team } = current;
  const { house, caller, at } = now;
  const labels = { patient, domain: "gedeeld", ...(caller.organization !== undefined && { author: caller.organization }) } as const;
  const requester = { reference: caller.person ?? "", display: await whoAsks(now) };
  const task = invitationOf({ id: house.newId(), plan: `CarePlan/${plan.id}`, patient: `Patient/${patient}`, invited, requester, at });
  const own = invited.reference === caller.organization || invited.reference === caller.person;
  const { place, ...member } = invited;
  const contact = await contactOf(now, invited);
  const changes: Change[] = [
    ownChange(now, own ? movedTo(task, "accepted", undefined, at) : task, labels),
    ...expired.map((each) => ownChange(now, movedTo({ ...(each.resource() as Task), id: each.id }, "cancelled", "niet op tijd beantwoord", at), each.labels, each)),
    ...(own ? [teamUpdate(current, joined(team, { ...member, ...(contact !== undefined && { contact }) }, place, at))] : []),
  ];
  const focus = own ? `CareTeam/${current.stored.id}` : `Task/${task.id}`;
  const [stored] = await commit(now, { changes, expect: expectedOf(current), found: [found], tell: [{ topic: "membership-changed", patient, focus, to: [invited.reference] }] });
  if (stored === undefined) throw new Anomaly("fault", "the invitation wasn't stored");
  return answerStored(stored);
}
