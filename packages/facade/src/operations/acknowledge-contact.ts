import { canonicalBase } from "@wijkverband/fhir";
import { acknowledgeReport } from "../contact/sort.ts";
import { operation, type Operation } from "../operation.ts";

/** `POST [base]/Task/[id]/$acknowledge-contact`: a huisarts or the locum in force has read a contact report, and says what is done about it (`return`). */
export const acknowledgeContactOperation: Operation = operation({
  code: "$acknowledge-contact",
  on: "Task",
  definition: `${canonicalBase}/OperationDefinition/acknowledge-contact`,
  affectsState: true,
  scope: "wijkverband-zorgplan",
  title: "Acknowledge a contact report",
  input: { note: { type: "string" }, action: { type: "string" } },
  run: (context, stored, input) => acknowledgeReport(context, stored, input),
});
