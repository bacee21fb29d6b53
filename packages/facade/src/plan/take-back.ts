import { faultOfStep } from "@wijkverband/care";
import type { Issue } from "@wijkverband/fhir";
import { marksOf } from "@wijkverband/policy";
import type { Task } from "hl7-fhir-r4-types";
import { changedElements } from "../proposal/withdraw.ts";
import type { Draft } from "../write.ts";
import { nextInvitationStatus } from "./invitation.ts";

/** What an organisation that invited may do with the invitation by a plain update: take it back, and nothing else. Who takes part follows `$decide` and `$leave` alone. */
export function invitationFaults({ resource, former, at }: Pick<Draft, "resource" | "former" | "at">): readonly Issue[] {
  if (former === undefined || resource.resourceType !== "Task" || marksOf(former.resource()).kind !== "invitation") return [];
  const kept = former.resource() as Task;
  const step = faultOfStep(nextInvitationStatus, kept.status, resource.status, "an invitation", `${at}.status`);
  if (step !== undefined) return [step];
  const issues: Issue[] = changedElements(kept, resource).map((name) => ({ text: "who invited takes the invitation back, and changes nothing else of it", expression: `${at}.${name}`, rule: "own-part" }));
  if (kept.status !== resource.status && resource.status !== "cancelled") issues.push({ text: "an invitation is answered by $decide, and membership ends by $leave", expression: `${at}.status`, rule: "status-step" });
  return issues;
}
