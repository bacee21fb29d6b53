import { canonicalBase, type ResourceTypeName } from "@wijkverband/fhir";
import { operation, type Operation } from "../operation.ts";
import { propose } from "../proposal/propose.ts";

/** What somebody keeps, in the record, in an own part or in the plan. */
// oxfmt-ignore
const proposable: readonly ResourceTypeName[] = [
  "Patient", "RelatedPerson", "Consent", "Goal", "Observation", "Device", "DeviceUseStatement", "Procedure", "Encounter", "Communication", "CommunicationRequest", "Condition",
  "AllergyIntolerance", "MedicationRequest", "MedicationStatement", "MedicationDispense", "CarePlan", "Flag", "List", "Basic",
];

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
