import { faultOfStep, isWords, type StatusTable } from "@wijkverband/care";
import { Anomaly, type Issue } from "@wijkverband/fhir";
import type { Stored } from "@wijkverband/store";
import type { Task } from "hl7-fhir-r4-types";
import { answerStored } from "../answers.ts";
import { ownChange } from "../break-glass/own-change.ts";
import { commit } from "../commit.ts";
import type { Context } from "../context.ts";
import type { Answer } from "../exchange.ts";
import { personNameAt } from "../person-name.ts";
import { untilCurrent } from "../until-current.ts";
import { invitedIn, isExpired, movedTo, type Invited } from "./invitation-task.ts";
import { currentTeam, expectedOf, joined, teamUpdate } from "./team.ts";

export type InvitationStatus = "requested" | "accepted" | "rejected" | "cancelled" | "completed";

/** Answered once; who takes part stops by leaving the team. */
export const nextInvitationStatus: StatusTable<InvitationStatus> = { requested: ["accepted", "rejected", "cancelled"], accepted: ["completed"], rejected: [], cancelled: [], completed: [] };

/** Accepts or rejects an invitation, for the one it waits for; the guard of `$decide` has been passed. Accepting makes the member, closes the invitation and tells the
 *  team in one transaction, on the versions that it was decided on: whoever takes it back at this moment comes before or after, and no other member is lost.
 *  @throws {Anomaly} `rule` for another decision than accept or reject, or a rejection without a reason; `conflict` when it was answered, taken back or waited too long */
export async function decideInvitation(context: Context, stored: Stored, { decision, reason }: { decision: string; reason?: string }): Promise<Answer> {
  const answer = demandDecision(decision, reason);
  const owner = (stored.resource() as Task).owner?.reference;
  return untilCurrent(async () => {
    const current = await context.house.store.read("Task", stored.id);
    const task = { ...(current.resource() as Task), id: stored.id };
    // who may answer was decided on the owner
    if (task.owner?.reference !== owner) throw new Anomaly("conflict", "this invitation changed at this very moment", { rule: "status-step" });
    const fault = faultOfStep(nextInvitationStatus, task.status, answer.status, "an invitation", "Task.status");
    if (fault !== undefined || task.status === answer.status) throw new Anomaly("conflict", "this invitation was answered or taken back before", { rule: "status-step", issues: [fault ?? { text: `it is ${task.status} already`, expression: "Task.status", rule: "status-step" }] });
    return answer.status === "accepted" ? accept(context, current, task) : reject(context, current, task, answer.reason);
  });
}

function demandDecision(decision: string, reason: string | undefined): { readonly status: "accepted"; readonly reason: undefined } | { readonly status: "rejected"; readonly reason: string } {
  const place = (name: string): string => `Parameters.parameter.where(name='${name}')`;
  const issues: Issue[] = [];
  if (decision !== "accept" && decision !== "reject") issues.push({ text: "an invitation is accepted or rejected", expression: place("decision"), rule: "propose" });
  const words = reason?.trim() ?? "";
  if (decision === "reject" && !isWords(words)) issues.push({ text: "a reason in words is needed", expression: place("reason"), rule: "propose" });
  if (issues.length > 0) throw new Anomaly("rule", "the decision isn't complete", { issues });
  return decision === "accept" ? { status: "accepted", reason: undefined } : { status: "rejected", reason: words };
}

async function accept(context: Context, stored: Stored, task: Task & { readonly id: string }): Promise<Answer> {
  if (isExpired(task, context.at)) throw new Anomaly("conflict", "the time to answer is over; ask to be invited again", { rule: "status-step" });
  const current = await currentTeam(context, task.focus?.reference ?? "");
  const { now, team, stored: kept } = current;
  const { place, ...member } = invitedIn(task);
  const contact = await contactOf(now, member);
  const next = joined(team, { ...member, ...(contact !== undefined && { contact }) }, place, now.at);
  const changes = [ownChange(now, movedTo(task, "accepted", undefined, now.at), stored.labels, stored), teamUpdate(current, next)];
  return committed(now, { changes, expect: expectedOf(current), tell: [{ topic: "membership-changed", patient: patientOf(stored), focus: `CareTeam/${kept.id}` }] });
}

function reject(context: Context, stored: Stored, task: Task & { readonly id: string }, reason: string | undefined): Promise<Answer> {
  const changes = [ownChange(context, movedTo(task, "rejected", reason, context.at), stored.labels, stored)];
  return committed(context, { changes, tell: [{ topic: "task-changed", patient: patientOf(stored), focus: `Task/${stored.id}` }] });
}

async function committed(context: Context, unit: Parameters<typeof commit>[1]): Promise<Answer> {
  const [closed] = await commit(context, unit);
  if (closed === undefined) throw new Anomaly("fault", "the answer wasn't stored");
  return answerStored(closed);
}

function patientOf({ labels }: Stored): string {
  if (labels.patient === undefined) throw new Anomaly("fault", "an invitation is about a patient");
  return labels.patient;
}

/** Whoever says yes for an organisation is whom the team asks for there. */
export async function contactOf({ house, caller }: Context, { reference }: Pick<Invited, "reference">): Promise<{ reference: string; display?: string } | undefined> {
  if (!reference.startsWith("Organization/") || caller.person === undefined || caller.organization !== reference) return undefined;
  const display = await personNameAt(house.store, caller.person);
  return { reference: caller.person, ...(display !== undefined && { display }) };
}
