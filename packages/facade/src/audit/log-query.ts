import { Anomaly, type Clause, type DateValue, type Issue, type SearchQuery } from "@wijkverband/fhir";
import type { AuditQuery } from "@wijkverband/store";

/** What the log can be searched by; of each at most one value, `date` as often as wanted. */
export const logParameters: readonly string[] = ["action", "date", "outcome", "patient", "subtype"];

type LogQuery = { -readonly [key in keyof AuditQuery]: AuditQuery[key] };

/** Turns a parsed search into a question to the log.
 *  @throws {Anomaly} `incorrect` without just one patient, and for whatever the log can't be searched by. */
export function logQuery({ where, sort, include, revinclude, total, count }: SearchQuery): AuditQuery {
  const faults: Issue[] = [];
  const refuse = (parameter: string, text: string): void => void faults.push({ text: `search parameter ${parameter}: ${text}`, expression: `http.${parameter}` });
  if (sort.some(({ parameter, descending }) => parameter !== "date" || !descending) || sort.length > 1) refuse("_sort", "the log comes newest first: -date and nothing else");
  if (include.length + revinclude.length > 0) refuse("_include", "nothing is brought along with the log");
  if (total || count === 0) refuse("_total", "the log isn't counted");
  const query: LogQuery = { patient: "", count };
  for (const clause of where) {
    const refusal = clause.kind === "date" && clause.parameter === "date" ? addDate(query, clause.values) : addClause(query, clause);
    if (refusal !== undefined) refuse("parameter" in clause ? clause.parameter : "_id", refusal);
  }
  if (query.patient === "" && faults.length === 0) refuse("patient", "the log is read of one patient: patient=<id> is needed");
  if (faults.length > 0) throw new Anomaly("incorrect", "the log can't be searched like that", { issues: faults });
  return query;
}

/** @returns why it can't be asked, if so. */
function addClause(query: LogQuery, clause: Clause): string | undefined {
  if (clause.kind === "reference" && clause.parameter === "patient") {
    const [value] = clause.values;
    if (query.patient !== "" || clause.values.length !== 1 || value === undefined || (value.type ?? "Patient") !== "Patient") return "takes one patient";
    query.patient = value.id;
    return undefined;
  }
  if (clause.kind !== "token" || !isCode(clause.parameter)) return `the log is searched by ${logParameters.join(", ")}`;
  const code = clause.values.length === 1 && clause.not !== true ? clause.values[0] : undefined;
  if (query[clause.parameter] !== undefined || code?.code === undefined || code.system !== undefined) return "takes one code, without its system";
  query[clause.parameter] = code.code;
  return undefined;
}

function isCode(parameter: string): parameter is "action" | "outcome" | "subtype" {
  return parameter === "action" || parameter === "outcome" || parameter === "subtype";
}

/** Several dates narrow each other. */
function addDate(query: LogQuery, values: readonly DateValue[]): string | undefined {
  const [value] = values;
  if (value === undefined || values.length > 1) return "takes one date";
  const { prefix, start, end } = value;
  const from = prefix === "eq" || prefix === "ge" ? start : prefix === "gt" || prefix === "sa" ? end : undefined;
  const until = prefix === "eq" || prefix === "le" ? end : prefix === "lt" || prefix === "eb" ? start : undefined;
  if (from === undefined && until === undefined) return "takes no prefix, or one of ge, gt, le, lt, sa, eb";
  if (from !== undefined) query.from = new Date(Math.max(from, query.from?.getTime() ?? from));
  if (until !== undefined) query.until = new Date(Math.min(until, query.until?.getTime() ?? until));
  return undefined;
}
