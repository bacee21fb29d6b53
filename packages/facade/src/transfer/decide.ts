import { answeredText, answeredTransfer, askedThroughPortal, choiceOf, contestedText, contestTaskOf, isContestOver, isWords, localDate, nextTransferStatus, faultOfStep, isDeceased, noticeOf, openRegistration, plain, practiceOf, registrationsOf, returnedText, returningParticipants, stoodText } from "@wijkverband/care";
import { Anomaly, type Issue } from "@wijkverband/fhir";
import type { Stored } from "@wijkverband/store";
import type { CareTeam, Patient, Task } from "hl7-fhir-r4-types";
import { answerStored } from "../answers.ts";
import { ownChange } from "../break-glass/own-change.ts";
import { commit, type Commit } from "../commit.ts";
import type { Context } from "../context.ts";
import type { Answer } from "../exchange.ts";
import { note } from "../guard.ts";
import { callingGp } from "../registration.ts";
import { untilCurrent } from "../until-current.ts";
import { planTransfer } from "./declare.ts";
import { planMove, sweepTasks } from "./move.ts";
import { kept, moveLabels, movingNow } from "./mover.ts";

/** Kinds of Task that `$decide` answers here (label `kind`). */
export type TransferKind = "transfer" | "transfer-contest" | "transfer-request";

/** Tells whether a Task of this kind is about a move between practices. */
export function isTransferKind(kind: string | undefined): kind is TransferKind {
  return kind === "transfer" || kind === "transfer-contest" || kind === "transfer-request";
}

interface Decision {
  readonly decision: string;
  readonly reason?: string;
}

interface Asked {
  readonly stored: Stored;
  readonly task: Task & { readonly id: string };
  readonly patient: string;
  readonly record: readonly Stored[];
  /** Registration in force. */
  readonly present: Stored | undefined;
  /** Absent when it is accepted. */
  readonly reason: string | undefined;
}

/** Answers a Task about a move, once; the guard of `$decide` has been passed. Who was left releases the patient or contests an error; who is contested lets the
 *  registration go back or says that it stands; who is asked registers the patient or doesn't. All that follows is one transaction on what it was decided on.
 *  @throws {Anomaly} `rule` for another decision than accept or reject, or a rejection without a reason; `conflict` when it was answered before, is too late, or the
 *  patient moved on */
export async function decideOnTransfer(context: Context, stored: Stored, kind: TransferKind, { decision, reason }: Decision): Promise<Answer> {
  const words = demandDecision(decision, reason);
  const owner = (stored.resource() as Task).owner?.reference;
  return untilCurrent(async () => {
    const current = await context.house.store.read("Task", stored.id);
    const task = { ...(current.resource() as Task), id: stored.id };
    const fault = faultOfStep(nextTransferStatus, task.status, words === undefined ? "accepted" : "rejected", "a question about a move", "Task.status");
    // who may answer was decided on the owner
    if (fault !== undefined || task.status !== "requested" || task.owner?.reference !== owner) throw new Anomaly("conflict", "this was answered or overtaken before", { rule: "status-step", ...(fault !== undefined && { issues: [fault] }) });
    const { patient } = current.labels;
    if (patient === undefined) throw new Anomaly("fault", "a move is about a patient");
    const record = await context.house.store.record(patient);
    const now = movingNow(context, record);
    const present = openRegistration(record.filter(({ type }) => type === "CareTeam"));
    const unit = await answers[kind](now, { stored: current, task, patient, record, present, reason: words });
    const [closed] = await commit(now, unit);
    if (closed === undefined) throw new Anomaly("fault", "the answer wasn't stored");
    note(now.trail, closed);
    if (kind === "transfer-contest" && words === undefined) await sweepAfter(now, task, patient);
    return answerStored(closed);
  });
}

async function sweepAfter(context: Context, { owner, requester }: Task, patient: string): Promise<void> {
  const [from, to] = [plain(owner?.reference), plain(requester?.reference)];
  if (from !== undefined && to !== undefined) await sweepTasks(context, patient, { reference: from }, { reference: to, ...(requester?.display !== undefined && { display: requester.display }) });
}

const answers: Readonly<Record<TransferKind, (context: Context, asked: Asked) => Promise<Commit>>> = { transfer: answerFormer, "transfer-contest": answerContest, "transfer-request": answerRequest };

/** @returns the reason of a rejection; `undefined` for an acceptance */
function demandDecision(decision: string, reason: string | undefined): string | undefined {
  const place = (name: string): string => `Parameters.parameter.where(name='${name}')`;
  const words = reason?.trim() ?? "";
  const issues: Issue[] = [];
  if (decision !== "accept" && decision !== "reject") issues.push({ text: "a move is accepted or rejected", expression: place("decision"), rule: "propose" });
  if (decision === "reject" && !isWords(words)) issues.push({ text: "a reason in words is needed", expression: place("reason"), rule: "propose" });
  if (issues.length > 0) throw new Anomaly("rule", "the decision isn't complete", { issues });
  return decision === "accept" ? undefined : words;
}

