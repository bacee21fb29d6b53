import { canonicalBase, readInput } from "@wijkverband/fhir";
import { demandDocument } from "../contact/read-report.ts";
import { reportContact } from "../contact/report.ts";
import { operation, type Operation } from "../operation.ts";

const input = { document: { type: "Resource", resource: "Bundle", min: 1 } } as const;

/** `POST [base]/Patient/[id]/$report-contact`, `POST [base]/Patient/$report-contact`: what an out-of-hours post saw and did, for the own practice (`return`).
 *  It gives the post no right to read, and the answer is the same for every patient. */
export const reportContactOperation: Operation = operation({
  code: "$report-contact",
  on: "Patient",
  definition: `${canonicalBase}/OperationDefinition/report-contact`,
  affectsState: true,
  scope: "wijkverband-palliatief",
  title: "Report a contact of the out-of-hours post",
  bodyLimit: 25 * 1024 * 1024,
  roleFirst: true,
  input,
  // what is wrong with the document is wrong whoever it is about
  first: (context, parameters) => demandDocument(context, readInput(parameters, input).document),
  run: (context, patient, { document }) => reportContact(context, patient, document),
});
