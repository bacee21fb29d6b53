import { isExpired, proposalStepFault } from "@wijkverband/care";
import { codeSystemUrl, type Issue } from "@wijkverband/fhir";
import { marksOf } from "@wijkverband/policy";
import type { Resource, Task } from "hl7-fhir-r4-types";
import { isDeepStrictEqual } from "node:util";
import type { Draft } from "../write.ts";

/** What somebody who proposed may do with the Task by a plain update: take it back, and nothing else. Nothing becomes a proposal but by `$propose`, and
 *  only `$decide` accepts or rejects. Of a new Task nothing is said here: no row lets anybody create a proposal. */
export function proposalFaults({ resource, former, at }: Pick<Draft, "resource" | "former" | "at">): readonly Issue[] {
  if (former === undefined || resource.resourceType !== "Task") return [];
  const kept = former.resource() as Task;
  if (!isProposalTask(kept) && !isProposalTask(resource)) return [];
  if (marksOf(kept).kind !== marksOf(resource).kind) return [{ text: "$propose alone makes a proposal, and a proposal stays one", expression: `${at}.code`, rule: "propose" }];
  const step = proposalStepFault(kept.status, resource.status);
  if (step !== undefined) return [{ ...step, expression: `${at}.status` }];
  const issues: Issue[] = changedElements(kept, resource).map((name) => ({ text: "who proposed takes the proposal back, and changes nothing else of it", expression: `${at}.${name}`, rule: "propose" }));
  if (kept.status !== resource.status && resource.status !== "cancelled") issues.push({ text: "only $decide accepts or rejects a proposal", expression: `${at}.status`, rule: "propose" });
  return issues;
}

/** Tells whether a Task is a proposal by the label that the policy goes by. */
export function isProposalTask(task: Task): boolean {
  const { kind } = marksOf(task);
  return kind === "proposal" || kind === "plan-proposal";
}

/** Tells whether a proposal still waits for a decision. */
export function isOpen(task: Task, at: Date): boolean {
  return task.status === "requested" && !isExpired(task, at);
}

/** Elements that an update of a Task changes, but for those that taking it back may say. */
export function changedElements(kept: Task, sent: Task): readonly string[] {
  const [one, other] = [kept, sent].map(content) as [Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>];
  // taking back may say when and why
  const free: readonly string[] = kept.status === sent.status ? [] : ["status", "statusReason", "lastModified"];
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((name) => !free.includes(name) && !isDeepStrictEqual(one[name], other[name]));
}

/** Without what the server says of each version by itself. */
function content({ meta, ...rest }: Resource): object {
  const { versionId: _version, lastUpdated: _updated, source: _source, security = [], ...others } = meta ?? {};
  return { ...rest, meta: { ...others, security: security.filter(({ system }) => system !== codeSystemUrl("domein")) } };
}