/** Who was left: releases, or contests until the date. */
async function answerFormer(context: Context, { stored, task, patient, present, reason }: Asked): Promise<Commit> {
  const { at, house } = context;
  if (isContestOver(task, at)) throw new Anomaly("conflict", "the time to contest this is over", { issues: [{ text: "the time to contest this is over", expression: "Task.restriction.period.end", rule: "one-practice" }] });
  demandStill(task, present);
  const closed = kept(context, stored, answeredTransfer(task, reason === undefined ? "accepted" : "rejected", reason, at));
  const tell = [{ topic: "task-changed", patient, focus: `Task/${task.id}` }] as const;
  if (reason === undefined) return { changes: [closed], tell };
  const text = contestedText(namesIn(task));
  const contest = contestTaskOf(task, { id: house.newId(), reason, text, at });
  const notice = noticeOf({ id: house.newId(), patient: `Patient/${patient}`, ...recipientOf(task.requester?.reference), about: [`Task/${contest.id}`], text, at });
  const labels = moveLabels(context, patient);
  return { changes: [closed, ...[contest, notice].map((resource) => ownChange(context, resource, labels))], expect: expected(present), tell: [...tell, { topic: "task-made", patient, focus: `Task/${contest.id}` }] };
}

/** Who is contested: the registration goes back, or it stands. */
async function answerContest(context: Context, { stored, task, patient, record, present, reason }: Asked): Promise<Commit> {
  const { at, house } = context;
  const transfer = await transferBehind(context, task);
  demandStill(transfer, present);
  const names = namesIn(transfer);
  const closed = kept(context, stored, answeredTransfer(task, reason === undefined ? "accepted" : "rejected", reason, at));
  const tell = [{ topic: "task-changed", patient, focus: `Task/${task.id}` }] as const;
  const notices = (text: string) => [task.requester, task.owner].map((who) => ownChange(context, noticeOf({ id: house.newId(), patient: `Patient/${patient}`, ...recipientOf(who?.reference), about: [`Task/${task.id}`], text, at }), moveLabels(context, patient)));
  if (reason !== undefined) return { changes: [closed, ...notices(stoodText(names))], expect: expected(present), tell };
  const former = await formerRegistration(context, transfer);
  const moved = await planMove(context, { record, to: practiceOf(former) ?? "", id: house.newId(), choice: choiceOf(former), participant: returningParticipants(former, at), error: true, deciding: task.id });
  return { changes: [closed, ...moved.changes, ...notices(returnedText({ ...names, at }))], found: moved.found, tell: [...tell, ...moved.tell] };
}

/** Who is asked by the patient. */
async function answerRequest(context: Context, { stored, task, patient, record, present, reason }: Asked): Promise<Commit> {
  const { at, house, caller } = context;
  const to = plain(task.owner?.reference) ?? "";
  const closed = kept(context, stored, answeredTransfer(task, reason === undefined ? "accepted" : "rejected", reason, at));
  const text = answeredText({ to: task.owner?.display ?? "De praktijk", accepted: reason === undefined });
  const notice = ownChange(context, noticeOf({ id: house.newId(), patient: `Patient/${patient}`, about: [`Task/${task.id}`], text, at }), moveLabels(context, patient));
  const isThere = present !== undefined && practiceOf(present.resource() as CareTeam) === to;
  if (reason !== undefined || isThere) return { changes: [closed, notice], expect: expected(present) };
  const person = record.find(({ type }) => type === "Patient")?.resource() as Patient | undefined;
  if (person === undefined || isDeceased(person)) throw new Anomaly("conflict", "nobody is registered after death", { rule: "life-events" });
  const gp = plain(task.focus?.reference) ?? callingGp(caller);
  const chosenOn = task.authoredOn === undefined ? localDate(at.getTime()) : localDate(Date.parse(task.authoredOn));
  const moved = await planTransfer(context, { record, to, id: house.newId(), choice: { chosenOn, identifiedBy: askedThroughPortal }, deciding: task.id, ...(gp !== undefined && { gp }) });
  return { ...moved, changes: [closed, ...moved.changes, notice] };
}

/** What was decided on is still so: nobody contests a registration that ended. */
function demandStill(transfer: Task, present: Stored | undefined): void {
  if (present !== undefined && registrationsOf(transfer).made === `CareTeam/${present.id}`) return;
  throw new Anomaly("conflict", "the patient moved on since; this registration isn't in force any more", { rule: "one-practice" });
}

async function transferBehind({ house }: Context, contest: Task): Promise<Task> {
  const reference = plain(contest.basedOn?.[0]?.reference) ?? "";
  const found = (await house.store.readMany([reference])).get(reference)?.resource();
  if (found?.resourceType !== "Task") throw new Anomaly("fault", "a contest is about a move");
  return found;
}

async function formerRegistration({ house }: Context, transfer: Task): Promise<CareTeam> {
  const reference = registrationsOf(transfer).former ?? "";
  const found = (await house.store.readMany([reference])).get(reference)?.resource();
  if (found?.resourceType !== "CareTeam") throw new Anomaly("fault", "a move is from a registration");
  return found;
}

function namesIn({ owner, requester }: Task): { readonly from: string; readonly to: string; readonly at: Date } {
  return { from: owner?.display ?? "De vorige praktijk", to: requester?.display ?? "de nieuwe praktijk", at: new Date(0) };
}

function recipientOf(reference: string | undefined): { readonly recipient?: string } {
  const recipient = plain(reference);
  return recipient === undefined ? {} : { recipient };
}

function expected(present: Stored | undefined): NonNullable<Commit["expect"]> {
  return present === undefined ? [] : [{ type: present.type, id: present.id, versionId: present.versionId }];
}
