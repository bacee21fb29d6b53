import { domainPrefix, everyone, kindPrefix, type Condition, type TieKind, type Visibility } from "@wijkverband/policy";
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
    case "kind":
      return sql`ifnull(${resource}.kind, 'ordinary') IN (${list(condition.kinds)})`;
    case "not-withheld":
      return sql`${resource}.withheld = 0`;
    case "patient":
      return sql`ifnull(${resource}.patient IN (${list(condition.patients)}), 0)`;
    case "permitted":
      return sql`EXISTS (SELECT 1 FROM tie p WHERE ${applies(sql`p`, "consent", condition.holders, resource, at)}
        AND NOT EXISTS (SELECT 1 FROM tie o WHERE ${applies(sql`o`, "objection", condition.holders, resource, at)} AND NOT ${stronger(sql`p`, sql`o`)}))`;
    case "unobjected":
      return sql`NOT EXISTS (SELECT 1 FROM tie o WHERE ${applies(sql`o`, "objection", condition.holders, resource, at)}
        AND NOT EXISTS (SELECT 1 FROM tie p WHERE ${applies(sql`p`, "consent", condition.holders, resource, at)} AND ${stronger(sql`p`, sql`o`)}))`;
    case "not":
      return sql`NOT ${conditionToSql(condition.condition, resource, at)}`;
  }
}

/** What the patient said that reaches this resource, for one of these holders. */
function applies(tie: Sql, kind: "consent" | "objection", holders: readonly string[], resource: Sql, at: number): Sql {
  return sql`${tie}.patient = ${resource}.patient AND ${tie}.holder IN (${list(holders)}) AND ${tie}.kind = ${kind} AND ${tie}.starts <= ${at} AND ${tie}.ends > ${at}
    AND (${tie}.about IS NULL OR ${tie}.about = ${resource}.type || '/' || ${resource}.id OR ${tie}.about = ${domainPrefix} || ${resource}.domain)`;
}

/** As `isStronger` in the policy's `consent.ts`: at least as specific in both, and more so in one. */
function stronger(permit: Sql, objection: Sql): Sql {
  return sql`(${whom(permit)} >= ${whom(objection)} AND ${what(permit)} >= ${what(objection)} AND (${whom(permit)} > ${whom(objection)} OR ${what(permit)} > ${what(objection)}))`;
}

function whom(tie: Sql): Sql {
  return sql`(CASE WHEN ${tie}.holder = ${everyone} THEN 0 WHEN ${tie}.holder LIKE ${`${kindPrefix}%`} THEN 1 ELSE 2 END)`;
}

function what(tie: Sql): Sql {
  return sql`(CASE WHEN ${tie}.about IS NULL THEN 0 WHEN ${tie}.about LIKE ${`${domainPrefix}%`} THEN 1 ELSE 2 END)`;
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
