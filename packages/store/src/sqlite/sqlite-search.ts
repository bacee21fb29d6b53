import type { Include, ResourceTypeName, SearchQuery } from "@wijkverband/fhir";
import type { SearchRequest, SearchResult } from "../store.ts";
import type { Bringer, Placed } from "../search/bring-along.ts";
import { bringAlong } from "../search/bring-along.ts";
import type { Cursors } from "../search/cursor.ts";
import type { Position, SortKey } from "../search/order.ts";
import type { CandidateCounts } from "./candidate-counts.ts";
import type { SearchContext } from "./clause-to-sql.ts";
import { visibilityToSql } from "./condition-to-sql.ts";
import type { Driver } from "./drivers.ts";
import { driverOf, driverOfVisibility, driversOf } from "./drivers.ts";
import type { Parameters } from "./parameters.ts";
import type { Remembered } from "./remembered.ts";
import { matchesToSql, pageToSql } from "./search-to-sql.ts";
import { sightOf, type Sight } from "./sight.ts";
import { all, atMost, list, Sql, some, sql } from "./sql.ts";
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
/** So few that each is read and looked at by itself. */
const mostLookedAt = 40;
/** Up to how many slots are bound one by one. */
const mostBound = 8;
/** How many targets of an include are read at a time: most may be another's. */
const readAtATime = 500;

/** Runs searches on one connection. */
export interface SearchPlace {
  readonly statements: Statements;
  readonly parameters: Parameters;
  readonly cursors: Cursors;
  readonly counts: CandidateCounts;
  readonly remembered: Pick<Remembered, "get">;
}

/** A match and its sort keys. */
type Place = Readonly<Record<string, SortKey>> & { readonly slot: number };

