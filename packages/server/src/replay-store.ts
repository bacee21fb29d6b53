import type { ReplayStore } from "@wijkverband/identity";
import { DatabaseSync } from "node:sqlite";

/** Remembers token ids that were used, across restarts, until they expire anyway. */
export function createReplayStore(file: string, clock: () => number): ReplayStore & { close(): void } {
  const database = new DatabaseSync(file);
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE IF NOT EXISTS seen (jti TEXT PRIMARY KEY, expires INTEGER NOT NULL) STRICT, WITHOUT ROWID; CREATE INDEX IF NOT EXISTS seen_expires ON seen (expires)");
  const forget = database.prepare("DELETE FROM seen WHERE expires < ?");
  const remember = database.prepare("INSERT INTO seen (jti, expires) VALUES (?, ?) ON CONFLICT DO NOTHING");
  return {
    seen(jti, expires) {
      forget.run(Math.floor(clock() / 1000) - 60);
      return Promise.resolve(remember.run(jti, Math.floor(expires)).changes === 0);
    },
    close() {
      database.close();
    },
  };
}
