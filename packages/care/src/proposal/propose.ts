import { codeSystemUrl, profileUrl, type Issue } from "@wijkverband/fhir";
import type { Parameters, Reference, Resource, Task } from "hl7-fhir-r4-types";
import { day } from "../amsterdam.ts";
import { plain, versionedReferenceTo, type NamedReference } from "../reference.ts";
import { patchedBy, type Refusal } from "./apply.ts";
import { changeInput, type ProposalKind, type Typed } from "./proposal-task.ts";

/** How long a proposal waits for a decision, in milliseconds: fourteen days. */
export const proposalDuration: number = 14 * day;

export interface ProposalInput {
  readonly id: string;
  readonly kind: ProposalKind;
  /** What is to change, as it is now, with `meta.versionId`; for something new, the plan. */
  readonly target: Resource;
  /** FHIRPath Patch on the target; either this or `resource`. */
  readonly patch?: Parameters;
  /** Something new. */
  readonly resource?: Resource;
  /** For who decides. */
  readonly reason: string;
  /** PractitionerRole, RelatedPerson or Patient. */
  readonly requester: NamedReference;
  /** The Organization that decides. */
  readonly owner: NamedReference;
  /** `Patient/<id>` */
  readonly patient: string;
  readonly at: Date;
  readonly typed: Typed;
}

export type Proposing = { readonly outcome: "proposed"; readonly task: Task & { readonly id: string } } | Refusal;

/** The Task that proposes a change, or what is wrong with it: no reason, no change, a patch that doesn't apply to the version of now, an element
 *  that the server keeps, something new about another patient. */
export function proposalOf(input: ProposalInput): Proposing {
  const { target, patch, resource, reason, typed } = input;
  if (reason.trim() === "") return refused("a proposal has a reason, for who decides", "Parameters.parameter.where(name='reason')");
  if (target.meta?.versionId === undefined || target.id === undefined) return refused("a proposal names the version that was seen", "Task.focus");
  if (patch !== undefined && resource !== undefined) return refused("a proposal is either a patch or something new", "Parameters.parameter");
  if (resource !== undefined) {
    const issues = newResourceFaults(resource, input.patient);
    return issues.length > 0 ? { outcome: "refused", category: "rule", issues } : { outcome: "proposed", task: taskOf(input, resource) };
  }
  if (patch === undefined) return refused("a proposal holds a patch or something new", "Parameters.parameter");
  const result = patchedBy(target, patch, typed);
  if (result.outcome === "refused") return result;
  if (result.changes.length === 0) return refused("the patch changes nothing", "Parameters.parameter.where(name='patch')");
  return { outcome: "proposed", task: taskOf(input, patch) };
}

function refused(text: string, expression: string): Refusal {
  return { outcome: "refused", category: "rule", issues: [{ rule: "propose", text, expression }] };
}

/** What is contained may not contain, nor have versions or labels (R4, dom-2, dom-4, dom-5): the server gives the latter when it is accepted. */
function newResourceFaults(resource: Resource, patient: string): readonly Issue[] {
  const type = resource.resourceType;
  const { subject, patient: about, contained } = resource as { readonly subject?: Reference; readonly patient?: Reference; readonly contained?: unknown };
  const issues: Issue[] = [];
  if (type === "Parameters" || type === "Bundle") issues.push({ rule: "propose", text: "something new is a resource about the patient", expression: type });
  else if (plain((subject ?? about)?.reference) !== patient) issues.push({ rule: "one-patient", text: "something new is about the same patient", expression: `${type}.${about === undefined ? "subject" : "patient"}` });
  if (contained !== undefined) issues.push({ rule: "propose", text: "something new contains no other resources", expression: `${type}.contained` });
  return issues;
}

function taskOf({ id, kind, target, reason, requester, owner, patient, at }: ProposalInput, change: Resource): Task & { readonly id: string } {
  const contained: Resource = { ...withoutVersion(change), id: changeInput };
  return {
    resourceType: "Task",
    id,
    meta: { profile: [profileUrl("proposal")] },
    contained: [contained],
    status: "requested",
    intent: "proposal",
    code: { coding: [{ system: codeSystemUrl("taak"), code: kind }] },
    focus: { reference: versionedReferenceTo(target) },
    for: { reference: patient },
    authoredOn: at.toISOString(),
    requester,
    owner,
    reasonCode: { text: reason.trim() },
    restriction: { period: { end: new Date(at.getTime() + proposalDuration).toISOString() } },
    input: [{ type: { coding: [{ system: codeSystemUrl("taakgegeven"), code: changeInput }] }, valueReference: { reference: `#${changeInput}` } }],
  };
}

function withoutVersion<R extends Resource>(resource: R): R {
  const { versionId: _version, lastUpdated: _updated, source: _source, security: _labels, ...kept } = resource.meta ?? {};
  const { meta: _meta, ...rest } = resource;
  return (Object.keys(kept).length > 0 ? { ...rest, meta: kept } : rest) as R;
}
