import { codeSystemUrl, type Issue } from "@wijkverband/fhir";
import type { Parameters, Resource, Task } from "hl7-fhir-r4-types";
import { applyProposal, patchedBy, type Application, type Refusal } from "./apply.ts";
import { isExpired, proposedIn, resultOutput, type Typed } from "./proposal-task.ts";

/** Codes of CodeSystem `besluit`. */
export type ProposalDecision = "accept" | "reject" | "amend";

export interface DecisionInput {
  readonly task: Task;
  readonly decision: ProposalDecision;
  /** Needed to reject. */
  readonly reason?: string;
  /** With `amend`, and only then: FHIRPath Patch that is made in place of the proposed one, on the version of now (of something new: on what was proposed). */
  readonly patch?: Parameters;
  /** The version of now of what is to change. */
  readonly current?: Resource;
  /** The version that the proposal names. */
  readonly base?: Resource;
  readonly at: Date;
  readonly typed: Typed;
}

export type Decided =
  /** What it becomes; the Task is accepted with `acceptedProposal` once the new version has a number. */
  | Extract<Application, { outcome: "applied" | "conflict" }>
  | { readonly outcome: "rejected"; readonly task: Task }
  /** It isn't open any more: decided, withdrawn or expired. */
  | { readonly outcome: "closed"; readonly issues: readonly Issue[] }
  | Refusal;

/** What a decision makes of a proposal. Deciding twice is `closed`, whatever the second decision is; what expired can still be rejected. */
export function decideProposal(input: DecisionInput): Decided {
  const { task, decision, reason = "", patch, current, base, at, typed } = input;
  const closed = closedFault(task, decision, at);
  if (closed !== undefined) return { outcome: "closed", issues: [closed] };
  if (decision === "reject" && reason.trim() === "") return refused("who rejects says why", "Parameters.parameter.where(name='reason')");
  if ((decision === "amend") !== (patch !== undefined)) return refused("the patch comes with amend, and only then", "Parameters.parameter.where(name='patch')");
  if (decision === "reject") return { outcome: "rejected", task: closedAs(task, "rejected", at, reason) };
  return patch === undefined ? applyProposal(task, current, base, typed) : amended(task, patch, current, typed);
}

function closedFault(task: Task, decision: ProposalDecision, at: Date): Issue | undefined {
  if (task.status !== "requested") return { rule: "status-step", text: `a proposal is decided on once; this one is ${task.status}`, expression: "Task.status" };
  if (decision === "reject" || !isExpired(task, at)) return undefined;
  return { rule: "propose", text: "this proposal has expired; it can be proposed again", expression: "Task.restriction.period.end" };
}

function amended(task: Task, patch: Parameters, current: Resource | undefined, typed: Typed): Decided {
  const proposed = proposedIn(task);
  const onto = proposed?.kind === "new" ? proposed.resource : current;
  if (onto === undefined) return refused("what was to change is gone", "Task.focus");
  const result = patchedBy(onto, patch, typed);
  return result.outcome === "refused" ? result : { outcome: "applied", resource: result.resource };
}

/** The Task of a proposal that was accepted.
 *  @param result versioned reference of what came of it (`CarePlan/p/_history/4`) */
export function acceptedProposal(task: Task, result: string, at: Date): Task {
  const output = { type: { coding: [{ system: codeSystemUrl("taakgegeven"), code: resultOutput }] }, valueReference: { reference: result } };
  return { ...closedAs(task, "accepted", at), output: [...(task.output ?? []), output] };
}

/** The Task of a proposal that who proposed takes back. */
export function withdrawnProposal(task: Task, at: Date, reason?: string): Task {
  return closedAs(task, "cancelled", at, reason);
}

/** The Task of a proposal that waited too long. */
export function expiredProposal(task: Task, at: Date): Task {
  return closedAs(task, "failed", at, "Niemand heeft op tijd beslist.");
}

function closedAs(task: Task, status: "accepted" | "rejected" | "cancelled" | "failed", at: Date, reason = ""): Task {
  return { ...task, status, lastModified: at.toISOString(), ...(reason.trim() !== "" && { statusReason: { text: reason.trim() } }) };
}

function refused(text: string, expression: string): Refusal {
  return { outcome: "refused", category: "rule", issues: [{ rule: "propose", text, expression }] };
}
