import type { ResourceTypeName } from "@wijkverband/fhir";
import { visibleBy, type Condition, type Facts, type Visibility } from "./condition.ts";
import { policy, type Action, type Row } from "./policy.ts";
import { ties, type Caller } from "./ties.ts";

export type Decision = { readonly allow: true; readonly row: string; readonly tie: Row["when"] } | { readonly allow: false };

/** What of a type the caller may do `action` on, as conditions for a query. Empty: nothing. The same rows and conditions answer `decide`. */
export function narrow(caller: Caller, action: Action, type: ResourceTypeName, rows: readonly Row[] = policy): Visibility {
  return rows
    .filter((row) => row.roles.includes(caller.role) && row.may.includes(action) && row.on.includes(type))
    .flatMap((row) => ties[row.when](caller).map((alternative) => ({ row: row.key, all: [...domainOf(row), ...alternative] })));
}

/** Decides on one resource. Pure and total: same question, same answer, no clock, no store. */
export function decide(caller: Caller, action: Action, facts: Facts, rows: readonly Row[] = policy): Decision {
  const key = visibleBy(narrow(caller, action, facts.type, rows), facts);
  const row = key === undefined ? undefined : rows.find((candidate) => candidate.key === key);
  return row === undefined ? { allow: false } : { allow: true, row: row.key, tie: row.when };
}

/** Which basis a foreign read rests on (`basis`), by the tie that let it through. */
export function basisOf(tie: Row["when"]): "owner" | "consent" | "addressed" | "cover" | "self" | "directory" | "front-door" {
  switch (tie) {
    case "registered-practice":
    case "own-part":
      return "owner";
    case "covering":
      return "cover";
    case "addressed-post":
    case "addressed-entry":
      return "addressed";
    case "consented":
    case "consented-entry":
    case "team-member":
      return "consent";
    case "self":
      return "self";
    case "front-door":
      return "front-door";
    case "everyone":
      return "directory";
  }
}

function domainOf(row: Row): readonly Condition[] {
  return row.domains === undefined ? [] : [{ is: "domain", domains: row.domains }];
}
