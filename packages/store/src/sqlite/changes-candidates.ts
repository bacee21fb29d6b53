import type { ResourceTypeName } from "@wijkverband/fhir";
import type { Condition } from "@wijkverband/policy";
import type { ChangesRequest } from "../store.ts";
import type { CandidateCounts } from "./candidate-counts.ts";
import type { Group } from "./changes.ts";
import { withoutDoubles } from "./drivers.ts";
import { atMost, join, list, sql } from "./sql.ts";
import type { Sql } from "./sql.ts";
import type { Statements } from "./statements.ts";

/** Up to how many candidates looking at each is worth more than walking back in time. */
const worthDriving = 5_000;

/** A query for slots among which every resource of a group that is asked for and can be visible is, each once;
 *  `undefined` when there are so many that walking back in time fills a page sooner. */
export function candidatesOf(statements: Statements, counts: CandidateCounts, { types, visibility }: Group, { type, id, patient }: ChangesRequest): Sql | undefined {
  if (type !== undefined && id !== undefined) return sql`SELECT slot FROM resource WHERE type = ${type} AND id = ${id}`;
  if (patient !== undefined) return ofPatients(sql`SELECT ${patient} AS patient`, types);
  const ways = visibility === "server" ? [] : visibility.map(({ all }) => all.flatMap((condition) => wayOf(condition, types) ?? [])[0]);
  const tied = ways.length > 0 && ways.every((way) => way !== undefined) ? sql`SELECT DISTINCT slot FROM (${join(withoutDoubles(ways), " UNION ALL ")})` : undefined;
  if (tied !== undefined && isFew(statements, counts, tied)) return tied;
  const ofTypes = types === undefined ? undefined : sql`SELECT slot FROM resource WHERE type IN (${list(types)})`;
  return ofTypes !== undefined && isFew(statements, counts, ofTypes) ? ofTypes : undefined;
}

/** What a condition that asks for a tie or an author leads to. Whether the tie is in force is tested later, with everything else. */
function wayOf(condition: Condition, types: readonly ResourceTypeName[] | undefined): Sql | undefined {
  if (condition.is === "author") return sql`SELECT r.slot FROM resource r WHERE r.author IN (${list(condition.authors)})${typed(types)}`;
  if (condition.is === "patient") return ofPatients(sql`SELECT value AS patient FROM json_each(${JSON.stringify(condition.patients)})`, types);
  if (condition.is === "tie") return ofPatients(sql`SELECT t.patient AS patient FROM tie t WHERE t.kind = ${condition.kind} AND t.holder IN (${list(condition.holders)})`, types);
  if (condition.is !== "tie-via-practice") return undefined;
  return ofPatients(
    sql`SELECT o.patient AS patient FROM tie t CROSS JOIN tie o ON o.kind = 'registered' AND o.holder = t.about WHERE t.kind = ${condition.kind} AND t.holder IN (${list(condition.holders)})`,
    types,
  );
}

/** Tombstones lie in an index of their own. */
function ofPatients(patients: Sql, types: readonly ResourceTypeName[] | undefined): Sql {
  const half = (deleted: Sql): Sql => sql`SELECT r.slot FROM (${patients}) p CROSS JOIN resource r ON r.patient = p.patient AND r.deleted = ${deleted}${typed(types)}`;
  return sql`${half(sql`0`)} UNION ALL ${half(sql`1`)}`;
}

function typed(types: readonly ResourceTypeName[] | undefined): Sql {
  return types === undefined ? sql`` : sql` AND r.type IN (${list(types)})`;
}

function isFew(statements: Statements, counts: CandidateCounts, slots: Sql): boolean {
  const ask = (): number => (statements.rows(sql`SELECT count(*) AS n FROM (SELECT 1 FROM (${slots}) ${atMost(worthDriving + 1)})`) as readonly { n: number }[])[0]?.n ?? 0;
  return counts.get(`changes ${slots.text}${slots.values.join("\n")}`, ask) <= worthDriving;
}
