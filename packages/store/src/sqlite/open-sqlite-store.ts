import { randomUUID } from "node:crypto";
import type { Store } from "../store.ts";
import type { StoreOptions } from "../options.ts";
import { Checkpointer } from "./checkpointer.ts";
import { openDatabase } from "./open-database.ts";
import { reindex } from "./reindex.ts";
import { asSqliteAnomaly } from "./sqlite-error.ts";
import { SqliteStore } from "./sqlite-store.ts";

export interface SqliteStoreOptions extends StoreOptions {
  /** Path of the database; made when absent. */
  readonly file: string;
  /** Largest size of the file in bytes; beyond it writes fail with `no-space`. Unlimited when absent. */
  readonly maxBytes?: number;
}

/** Opens a store in one SQLite file, after what earlier definitions indexed has been indexed anew (`indexedBy`). Several processes may have the same file open; give each its own `chain`.
 *  @throws {Anomaly} as `openDatabase`. */
export function openSqliteStore(options: SqliteStoreOptions): Store {
  const db = openDatabase(options.file, options.maxBytes);
  try {
    reindex(db, options);
  } catch (error) {
    db.close();
    throw asSqliteAnomaly(error);
  }
  return new SqliteStore(db, { ...options, chain: options.chain ?? randomUUID() }, new Checkpointer(options.file));
}
