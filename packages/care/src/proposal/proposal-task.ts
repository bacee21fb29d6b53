import type { Shapes } from "@wijkverband/fhir";
import type { Parameters, Resource, Task } from "hl7-fhir-r4-types";
import { hasCode, own } from "../coding.ts";
import { endOf } from "../period.ts";
import { versionOf } from "../reference.ts";

/** The shapes of types, as `Validator.shapesOf`. */
export type Typed = (type: string) => Shapes;

/** On a part of the record, or on the plan itself (CodeSystem `taak`). */
export type ProposalKind = "voorstel" | "voorstel-zorgplan";

/** What is proposed: a change (FHIRPath Patch) of what the Task has in focus, or something new. */
export type Proposed = { readonly kind: "patch"; readonly patch: Parameters } | { readonly kind: "new"; readonly resource: Resource };

/** The input (CodeSystem `taakgegeven`) that says which contained resource is the change, and the output that says what came of it. */
export const changeInput = "wijziging";
export const resultOutput = "resultaat";

/** Tells whether a Task is a proposal, open or not. */
export function isProposal(task: Task): boolean {
  return hasCode(task.code, own("taak", "voorstel")) || hasCode(task.code, own("taak", "voorstel-zorgplan"));
}

/** What a proposal proposes; `undefined` when the Task holds no change. */
export function proposedIn(task: Task): Proposed | undefined {
  const reference = task.input?.find(({ type }) => hasCode(type, own("taakgegeven", changeInput)))?.valueReference?.reference;
  const found = task.contained?.find(({ id }) => id !== undefined && reference === `#${id}`);
  if (found === undefined) return undefined;
  const { id: _local, ...resource } = found;
  return resource.resourceType === "Parameters" ? { kind: "patch", patch: resource } : { kind: "new", resource };
}

/** The version that the proposer saw. */
export function baseVersionOf(task: Task): string | undefined {
  return versionOf(task.focus?.reference ?? "");
}

/** Tells whether an open proposal waited too long: it can't be accepted any more. */
export function isExpired({ status, restriction }: Task, at: Date): boolean {
  const end = restriction?.period?.end;
  return status === "requested" && end !== undefined && endOf(end) <= at.getTime();
}
