import { closeSync, openSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { migrate } from "./migrations.ts";
import { asSqliteAnomaly } from "./sqlite-error.ts";

/** How long one process waits for another's transaction, in milliseconds. Ours take a few. */
const busyTimeout = 5_000;

/** Opens (or makes, readable by its owner only) a database file. `synchronous = FULL`: a commit is on disk when it returns. Copying the log is left to
 *  `Checkpointer`; SQLite's own checkpoint stays as a safety net at twice the length.
 *  `secure_delete`: what is deleted or replaced is overwritten with zeroes, so that an erased record leaves nothing behind (`keep-and-erase`).
 *  @param maxBytes largest size of the file; beyond it writes fail with `no-space`.
 *  @throws {Anomaly} `unavailable` when it belongs to another program or a newer version; `fault` when it can't be opened. */
export function openDatabase(file: string, maxBytes: number | undefined): DatabaseSync {
  try {
    // SQLite would make it readable for all; its -wal and -shm files take over the mode of the main file.
    closeSync(openSync(file, "a", 0o600));
    const db = new DatabaseSync(file, { timeout: busyTimeout });
    try {
      db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON");
      db.exec("PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = 67108864; PRAGMA wal_autocheckpoint = 16000");
      if (maxBytes !== undefined) db.exec(`PRAGMA max_page_count = ${Math.max(1, Math.floor(maxBytes / pageSize(db)))}`);
      migrate(db);
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  } catch (error) {
    throw asSqliteAnomaly(error);
  }
}

function pageSize(db: DatabaseSync): number {
  return Number(db.prepare("PRAGMA page_size").get()?.["page_size"]);
}
