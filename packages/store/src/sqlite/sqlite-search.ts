import type { Include, ResourceTypeName } from "@wijkverband/fhir";
import type { SearchRequest, SearchResult } from "../store.ts";
import type { Bringer, Placed } from "../search/bring-along.ts";
import { bringAlong } from "../search/bring-along.ts";
import type { Cursors } from "../search/cursor.ts";
import type { SortKey } from "../search/order.ts";
import type { CandidateCounts } from "./candidate-counts.ts";
import type { SearchContext } from "./clause-to-sql.ts";
import { rowsOfSlot } from "./clause-to-sql.ts";
import { visibilityToSql } from "./condition-to-sql.ts";
import type { Driver } from "./drivers.ts";
import { driverOf, driverOfVisibility, driversOf } from "./drivers.ts";
import type { Parameters } from "./parameters.ts";
import type { Remembered } from "./remembered.ts";
import { matchesToSql, pageToSql } from "./search-to-sql.ts";
import type { Sql } from "./sql.ts";
import { atMost, sql } from "./sql.ts";
import type { Statements } from "./statements.ts";
import { totalOf } from "./totals.ts";
import { storedColumns, storedOf } from "./version-rows.ts";
import type { StoredRow } from "./version-rows.ts";

/** Up to how many candidates an index is worth more than walking the type in order and stopping early. */
const worthDriving = 5_000;
/** How many candidates are gathered in the time that one resource on a walk is looked at. */
const gatheredPerLook = 4;
/** So few that no better index is looked for. */
const goodEnough = 300;

/** Runs searches on one connection. */
export interface SearchPlace {
  readonly statements: Statements;
  readonly parameters: Parameters;
  readonly cursors: Cursors;
  readonly counts: CandidateCounts;
  readonly remembered: Remembered;
}

/** A match and its sort keys. */
type Place = Readonly<Record<string, SortKey>> & { readonly slot: number };

/** Answers a search; matches, chain targets, includes and the total are narrowed inside the queries. */
export function searchSqlite(place: SearchPlace, request: SearchRequest): SearchResult {
  const { query } = request;
  const { statements, cursors } = place;
  const after = query.after === undefined ? undefined : cursors.open(query.after, query);
  const context = contextOf(place, request);
  const driver = chooseDriver(place, request, context);

  const positions = query.count === 0 ? [] : (statements.rows(pageToSql(query, matchesToSql(query, driver, context, query.sort.length === 0), after, context)) as readonly Place[]);
  const page = positions.slice(0, query.count);
  const last = page.at(-1);
  const matched = page.map(({ slot }) => placedAt(statements, slot));
  const brought = bringAlong(query, matched, bringerOf(statements, context));
  const next = last && positions.length > page.length ? cursors.seal({ keys: query.sort.map((_, at) => last[`k${at}`] ?? null), slot: last.slot }, query) : undefined;
  return {
    matches: matched.map(({ row }) => storedOf(row)),
    included: brought.items.map(({ row }) => storedOf(row)),
    ...(brought.cut && { cut: true }),
    ...(query.total && { total: totalOf(statements, place.remembered, matchesToSql(query, driver, context, false), request.at.getTime()) }),
    ...(next !== undefined && { next }),
  };
}

function contextOf({ parameters }: SearchPlace, { visible, at }: SearchRequest): SearchContext {
  const context: SearchContext = {
    parameter: (type, name) => parameters.find(type, name),
    candidates: (clause, type) => driverOf(clause, type, context)?.slots,
    narrowing: (type: ResourceTypeName, resource: Sql) => (visible === "server" ? sql`1` : visibilityToSql(visible[type] ?? [], type, resource, at.getTime())),
  };
  return context;
}

