import type { Issue } from "@wijkverband/fhir";
import { faultOfStep, type StatusTable } from "../status-step.ts";

export type TeamTaskStatus = "requested" | "accepted" | "rejected" | "cancelled" | "in-progress" | "on-hold" | "completed" | "failed";

/** A task between members. Source: issue 4; facts/network §2.3. */
export const nextTeamTaskStatus: StatusTable<TeamTaskStatus> = {
  requested: ["accepted", "rejected", "cancelled"],
  accepted: ["in-progress", "cancelled"],
  "in-progress": ["on-hold", "completed", "failed"],
  "on-hold": ["in-progress"],
  completed: [],
  failed: [],
  rejected: [],
  cancelled: [],
};

/** As `faultOfStep`. */
export function teamTaskStepFault(former: string, next: string): Issue | undefined {
  return faultOfStep(nextTeamTaskStatus, former, next, "a task", "Task.status");
}

export type InvitationStatus = "requested" | "accepted" | "rejected" | "cancelled" | "completed";

/** An invitation: accepted it is membership, completed it has been. */
export const nextInvitationStatus: StatusTable<InvitationStatus> = { requested: ["accepted", "rejected", "cancelled"], accepted: ["completed"], rejected: [], cancelled: [], completed: [] };

/** As `faultOfStep`. */
export function invitationStepFault(former: string, next: string): Issue | undefined {
  return faultOfStep(nextInvitationStatus, former, next, "an invitation", "Task.status");
}
