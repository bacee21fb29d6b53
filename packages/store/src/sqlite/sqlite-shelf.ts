import type { IndexRow, ResourceTypeName } from "@wijkverband/fhir";
import type { TieRow } from "@wijkverband/policy";
import type { UniqueKey } from "../options.ts";
import { clampInstant, validityOf } from "../search/date-range.ts";
import { foldText } from "../search/fold.ts";
import { splitReference } from "../stored-version.ts";
import type { VersionRow } from "../stored-version.ts";
import type { ErasableShelf, Inventory } from "../write/apply-erasure.ts";
import type { Current, Shelf } from "../write/apply-unit.ts";
import { indexTables } from "./clause-to-sql.ts";
import type { Parameters } from "./parameters.ts";
import type { Statements } from "./statements.ts";
import { labelColumns, labelsOf } from "./version-rows.ts";
import type { StoredRow } from "./version-rows.ts";

/** One half for each of two partial indexes: what is there, and what was deleted. */
const labelled = "(patient = ? AND deleted = 0) OR (patient = ? AND deleted = 1)";

/** Writes units to SQLite, within the transaction that the commit queue has open. */
export class SqliteShelf implements Shelf, ErasableShelf {
  readonly #statements: Statements;
  readonly #parameters: Parameters;
  /** Slots that were made by this unit, so that there is no index to take away. */
  readonly #fresh = new Set<number>();

  constructor(statements: Statements, parameters: Parameters) {
    this.#statements = statements;
    this.#parameters = parameters;
  }

  current(type: ResourceTypeName, id: string): Current | undefined {
    const row = this.#statements.own(`SELECT slot, version, deleted, ${labelColumns} FROM resource WHERE type = ? AND id = ?`).get(type, id) as
      | (StoredRow & { slot: number })
      | undefined;
    return row && { slot: row.slot, version: row.version, deleted: row.deleted === 1, labels: labelsOf(row) };
  }

