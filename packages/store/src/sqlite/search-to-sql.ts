import type { IndexRow, ResourceTypeName, SearchQuery } from "@wijkverband/fhir";
import type { Position, SortKey } from "../search/order.ts";
import { sortableKinds } from "../search/order.ts";
import type { SearchContext } from "./clause-to-sql.ts";
import { clauseToSql, matchAlias, rowsOfSlot } from "./clause-to-sql.ts";
import type { Driver } from "./drivers.ts";
import { all, atMost, join, Sql, some, sql, word } from "./sql.ts";

/** The current resources that match and may be seen: what follows `FROM`.
 *  @param inOrder they are wanted in order of slot, and not all of them.
 *  @param narrowed false for whoever asks of each row found whether it may be seen (`Sight`); what a chain leads to is narrowed here all the same. */
export function matchesToSql({ type, where }: SearchQuery, driver: Driver | undefined, context: SearchContext, inOrder: boolean, narrowed = true): Sql {
  // SQLite gathers the candidates of an IN once, each once, and walks them in order of slot: an unsorted page stops as soon as it is full
  const from = driver === undefined ? sql`resource r WHERE` : sql`resource r NOT INDEXED WHERE r.slot IN (${driver.slots}) AND`;
  const clauses = where.filter((clause) => clause !== driver?.proves).map((clause) => clauseToSql(clause, type, matchAlias, context));
  // said like this it is answered by the index that holds all that narrowing asks, in which slots are in no order
  const ofType = driver === undefined && !inOrder ? sql`r.type || '' = ${type}` : sql`r.type = ${type}`;
  return sql`${from} ${ofType} AND r.deleted = 0 AND ${all(narrowed ? [...clauses, context.narrowing(type, matchAlias)] : clauses)}`;
}

/** One page of slots with their sort keys (`k0`, `k1`, ...), from after a position on, one more than asked for to see whether there is a next page.
 *  @param more further columns of the matches: `, r.json` */
export function pageToSql(query: SearchQuery, matches: Sql, after: Position | undefined, context: SearchContext, more: Sql = sql``): Sql {
  const columns = query.sort.map((sort, at) => sql`, ${sortKeyToSql(sort, query.type, context)} AS ${key(at)}`);
  const order = query.sort.map(({ descending }, at) => sql`${key(at)} ${descending ? sql`DESC` : sql`ASC`} NULLS LAST, `);
  return sql`SELECT * FROM (SELECT r.slot AS slot${join(columns, "")}${more} FROM ${matches})
    WHERE ${after === undefined ? sql`1` : afterToSql(after, query.sort)} ORDER BY ${join(order, "")}slot ${atMost(query.count + 1)}`;
}

const keyColumns: Readonly<Record<IndexRow["kind"], Sql>> = {
  date: sql`x.starts`,
  quantity: sql`x.low`,
  string: sql`x.folded`,
  token: sql`x.code`,
  uri: sql`x.value`,
  reference: sql`x.type || '/' || x.id`,
};

/** As `sortKeyOf`. */
function sortKeyToSql({ parameter, descending }: SearchQuery["sort"][number], type: ResourceTypeName, context: SearchContext): Sql {
  if (parameter === "_id") return sql`r.id`;
  if (parameter === "_lastUpdated") return sql`r.updated`;
  const pid = context.parameter(type, parameter);
  const first = (kind: IndexRow["kind"]): Sql => sql`(SELECT ${descending ? sql`max` : sql`min`}(${keyColumns[kind]}) FROM ${word(kind)} x WHERE ${rowsOfSlot(sql`= r.slot`, pid)})`;
  return sql`coalesce(${join(sortableKinds.map(first), ", ")})`;
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