/** SQLite keeps no statistics that say how often a value occurs, so we count, no further than matters. */
function chooseDriver({ statements, counts }: SearchPlace, { query, visible }: SearchRequest, context: SearchContext): Driver | undefined {
  const drivers = driversOf(query.where, query.type, context);
  let best: { driver: Driver; count: number } | undefined;
  const weigh = (driver: Driver, count: number): boolean => {
    if (best === undefined || count < best.count) best = { driver, count };
    return count <= goodEnough;
  };
  const weightOf = ({ slots }: Driver): number => countOf(statements, sql`(${slots} ${atMost(worthDriving + 1)})`);
  if (drivers.some((driver) => weigh(driver, driver.few ? 0 : weightOf(driver)))) return best?.driver;
  const own = visible === "server" ? undefined : driverOfVisibility(visible[query.type] ?? [], query.type);
  if (own !== undefined) {
    const count = counts.get(`${own.slots.text}${own.slots.values.join("\n")}`, () => weightOf(own));
    const isLookedThrough = query.where.length > 0 || query.sort.length > 0 || query.total;
    if (isLookedThrough || count <= goodEnough) weigh(own, count);
    // every resource is asked for: when many are the caller's, the walk fills a page before they were gathered
    else if (count <= (gatheredPerLook * query.count * countOfType(counts, statements, query.type)) / count) weigh(own, count);
  }
  if (best === undefined || best.count <= worthDriving) return best?.driver;
  // Many candidates whichever way: in slot order the walk stops when the page is full, in any other order all must be seen.
  return query.sort.length > 0 ? drivers[0] : undefined;
}

function countOfType(counts: CandidateCounts, statements: Statements, type: ResourceTypeName): number {
  return counts.get(type, () => countOf(statements, sql`resource WHERE type = ${type} AND deleted = 0`));
}

interface PlacedRow extends Placed {
  readonly row: StoredRow;
}

function bringerOf(statements: Statements, context: SearchContext): Bringer<PlacedRow> {
  const rowsOf = (query: Sql, most: number): readonly PlacedRow[] =>
    slotsOf(statements, Number.isFinite(most) ? sql`${query} ORDER BY slot ${atMost(most)}` : query).map((slot) => placedAt(statements, slot));
  return {
    targets: (include, from, atMost) => targetQueries(statements, include, from, context).flatMap((query) => rowsOf(query, atMost)),
    referrers: (include, to, atMost) => rowsOf(referrerQuery(include, to, context), atMost),
  };
}

/** One query for each type referred to, because what the caller may see differs by type. */
function targetQueries(statements: Statements, { source, parameter, target }: Include, from: readonly Placed[], context: SearchContext): readonly Sql[] {
  const slots = sql`IN (SELECT value FROM json_each(${JSON.stringify(from.map(({ slot }) => slot))}))`;
  const rows = parameter === "*" ? sql`x.slot ${slots}` : rowsOfSlot(slots, context.parameter(source, parameter));
  const types = target === undefined ? typesOf(statements, rows) : [target];
  return types.map((each) => sql`SELECT DISTINCT r.slot AS slot FROM reference x CROSS JOIN resource r ON r.type = x.type AND r.id = x.id
    WHERE ${rows} AND x.type = ${each} AND r.deleted = 0 AND ${context.narrowing(each, sql`r`)}`);
}

function referrerQuery({ source, parameter }: Include, to: readonly Placed[], context: SearchContext): Sql {
  const pids = parameter === "*" ? sql`IN (SELECT pid FROM parameter WHERE type = ${source})` : sql`= ${context.parameter(source, parameter)}`;
  return sql`SELECT DISTINCT r.slot AS slot FROM reference x CROSS JOIN resource r ON r.slot = x.slot
    WHERE x.pid ${pids} AND x.id IN (SELECT value FROM json_each(${JSON.stringify(to.map(({ id }) => id))})) AND x.type = ${to[0]?.type ?? ""}
    AND r.deleted = 0 AND ${context.narrowing(source, sql`r`)}`;
}

function typesOf(statements: Statements, rows: Sql): readonly ResourceTypeName[] {
  return (statements.rows(sql`SELECT DISTINCT x.type AS type FROM reference x WHERE ${rows}`) as readonly { type: ResourceTypeName }[]).map(({ type }) => type);
}

function slotsOf(statements: Statements, query: Sql): readonly number[] {
  return (statements.rows(query) as readonly { slot: number }[]).map(({ slot }) => slot);
}

function countOf(statements: Statements, from: Sql): number {
  return (statements.rows(sql`SELECT count(*) AS n FROM ${from}`) as readonly { n: number }[])[0]?.n ?? 0;
}

function placedAt(statements: Statements, slot: number): PlacedRow {
  const row = statements.own(`SELECT ${storedColumns} FROM resource WHERE slot = ?`).get(slot) as unknown as StoredRow;
  return { slot, type: row.type as ResourceTypeName, id: row.id, row };
}
