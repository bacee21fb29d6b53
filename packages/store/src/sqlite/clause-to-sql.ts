import type { Clause, DateValue, ReferenceValue, ResourceTypeName, TokenValue } from "@wijkverband/fhir";
import { clampInstant } from "../search/date-range.ts";
import { foldText } from "../search/fold.ts";
import { all, list, Sql, some, sql } from "./sql.ts";

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
  if (clause.parameter === "_lastUpdated") return lastUpdatedTest(clause, resource);
  const rows = rowsOfSlot(sql`= ${resource}.slot`, context.parameter(type, clause.parameter));
  switch (clause.kind) {
    case "token": {
      const found = sql`EXISTS (SELECT 1 FROM token x WHERE ${rows} AND ${tokensTest(clause.values)})`;
      return clause.not === true ? sql`NOT ${found}` : found;
    }
    case "reference":
      return sql`EXISTS (SELECT 1 FROM reference x WHERE ${rows} AND ${referencesTest(clause.values)})`;
    case "string":
      return sql`EXISTS (SELECT 1 FROM string x WHERE ${rows} AND ${some(clause.values.map((value) => stringTest(value, clause.match)))})`;
    case "uri":
      return sql`EXISTS (SELECT 1 FROM uri x WHERE ${rows} AND x.value IN (${list(clause.values)}))`;
    case "date":
      return sql`EXISTS (SELECT 1 FROM date x WHERE ${rows} AND ${some(clause.values.map((value) => rangeTest(value, sql`x.starts`, sql`x.ends`)))})`;
    case "missing": {
      const found = some(indexTables.map((table) => sql`EXISTS (SELECT 1 FROM ${table} x WHERE ${rows})`));
      return clause.missing ? sql`NOT ${found}` : found;
    }
    case "chain": {
      const target = new Sql(`${resource.text}c`, []);
      return sql`EXISTS (SELECT 1 FROM reference x CROSS JOIN resource ${target} ON ${target}.type = x.type AND ${target}.id = x.id
        WHERE ${rows} AND x.type = ${clause.target} AND ${target}.deleted = 0
        AND ${context.narrowing(clause.target, target)} AND ${clauseToSql(clause.on, clause.target, target, context)})`;
    }
  }
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

const indexTables: readonly Sql[] = [sql`token`, sql`reference`, sql`string`, sql`uri`, sql`date`];

function lastUpdatedTest(clause: Clause, resource: Sql): Sql {
  if (clause.kind === "missing") return clause.missing ? sql`0` : sql`1`;
  if (clause.kind !== "date") return clause.kind === "token" && clause.not === true ? sql`1` : sql`0`;
  return some(clause.values.map((value) => rangeTest(value, sql`${resource}.updated`, sql`(${resource}.updated + 1)`)));
}

/** A test on columns `system` and `code`: one of these. */
export function tokensTest(values: readonly TokenValue[]): Sql {
  const bySystem = Map.groupBy(values, ({ system }) => system);
  const alternatives = [...bySystem].map(([system, group]) => all([...codesTest(group), ...(system === undefined ? [] : [sql`x.system = ${system ?? ""}`])]));
  return alternatives.length === 1 ? some(alternatives) : all([...codesTest(values), some(alternatives)]);
}

/** One of these codes; no test when one of the values takes any. Said once of all systems together, it lets the index by code be used. */
function codesTest(values: readonly TokenValue[]): readonly Sql[] {
  const codes = values.flatMap(({ code }) => code ?? []);
  return codes.length < values.length ? [] : [sql`x.code IN (${list(codes)})`];
}

/** A test on columns `type` and `id`: one of these. */
export function referencesTest(values: readonly ReferenceValue[]): Sql {
  const byType = Map.groupBy(values, ({ type }) => type);
  const alternatives = [...byType].map(([type, group]) => all([idsTest(group), ...(type === undefined ? [] : [sql`x.type = ${type}`])]));
  return alternatives.length === 1 ? some(alternatives) : all([idsTest(values), some(alternatives)]);
}

function idsTest(values: readonly ReferenceValue[]): Sql {
  return sql`x.id IN (${list(values.map(({ id }) => id))})`;
}

/** A test on columns `folded` and `value`; a start is a range of the index. */
export function stringTest(value: string, match: "starts" | "exact" | "contains"): Sql {
  const folded = foldText(value);
  if (match === "exact") return sql`(x.folded = ${folded} AND x.value = ${value})`;
  if (match === "contains") return sql`instr(x.folded, ${folded}) > 0`;
  return sql`(x.folded >= ${folded} AND x.folded < ${`${folded}\u{10FFFF}`})`;
}

/** As `rangeMatches`. */
export function rangeTest(value: DateValue, starts: Sql, ends: Sql): Sql {
  const [from, to] = [clampInstant(value.start), clampInstant(value.end)];
  const within = sql`(${starts} >= ${from} AND ${ends} <= ${to})`;
  switch (value.prefix) {
    case "eq":
      return within;
    case "ne":
      return sql`NOT ${within}`;
    case "gt":
      return sql`${ends} > ${to}`;
    case "lt":
      return sql`${starts} < ${from}`;
    case "ge":
      return sql`(${ends} > ${to} OR ${within})`;
    case "le":
      return sql`(${starts} < ${from} OR ${within})`;
    case "sa":
      return sql`${starts} >= ${to}`;
    case "eb":
      return sql`${ends} <= ${from}`;
    case "ap":
      return sql`(${starts} < ${to} AND ${ends} > ${from})`;
  }
}
