import type { OperationOutcome, OperationOutcomeIssue } from "hl7-fhir-r4-types";
import type { Issue } from "./anomaly.ts";
import { codeSystemUrl, withoutBsn } from "./identifier.ts";
import { rules } from "./rules.ts";

/** The findings as FHIR. Rule keys stand in `details.coding` (CodeSystem `regel`), what to do about it in `diagnostics`.
 *  BSN-like numbers are taken out, whoever wrote the text.
 *  @param code FHIR issue type for issues that name none; the facade knows which one belongs to a category.
 *  An empty list still gives one issue, as R4 demands (OperationOutcome.issue 1..*): all is well. */
export function operationOutcome(issues: readonly Issue[], code: OperationOutcomeIssue["code"] = "processing"): OperationOutcome {
  if (issues.length === 0) return { resourceType: "OperationOutcome", issue: [{ severity: "information", code: "informational", diagnostics: "no faults found" }] };
  return { resourceType: "OperationOutcome", issue: issues.map((issue) => outcomeIssue(issue, code)) };
}

function outcomeIssue(issue: Issue, code: OperationOutcomeIssue["code"]): OperationOutcomeIssue {
  return {
    severity: issue.severity ?? "error",
    code: (issue.code as OperationOutcomeIssue["code"] | undefined) ?? code,
    ...(issue.rule && { details: { coding: [{ system: codeSystemUrl("regel"), code: issue.rule }], text: rules[issue.rule] } }),
    diagnostics: withoutBsn(issue.text),
    ...(issue.expression && { expression: [withoutBsn(issue.expression)] }),
  };
}
