import type { Clause, ResourceTypeName, ValueClause } from "@wijkverband/fhir";
import type { Visibility } from "@wijkverband/policy";
import { clampInstant } from "../search/date-range.ts";
import type { SearchContext } from "./clause-to-sql.ts";
import { rowsOfSlot } from "./clause-to-sql.ts";
import { join, list, sql, word } from "./sql.ts";
import type { Sql } from "./sql.ts";
import { valuesTest } from "./values-to-sql.ts";

/** A way to find candidates through an index: a query for slots among which every match is. It may give more than match, and doubles. */
export interface Driver {
  readonly slots: Sql;
  /** True when it never gives many, so that nothing need be counted. */
  readonly few: boolean;
  /** A clause that every slot it gives is known to match. */
  readonly proves?: Clause;
}

/** Clauses that tend to leave the fewest candidates first; only the order in which drivers are tried. */
const rank: Readonly<Record<Clause["kind"], number>> = { id: 0, reference: 1, string: 2, uri: 3, chain: 4, has: 4, token: 5, composite: 5, quantity: 6, date: 6, missing: 7 };

/** The drivers of a search's clauses, the most promising first. */
export function driversOf(where: readonly Clause[], type: ResourceTypeName, context: SearchContext): readonly Driver[] {
  const order = (clause: Clause): number => (isIdentifier(clause) ? 0 : rank[clause.kind]);
  return [...where].sort((left, right) => order(left) - order(right)).flatMap((clause) => driverOf(clause, type, context) ?? []);
}

/** The way that one clause gives, if any. */
export function driverOf(clause: Clause, type: ResourceTypeName, context: SearchContext): Driver | undefined {
  const proves = clause;
  if (clause.kind === "id") return { slots: sql`SELECT slot FROM resource WHERE type = ${type} AND id IN (${list(clause.values)})`, few: true, proves };
  if (clause.kind === "has") return driverOfReferrers(clause, type, context);
  if (clause.parameter === "_lastUpdated") return undefined;
  switch (clause.kind) {
    case "composite":
      return driverOfComposite(clause, type, context);
    case "chain": {
      const inner = innerSlots(clause.on, clause.target, context);
      if (inner === undefined) return undefined;
      // Proves nothing: what the chain runs through must also be visible.
      const slots = sql`SELECT x.slot FROM (${inner}) d CROSS JOIN resource t ON t.slot = d.slot
        CROSS JOIN reference x ON x.pid = ${context.parameter(type, clause.parameter)} AND x.id = t.id AND x.type = t.type`;
      return { slots, few: false };
    }
    default:
      if (!isIndexed(clause)) return undefined;
      return { slots: sql`SELECT x.slot FROM ${word(clause.kind)} x WHERE x.pid = ${context.parameter(type, clause.parameter)} AND ${valuesTest(clause)}`, few: isIdentifier(clause), proves };
  }
}

/** Tells whether the index by value leads to what matches. */
function isIndexed(clause: ValueClause): clause is Exclude<ValueClause, { kind: "missing" }> {
  switch (clause.kind) {
    case "missing":
      return false;
    case "token":
      // Without a code the index is of no use: it starts with the code.
      return clause.not !== true && clause.values.every(({ code }) => code !== undefined);
    case "string":
      return clause.match !== "contains";
    case "date":
      return clause.values.every(({ prefix, start }) => prefix !== "ne" && Number.isFinite(clampInstant(start)));
    case "quantity":
      return clause.values.every(({ prefix }) => prefix !== "ne");
    case "reference":
    case "uri":
      return true;
  }
}

/** What has the most telling part of each alternative; in which element is tested later, so it proves nothing. */
function driverOfComposite({ values, not }: Extract<Clause, { kind: "composite" }>, type: ResourceTypeName, context: SearchContext): Driver | undefined {
  const queries = values.map((parts) => driversOf(parts, type, context)[0]?.slots);
  const slots = queries.filter((query) => query !== undefined);
  return not === true || slots.length === 0 || slots.length < queries.length ? undefined : { slots: join(slots, " UNION ALL "), few: false };
}

/** What the referrers that match would refer to. Proves nothing either. */
function driverOfReferrers({ source, parameter, on }: Extract<Clause, { kind: "has" }>, type: ResourceTypeName, context: SearchContext): Driver | undefined {
  const inner = innerSlots(on, source, context);
  if (inner === undefined) return undefined;
  const slots = sql`SELECT t.slot FROM (${inner}) d CROSS JOIN reference x ON ${rowsOfSlot(sql`= d.slot`, context.parameter(source, parameter))} AND x.type = ${type}
    CROSS JOIN resource t ON t.type = x.type AND t.id = x.id`;
  return { slots, few: false };
}

/** Candidates one step further on. Each counts once: with several steps the ways to them multiply. */
function innerSlots(on: Clause, type: ResourceTypeName, context: SearchContext): Sql | undefined {
  const inner = driverOf(on, type, context)?.slots;
  return inner !== undefined && (on.kind === "chain" || on.kind === "has") ? sql`SELECT DISTINCT slot FROM (${inner})` : inner;
}

function isIdentifier(clause: Clause): boolean {
  return clause.kind === "token" && clause.parameter === "identifier";
}

/** Each query once: rows of the policy mostly share their tie. */
export function withoutDoubles(queries: readonly Sql[]): readonly Sql[] {
  return [...new Map(queries.map((query) => [JSON.stringify([query.text, query.values]), query])).values()];
}

/** What a caller may see, as candidates: when each row of his visibility asks for a tie, only what his ties lead to can be visible.
 *  A stranger's search without other handle then ends at once. Whether a tie is in force is tested later. */
export function driverOfVisibility(visibility: Visibility, type: ResourceTypeName): Driver | undefined {
  const queries: Sql[] = [];
  for (const { all } of visibility) {
    const query = all.map((condition) => {
      if (condition.is === "tie") {
        return sql`SELECT r.slot FROM tie t CROSS JOIN resource r ON r.patient = t.patient AND r.type = ${type} AND r.deleted = 0
          WHERE t.kind = ${condition.kind} AND t.holder IN (${list(condition.holders)})`;
      }
      if (condition.is === "permitted") {
        return sql`SELECT r.slot FROM tie t CROSS JOIN resource r ON r.patient = t.patient AND r.type = ${type} AND r.deleted = 0
          WHERE t.kind = 'consent' AND t.holder IN (${list(condition.holders)})`;
      }
      if (condition.is === "patient") return sql`SELECT r.slot FROM resource r WHERE r.patient IN (${list(condition.patients)}) AND r.type = ${type} AND r.deleted = 0`;
      if (condition.is === "tie-via-practice") {
        return sql`SELECT r.slot FROM tie t CROSS JOIN tie o ON o.kind = 'registered' AND o.holder = t.about
          CROSS JOIN resource r ON r.patient = o.patient AND r.type = ${type} AND r.deleted = 0
          WHERE t.kind = ${condition.kind} AND t.holder IN (${list(condition.holders)})`;
      }
      return undefined;
    });
    const found = query.find((each) => each !== undefined);
    if (found === undefined) return undefined;
    queries.push(found);
  }
  return queries.length === 0 ? undefined : { slots: join(withoutDoubles(queries), " UNION ALL "), few: false };
}
