import type { Issue } from "@wijkverband/fhir";
import type { CarePlan, Goal } from "hl7-fhir-r4-types";
import { faultOfStep, type StatusTable } from "../status-step.ts";

export type PlanStatus = Exclude<CarePlan["status"], "unknown">;

/** The plan of a patient, and the interventions in it. What ended stays ended: who is in care again gets a new plan. */
export const nextPlanStatus: StatusTable<PlanStatus> = {
  draft: ["active", "revoked", "entered-in-error"],
  active: ["on-hold", "completed", "revoked", "entered-in-error"],
  "on-hold": ["active", "completed", "revoked", "entered-in-error"],
  completed: ["entered-in-error"],
  revoked: ["entered-in-error"],
  "entered-in-error": [],
};

/** As `faultOfStep`. */
export function planStepFault(former: string, next: string): Issue | undefined {
  return faultOfStep(nextPlanStatus, former, next, "a plan", "CarePlan.status");
}

/** Source: R4 goal-status; a goal that was reached or dropped may be taken up again. */
export const nextGoalStatus: StatusTable<Goal["lifecycleStatus"]> = {
  proposed: ["planned", "accepted", "active", "rejected", "cancelled", "entered-in-error"],
  planned: ["accepted", "active", "on-hold", "cancelled", "entered-in-error"],
  accepted: ["planned", "active", "on-hold", "cancelled", "entered-in-error"],
  active: ["on-hold", "completed", "cancelled", "entered-in-error"],
  "on-hold": ["active", "completed", "cancelled", "entered-in-error"],
  completed: ["active", "entered-in-error"],
  cancelled: ["active", "entered-in-error"],
  rejected: ["entered-in-error"],
  "entered-in-error": [],
};

/** As `faultOfStep`. */
export function goalStepFault(former: string, next: string): Issue | undefined {
  return faultOfStep(nextGoalStatus, former, next, "a goal", "Goal.lifecycleStatus");
}
