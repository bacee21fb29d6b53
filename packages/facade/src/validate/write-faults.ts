import { Anomaly, type Category, type Issue, type ResourceTypeName } from "@wijkverband/fhir";
import type { Stored } from "@wijkverband/store";
import type { Resource } from "hl7-fhir-r4-types";
import { leftOut } from "../answers.ts";
import type { Context } from "../context.ts";
import { permit } from "../guard.ts";
import { issuesOf } from "../outcome.ts";
import { versionOf } from "../precondition.ts";
import { demandMayRegister, newRegistration } from "../registration.ts";
import { isOffered } from "../writable.ts";
import { planWrite } from "../write.ts";

/** Refusals of which a write says why. Any other is passed on as it is: a stranger gets the very bytes that a write gives him (`stranger`). */
const said: ReadonlySet<Category> = new Set(["incorrect", "forbidden", "not-allowed", "conflict", "stale", "rule"]);

/** What a create of this would be refused for, and what of it would be left out. Nothing is stored; whether a BSN is somebody's isn't looked at.
 *  @throws {Anomaly} what a create says without a reason */
export async function createFaults(context: Context, type: ResourceTypeName, resource: Resource): Promise<readonly Issue[]> {
  const { house, caller, at } = context;
  return faultsOf(async () => {
    const id = house.newId();
    if (resource.resourceType === "Patient") demandMayRegister(caller);
    const arriving = resource.resourceType === "Patient" ? newRegistration(caller, house.newId(), id, at).ties : [];
    return (await planWrite(context, [{ resource, id, at: type }], arriving)).ignored;
  });
}

/** What an update of this resource would be refused for. `If-Match` may be left out; when it is there, it counts.
 *  @throws {Anomaly} as `createFaults` */
export async function updateFaults(context: Context, former: Stored, resource: Resource): Promise<readonly Issue[]> {
  const { house, caller, at, trail } = context;
  const { type, id, versionId } = former;
  return faultsOf(async () => {
    await permit(house.store, caller, "update", former, at, trail);
    if (former.deleted) throw new Anomaly("gone", "deleted");
    demandVersion(context, versionId);
    // the only fault there is to say, and the content says it
    if (resource.resourceType !== type) return [];
    if (resource.id !== undefined && resource.id !== id) throw new Anomaly("incorrect", "another id", { issues: [{ text: "the id in the body is the id in the URL", expression: `${type}.id` }] });
    return (await planWrite(context, [{ resource: { ...resource, id }, id, at: type, former, ifMatch: versionId }])).ignored;
  });
}

/** What a delete would be refused for; nothing for what is deleted already.
 *  @throws {Anomaly} as `createFaults` */
export async function deleteFaults(context: Context, stored: Stored): Promise<readonly Issue[]> {
  const { house, caller, at, trail } = context;
  return faultsOf(async () => {
    if (!isOffered("delete", stored.type)) {
      await permit(house.store, caller, "read", stored, at, trail);
      throw new Anomaly("not-allowed", `nobody deletes a ${stored.type}`);
    }
    await permit(house.store, caller, "delete", stored, at, trail);
    if (!stored.deleted) demandVersion(context, stored.versionId);
    return [];
  });
}

function demandVersion({ ask }: Context, current: string): void {
  const named = versionOf(ask.ifMatch);
  if (named !== undefined && named !== current) throw new Anomaly("stale", `the current version is ${current}`, { rule: "if-match-required" });
}

async function faultsOf(plan: () => Promise<readonly string[]>): Promise<readonly Issue[]> {
  try {
    return (await plan()).map(leftOut);
  } catch (thrown) {
    if (thrown instanceof Anomaly && said.has(thrown.category)) return issuesOf(thrown);
    throw thrown;
  }
}
