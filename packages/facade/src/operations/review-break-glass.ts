import { decideReview, decisionText, endGrant, isGrant, isGranted, isReview, isReviewDecision, isWords, noticeOf, reviewDecisions, type ReviewDecision } from "@wijkverband/care";
import { Anomaly, canonicalBase, type Issue } from "@wijkverband/fhir";
import type { Change, Stored } from "@wijkverband/store";
import type { Task } from "hl7-fhir-r4-types";
import { answerStored } from "../answers.ts";
import { ownChange } from "../break-glass/own-change.ts";
import { rolesOf } from "../break-glass/use.ts";
import { commit } from "../commit.ts";
import type { Context } from "../context.ts";
import { operation, type Operation } from "../operation.ts";

/** `POST [base]/Task/[id]/$review-break-glass`: the own huisarts or locum judges emergency access (`break-glass`, `gp-decides`). *Not justified* ends it at once,
 *  and either way the organisation of who came in is told. */
export const reviewBreakGlassOperation: Operation = operation({
  code: "$review-break-glass",
  on: "Task",
  definition: `${canonicalBase}/OperationDefinition/review-break-glass`,
  affectsState: true,
  scope: "wijkverband-palliatief",
  title: "Judge emergency access afterwards",
  input: { decision: { type: "code", min: 1 }, reason: { type: "string", min: 1 } },
  async run(context, stored, input) {
    const { house, caller, at, trail } = context;
    const review = stored.resource() as Task;
    if (!isReview(review)) throw new Anomaly("rule", "this Task is no review", { issues: [{ text: "a Task with code noodtoegang-beoordelen is needed", expression: "Task.code", rule: "break-glass" }] });
    const { decision, text } = demandDecision(input);
    if (caller.person === undefined) throw new Anomaly("forbidden", "who judges is a person whom the directory knows", { rule: "person" });
    // a huisarts of this practice may have come in as the doctor of the post
    if ((await rolesOf(context)).some((role) => role === review.requester?.reference)) throw new Anomaly("forbidden", "nobody judges the own use", { rule: "break-glass" });
    const decided = decideReview(review, { decision, text, by: caller.person, at });
    if (decided.outcome === "refused" && decided.why === "own-use") throw new Anomaly("forbidden", "nobody judges the own use", { rule: "break-glass" });
    if (decided.outcome === "refused") throw new Anomaly("conflict", "this was decided before", { rule: "break-glass" });

    const grant = await grantOfReview(context, review);
    const task = grant.resource() as Task;
    const runs = isGranted(task, at);
    const stopped = runs && decision === "not-justified";
    // one whose time passed is over, whatever is thought of it
    const ending = runs && !stopped ? undefined : endGrant(task, stopped ? "cancelled" : "completed", at);
    const { patient, author } = grant.labels;
    const notice = noticeOf({ id: house.newId(), patient: `Patient/${patient}`, ...(author !== undefined && { recipient: author }), about: [`Task/${grant.id}`, `Task/${stored.id}`], text: decisionText(task, decision, text, stopped), at });
    const changes: Change[] = [
      ownChange(context, { ...decided.review, id: stored.id }, stored.labels, stored),
      ...(ending?.outcome === "ended" ? [ownChange(context, { ...ending.grant, id: grant.id }, grant.labels, grant)] : []),
      ownChange(context, notice, { domain: "gedeeld", ...(patient !== undefined && { patient }), ...(caller.organization !== undefined && { author: caller.organization }) }),
    ];
    if (stopped) trail.emergency = "stopped";
    const tell = patient === undefined ? [] : ([{ topic: "break-glass-reviewed", patient, focus: `Communication/${notice.id}` }] as const);
    const [closed] = await commit(context, { changes, tell }).catch(alreadyDecided);
    if (closed === undefined) throw new Anomaly("fault", "the review wasn't stored");
    return answerStored(closed);
  },
});

/** Somebody else decided, or the grant ended, at this very moment. */
function alreadyDecided(thrown: unknown): never {
  if (thrown instanceof Anomaly && thrown.category === "stale") throw new Anomaly("conflict", "this changed at this very moment", { rule: "break-glass" });
  throw thrown;
}

function demandDecision({ decision, reason }: { readonly decision: string; readonly reason: string }): { readonly decision: ReviewDecision; readonly text: string } {
  const at = (name: string): string => `Parameters.parameter.where(name='${name}')`;
  const text = reason.trim();
  const issues: Issue[] = [];
  if (!isWords(text)) issues.push({ text: "a reason in words is needed", expression: at("reason"), rule: "break-glass" });
  if (!isReviewDecision(decision)) issues.push({ text: `decision is one of ${Object.keys(reviewDecisions).join(", ")}`, expression: at("decision"), rule: "break-glass" });
  if (!isReviewDecision(decision) || issues.length > 0) throw new Anomaly("rule", "the decision isn't complete", { issues });
  return { decision, text };
}

async function grantOfReview({ house }: Context, { focus }: Task): Promise<Stored> {
  const reference = focus?.reference ?? "";
  const grant = (await house.store.readMany([reference])).get(reference);
  if (grant === undefined || !isGrant(grant.resource() as Task)) throw new Anomaly("fault", "a review is of a grant");
  return grant;
}
