import { acceptedProposal, conflictInWords, decideProposal, expiredProposal, isExpired, plain, proposedIn, signaturesOf, versionOf, type Decided, type NamedReference, type ProposalDecision } from "@wijkverband/care";
import { Anomaly, type ResourceTypeName } from "@wijkverband/fhir";
import type { Stored } from "@wijkverband/store";
import type { Annotation, Parameters, Resource, Task } from "hl7-fhir-r4-types";
import { answerStored } from "../answers.ts";
import { ownChange } from "../break-glass/own-change.ts";
import { commit, type Commit } from "../commit.ts";
import type { Context } from "../context.ts";
import type { Answer } from "../exchange.ts";
import { note, permit, readAlsoDeleted } from "../guard.ts";
import { accepting } from "./accept.ts";
import { refusalOf } from "./change.ts";
import { describeChange } from "./describe.ts";
import { decidingOrganization } from "./owner.ts";

export interface SentDecision {
  /** Code of CodeSystem `besluit`. */
  readonly decision: string;
  readonly reason?: string | undefined;
  readonly patch?: Parameters | undefined;
}

/** As often as others may write what it is about while it is decided on. */
const mostTries = 10;

/** Decides on a proposal, once. What is accepted is applied to the version of now; it, its signatures, the closed Task and the notification are one transaction
 *  that stands on the versions it was made of: of two decisions, or a decision and a withdrawal, one wins.
 *  @param stored the Task; the guard has been passed
 *  @throws {Anomaly} `conflict` when it was closed before, expired, or touches what somebody else changed since (with both sides); `rule` for what can't be decided so */
export async function decideOnProposal(context: Context, stored: Stored, sent: SentDecision): Promise<Answer> {
  for (let tries = 1, task = stored; ; tries += 1, task = await context.house.store.read("Task", stored.id)) {
    try {
      return await decideOnce(context, task, sent);
    } catch (thrown) {
      if (!(thrown instanceof Anomaly && thrown.category === "stale")) throw thrown;
      // what came in between may be that the patient moved: then it is another's to decide
      await permit(context.house.store, context.caller, "$decide", await context.house.store.read("Task", stored.id), context.house.clock(), context.trail);
      if (tries === mostTries) throw new Anomaly("conflict", "others keep writing this at this very moment; ask again", { rule: "propose" });
    }
  }
}

async function decideOnce(context: Context, stored: Stored, sent: SentDecision): Promise<Answer> {
  const { house, at } = context;
  const decision = demandDecision(sent.decision);
  const task = await withOwnerOfNow(context, stored);
  if (isExpired(task, at)) await expire(context, stored, task);
  const { base, current } = await versionsOf(context, task);
  const decided = decideProposal({
    task,
    decision,
    at,
    typed: (type) => house.validator.shapesOf(type),
    ...(sent.reason !== undefined && { reason: sent.reason }),
    ...(sent.patch !== undefined && { patch: sent.patch }),
    ...(base !== undefined && { base: base.resource() }),
    ...(current !== undefined && { current: current.resource() }),
  });
  switch (decided.outcome) {
    case "applied":
      return accept(context, stored, { task, sent, current, resource: decided.resource });
    case "rejected":
      return close(context, stored, { changes: [ownChange(context, { ...decided.task, id: stored.id }, stored.labels, stored)] });
    case "conflict":
      throw conflictOf(context, decided);
    case "closed":
      throw new Anomaly("conflict", "this proposal is closed", { issues: decided.issues });
    case "refused":
      throw refusalOf(decided);
  }
}

interface Accepted {
  readonly task: Task;
  readonly sent: SentDecision;
  readonly current: Stored | undefined;
  readonly resource: Resource;
}

async function accept(context: Context, stored: Stored, { task, sent, current, resource }: Accepted): Promise<Answer> {
  const { house, caller, at } = context;
  if (caller.person === undefined || task.requester?.reference === undefined) throw new Anomaly("forbidden", "who accepts is a person whom the directory knows", { rule: "person" });
  const { result, labels, changes, ...planned } = await accepting(context, task, resource, current);
  // R4 takes no role as the author of a note; the person is the verifier among the signatures
  const by = caller.organization === undefined ? {} : { authorReference: { reference: caller.organization } };
  const notes = remarks(context, sent, current, resource).map((text): Annotation => ({ ...by, time: at.toISOString(), text }));
  const closed = { ...acceptedProposal(task, result, at), ...(notes.length > 0 && { note: [...(task.note ?? []), ...notes] }) };
  const author: NamedReference = { reference: task.requester.reference };
  const signatures = signaturesOf({ id: house.newId(), result, author, verifier: { reference: caller.person }, proposal: `Task/${stored.id}`, at });
  return close(context, stored, { ...planned, changes: [ownChange(context, { ...closed, id: stored.id }, stored.labels, stored), ownChange(context, signatures, labels), ...changes] });
}

