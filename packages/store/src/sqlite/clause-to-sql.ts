import type { Clause, IndexRow, ResourceTypeName, ValueClause } from "@wijkverband/fhir";
import { namesOf } from "../search/matches.ts";
import { join, list, Sql, some, sql, word } from "./sql.ts";
import { rangeTest, valuesTest } from "./values-to-sql.ts";

/** What a translation needs to know beside the clause. */
export interface SearchContext {
  /** The number of a search parameter. */
  parameter(type: ResourceTypeName, name: string): number;
  /** A query for slots of a type among which every match of a clause is, where an index can tell. */
  candidates(clause: Clause, type: ResourceTypeName): Sql | undefined;
  /** What the caller may see of a type, as a test on a `resource` row. */
  narrowing(type: ResourceTypeName, resource: Sql): Sql;
}

/** The alias of the resources that a search is for; those that references lead to have longer ones. */
export const matchAlias: Sql = sql`r`;

/** Translates a clause to a test on one row of `resource`, with the meaning of `clauseMatches`. Candidates are found elsewhere (`drivers.ts`);
 *  this test looks up the index rows of one resource. */
export function clauseToSql(clause: Clause, type: ResourceTypeName, resource: Sql, context: SearchContext): Sql {
  if (clause.kind === "id") return sql`${resource}.id IN (${list(clause.values)})`;
  if (clause.kind === "has") return referrerTest(clause, type, resource, context);
  if (clause.kind === "composite") return compositeTest(clause, type, resource, context);
  if (clause.parameter === "_lastUpdated") return lastUpdatedTest(clause, resource);
  if (clause.kind === "chain") {
    const rows = rowsOfSlot(sql`= ${resource}.slot`, context.parameter(type, clause.parameter));
    const target = new Sql(`${resource.text}c`, []);
    return sql`EXISTS (SELECT 1 FROM reference x CROSS JOIN resource ${target} ON ${target}.type = x.type AND ${target}.id = x.id
      WHERE ${rows} AND x.type = ${clause.target} AND ${target}.deleted = 0
      AND ${context.narrowing(clause.target, target)} AND ${clauseToSql(clause.on, clause.target, target, context)})`;
  }
  const found = sql`EXISTS (${rowsFor(clause, type, resource, context, sql`1`)})`;
  const isNegated = clause.kind === "missing" ? clause.missing : clause.kind === "token" && clause.not === true;
  return isNegated ? sql`NOT ${found}` : found;
}

/** The index rows of one resource that a clause is about: those with a fitting value, or for `missing` those with any. */
function rowsFor(clause: ValueClause, type: ResourceTypeName, resource: Sql, context: SearchContext, column: Sql): Sql {
  const slot = sql`= ${resource}.slot`;
  if (clause.kind !== "missing") return sql`SELECT ${column} FROM ${word(clause.kind)} x WHERE ${rowsOfSlot(slot, context.parameter(type, clause.parameter))} AND ${valuesTest(clause)}`;
  const pids = list(namesOf(clause.parameter).map((name) => context.parameter(type, name)));
  const found = join(indexTables.map((table) => sql`SELECT ${column} AS found FROM ${word(table)} x WHERE x.slot ${slot} AND +x.pid IN (${pids})`), " UNION ALL ");
  return sql`SELECT found FROM (${found})`;
}

/** Some group has rows for each part. */
function compositeTest({ values, not }: Extract<Clause, { kind: "composite" }>, type: ResourceTypeName, resource: Sql, context: SearchContext): Sql {
  const groups = values.map((parts) => join(parts.map((part) => rowsFor(part, type, resource, context, sql`x.g`)), " INTERSECT "));
  const found = some(groups.map((query) => sql`EXISTS (${query})`));
  return not === true ? sql`NOT ${found}` : found;
}

/** A test that some resource refers to this one and matches. */
function referrerTest({ source, parameter, on }: Extract<Clause, { kind: "has" }>, type: ResourceTypeName, resource: Sql, context: SearchContext): Sql {
  const referrer = new Sql(`${resource.text}h`, []);
  const pid = context.parameter(source, parameter);
  const seen = sql`${referrer}.deleted = 0 AND ${context.narrowing(source, referrer)} AND ${clauseToSql(on, source, referrer, context)}`;
  if (resource.text === matchAlias.text) {
    return sql`EXISTS (SELECT 1 FROM reference x CROSS JOIN resource ${referrer} ON ${referrer}.slot = x.slot WHERE x.pid = ${pid} AND x.id = ${resource}.id AND x.type = ${type} AND ${seen})`;
  }
  // Below another step, referrers are gathered once instead of again for each resource on the way: an organisation has as many as there are
  // patients, so that going forth and back would take the square of that.
  const candidates = context.candidates(on, source);
  if (candidates === undefined) {
    return sql`${resource}.id IN (SELECT x.id FROM reference x CROSS JOIN resource ${referrer} ON ${referrer}.slot = x.slot WHERE x.pid = ${pid} AND x.type = ${type} AND ${seen})`;
  }
  return sql`${resource}.id IN (SELECT x.id FROM (SELECT DISTINCT slot FROM (${candidates})) d CROSS JOIN resource ${referrer} ON ${referrer}.slot = d.slot
    CROSS JOIN reference x ON ${rowsOfSlot(sql`= d.slot`, pid)} WHERE x.type = ${type} AND ${seen})`;
}

/** The index rows of one resource (or few) for a parameter. The plus keeps SQLite from taking the index by value instead,
 *  where a common code has as many rows as there are patients. */
export function rowsOfSlot(slot: Sql, pid: number): Sql {
  return sql`x.slot ${slot} AND +x.pid = ${pid}`;
}

/** A table for each kind of index row, of the same name. */
export const indexTables: readonly IndexRow["kind"][] = ["token", "reference", "string", "uri", "date", "quantity"];

function lastUpdatedTest(clause: Clause, resource: Sql): Sql {
  if (clause.kind === "missing") return clause.missing ? sql`0` : sql`1`;
  if (clause.kind !== "date") return clause.kind === "token" && clause.not === true ? sql`1` : sql`0`;
  return some(clause.values.map((value) => rangeTest(value, sql`${resource}.updated`, sql`(${resource}.updated + 1)`)));
}
