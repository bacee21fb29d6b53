import { rowsNeeded, visibleBy, type Facts, type TieRow, type Visibility } from "@wijkverband/policy";
import type { ResourceTypeName } from "@wijkverband/fhir";
import type { SearchRequest } from "../store.ts";
import type { Remembered } from "./remembered.ts";
import type { Statements } from "./statements.ts";
import { readTies, tiesAt, type TimedTie } from "./tie-rows.ts";
import { labelsOf, type StoredRow } from "./version-rows.ts";

/** Tells of a row at hand whether it may be seen. */
export type Sight = (row: StoredRow) => boolean;

/** Where tie rows are looked up. */
export interface TiePlace {
  readonly statements: Statements;
  readonly remembered: Pick<Remembered, "get">;
}

/** What `visibilityToSql` asks in a query, asked of rows at hand: of a few of them that costs a fraction, because how the caller stands to a patient is remembered.
 *  @param at now, in epoch milliseconds. */
export function sightOf(place: TiePlace, visible: SearchRequest["visible"], at: number): Sight {
  if (visible === "server") return () => true;
  /** Of this request, by type and patient. */
  const known = new Map<string, readonly TieRow[]>();
  return (row) => {
    const type = row.type as ResourceTypeName;
    const ways = visible[type];
    if (ways === undefined) return false;
    const labels = labelsOf(row);
    const key = `${type} ${labels.patient ?? ""}`;
    let ties = known.get(key);
    if (ties === undefined) known.set(key, (ties = tiesAt(tiesFor(place, labels.patient, ways), at)));
    const facts: Facts = { type, id: row.id, labels, ties };
    return visibleBy(ways, facts) !== undefined;
  };
}

/** All tie rows that ways can depend on, in force or not. */
function tiesFor(place: TiePlace, patient: string | undefined, ways: Visibility): readonly TimedTie[] {
  const { holders, registration } = neededBy(ways);
  const own = timedTies(place, patient, holders);
  return registration && patient !== undefined ? [...own, ...timedTies(place, patient, "registered")] : own;
}

/** Tie rows of some holders about a patient and about none, or those of a registration: remembered until something is written. */
export function timedTies({ statements, remembered }: TiePlace, patient: string | undefined, of: readonly string[] | "registered"): readonly TimedTie[] {
  return remembered.get(`ties ${JSON.stringify([patient, of])}`, () => readTies(statements, patient, of));
}

/** Who asks keeps the same ways as long as the token lives, so this forgets when they do. */
const needs = new WeakMap<Visibility, ReturnType<typeof rowsNeeded>>();

function neededBy(ways: Visibility): ReturnType<typeof rowsNeeded> {
  let needed = needs.get(ways);
  if (needed === undefined) needs.set(ways, (needed = rowsNeeded(ways)));
  return needed;
}
