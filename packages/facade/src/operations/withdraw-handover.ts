import { isHandoverRequest, withdrawalOf } from "@wijkverband/care";
import { Anomaly, canonicalBase } from "@wijkverband/fhir";
import type { Change } from "@wijkverband/store";
import type { DocumentReference, ServiceRequest } from "hl7-fhir-r4-types";
import { answerStored } from "../answers.ts";
import { commit } from "../commit.ts";
import { operation, type Operation } from "../operation.ts";

/** `POST [base]/Patient/[id]/$withdraw-handover`: takes the current handover back, with the reason. What was sealed stays as it was. */
export const withdrawHandoverOperation: Operation = operation({
  code: "$withdraw-handover",
  on: "Patient",
  definition: `${canonicalBase}/OperationDefinition/withdraw-handover`,
  affectsState: true,
  scope: "wijkverband-palliatief",
  title: "Withdraw the current handover",
  input: { reason: { type: "string", min: 1 } },
  async run(context, patient, { reason }) {
    const { house, caller, at } = context;
    if (caller.person === undefined) throw new Anomaly("forbidden", "a handover is withdrawn by a huisarts whom the directory knows", { rule: "gp-decides" });
    if (reason.trim() === "") throw new Anomaly("rule", "a reason is needed", { issues: [{ text: "a reason in words is needed", expression: "Parameters.parameter.where(name='reason')", rule: "one-current" }] });
    const record = await house.store.record(patient.id);
    const request = record.find((stored) => stored.type === "ServiceRequest" && isHandoverRequest(stored.resource()) && (stored.resource() as ServiceRequest).status === "active");
    if (request === undefined) throw new Anomaly("conflict", "nothing is published", { rule: "one-current" });
    const reference = record.find((stored) => stored.type === "DocumentReference" && (stored.resource() as DocumentReference).context?.related?.some((each) => each.reference === `ServiceRequest/${request.id}`));
    const withdrawal = withdrawalOf({
      request: request.resource() as ServiceRequest,
      ...(reference && { reference: reference.resource() as DocumentReference }),
      reason,
      huisarts: caller.person,
      at,
    });
    const changes: Change[] = [
      { op: "update", resource: { ...withdrawal.request, id: request.id }, labels: request.labels, ifMatch: request.versionId },
      ...(reference && withdrawal.reference ? [{ op: "update" as const, resource: { ...withdrawal.reference, id: reference.id }, labels: reference.labels, ifMatch: reference.versionId }] : []),
    ];
    const [stored] = await commit(context, { changes });
    if (stored === undefined) throw new Anomaly("fault", "the withdrawal wasn't stored");
    return answerStored(stored);
  },
});
