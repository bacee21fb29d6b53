import { Anomaly, canonicalBase } from "@wijkverband/fhir";
import { marksOf } from "@wijkverband/policy";
import type { Task } from "hl7-fhir-r4-types";
import { operation, type Operation } from "../operation.ts";
import { decideInvitation } from "../plan/invitation.ts";
import { decideOnProposal } from "../proposal/decide.ts";
import { isProposalTask } from "../proposal/withdraw.ts";

/** `POST [base]/Task/[id]/$decide`: accepts, rejects or amends a proposal (`propose`, `two-signatures`, `gp-decides`), or answers an invitation. */
export const decideOperation: Operation = operation({
  code: "$decide",
  on: "Task",
  definition: `${canonicalBase}/OperationDefinition/decide`,
  affectsState: true,
  scope: "wijkverband-zorgplan",
  title: "Decide on a proposal",
  input: { decision: { type: "code", min: 1 }, reason: { type: "string" }, patch: { type: "Resource", resource: "Parameters" } },
  async run(context, stored, input) {
    const task = stored.resource() as Task;
    const { decision, reason } = input;
    if (isProposalTask(task)) return decideOnProposal(context, stored, input);
    if (marksOf(task).kind === "invitation") return decideInvitation(context, stored, { decision, ...(reason !== undefined && { reason }) });
    throw new Anomaly("rule", "this Task asks for no decision", { issues: [{ text: "a proposal or an invitation is needed", expression: "Task.code", rule: "propose" }] });
  },
});
