import { Anomaly, canonicalBase } from "@wijkverband/fhir";
import { marksOf } from "@wijkverband/policy";
import type { Task } from "hl7-fhir-r4-types";
import { operation, type Operation } from "../operation.ts";
import { decideInvitation } from "../plan/invitation.ts";
import { decideOnProposal } from "../proposal/decide.ts";
import { isProposalTask } from "../proposal/withdraw.ts";
import { decideOnTransfer, isTransferKind } from "../transfer/decide.ts";

/** `POST [base]/Task/[id]/$decide`: accepts, rejects or amends a proposal (`propose`, `two-signatures`, `gp-decides`), or answers an invitation or a question about a move. */
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
    const { kind } = marksOf(task);
    if (isTransferKind(kind)) return decideOnTransfer(context, stored, kind, { decision, ...(reason !== undefined && { reason }) });
    throw new Anomaly("rule", "this Task asks for no decision", { issues: [{ text: "a proposal, an invitation or a question about a move is needed", expression: "Task.code", rule: "propose" }] });
  },
});
