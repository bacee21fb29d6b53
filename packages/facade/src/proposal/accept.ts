import { isPlanInForce, isWijkPlan, plain, withHanging } from "@wijkverband/care";
import { Anomaly, codeSystemUrl, type ResourceTypeName } from "@wijkverband/fhir";
import type { Domain, Labels } from "@wijkverband/policy";
import type { Stored } from "@wijkverband/store";
import type { Resource, Task } from "hl7-fhir-r4-types";
import type { Context } from "../context.ts";
import { readAlsoDeleted } from "../guard.ts";
import { isUnchanged } from "../patched.ts";
import { planWrite, type Draft, type Planned } from "../write.ts";
import { demandSameKind } from "./change.ts";

/** What accepting a proposal writes, beside the Task and the signatures. */
export interface Accepting extends Pick<Planned, "changes" | "expect" | "found" | "tell"> {
  /** Versioned reference of what comes of it: the store numbers versions without gaps, and the unit stands on the one before. */
  readonly result: string;
  /** Of what signs it: the domain and patient of what was signed. */
  readonly labels: Labels;
}

/** Plans the write of what a decision made of a proposal, as if the owner wrote it: with its profile, its references, the rules of its type and the right of who
 *  decides to write it.
 *  @param current the version of now; of something new, none
 *  @throws {Anomaly} as `planWrite`; `conflict` when the plan for which something new was proposed has ended */
export async function accepting(context: Context, task: Task, resource: Resource, current: Stored | undefined): Promise<Accepting> {
  const { caller } = context;
  demandSameKind(resource, current);
  const drafts = current === undefined ? await newDrafts(context, task, resource) : [draftOf(resource, current)];
  const planned = await keepingGround(context, () => planWrite(context, drafts));
  const [written] = planned.changes;
  if (written === undefined) throw new Anomaly("fault", "nothing comes of this proposal");
  const labels: Labels = { ...written.labels, ...(caller.organization !== undefined && { author: caller.organization }) };
  const { changes, expect = [], found, tell } = planned;
  // somebody else made the same change since: the version that is there is what was agreed on
  if (current !== undefined && isUnchanged(written.resource, current)) return { changes: changes.slice(1), expect, found, tell, labels, result: `${current.type}/${current.id}/_history/${current.versionId}` };
  const version = current === undefined ? 1 : Number(current.versionId) + 1;
  return { changes, expect, found, tell, labels, result: `${written.resource.resourceType}/${written.resource.id}/_history/${version}` };
}

function draftOf(resource: Resource, current: Stored): Draft {
  return { resource, id: current.id, at: current.type, former: current, ifMatch: current.versionId, keepsReferences: true };
}

/** Something new, and the plan in which it hangs from now on; what a contact report brings is about the patient, and hangs in none. */
async function newDrafts(context: Context, task: Task, resource: Resource): Promise<readonly Draft[]> {
  const { house } = context;
  const [type, id = ""] = plain(task.focus?.reference)?.split("/") ?? [];
  if (type === "Patient") return [{ resource, id: house.newId(), at: resource.resourceType }];
  const stored = await readAlsoDeleted(house.store, "CarePlan", id);
  const plan = stored === undefined || stored.deleted ? undefined : stored.resource();
  if (stored === undefined || plan === undefined || !isWijkPlan(plan) || !isPlanInForce(plan)) throw new Anomaly("conflict", "the plan for which this was proposed has ended", { rule: "propose" });
  const made = house.newId();
  const kind = resource.resourceType as ResourceTypeName;
  return [{ resource: labelled(resource), id: made, at: kind }, draftOf(withHanging(plan, kind, `${kind}/${made}`), stored)];
}

/** A goal of the plan is everybody's; anything else goes into the domain of who decides. */
function labelled(resource: Resource): Resource {
  const domain: Domain | undefined = resource.resourceType === "Goal" ? "gedeeld" : undefined;
  return domain === undefined ? resource : { ...resource, meta: { ...resource.meta, security: [{ system: codeSystemUrl("domein"), code: domain }] } };
}

/** Runs something that asks the policy more, and leaves in the audit on what the decision itself rests. */
async function keepingGround<Result>({ trail }: Pick<Context, "trail">, work: () => Promise<Result>): Promise<Result> {
  const { row, basis } = trail;
  const grounds = new Map(trail.grounds);
  const result = await work();
  if (row !== undefined) trail.row = row;
  if (basis !== undefined) trail.basis = basis;
  for (const [patient, ground] of grounds) trail.grounds.set(patient, ground);
  return result;
}
