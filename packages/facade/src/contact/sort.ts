import { acknowledgeContact, acknowledgedReceipt, isContactTask, isPriority, plain, sortContact, type ContactStep, type NamedReference } from "@wijkverband/care";
import { Anomaly } from "@wijkverband/fhir";
import type { Change, Stored } from "@wijkverband/store";
import type { PractitionerRole, Reference, Task } from "hl7-fhir-r4-types";
import { answerStored } from "../answers.ts";
import { ownChange } from "../break-glass/own-change.ts";
import { commit } from "../commit.ts";
import type { Context } from "../context.ts";
import type { Answer } from "../exchange.ts";
import { note, readAlsoDeleted } from "../guard.ts";
import { withServerOwned } from "../server-owned.ts";

export interface SentSorting {
  readonly priority?: string | undefined;
  readonly "for-person"?: Reference | undefined;
  readonly note?: string | undefined;
}

/** Sorts a contact report in the inbox: how soon, for whom, and a note. @throws {Anomaly} `rule`; `conflict` once it was read; `stale` when somebody else was first */
export async function sortReport(context: Context, stored: Stored, sent: SentSorting): Promise<Answer> {
  const task = demandContactTask(stored);
  const { priority } = sent;
  if (priority !== undefined && !isPriority(priority)) throw refused("routine, urgent, asap or stat is needed", "Parameters.parameter.where(name='priority')");
  const person = sent["for-person"] === undefined ? undefined : await demandColleague(context, task, sent["for-person"]);
  const step = sortContact(task, { ...(priority !== undefined && { priority }), ...(person !== undefined && { person }), ...(sent.note !== undefined && { note: sent.note }) }, writerOf(context));
  return keep(context, stored, [ownChange(context, { ...done(step), id: stored.id }, stored.labels, stored)]);
}

/** Says that a huisarts has read it, and what is done about it; the post sees that it was read. Once.
 *  @throws {Anomaly} `forbidden` for who is nobody in the directory; `conflict` when it was read before */
export async function acknowledgeReport(context: Context, stored: Stored, sent: { readonly note?: string | undefined; readonly action?: string | undefined }): Promise<Answer> {
  const { house, caller, at } = context;
  const task = demandContactTask(stored);
  if (caller.person === undefined) throw new Anomaly("forbidden", "who reads a contact report is a huisarts whom the directory knows", { rule: "person" });
  const step = acknowledgeContact(task, { person: { reference: caller.person }, ...(sent.note !== undefined && { note: sent.note }), ...(sent.action !== undefined && { action: sent.action }) }, writerOf(context));
  const [, id = ""] = plain(task.partOf?.[0]?.reference)?.split("/") ?? [];
  const receipt = await readAlsoDeleted(house.store, "Task", id);
  const read = done(step);
  return keep(context, stored, [
    ownChange(context, { ...read, id: stored.id }, stored.labels, stored),
    ...(receipt === undefined || receipt.deleted ? [] : [readReceipt(receipt, at)]),
  ]);
}

/** The post sees that somebody read it, not who: the version names no other writer than the post itself. */
function readReceipt(receipt: Stored, at: Date): Change {
  const former = receipt.resource() as Task;
  const resource = withServerOwned({ ...acknowledgedReceipt(former, at), id: receipt.id }, { id: receipt.id, domain: receipt.labels.domain, source: former.meta?.source, former });
  return { op: "update", resource, labels: receipt.labels, ifMatch: receipt.versionId };
}

/** Of two at once one wins; the other finds what the first made of it. */
async function keep(context: Context, stored: Stored, changes: readonly Change[]): Promise<Answer> {
  const [kept] = await commit(context, { changes, expect: [{ type: "Task", id: stored.id, versionId: stored.versionId }] });
  if (kept === undefined) throw new Anomaly("fault", "the task wasn't stored");
  note(context.trail, kept);
  return answerStored(kept);
}

function demandContactTask(stored: Stored): Task {
  const task = stored.resource() as Task;
  if (!isContactTask(task)) throw refused("a contact report that waits is needed", "Task.code");
  return task;
}

/** Somebody who works for the practice that it waits for. */
async function demandColleague({ house }: Context, task: Task, { reference = "" }: Reference): Promise<NamedReference> {
  const role = (await house.store.readMany([reference])).get(reference)?.resource() as PractitionerRole | undefined;
  const works = role?.resourceType === "PractitionerRole" && role.active !== false && task.owner?.reference !== undefined && role.organization?.reference === task.owner.reference;
  if (!works) throw refused("this is somebody who works for the practice", "Parameters.parameter.where(name='for-person')");
  return { reference, ...(role.practitioner?.display !== undefined && { display: role.practitioner.display }) };
}

function writerOf({ caller, at }: Context): { readonly organization: string; readonly at: Date } {
  if (caller.organization === undefined) throw new Anomaly("forbidden", "who sorts or reads a contact report works for an organisation that the directory knows", { rule: "person" });
  return { organization: caller.organization, at };
}

function done(step: ContactStep): Task {
  if (step.outcome === "done") return step.task;
  const { issue } = step;
  throw new Anomaly(issue.expression === "Task.status" ? "conflict" : "rule", issue.text, { issues: [issue] });
}

function refused(text: string, expression: string): Anomaly {
  return new Anomaly("rule", text, { issues: [{ text, expression, rule: "return" }] });
}
