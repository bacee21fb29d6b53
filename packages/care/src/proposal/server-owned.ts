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
 *  The patch has been applied once without a fault. */
export function serverOwnedFaults(target: Resource, patch: Parameters, typed: Typed): readonly Issue[] {
  const operations = patch.parameter ?? [];
  const touched = (count: number): ElementChange | undefined => {
    const result = applyFhirPathPatch(target, { ...patch, parameter: operations.slice(0, count) }, typed);
    return elementChanges(target, result as object, typed).find((change) => isServerOwned(target.resourceType, change));
  };
  const found = touched(operations.length);
  if (found === undefined) return [];
  // an operation after which it is touched while it wasn't before: each step halves where it may be
  let [untouched, since] = [0, operations.length];
  while (since - untouched > 1) {
    const middle = Math.floor((untouched + since) / 2);
    if (touched(middle) === undefined) untouched = middle;
    else since = middle;
  }
  const name = touched(since)?.path ?? found.path;
  return [{ rule: "propose", text: `operation ${since - 1}: ${name} is kept by the server`, expression: `Parameters.parameter[${since - 1}]` }];
}

function isServerOwned(type: Resource["resourceType"], { path, former, next }: ElementChange): boolean {
  const name = path.split(/[.[]/)[1] ?? "";
  if (everywhere.includes(name) || further[type]?.includes(name) === true) return true;
  return name === "identifier" && [former, next].some((value) => registers.has((value as { readonly system?: unknown } | undefined)?.system));
}
