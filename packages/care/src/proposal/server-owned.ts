import { applyFhirPathPatch, elementChanges, system, type ElementChange, type Issue } from "@wijkverband/fhir";
import type { Parameters, Resource } from "hl7-fhir-r4-types";
import type { Typed } from "./proposal-task.ts";

/** Elements that say what a resource is, of whom and whose: the server and its operations keep them, so nobody proposes on them. */
const everywhere: readonly string[] = ["resourceType", "id", "meta", "implicitRules", "subject", "patient", "for", "owner"];

/** And of some types: what follows from registration, team and operations. */
const further: { readonly [type in Resource["resourceType"]]?: readonly string[] } = {
  CarePlan: ["careTeam"],
  CareTeam: ["managingOrganization", "participant"],
  Patient: ["generalPractitioner", "link", "managingOrganization"],
};

/** Numbers that a register gave out: who has one is no matter of opinion. */
const registers: ReadonlySet<unknown> = new Set([system.bsn, system.ura, system.agb, system.uzi, system.big, system.kvk]);

/** What of a patch is refused since the server keeps the element: an issue at the operation that touches it (`Parameters.parameter[2]`).
 *  @param changes what the whole patch makes different; it has been applied without a fault */
export function serverOwnedFaults(target: Resource, patch: Parameters, changes: readonly ElementChange[], typed: Typed): readonly Issue[] {
  const operations = patch.parameter ?? [];
  let touched = changes.find((change) => isServerOwned(target.resourceType, change));
  if (touched === undefined) return [];
  // an operation after which it is touched while it wasn't before: each step halves where it may be
  let [untouched, since] = [0, operations.length];
  while (since - untouched > 1) {
    const middle = Math.floor((untouched + since) / 2);
    const result = applyFhirPathPatch(target, { ...patch, parameter: operations.slice(0, middle) }, typed) as Resource;
    const found = elementChanges(target, result, typed).find((change) => isServerOwned(target.resourceType, change));
    if (found === undefined) untouched = middle;
    else [since, touched] = [middle, found];
  }
  return [{ rule: "propose", text: `operation ${since - 1}: ${touched.path} is kept by the server`, expression: `Parameters.parameter[${since - 1}]` }];
}

function isServerOwned(type: Resource["resourceType"], { path, former, next }: ElementChange): boolean {
  const name = path.split(/[.[]/)[1] ?? "";
  if (everywhere.includes(name) || further[type]?.includes(name) === true) return true;
  return name === "identifier" && [former, next].some((value) => registers.has((value as { readonly system?: unknown } | undefined)?.system));
}
