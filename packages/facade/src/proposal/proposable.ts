import type { ResourceTypeName } from "@wijkverband/fhir";

/** What somebody keeps, in the record, in an own part or in the plan. */
// oxfmt-ignore
export const proposable: readonly ResourceTypeName[] = [
  "Patient", "RelatedPerson", "Consent", "Goal", "Observation", "Device", "DeviceUseStatement", "Procedure", "Encounter", "Communication", "CommunicationRequest", "Condition",
  "AllergyIntolerance", "MedicationRequest", "MedicationStatement", "MedicationDispense", "CarePlan", "Flag", "List", "Basic",
];
