import { canonicalBase, type ResourceTypeName } from "@wijkverband/fhir";
import { operation, type Operation } from "../operation.ts";
import { proposable } from "../proposal/proposable.ts";
import { propose } from "../proposal/propose.ts";

/** `POST [base]/[type]/[id]/$propose`: a change of what somebody else keeps, or something new on the plan (`propose`). Nothing changes until its owner decides.
 *  @returns one operation for each type */
function proposeOn(on: ResourceTypeName): Operation {
  return operation({
    code: "$propose",
    on,
    definition: `${canonicalBase}/OperationDefinition/propose`,
    affectsState: true,
    scope: "wijkverband-zorgplan",
    title: "Propose a change",
    instanceOnly: true,
    input: { patch: { type: "Resource", resource: "Parameters" }, resource: { type: "Resource" }, reason: { type: "string", min: 1 } },
    run: (context, target, input) => propose(context, target, input),
  });
}

export const proposeOperations: readonly Operation[] = proposable.map(proposeOn);
