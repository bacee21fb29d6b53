import { Anomaly } from "../anomaly.ts";
import { withoutBsn } from "../identifier.ts";
import type { RuleKey } from "../rules.ts";

/** A refusal of one search parameter. Names the parameter, never its value: that may be somebody's number. */
export function searchFault(parameter: string, why: string, rule?: RuleKey): Anomaly {
  const text = `search parameter ${nameForShow(parameter)}: ${why}`;
  return new Anomaly("incorrect", text, { issues: [{ text, code: rule === "unknown-modifier" ? "not-supported" : "invalid", ...(rule && { rule }) }] });
}

/** A parameter's name, fit to be shown: callers choose it, so it may hold anything. */
export function nameForShow(parameter: string): string {
  const shown = withoutBsn(parameter);
  return shown.length > 80 ? `${shown.slice(0, 80)}...` : shown;
}
