import type { ResourceTypeName } from "@wijkverband/fhir";
import type { Basis } from "./basis.ts";
import { evidenceOf, visibleBy, type Condition, type Facts, type Way } from "./condition.ts";
import { handsOut, policy, type Action, type Row } from "./policy.ts";
import { refusedBy } from "./refused-by.ts";
import { situationsOf, type Caller } from "./ties.ts";

export type Decision =
  /** `evidence`: `Type/id` of the consents, grants, teams and publications that it rests on. */
  { readonly allow: true; readonly row: string; readonly basis: Basis; readonly evidence: readonly string[] } | { readonly allow: false };

/** What of a type the caller may do `action` on, as conditions for a query. Empty: nothing. The same rows and conditions answer `decide`. */
export function narrow(caller: Caller, action: Action, type: ResourceTypeName, rows: readonly Row[] = policy): readonly Way[] {
  return rows
    .filter((row) => row.roles.includes(caller.role) && row.may.includes(action) && row.on.includes(type))
    .flatMap((row) => situationsOf(row.when, caller).map(({ basis, all }) => ({ row: row.key, basis, all: [...limitsOf(row), ...all] })));
}

/** Decides on one resource. Pure and total: same question, same answer, no clock, no store. */
export function decide(caller: Caller, action: Action, facts: Facts, rows: readonly Row[] = policy): Decision {
  return decideAmong(narrow(caller, action, facts.type, rows), action, facts);
}

/** The same for whoever has the ways at hand that `narrow` gave for this caller, action and type. */
export function decideAmong(ways: readonly Way[], action: Action, facts: Facts): Decision {
  const domain = handsOut[action];
  const asked: Facts = domain === undefined ? facts : { ...facts, labels: { ...facts.labels, domain } };
  const way = visibleBy(ways, asked);
  return way === undefined ? { allow: false } : { allow: true, row: way.row, basis: way.basis, evidence: evidenceOf(way, asked) };
}

/** The rule that a refusal names to somebody who may see the thing but not do this. */
export function ruleOfRefusal(caller: Caller, action: Action, facts: Facts, rows: readonly Row[] = policy): (typeof refusedBy)[Action] | "supervised" | "dossier-owner" | "immutable" | "propose" {
  if ((facts.labels.kind === "minutes" || facts.labels.kind === "contact-report") && (action === "update" || action === "delete")) return "immutable";
  const unsupervised = caller.supervisor === undefined && decide({ ...caller, supervisor: "PractitionerRole/-" }, action, facts, rows).allow;
  if (unsupervised) return "supervised";
  // who sees the plan and may not write it can propose on it
  if (action === "update" && facts.labels.kind === "plan" && narrow(caller, "$propose", facts.type, rows).length > 0) return "propose";
  const rule = refusedBy[action];
  return rule === "own-part" && isOfDossier(facts.labels) ? "dossier-owner" : rule;
}

/** What the practice of registration keeps, whoever wrote it; the parts of others and the directory aren't. */
function isOfDossier({ patient, domain }: Facts["labels"]): boolean {
  return patient !== undefined && (domain === "medisch" || domain === "gedeeld");
}

/** What a row leaves out, whatever the tie. */
function limitsOf(row: Row): readonly Condition[] {
  return [
    ...(row.domains === undefined ? [] : [{ is: "domain" as const, domains: row.domains }]),
    ...(row.kinds === undefined ? [] : [{ is: "kind" as const, kinds: row.kinds }]),
    ...(row.withheld === true ? [] : [{ is: "not-withheld" as const }]),
  ];
}
