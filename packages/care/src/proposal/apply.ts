import { Anomaly, applyFhirPathPatch, elementChanges, mergeVersions, type Conflict, type ElementChange, type Issue } from "@wijkverband/fhir";
import type { Parameters, Resource, Task } from "hl7-fhir-r4-types";
import { proposedIn, type Typed } from "./proposal-task.ts";
import { serverOwnedFaults } from "./server-owned.ts";

/** Why not. `incorrect`: it can't be read at all; `rule`: it can't be done. */
export interface Refusal {
  readonly outcome: "refused";
  readonly category: "incorrect" | "rule";
  readonly issues: readonly Issue[];
}

export type Patching = { readonly outcome: "patched"; readonly resource: Resource; readonly changes: readonly ElementChange[] } | Refusal;

export type Application =
  /** What it becomes. Of something new: without `id`, that is still to be given. */
  | { readonly outcome: "applied"; readonly resource: Resource }
  /** Somebody changed the same elements since; nothing is done. */
  | { readonly outcome: "conflict"; readonly conflicts: readonly Conflict[] }
  | Refusal;

/** What a patch makes of a resource, and which elements it changes; refused with the operation's index when it doesn't apply or touches what the server keeps. */
export function patchedBy(target: Resource, patch: Parameters, typed: Typed): Patching {
  try {
    const resource = applyFhirPathPatch(target, patch, typed) as Resource;
    const changes = elementChanges(target, resource, typed);
    const issues = serverOwnedFaults(target, patch, changes, typed);
    return issues.length > 0 ? { outcome: "refused", category: "rule", issues } : { outcome: "patched", resource, changes };
  } catch (thrown) {
    if (!(thrown instanceof Anomaly) || (thrown.category !== "rule" && thrown.category !== "incorrect")) throw thrown;
    return { outcome: "refused", category: thrown.category, issues: thrown.issues.map((issue) => ({ rule: "propose", ...issue })) };
  }
}

/** Applies a proposal to the version of now. What others changed since stays; where they changed the same elements it is a conflict, with both sides.
 *  The proposed version is merged, not the patch applied again: its paths count items of the version that the proposer saw.
 *  @param current absent for something new, and when what was to change is gone
 *  @param base the version that the proposal names; absent for something new */
export function applyProposal(task: Task, current: Resource | undefined, base: Resource | undefined, typed: Typed): Application {
  const proposed = proposedIn(task);
  if (proposed?.kind === "new") return { outcome: "applied", resource: proposed.resource };
  if (proposed === undefined || base === undefined) {
    return { outcome: "refused", category: "rule", issues: [{ rule: "propose", text: "the proposal holds no change of a version that is known", expression: proposed === undefined ? "Task.contained" : "Task.focus" }] };
  }
  const patched = patchedBy(base, proposed.patch, typed);
  if (patched.outcome === "refused") return patched;
  if (current === undefined) return { outcome: "conflict", conflicts: [{ path: base.resourceType, base, proposed: patched.resource }] };
  if (base.meta?.versionId !== undefined && base.meta.versionId === current.meta?.versionId) return { outcome: "applied", resource: patched.resource };
  const merge = mergeVersions(base, patched.resource, current, typed);
  return merge.outcome === "conflict" ? merge : { outcome: "applied", resource: merge.resource as Resource };
}

/** Where two proposals on one resource can't both be accepted: what the second would conflict on when the first is.
 *  @param one and `other`: what `applyProposal` makes of each on the version of now */
export function conflictsBetween(one: Resource, other: Resource, current: Resource, typed: Typed): readonly Conflict[] {
  const merge = mergeVersions(current, one, other, typed);
  return merge.outcome === "conflict" ? merge.conflicts : [];
}
