import type { Condition, TieKind, Visibility } from "@wijkverband/policy";
import { all, list, some, sql } from "./sql.ts";
import type { Sql } from "./sql.ts";

/** Translates what a caller may see to a test on one row of `resource`, with the meaning of `visibleBy`.
 *  The test is never null, so that `NOT` means not.
 *  @param resource alias of the `resource` row. @param at now, in epoch milliseconds. */
export function visibilityToSql(visibility: Visibility, resource: Sql, at: number): Sql {
  return some(visibility.map((row) => all(row.all.map((condition) => conditionToSql(condition, resource, at)))));
}

/** As `holds`. */
function conditionToSql(condition: Condition, resource: Sql, at: number): Sql {
  switch (condition.is) {
    case "any":
      return sql`1`;
    case "domain":
      return sql`ifnull(${resource}.domain IN (${list(condition.domains)}), 0)`;
    case "author":
      return sql`ifnull(${resource}.author IN (${list(condition.authors)}), 0)`;
    case "tie":
      return sql`EXISTS (SELECT 1 FROM tie t WHERE t.patient = ${resource}.patient AND ${held("t", condition, at)})`;
    case "tie-about":
      return sql`EXISTS (SELECT 1 FROM tie t WHERE ${reaches(resource)} AND ${held("t", condition, at)} AND t.about = ${resource}.type || '/' || ${resource}.id)`;
    case "tie-via-practice":
      return sql`EXISTS (SELECT 1 FROM tie o WHERE o.patient = ${resource}.patient AND o.kind = 'registered' AND ${inForce("o", at)}
        AND EXISTS (SELECT 1 FROM tie t WHERE ${reaches(resource)} AND ${held("t", condition, at)} AND t.about = o.holder))`;
    case "not":
      return sql`NOT ${conditionToSql(condition.condition, resource, at)}`;
  }
}

/** Rows about the resource's patient, and those without patient. */
function reaches(resource: Sql): Sql {
  return sql`t.patient IN ('', ${resource}.patient)`;
}

function held(alias: "t", { kind, holders }: { readonly kind: TieKind; readonly holders: readonly string[] }, at: number): Sql {
  return sql`t.holder IN (${list(holders)}) AND t.kind = ${kind} AND ${inForce(alias, at)}`;
}

function inForce(alias: "t" | "o", at: number): Sql {
  return alias === "t" ? sql`t.starts <= ${at} AND t.ends > ${at}` : sql`o.starts <= ${at} AND o.ends > ${at}`;
}
