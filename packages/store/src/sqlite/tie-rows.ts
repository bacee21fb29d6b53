import type { TieKind, TieRow } from "@wijkverband/policy";
import { list, sql } from "./sql.ts";
import type { Statements } from "./statements.ts";

interface Row {
  readonly patient: string;
  readonly holder: string;
  readonly kind: TieKind;
  readonly source: string;
  readonly about: string | null;
  readonly from_text: string | null;
  readonly until_text: string | null;
}

/** A row and when it is in force, in epoch milliseconds. */
export interface TimedTie {
  readonly tie: TieRow;
  readonly starts: number;
  readonly ends: number;
}

/** Rows about a patient and those without one, of these holders, in force or not; or all of the patient's registration, whoever holds them. */
export function readTies(statements: Statements, patient: string | undefined, of: readonly string[] | "registered"): readonly TimedTie[] {
  if (of.length === 0) return [];
  const asked = of === "registered" ? sql`patient = ${patient ?? ""} AND kind = 'registered'` : sql`patient IN (${patient ?? ""}, '') AND holder IN (${list(of)})`;
  const rows = statements.rows(sql`SELECT patient, holder, kind, source, about, from_text, until_text, starts, ends FROM tie WHERE ${asked}`);
  return (rows as readonly (Row & TimedTie)[]).map((row) => ({ tie: tieOf(row), starts: row.starts, ends: row.ends }));
}

/** Those in force at an instant. */
export function tiesAt(rows: readonly TimedTie[], at: number): readonly TieRow[] {
  return rows.filter(({ starts, ends }) => starts <= at && at < ends).map(({ tie }) => tie);
}

/** All rows of a kind about a patient. */
export function readTiesOfKind(statements: Statements, patient: string, kind: TieKind): readonly TieRow[] {
  const rows = statements.rows(sql`SELECT patient, holder, kind, source, about, from_text, until_text FROM tie WHERE patient = ${patient} AND kind = ${kind}`);
  return (rows as readonly Row[]).map(tieOf);
}

function tieOf({ patient, holder, kind, source, about, from_text, until_text }: Row): TieRow {
  return {
    kind,
    holder,
    source,
    ...(patient !== "" && { patient }),
    ...(about !== null && { about }),
    ...(from_text !== null && { from: from_text }),
    ...(until_text !== null && { until: until_text }),
  };
}
