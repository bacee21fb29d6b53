import type { ResourceTypeName, SearchQuery } from "@wijkverband/fhir";
import type { Position, SortKey } from "../search/order.ts";
import type { SearchContext } from "./clause-to-sql.ts";
import { clauseToSql, matchAlias } from "./clause-to-sql.ts";
import type { Driver } from "./drivers.ts";
import { all, atMost, join, Sql, some, sql } from "./sql.ts";

/** The current resources that match and may be seen: what follows `FROM`.
 *  @param inOrder they are wanted in order of slot, and not all of them. */
export function matchesToSql({ type, where }: SearchQuery, driver: Driver | undefined, context: SearchContext, inOrder: boolean): Sql {
  // SQLite gathers the candidates of an IN once, each once, and walks them in order of slot: an unsorted page stops as soon as it is full
  const from = driver === undefined ? sql`resource r WHERE` : sql`resource r NOT INDEXED WHERE r.slot IN (${driver.slots}) AND`;
  const clauses = where.filter((clause) => clause !== driver?.proves).map((clause) => clauseToSql(clause, type, matchAlias, context));
  // said like this it is answered by the index that holds all that narrowing asks, in which slots are in no order
  const ofType = driver === undefined && !inOrder ? sql`r.type || '' = ${type}` : sql`r.type = ${type}`;
  return sql`${from} ${ofType} AND r.deleted = 0 AND ${all([...clauses, context.narrowing(type, matchAlias)])}`;
}

/** One page of slots with their sort keys (`k0`, `k1`, ...), from after a position on, one more than asked for to see whether there is a next page. */
export function pageToSql(query: SearchQuery, matches: Sql, after: Position | undefined, context: SearchContext): Sql {
  const columns = query.sort.map(({ parameter }, at) => sql`, ${sortKeyToSql(parameter, query.type, context)} AS ${key(at)}`);
  const order = query.sort.map(({ descending }, at) => sql`${key(at)} ${descending ? sql`DESC` : sql`ASC`} NULLS LAST, `);
  return sql`SELECT * FROM (SELECT r.slot AS slot${join(columns, "")} FROM ${matches})
    WHERE ${after === undefined ? sql`1` : afterToSql(after, query.sort)} ORDER BY ${join(order, "")}slot ${atMost(query.count + 1)}`;
}

/** As `sortKeyOf`. */
function sortKeyToSql(parameter: string, type: ResourceTypeName, context: SearchContext): Sql {
  if (parameter === "_id") return sql`r.id`;
  if (parameter === "_lastUpdated") return sql`r.updated`;
  const first = sql`x WHERE x.slot = r.slot AND x.pid = ${context.parameter(type, parameter)} ORDER BY x.n LIMIT 1`;
  return sql`coalesce((SELECT x.starts FROM date ${first}), (SELECT x.folded FROM string ${first}), (SELECT x.code FROM token ${first}))`;
}

/** As `comparePositions(..., after) > 0`: beyond in the first key that differs, else of a greater slot. */
function afterToSql({ keys, slot }: Position, sort: SearchQuery["sort"]): Sql {
  const equal = keys.map((value, at) => sql`${key(at)} IS ${value}`);
  const beyond = sort.map(({ descending }, at) => all([...equal.slice(0, at), beyondKey(key(at), keys[at] ?? null, descending)]));
  return some([...beyond, all([...equal, sql`slot > ${slot}`])]);
}

function beyondKey(column: Sql, value: SortKey, descending: boolean): Sql {
  if (value === null) return sql`0`;
  return descending ? sql`(${column} IS NULL OR ${column} < ${value})` : sql`(${column} IS NULL OR ${column} > ${value})`;
}

function key(at: number): Sql {
  return new Sql(`k${at}`, []);
}