/** What who proposed is told beside the verdict: what was made of the proposal instead, and what who decided said. */
function remarks({ house }: Context, { decision, reason = "" }: SentDecision, current: Stored | undefined, resource: Resource): readonly string[] {
  const made = decision === "amend" ? describeChange(house, current?.resource(), resource) : "";
  return [...(made === "" ? [] : [`Anders aangenomen.\n${made}`]), ...(reason.trim() === "" ? [] : [reason.trim()])];
}

/** Keeps a decision, of which the closed Task is the first change, and tells who proposed. Of what came with a contact report nobody is told: that there was
 *  something to decide on would say what is in the record. */
async function close(context: Context, stored: Stored, { tell = [], ...unit }: Commit): Promise<Answer> {
  const patient = (stored.resource() as Task).partOf === undefined ? stored.labels.patient : undefined;
  const [closed] = await commit(context, { ...unit, tell: [...tell, ...(patient === undefined ? [] : [{ topic: "proposal-decided", patient, focus: `Task/${stored.id}` } as const])] });
  if (closed === undefined) throw new Anomaly("fault", "the decision wasn't stored");
  note(context.trail, closed);
  return answerStored(closed);
}

/** A proposal that waited too long is closed by who comes to it. */
async function expire(context: Context, stored: Stored, task: Task): Promise<never> {
  await close(context, stored, { changes: [ownChange(context, { ...expiredProposal(task, context.at), id: stored.id }, stored.labels, stored)] });
  const text = "this proposal has expired; it can be proposed again";
  throw new Anomaly("conflict", text, { issues: [{ text, expression: "Task.restriction.period.end", rule: "propose" }] });
}

/** The Task with the organisation that decides now: a proposal moves with the registration. */
async function withOwnerOfNow(context: Context, stored: Stored): Promise<Task> {
  const task = stored.resource() as Task;
  const about = focusOf(task);
  const target = await readAlsoDeleted(context.house.store, about.type, about.id);
  return target === undefined || task.status !== "requested" ? task : { ...task, owner: { reference: await decidingOrganization(context, target.labels) } };
}

/** The version that was proposed on, and the one of now; of something new neither counts. */
async function versionsOf({ house }: Context, task: Task): Promise<{ readonly base?: Stored; readonly current?: Stored }> {
  if (proposedIn(task)?.kind === "new") return {};
  const { type, id, version } = focusOf(task);
  const current = await readAlsoDeleted(house.store, type, id);
  const base = current?.versionId === version ? current : await house.store.readVersion(type, id, version);
  return { base, ...(current !== undefined && !current.deleted && { current }) };
}

function focusOf({ focus }: Task): { readonly type: ResourceTypeName; readonly id: string; readonly version: string } {
  const [type, id] = plain(focus?.reference)?.split("/") ?? [];
  const version = versionOf(focus?.reference ?? "");
  if (type === undefined || id === undefined || version === undefined) throw new Anomaly("fault", "a proposal names the version that was seen");
  return { type: type as ResourceTypeName, id, version };
}

function demandDecision(decision: string): ProposalDecision {
  if (decision === "accept" || decision === "reject" || decision === "amend") return decision;
  const text = "decision is one of accept, reject, amend";
  throw new Anomaly("rule", text, { issues: [{ text, expression: "Parameters.parameter.where(name='decision')", rule: "propose" }] });
}

/** Both sides of each element that somebody else changed since, in words. */
function conflictOf({ ask }: Context, { conflicts }: Extract<Decided, { outcome: "conflict" }>): Anomaly {
  const issues = conflicts.map((conflict) => ({ text: conflictInWords(conflict)[ask.language], expression: conflict.path, rule: "propose" as const }));
  return new Anomaly("conflict", "somebody else changed the same since this was proposed", { issues });
}
