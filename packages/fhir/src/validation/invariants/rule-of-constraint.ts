import { rules } from "../../rules.ts";
import type { RuleKey } from "../../rules.ts";

/** Constraints of profiles that express a rule under another name. */
const ruleByConstraint: Readonly<Record<string, RuleKey>> = {
  "wijk-elfproef": "elfproef",
  "zib-TreatmentDirective2-2": "limits-clear",
  "wijk-one-coordinator": "team-roles",
  "wijk-one-first-contact": "team-roles",
  "proposal-version": "propose",
  "proposal-answered": "propose",
  "proposal-outcome": "propose",
  "contact-first": "return",
  "contact-one-patient": "one-patient",
  "contact-icpc": "return",
  "contact-given": "return",
  "contact-limits": "return",
  "contact-acknowledged": "return",
};

/** The rule a constraint stands for: the one it is named after, one of the table, else `profile`. */
export function ruleOfConstraint(key: string): RuleKey {
  if (Object.hasOwn(ruleByConstraint, key)) return ruleByConstraint[key]!;
  return Object.hasOwn(rules, key) ? (key as RuleKey) : "profile";
}
