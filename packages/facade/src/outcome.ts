import { Anomaly, operationOutcome, withoutBsn, type Category, type Issue } from "@wijkverband/fhir";
import type { OperationOutcome } from "hl7-fhir-r4-types";
import type { Ending } from "./trail.ts";

/** The whole of error mapping, and the only place that knows both a category and a status. A category without a line does not compile.
 *  `say: false` keeps the cause to ourselves: a stranger must not learn from a refusal that somebody exists. */
const answers: Readonly<Record<Category, { readonly status: number; readonly code: string; readonly say: boolean }>> = {
  incorrect: { status: 400, code: "invalid", say: true },
  unauthenticated: { status: 401, code: "login", say: false },
  forbidden: { status: 403, code: "forbidden", say: true },
  "not-found": { status: 404, code: "not-found", say: false },
  "not-allowed": { status: 405, code: "not-supported", say: true },
  "not-acceptable": { status: 406, code: "not-supported", say: true },
  conflict: { status: 409, code: "conflict", say: true },
  gone: { status: 410, code: "deleted", say: false },
  stale: { status: 412, code: "conflict", say: true },
  "too-large": { status: 413, code: "too-long", say: true },
  "unsupported-media": { status: 415, code: "not-supported", say: true },
  rule: { status: 422, code: "business-rule", say: true },
  "too-many": { status: 429, code: "throttled", say: true },
  unavailable: { status: 503, code: "transient", say: true },
  "no-space": { status: 507, code: "no-store", say: false },
  fault: { status: 500, code: "exception", say: false },
};

const unsaid: Readonly<Partial<Record<Category, string>>> = {
  unauthenticated: "a valid access token is needed",
  "not-found": "not found",
  gone: "deleted",
  "no-space": "the server can't store more at the moment",
  fault: "something went wrong on our side",
};

/** An anomaly, or whatever else was thrown, as anomaly. What is unknown is our fault, never a 400. */
export function asAnomaly(thrown: unknown): Anomaly {
  return thrown instanceof Anomaly ? thrown : new Anomaly("fault", "unexpected", { cause: thrown });
}

/** HTTP status and OperationOutcome of an anomaly. `incident` names a fault, so that the log can be found again. */
export function outcomeOf(anomaly: Anomaly, incident: string): { readonly status: number; readonly outcome: OperationOutcome } {
  const { status, code, say } = answers[anomaly.category];
  const issues: readonly Issue[] = say ? anomaly.issues : [{ text: anomaly.category === "fault" ? `${unsaid.fault} (${incident})` : (unsaid[anomaly.category] ?? code) }];
  return { status, outcome: operationOutcome(issues.map((issue) => ({ ...issue, text: withoutBsn(issue.text), code: issue.code ?? code }))) };
}

/** What an anomaly says, each issue with its FHIR issue type, for an answer that isn't a refusal itself. */
export function issuesOf({ category, issues }: Anomaly): readonly Issue[] {
  return issues.map((issue) => ({ ...issue, code: issue.code ?? answers[category].code }));
}

/** The status of a category, for audit outcomes and tests. */
function statusOf(category: Category): number {
  return answers[category].status;
}

/** How a refusal ends in the audit. */
export function endingOf(anomaly: Anomaly): Ending {
  const status = statusOf(anomaly.category);
  return { outcome: status >= 500 ? "8" : "4", status, ...(anomaly.rule !== undefined && { rule: anomaly.rule }) };
}
