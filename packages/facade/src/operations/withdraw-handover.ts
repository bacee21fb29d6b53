import { withdrawalOf } from "@wijkverband/care";
import { Anomaly, canonicalBase } from "@wijkverband/fhir";
import type { PractitionerRole } from "hl7-fhir-r4-types";
import { answerStored } from "../answers.ts";
import { commit } from "../commit.ts";
import { operation, type Operation } from "../operation.ts";
import { closingChanges, findPublication, publishedResources } from "../publication.ts";

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
    const role = caller.person === undefined ? undefined : ((await house.store.readMany([caller.person])).get(caller.person)?.resource() as PractitionerRole | undefined);
    const person = role?.practitioner?.reference;
    if (person === undefined) throw new Anomaly("forbidden", "a handover is withdrawn by a huisarts whom the directory knows", { rule: "gp-decides" });
    if (reason.trim() === "") throw new Anomaly("rule", "a reason is needed", { issues: [{ text: "a reason in words is needed", expression: "Parameters.parameter.where(name='reason')", rule: "one-current" }] });
    const publication = findPublication(await house.store.record(patient.id));
    if (publication === undefined) throw new Anomaly("conflict", "nothing is published", { rule: "one-current" });
    const changes = closingChanges(publication, withdrawalOf({ ...publishedResources(publication), reason, person, at }));
    const [stored] = await commit(context, { changes, tell: [{ topic: "handover-withdrawn", patient: patient.id, focus: `ServiceRequest/${publication.request.id}` }] });
    if (stored === undefined) throw new Anomaly("fault", "the withdrawal wasn't stored");
    return answerStored(stored);
  },
});
