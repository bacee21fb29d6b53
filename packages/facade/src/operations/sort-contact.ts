import { canonicalBase } from "@wijkverband/fhir";
import { sortReport } from "../contact/sort.ts";
import { operation, type Operation } from "../operation.ts";

/** `POST [base]/Task/[id]/$sort-contact`: assistant, practice nurse or the locum in force says how soon a contact report is looked at, and by whom (`return`). */
export const sortContactOperation: Operation = operation({
  code: "$sort-contact",
  on: "Task",
  definition: `${canonicalBase}/OperationDefinition/sort-contact`,
  affectsState: true,
  scope: "wijkverband-zorgplan",
  title: "Sort a contact report",
  input: { priority: { type: "code" }, "for-person": { type: "Reference", target: "PractitionerRole" }, note: { type: "string" } },
  run: (context, stored, input) => sortReport(context, stored, input),
});
