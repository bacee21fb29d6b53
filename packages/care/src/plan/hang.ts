import type { CarePlan, ResourceType } from "hl7-fhir-r4-types";

/** What R4 lets an activity of a plan point at, of what we keep. */
const activities: readonly ResourceType[] = ["CommunicationRequest", "MedicationRequest", "ServiceRequest", "Task"];

/** The plan with something that hangs in it, so that who reads the plan finds it: a goal among the goals, a problem among what it addresses, a request among the
 *  activities, anything else as supporting information.
 *  @param reference `Type/id` */
export function withHanging(plan: CarePlan, type: ResourceType, reference: string): CarePlan {
  if (type === "Goal") return { ...plan, goal: [...(plan.goal ?? []), { reference }] };
  if (type === "Condition") return { ...plan, addresses: [...(plan.addresses ?? []), { reference }] };
  if (activities.includes(type)) return { ...plan, activity: [...(plan.activity ?? []), { reference: { reference } }] };
  return { ...plan, supportingInfo: [...(plan.supportingInfo ?? []), { reference }] };
}
