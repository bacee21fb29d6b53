import type { DatabaseSync } from "node:sqlite";
import { parseJson, type ResourceTypeName } from "@wijkverband/fhir";
import type { Resource } from "hl7-fhir-r4-types";
import type { StoreOptions } from "../options.ts";
import { Parameters } from "./parameters.ts";
import { SqliteShelf } from "./sqlite-shelf.ts";
import { Statements } from "./statements.ts";

/** Resources in one transaction: short enough for another process to get its turn. */
const batch = 500;

/** Indexes again what was indexed by other definitions than those of today: after a change of the search parameters, everything that is current.
 *  What is left to do stands in the file, so that who is interrupted goes on where he was. Without `indexedBy` nothing is done.
 *  @returns how many resources were indexed again */
export function reindex(db: DatabaseSync, { index, indexedBy }: Pick<StoreOptions, "index" | "indexedBy">): number {
  if (indexedBy === undefined) return 0;
  const statements = new Statements(db);
  const parameters = new Parameters(statements);
  const shelf = new SqliteShelf(statements, parameters);
  if (statements.own("SELECT definitions FROM indexed_by").get()?.["definitions"] !== indexedBy) {
    inTransaction(db, () => {
      statements.own("INSERT INTO unindexed SELECT slot FROM resource WHERE deleted = 0 ON CONFLICT DO NOTHING").run();
      statements.own("INSERT OR REPLACE INTO indexed_by (one, definitions) VALUES (1, ?)").run(indexedBy);
    });
  }
  let done = 0;
  let rows: readonly Unindexed[];
  do {
    rows = inTransaction(db, () => {
      parameters.forget();
      const waiting = statements.own("SELECT u.slot, r.type, r.deleted, r.json FROM unindexed u JOIN resource r ON r.slot = u.slot ORDER BY u.slot LIMIT ?").all(batch) as unknown as readonly Unindexed[];
      for (const { slot, type, deleted, json } of waiting) {
        if (deleted === 0) shelf.replaceIndex(slot, type, index(parseJson(json) as Resource));
        statements.own("DELETE FROM unindexed WHERE slot = ?").run(slot);
      }
      return waiting;
    });
    done += rows.length;
  } while (rows.length === batch);
  return done;
}

interface Unindexed {
  readonly slot: number;
  readonly type: ResourceTypeName;
  readonly deleted: number;
  readonly json: string;
}

function inTransaction<Result>(db: DatabaseSync, work: () => Result): Result {
  db.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    db.exec("COMMIT");
    return result;
  } catch (error) {
    if (db.isTransaction) db.exec("ROLLBACK");
    throw error;
  }
}
