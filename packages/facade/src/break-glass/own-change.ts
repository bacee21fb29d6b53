import { Anomaly } from "@wijkverband/fhir";
import type { Labels } from "@wijkverband/policy";
import type { Change, Stored } from "@wijkverband/store";
import type { Resource } from "hl7-fhir-r4-types";
import type { Context } from "../context.ts";
import type { House } from "../house.ts";
import { withServerOwned } from "../server-owned.ts";
import { sourceOf } from "../source.ts";

/** What an operation itself writes: validated like what a client sends, with the labels that it says.
 *  @param former the version that is replaced, which must still be the current one
 *  @throws {Anomaly} `rule` when the words that somebody sent can't stand in a resource */
export function ownChange(context: Pick<Context, "caller"> & { readonly house: Pick<House, "baseUrl" | "validator"> }, resource: Resource & { id: string }, labels: Labels, former?: Stored): Exclude<Change, { op: "delete" }> {
  const kept = withServerOwned(resource, { id: resource.id, domain: labels.domain, source: sourceOf(context), former: former?.resource() });
  const faults = context.house.validator.validate(kept).filter(({ severity }) => severity === undefined || severity === "error");
  if (faults.length > 0) throw new Anomaly("rule", "what was sent can't be kept", { issues: faults });
  return former === undefined ? { op: "create", resource: kept, labels } : { op: "update", resource: kept, labels, ifMatch: former.versionId };
}
