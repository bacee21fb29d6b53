import { patchedBy, type Refusal } from "@wijkverband/care";
import { Anomaly, fhirPathPatchBetween } from "@wijkverband/fhir";
import { marksOf } from "@wijkverband/policy";
import type { Stored } from "@wijkverband/store";
import type { Parameters, Resource } from "hl7-fhir-r4-types";
import type { Context } from "../context.ts";
import { checkDrafts, inOwnForm } from "../write.ts";
import { proposable } from "./proposable.ts";

/** What somebody wants: another version of what is there, or something new for the plan. */
export type Change = { readonly kind: "patch"; readonly patch: Parameters; readonly result: Resource } | { readonly kind: "new"; readonly result: Resource };

export interface SentChange {
  /** FHIRPath Patch. */
  readonly patch?: Parameters | undefined;
  /** The whole new version (the id is that of the target), or something new. */
  readonly resource?: Resource | undefined;
}

/** Reads what is proposed on a target, and checks it as if its owner wrote it: by its profiles, and with references that the proposer sees. So nobody proposes
 *  what couldn't be accepted, or finds out by proposing what is there.
 *  @throws {Anomaly} `rule` with every issue; `incorrect` for what is no patch; `stale` for a whole version that was made of an older one */
export async function readChange(context: Context, target: Stored, sent: SentChange): Promise<Change> {
  const change = changeOf(context, target, sent);
  const { result } = change;
  const at = result.resourceType;
  await checkDrafts(context, [change.kind === "new" ? { resource: result, id: "new", at } : { resource: result, id: target.id, at, former: target, keepsReferences: true }]);
  demandSameKind(result, change.kind === "new" ? undefined : target);
  return change;
}

/** A proposal changes what something says, not what kind of thing it is: that decides who sees and writes it. And something new is what care is about: no
 *  consent to see the record, no plan, no message. @throws {Anomaly} `rule` */
export function demandSameKind(result: Resource, former: Stored | undefined): void {
  const next = marksOf(result).kind ?? "ordinary";
  const fits = former === undefined ? clinical.includes(next) : next === (marksOf(former.resource()).kind ?? "ordinary");
  const text = former === undefined ? "something new is about care" : "a proposal leaves what kind of thing it is as it is";
  if (!fits) throw new Anomaly("rule", text, { issues: [{ text, expression: result.resourceType, rule: "propose" }] });
}

const clinical: readonly string[] = ["ordinary", "treatment-directive", "advance-directive"];

/** The refusal of a patch, at its place in the input of the operation. */
export function refusalOf({ category, issues }: Refusal): Anomaly {
  const [first] = issues;
  const placed = issues.map((issue) => (issue.expression === undefined ? issue : { ...issue, expression: issue.expression.replace(/^Parameters\.parameter\[/, "Parameters.parameter.where(name='patch').resource.parameter[") }));
  return new Anomaly(category, first?.text ?? "this can't be proposed", { issues: placed });
}

function changeOf({ house }: Context, target: Stored, sent: SentChange): Change {
  const [patch, resource] = [sent.patch, sent.resource].map((each) => (each === undefined ? undefined : inOwnForm(each, house.baseUrl))) as [Parameters | undefined, Resource | undefined];
  if ((patch === undefined) === (resource === undefined)) throw refused("a proposal is either a patch or a resource", "Parameters.parameter");
  if (patch !== undefined) return patchChange(house, target, patch);
  if (resource === undefined) throw refused("a proposal is either a patch or a resource", "Parameters.parameter");
  if (resource.resourceType === target.type && resource.id === target.id) return patchChange(house, target, patchTo(house, target, resource));
  const isPlan = marksOf(target.resource()).kind === "plan";
  if (!isPlan) throw refused("a whole new version keeps its type and id; something new is proposed on the plan", "Parameters.parameter.where(name='resource').resource");
  if (resource.resourceType === "Patient" || !proposable.some((type) => type === resource.resourceType)) throw refused("something new is about care", "Parameters.parameter.where(name='resource').resource");
  const { id: _chosen, ...rest } = resource;
  return { kind: "new", result: rest };
}

function patchChange({ validator }: Context["house"], target: Stored, patch: Parameters): Change {
  const patching = patchedBy(target.resource(), patch, (type) => validator.shapesOf(type));
  if (patching.outcome === "refused") throw refusalOf(patching);
  return { kind: "patch", patch, result: patching.resource };
}

/** The change that makes of the version of now the one that was sent; what the server says of each version is left out of it. */
function patchTo({ validator }: Context["house"], target: Stored, sent: Resource): Parameters {
  const known = sent.meta?.versionId;
  if (known !== undefined && known !== target.versionId) throw new Anomaly("stale", `the current version is ${target.versionId}`, { rule: "propose" });
  const { meta: kept, ...former } = target.resource();
  const { meta: _sent, ...next } = sent;
  const meta = kept === undefined ? {} : { meta: kept };
  return fhirPathPatchBetween({ ...former, ...meta }, { ...next, ...meta }, (type) => validator.shapesOf(type));
}

function refused(text: string, expression: string): Anomaly {
  return new Anomaly("rule", text, { issues: [{ text, expression, rule: "propose" }] });
}
