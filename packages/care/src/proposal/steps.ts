import type { Issue } from "@wijkverband/fhir";
import { faultOfStep, type StatusTable } from "../status-step.ts";

export type ProposalStatus = "requested" | "accepted" | "rejected" | "cancelled" | "failed";

/** Decided once: accepted or rejected by the owner, cancelled by who proposed, failed when its time was over. */
export const nextProposalStatus: StatusTable<ProposalStatus> = { requested: ["accepted", "rejected", "cancelled", "failed"], accepted: [], rejected: [], cancelled: [], failed: [] };

/** As `faultOfStep`. */
export function proposalStepFault(former: string, next: string): Issue | undefined {
  return faultOfStep(nextProposalStatus, former, next, "a proposal", "Task.status");
}