/** Answers a search; matches, chain targets, includes and the total are narrowed before anything is paged. */
export function searchSqlite(place: SearchPlace, request: SearchRequest): SearchResult {
  const { query } = request;
  const { statements, cursors } = place;
  const after = query.after === undefined ? undefined : cursors.open(query.after, query);
  const context = contextOf(place, request);
  const sees = sightOf(place, request.visible, request.at.getTime());
  const { driver, few } = chooseDriver(place, request, context);

  const looked = few ? lookAtFew(statements, query, driver, after, context, sees) : undefined;
  const positions = query.count === 0 ? [] : (looked ?? (statements.rows(pageToSql(query, matchesToSql(query, driver, context, query.sort.length === 0), after, context)) as readonly Place[]));
  const page = positions.slice(0, query.count);
  const last = page.at(-1);
  const matched = page.map((found) => ("row" in found ? (found as LookedAt) : placedAt(statements, found.slot)));
  const brought = bringAlong(query, matched, bringerOf(statements, context, sees));
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

/** A match that was read already. */
type LookedAt = Place & PlacedRow;

/** All that matches and may be seen, where so few can match that each is best looked at by itself; `undefined` when there are more after all. */
function lookAtFew(statements: Statements, query: SearchQuery, driver: Driver | undefined, after: Position | undefined, context: SearchContext, sees: Sight): readonly LookedAt[] | undefined {
  const matches = matchesToSql(query, driver, context, query.sort.length === 0, false);
  const rows = statements.rows(pageToSql({ ...query, count: mostLookedAt }, matches, after, context, columnsOfMatch)) as readonly (Place & StoredRow)[];
  if (rows.length > mostLookedAt) return undefined;
  return rows.filter(sees).map((row) => ({ ...row, row }) as unknown as LookedAt);
}

/** How the candidates are found, and whether they are few. */
interface Choice {
  readonly driver: Driver | undefined;
  readonly few: boolean;
}

/** SQLite keeps no statistics that say how often a value occurs, so we count, no further than matters. */
function chooseDriver({ statements, counts }: SearchPlace, { query, visible }: SearchRequest, context: SearchContext): Choice {
  const drivers = driversOf(query.where, query.type, context);
  let best: { driver: Driver; count: number } | undefined;
  const weigh = (driver: Driver, count: number): boolean => {
    if (best === undefined || count < best.count) best = { driver, count };
    return count <= goodEnough;
  };
  const weightOf = ({ slots }: Driver): number => countOf(statements, sql`(${slots} ${atMost(worthDriving + 1)})`);
  const chosen = (driver: Driver | undefined): Choice => ({ driver, few: driver !== undefined && driver === best?.driver && best.count <= mostLookedAt });
  if (drivers.some((driver) => weigh(driver, driver.few ? 0 : weightOf(driver)))) return chosen(best?.driver);
  const own = visible === "server" ? undefined : driverOfVisibility(visible[query.type] ?? [], query.type);
  if (own !== undefined) {
    const count = counts.get(`${own.slots.text}${own.slots.values.join("\n")}`, () => weightOf(own));
    const isLookedThrough = query.where.length > 0 || query.sort.length > 0 || query.total;
    if (isLookedThrough || count <= goodEnough) weigh(own, count);
    // every resource is asked for: when many are the caller's, the walk fills a page before they were gathered
    else if (count <= (gatheredPerLook * query.count * countOfType(counts, statements, query.type)) / count) weigh(own, count);
  }
  if (best === undefined || best.count <= worthDriving) return chosen(best?.driver);
  // Many candidates whichever way: in slot order the walk stops when the page is full, in any other order all must be seen.
  return chosen(query.sort.length > 0 ? drivers[0] : undefined);
}

function countOfType(counts: CandidateCounts, statements: Statements, type: ResourceTypeName): number {
  return counts.get(type, () => countOf(statements, sql`resource WHERE type = ${type} AND deleted = 0`));
}

interface PlacedRow extends Placed {
  readonly row: StoredRow;
}

function bringerOf(statements: Statements, context: SearchContext, sees: Sight): Bringer<PlacedRow> {
  return {
    targets: (includes, from, atMost) => targetsOf(statements, targetQuery(includes, from, context), sees, atMost),
    referrers: (include, to, atMost) => referrersOf(statements, include.source, referrerQuery(include, to, context), atMost),
  };
}

/** Content is read of what comes along: an include of everything finds many times that. */
function referrersOf(statements: Statements, type: ResourceTypeName, query: Sql, most: number): readonly PlacedRow[] {
  const found = statements.rows(Number.isFinite(most) ? sql`${query} ORDER BY slot ${atMost(most)}` : query) as readonly { slot: number; id: string }[];
  return found.map(({ slot, id }) => ({
    slot,
    type,
    id,
    get row() {
      return placedAt(statements, slot).row;
    },
  }));
}

/** Slots referred to; who may see them isn't asked yet. */
function targetQuery(includes: readonly Include[], from: readonly Placed[], context: SearchContext): Sql {
  // a list that is bound costs less than one that is read as JSON, and has a text of its own for each length
  const slots = from.length <= mostBound ? sql`(${list(from.map(({ slot }) => slot))})` : sql`(SELECT value FROM json_each(${JSON.stringify(from.map(({ slot }) => slot))}))`;
  // the plus keeps SQLite to the rows of these resources
  const refers = includes.map(({ source, parameter, target }) => all([parameter === "*" ? sql`1` : sql`+x.pid = ${context.parameter(source, parameter)}`, target === undefined ? sql`1` : sql`+x.type = ${target}`]));
  return sql`SELECT t.slot FROM reference x CROSS JOIN resource t ON t.type = x.type AND t.id = x.id WHERE x.slot IN ${slots} AND ${some(refers)}`;
}

/** Those that may be seen, the lowest slots first, as many as are wanted. */
function targetsOf(statements: Statements, slots: Sql, sees: Sight, most: number): readonly PlacedRow[] {
  const seen: PlacedRow[] = [];
  for (let after = -1; seen.length < most; ) {
    const rows = statements.rows(sql`SELECT slot, ${columns} FROM resource WHERE slot IN (${slots}) AND slot > ${after} AND deleted = 0 ORDER BY slot ${atMost(readAtATime)}`) as readonly (StoredRow & { slot: number })[];
    for (const row of rows) if (sees(row)) seen.push({ slot: row.slot, type: row.type as ResourceTypeName, id: row.id, row });
    if (rows.length < readAtATime) break;
    after = rows.at(-1)?.slot ?? after;
  }
  return seen;
}

const columns = new Sql(storedColumns, []);
const columnsOfMatch = new Sql(storedColumns.split(", ").map((column) => `, r.${column}`).join(""), []);

function referrerQuery({ source, parameter }: Include, to: readonly Placed[], context: SearchContext): Sql {
  const pids = parameter === "*" ? sql`IN (SELECT pid FROM parameter WHERE type = ${source})` : sql`= ${context.parameter(source, parameter)}`;
  return sql`SELECT DISTINCT r.slot AS slot, r.id AS id FROM reference x CROSS JOIN resource r ON r.slot = x.slot
    WHERE x.pid ${pids} AND x.id IN (SELECT value FROM json_each(${JSON.stringify(to.map(({ id }) => id))})) AND x.type = ${to[0]?.type ?? ""}
    AND r.deleted = 0 AND ${context.narrowing(source, sql`r`)}`;
}

function countOf(statements: Statements, from: Sql): number {
  return (statements.rows(sql`SELECT count(*) AS n FROM ${from}`) as readonly { n: number }[])[0]?.n ?? 0;
}

function placedAt(statements: Statements, slot: number): PlacedRow {
  const row = statements.own(`SELECT ${storedColumns} FROM resource WHERE slot = ?`).get(slot) as unknown as StoredRow;
  return { slot, type: row.type as ResourceTypeName, id: row.id, row };
}
