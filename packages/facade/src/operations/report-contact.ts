import { canonicalBase, readInput } from "@wijkverband/fhir";
import type { Identifier, Parameters } from "hl7-fhir-r4-types";
import { demandDocument, readReport } from "../contact/read-report.ts";
import { demandReporter, reportContact } from "../contact/report.ts";
import { notThere } from "../guard.ts";
import { operation, type Operation } from "../operation.ts";

/** The number by which a body names a patient, as `runOperation` took it. */
function namedBy(body: unknown): Identifier | undefined {
  const { parameter } = (body ?? {}) as Parameters;
  return parameter?.find(({ name }) => name === "identifier")?.valueIdentifier;
}

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
  // who may not report, and what is wrong with the document, is so whoever it is about
  first(context, parameters) {
    demandReporter(context);
    demandDocument(context, readInput(parameters, input).document);
  },
  run: (context, patient, { document }) => reportContact(context, patient, document),
  // whoever tries numbers leaves a whole report with each that is known: whatever else is wrong is refused alike
  async unknown(context, { document }) {
    const identifier = namedBy(context.ask.body);
    if (identifier !== undefined) await readReport(context, { id: context.house.newId(), resource: () => ({ resourceType: "Patient", identifier: [identifier] }) }, document);
    throw notThere();
  },
});
