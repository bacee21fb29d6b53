import { Anomaly } from "../anomaly.ts";
import { withoutBsn } from "../identifier.ts";
import type { RuleKey } from "../rules.ts";

/** A refusal of one search parameter. Names the parameter, also as `http.name` (R4 operationoutcome.html), never its value: that may be somebody's number.
 *  @param code FHIR issue type */
export function searchFault(parameter: string, why: string, rule?: RuleKey, code: "invalid" | "not-supported" = rule === "unknown-modifier" ? "not-supported" : "invalid"): Anomaly {
  const shown = nameForShow(parameter);
  const text = `search parameter ${shown}: ${why}`;
  return new Anomaly("incorrect", text, { issues: [{ text, code, expression: `http.${shown}`, ...(rule && { rule }) }] });
}

/** A parameter's name, fit to be shown: callers choose it, so it may hold anything. */
export function nameForShow(parameter: string): string {
  const shown = withoutBsn(parameter);
  return shown.length > 80 ? `${shown.slice(0, 80)}...` : shown;
}
