import type { ResourceTypeName } from "@wijkverband/fhir";
import { storedTypes } from "@wijkverband/fhir";
import type { Visibility } from "@wijkverband/policy";
import { readPosition, writePosition, type ChangePosition } from "../search/change-position.ts";
import type { ChangesRequest, ChangesResult } from "../store.ts";
import type { CandidateCounts } from "./candidate-counts.ts";
import { candidatesOf } from "./changes-candidates.ts";
import { visibilityToSql } from "./condition-to-sql.ts";
import { all, atMost, join, list, sql } from "./sql.ts";
import type { Sql } from "./sql.ts";
import type { Statements } from "./statements.ts";
import { formerColumns, storedColumns, storedOf } from "./version-rows.ts";
import type { StoredRow } from "./version-rows.ts";

/** Types of which the caller may see the same, looked for together. `types` undefined: all of them. */
export interface Group {
  readonly types: readonly ResourceTypeName[] | undefined;
  readonly visibility: Visibility | "server";
}

/** The current versions and the former ones of a group, each in its own order of time. */
interface Arms {
  /** `FROM ... WHERE ...` over `resource r`. */
  readonly now: Sql;
  /** `FROM ... WHERE ...` over `former f` and its `resource r`. */
  readonly past: Sql;
}

/** Answers a history. Each group of types gives its newest versions, current and former apart, through an index in order of time;
 *  the page is the newest of those. So a page costs what it shows, not what is kept. Narrowing stands inside each query, on the current row. */
export function changesSqlite(statements: Statements, counts: CandidateCounts, request: ChangesRequest): ChangesResult {
  const after = request.after === undefined ? undefined : readPosition(request.after);
  const arms = groupsOf(request).map((group) => armsOf(statements, counts, group, request));
  const found = arms.length === 0 ? [] : (statements.rows(pageOf(arms, after, request.count + 1)) as readonly ChangePosition[]);
  const page = found.slice(0, request.count);
  const last = page.at(-1);
  return {
    entries: page.flatMap((position) => versionAt(statements, position) ?? []).map(storedOf),
    ...(request.total === true && { total: arms.reduce((sum, each) => sum + countOf(statements, each), 0) }),
    ...(last !== undefined && found.length > page.length && { next: writePosition(last) }),
  };
}

function groupsOf({ type, visible }: ChangesRequest): readonly Group[] {
  if (visible === "server") return [{ types: type === undefined ? undefined : [type], visibility: "server" }];
  const groups = new Map<string, { types: ResourceTypeName[]; visibility: Visibility }>();
  for (const each of type === undefined ? storedTypes.map((stored) => stored.type) : [type]) {
    const visibility = visible[each] ?? [];
    if (visibility.length === 0) continue;
    const key = JSON.stringify(visibility.map((row) => row.all));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { types: [each], visibility });
    else group.types.push(each);
  }
  return [...groups.values()];
}

function armsOf(statements: Statements, counts: CandidateCounts, group: Group, request: ChangesRequest): Arms {
  const { id, patient, since, until, during, current, at } = request;
  const candidates = candidatesOf(statements, counts, group, request);
  const resource = sql`r`;
  const wanted = all([
    ...(group.types === undefined ? [] : [sql`r.type IN (${list(group.types)})`]),
    ...(id === undefined ? [] : [sql`r.id = ${id}`]),
    ...(patient === undefined ? [] : [sql`r.patient = ${patient}`]),
    ...(group.visibility === "server" ? [] : [visibilityToSql(group.visibility, scopeOf(group.types), resource, at.getTime())]),
  ]);
  const within = (updated: Sql, replaced: Sql): Sql =>
    all([
      ...(since === undefined ? [] : [sql`${updated} >= ${since.getTime()}`]),
      ...(until === undefined ? [] : [sql`${updated} < ${until.getTime()}`]),
      ...(during === undefined ? [] : [sql`${updated} < ${during.end.getTime()}`, sql`${replaced} > ${during.start.getTime()}`]),
    ]);
  const next = sql`coalesce((SELECT n.updated FROM former n WHERE n.slot = f.slot AND n.version = f.version + 1), r.updated)`;
  // without candidates the walk goes by time, also where an index of another order might tempt the planner
  const now = candidates === undefined ? sql`resource r INDEXED BY resource_updated` : sql`(${candidates}) d CROSS JOIN resource r ON r.slot = d.slot`;
  const past =
    candidates === undefined
      ? sql`former f INDEXED BY former_updated CROSS JOIN resource r ON r.slot = f.slot`
      : sql`(${candidates}) d CROSS JOIN resource r ON r.slot = d.slot CROSS JOIN former f ON f.slot = r.slot`;
  return {
    now: sql`FROM ${now} WHERE ${all([...(current === true ? [sql`r.deleted = 0`] : []), within(sql`r.updated`, endless), wanted])}`,
    past: sql`FROM ${past} WHERE ${all([...(current === true ? [sql`0`] : []), within(sql`f.updated`, next), wanted])}`,
  };
}

/** Groups share no type, so the first of one tells it apart. */
function scopeOf(types: Group["types"]): string {
  return types?.[0] ?? "all";
}

/** What is current was not replaced yet. */
const endless = sql`9e15`;

/** One page of places, newest first. */
function pageOf(arms: readonly Arms[], after: ChangePosition | undefined, count: number): Sql {
  const beyond = (place: Sql): Sql => (after === undefined ? sql`1` : sql`(${place}) < (${after.updated}, ${after.slot}, ${after.version})`);
  const pages = arms.flatMap(({ now, past }) => [
    sql`SELECT * FROM (SELECT r.updated AS updated, r.slot AS slot, r.version AS version ${now} AND ${beyond(sql`r.updated, r.slot, r.version`)}
      ORDER BY r.updated DESC, r.slot DESC ${atMost(count)})`,
    sql`SELECT * FROM (SELECT f.updated AS updated, f.slot AS slot, f.version AS version ${past} AND ${beyond(sql`f.updated, f.slot, f.version`)}
      ORDER BY f.updated DESC, f.slot DESC, f.version DESC ${atMost(count)})`,
  ]);
  return sql`SELECT updated, slot, version FROM (${join(pages, " UNION ALL ")}) ORDER BY updated DESC, slot DESC, version DESC ${atMost(count)}`;
}

function countOf(statements: Statements, { now, past }: Arms): number {
  const [row] = statements.rows(sql`SELECT (SELECT count(*) ${now}) + (SELECT count(*) ${past}) AS n`) as readonly { n: number }[];
  return row?.n ?? 0;
}

/** Another process may just have replaced a version that was current, so it is looked for in both places. */
function versionAt(statements: Statements, { slot, version }: ChangePosition): StoredRow | undefined {
  const now = statements.own(`SELECT ${storedColumns} FROM resource WHERE slot = ? AND version = ?`).get(slot, version);
  const past = now ?? statements.own(`SELECT ${formerColumns} FROM former f CROSS JOIN resource r ON r.slot = f.slot WHERE f.slot = ? AND f.version = ?`).get(slot, version);
  return past as StoredRow | undefined;
}