  put({ type, id, version, updated, deleted, labels, json }: VersionRow, former: Current | undefined): number {
    const values = [version, updated, deleted ? 1 : 0, labels.patient ?? null, labels.domain ?? null, labels.author ?? null, labels.kind ?? null, labels.withheld === true ? 1 : 0, json];
    if (former === undefined) {
      const insert = this.#statements.own(
        `INSERT INTO resource (version, updated, deleted, ${labelColumns}, json, type, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      );
      const slot = Number(insert.run(...values, type, id).lastInsertRowid);
      this.#fresh.add(slot);
      return slot;
    }
    // one that was made by a unit that failed may since be somebody else's
    this.#fresh.delete(former.slot);
    this.#statements
      .own(
        `INSERT INTO former (slot, version, updated, deleted, ${labelColumns}, json) SELECT slot, version, updated, deleted, ${labelColumns}, json FROM resource WHERE slot = ?`,
      )
      .run(former.slot);
    this.#statements
      .own("UPDATE resource SET version = ?, updated = ?, deleted = ?, patient = ?, domain = ?, author = ?, kind = ?, withheld = ?, json = ? WHERE slot = ?")
      .run(...values, former.slot);
    return former.slot;
  }

  replaceIndex(slot: number, type: ResourceTypeName, rows: readonly IndexRow[]): void {
    if (!this.#fresh.has(slot)) for (const table of indexTables) this.#statements.own(`DELETE FROM ${table} WHERE slot = ?`).run(slot);
    for (const [n, row] of rows.entries()) this.#addIndexRow(slot, this.#parameters.require(type, row.parameter), n, row);
  }

  #addIndexRow(slot: number, pid: number, n: number, row: IndexRow): void {
    const g = row.group ?? 0;
    switch (row.kind) {
      case "token":
        this.#statements.own("INSERT INTO token (slot, pid, n, g, system, code) VALUES (?, ?, ?, ?, ?, ?)").run(slot, pid, n, g, row.system ?? "", row.code);
        return;
      case "reference":
        this.#statements.own("INSERT INTO reference (slot, pid, n, g, type, id) VALUES (?, ?, ?, ?, ?, ?)").run(slot, pid, n, g, row.type ?? "", row.id);
        return;
      case "string":
        this.#statements.own("INSERT INTO string (slot, pid, n, g, folded, value) VALUES (?, ?, ?, ?, ?, ?)").run(slot, pid, n, g, foldText(row.value), row.value);
        return;
      case "uri":
        this.#statements.own("INSERT INTO uri (slot, pid, n, g, value) VALUES (?, ?, ?, ?, ?)").run(slot, pid, n, g, row.value);
        return;
      case "date":
        this.#statements.own("INSERT INTO date (slot, pid, n, g, starts, ends) VALUES (?, ?, ?, ?, ?, ?)").run(slot, pid, n, g, clampInstant(row.start), clampInstant(row.end));
        return;
      case "quantity":
        this.#statements
          .own("INSERT INTO quantity (slot, pid, n, g, low, high, system, code, unit) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
          .run(slot, pid, n, g, row.low, row.high, row.system ?? "", row.code ?? "", row.unit ?? "");
    }
  }

  replaceTies(source: string, rows: readonly TieRow[]): readonly (string | undefined)[] {
    const gone = this.#statements.own("DELETE FROM tie WHERE source = ? RETURNING patient").all(source) as { patient: string }[];
    const insert = this.#statements.own(
      "INSERT INTO tie (patient, holder, kind, source, n, about, starts, ends, from_text, until_text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    );
    for (const [n, row] of rows.entries()) {
      const { from, until } = validityOf(row);
      insert.run(row.patient ?? "", row.holder, row.kind, source, n, row.about ?? null, from, until, row.from ?? null, row.until ?? null);
    }
    return gone.map(({ patient }) => (patient === "" ? undefined : patient));
  }

  releaseKeys(slot: number): void {
    if (!this.#fresh.delete(slot)) this.#statements.own("DELETE FROM unique_key WHERE slot = ?").run(slot);
  }

  takeKey(slot: number, { key }: UniqueKey): boolean {
    const { changes } = this.#statements.own("INSERT INTO unique_key (key, slot) VALUES (?, ?) ON CONFLICT DO NOTHING").run(key, slot);
    return changes === 1 || this.#statements.own("SELECT slot FROM unique_key WHERE key = ?").get(key)?.["slot"] === slot;
  }

  touch(patient: string | undefined): void {
    this.#statements.own("INSERT INTO stamp (patient, value) VALUES (?, 1) ON CONFLICT DO UPDATE SET value = value + 1").run(patient ?? "");
  }

  inventory(patient: string): readonly Inventory[] {
    const rows = this.#statements.own(`SELECT type, count(*) AS count, max(updated) AS updated FROM resource WHERE ${labelled} GROUP BY type ORDER BY type`).all(patient, patient);
    return rows as unknown as readonly Inventory[];
  }

  /** Former versions, index rows and unique keys go with their resource (`ON DELETE CASCADE`). */
  erase(patient: string): void {
    const rows = this.#statements.own(`SELECT slot, type, id FROM resource WHERE ${labelled}`).all(patient, patient) as { slot: number; type: string; id: string }[];
    for (const { slot, type, id } of rows) {
      this.#statements.own("DELETE FROM tie WHERE source = ?").run(`${type}/${id}`);
      this.#statements.own("DELETE FROM resource WHERE slot = ?").run(slot);
    }
    this.#statements.own("DELETE FROM tie WHERE patient = ?").run(patient);
    this.#statements.own("DELETE FROM stamp WHERE patient = ?").run(patient);
  }

  text(reference: string): string | undefined {
    const at = splitReference(reference);
    const row = at && this.#statements.own("SELECT json FROM resource WHERE type = ? AND id = ? AND deleted = 0").get(at.type, at.id);
    return row === undefined ? undefined : String(row["json"]);
  }
}
