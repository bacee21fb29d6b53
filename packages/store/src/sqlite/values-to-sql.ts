import type { DateValue, QuantityValue, ReferenceValue, TokenValue, ValueClause } from "@wijkverband/fhir";
import { clampInstant } from "../search/date-range.ts";
import { foldText } from "../search/fold.ts";
import { pathOf } from "../search/matches.ts";
import { all, list, some, Sql, sql } from "./sql.ts";

/** A test on the columns of one index row: one of the values of a clause. */
export function valuesTest(clause: Exclude<ValueClause, { kind: "missing" }>): Sql {
  switch (clause.kind) {
    case "token":
      return tokensTest(clause.values);
    case "reference":
      return referencesTest(clause.values);
    case "string":
      return some(clause.values.map((value) => stringTest(value, clause.match)));
    case "uri":
      return clause.below === true ? some(clause.values.map(belowTest)) : sql`x.value IN (${list(clause.values)})`;
    case "date":
      return some(clause.values.map((value) => rangeTest(value, sql`x.starts`, sql`x.ends`)));
    case "quantity":
      return some(clause.values.map(quantityTest));
  }
}

/** A test on columns `system` and `code`: one of these. */
function tokensTest(values: readonly TokenValue[]): Sql {
  const bySystem = Map.groupBy(values, ({ system }) => system);
  if (bySystem.size > mostSystems) return all([...codesTest(values), some(manySystemsTests(values))]);
  const alternatives = [...bySystem].map(([system, group]) => all([...codesTest(group), ...(system === undefined ? [] : [sql`x.system = ${system ?? ""}`])]));
  return alternatives.length === 1 ? some(alternatives) : all([...codesTest(values), some(alternatives)]);
}

/** More than these would each be a test of their own, for which SQLite makes a plan. */
const mostSystems = 8;

function manySystemsTests(values: readonly TokenValue[]): readonly Sql[] {
  if (values.some(({ system, code }) => system === undefined && code === undefined)) return [sql`1`];
  const ofAnySystem = values.flatMap(({ system, code }) => (system === undefined && code !== undefined ? [code] : []));
  const ofSystem = values.flatMap(({ system, code }) => (system !== undefined && code === undefined ? [system ?? ""] : []));
  const pairs = values.flatMap(({ system, code }) => (system !== undefined && code !== undefined ? [[system ?? "", code]] : []));
  return [
    ...(ofAnySystem.length === 0 ? [] : [sql`x.code IN (${list(ofAnySystem)})`]),
    ...(ofSystem.length === 0 ? [] : [sql`x.system IN (${list(ofSystem)})`]),
    ...(pairs.length === 0 ? [] : [sql`(x.system, x.code) IN (SELECT value ->> 0, value ->> 1 FROM json_each(${JSON.stringify(pairs)}))`]),
  ];
}

/** One of these codes; no test when one of the values takes any. Said once of all systems together, it lets the index by code be used. */
function codesTest(values: readonly TokenValue[]): readonly Sql[] {
  const codes = values.flatMap(({ code }) => code ?? []);
  return codes.length < values.length ? [] : [sql`x.code IN (${list(codes)})`];
}

/** A test on columns `type` and `id`: one of these. */
function referencesTest(values: readonly ReferenceValue[]): Sql {
  const byType = Map.groupBy(values, ({ type }) => type);
  const alternatives = [...byType].map(([type, group]) => all([idsTest(group), ...(type === undefined ? [] : [sql`x.type = ${type}`])]));
  return alternatives.length === 1 ? some(alternatives) : all([idsTest(values), some(alternatives)]);
}

function idsTest(values: readonly ReferenceValue[]): Sql {
  return sql`x.id IN (${list(values.map(({ id }) => id))})`;
}

/** A test on columns `folded` and `value`; a start is a range of the index. */
function stringTest(value: string, match: "starts" | "exact" | "contains"): Sql {
  const folded = foldText(value);
  if (match === "exact") return sql`(x.folded = ${folded} AND x.value = ${value})`;
  if (match === "contains") return sql`instr(x.folded, ${folded}) > 0`;
  return sql`(x.folded >= ${folded} AND x.folded < ${`${folded}\u{10FFFF}`})`;
}

/** A test on column `value`: the URL itself, or one that its path goes on to; a range of the index. */
function belowTest(url: string): Sql {
  const path = pathOf(url);
  return sql`(x.value = ${url} OR (x.value >= ${path} AND x.value < ${`${path}\u{10FFFF}`}))`;
}

/** As `quantityMatches`. */
function quantityTest({ prefix, low, high, system, code, unit }: QuantityValue): Sql {
  const within = sql`(x.low >= ${low} AND x.high <= ${high})`;
  const tests: Readonly<Record<QuantityValue["prefix"], Sql>> = {
    eq: within,
    ne: sql`NOT ${within}`,
    gt: sql`x.high > ${high}`,
    lt: sql`x.low < ${low}`,
    ge: sql`x.high >= ${low}`,
    le: sql`x.low <= ${high}`,
    sa: sql`x.low > ${high}`,
    eb: sql`x.high < ${low}`,
    ap: sql`(x.low <= ${high} AND x.high >= ${low})`,
  };
  const units = [
    ...(system === undefined ? [] : [sql`x.system = ${system}`]),
    ...(code === undefined ? [] : [sql`x.code = ${code}`]),
    ...(unit === undefined ? [] : [sql`(x.code = ${unit} OR x.unit = ${unit})`]),
  ];
  return all([tests[prefix], ...units]);
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
