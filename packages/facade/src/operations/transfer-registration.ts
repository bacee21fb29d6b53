import { canonicalBase } from "@wijkverband/fhir";
import { isOnPatientSide } from "@wijkverband/policy";
import { operation, type Operation } from "../operation.ts";
import { askTransfer } from "../transfer/ask.ts";
import { declareTransfer } from "../transfer/declare.ts";

/** `POST [base]/Patient/$transfer-registration`, `POST [base]/Patient/[id]/$transfer-registration`: a practice declares that a patient chose it, and the registration
 *  moves with the record (`one-practice`, `dossier-owner`); a patient asks it of a practice. */
export const transferRegistrationOperation: Operation = operation({
  code: "$transfer-registration",
  on: "Patient",
  definition: `${canonicalBase}/OperationDefinition/transfer-registration`,
  affectsState: true,
  scope: "wijkverband-verantwoordelijke-huisarts",
  title: "Move the registration to another practice",
  input: {
    practice: { type: "Reference", target: "Organization" },
    gp: { type: "Reference", target: "PractitionerRole" },
    "chosen-on": { type: "date" },
    "identified-by": { type: "string" },
    consent: { type: "boolean", min: 1 },
  },
  unknown: (context, input) => declareTransfer(context, undefined, input),
  run: (context, patient, input) => (isOnPatientSide(context.caller.role) ? askTransfer(context, patient, input) : declareTransfer(context, patient, input)),
});
