import type { DatabaseSync } from "node:sqlite";
import { Anomaly } from "@wijkverband/fhir";
import { quantitiesAndGroups } from "./index-schema.ts";
import { logByPatient } from "./log-by-patient.ts";
import { outbox, outboxTurns } from "./outbox-schema.ts";

/** One step of the schema. A released step is never edited; a change is a new one. */
export interface Migration {
  readonly number: number;
  readonly sql: string;
}

/** Marks a file as ours (`PRAGMA application_id`): "wijk" in ASCII. */
const applicationId = 0x77_69_6a_6b;

const first = `
  -- The current version of every resource, tombstones included. The text stands last, so that a scan does not read it.
  CREATE TABLE resource (
    slot INTEGER PRIMARY KEY, type TEXT NOT NULL, id TEXT NOT NULL,
    version INTEGER NOT NULL, updated INTEGER NOT NULL, deleted INTEGER NOT NULL,
    patient TEXT, domain TEXT, author TEXT, json TEXT NOT NULL,
    UNIQUE (type, id)
  ) STRICT;
  CREATE INDEX resource_type ON resource (type) WHERE deleted = 0;
  CREATE INDEX resource_patient ON resource (patient, type) WHERE deleted = 0;

  CREATE TABLE former (
    slot INTEGER NOT NULL REFERENCES resource (slot) ON DELETE CASCADE,
    version INTEGER NOT NULL, updated INTEGER NOT NULL, deleted INTEGER NOT NULL,
    patient TEXT, domain TEXT, author TEXT, json TEXT NOT NULL,
    PRIMARY KEY (slot, version)
  ) STRICT;

  -- A search parameter of a type as a small number; the index tables carry it instead of two names.
  CREATE TABLE parameter (pid INTEGER PRIMARY KEY, type TEXT NOT NULL, name TEXT NOT NULL, UNIQUE (type, name)) STRICT;

  -- Index rows: by resource (the table itself) for checking a candidate, by value (the index) for finding candidates.
  CREATE TABLE token (
    slot INTEGER NOT NULL REFERENCES resource (slot) ON DELETE CASCADE, pid INTEGER NOT NULL, n INTEGER NOT NULL,
    system TEXT NOT NULL, code TEXT NOT NULL, PRIMARY KEY (slot, pid, n)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX token_value ON token (pid, code, system);
  CREATE TABLE reference (
    slot INTEGER NOT NULL REFERENCES resource (slot) ON DELETE CASCADE, pid INTEGER NOT NULL, n INTEGER NOT NULL,
    type TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (slot, pid, n)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX reference_value ON reference (pid, id, type);
  CREATE TABLE string (
    slot INTEGER NOT NULL REFERENCES resource (slot) ON DELETE CASCADE, pid INTEGER NOT NULL, n INTEGER NOT NULL,
    folded TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (slot, pid, n)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX string_value ON string (pid, folded);
  CREATE TABLE uri (
    slot INTEGER NOT NULL REFERENCES resource (slot) ON DELETE CASCADE, pid INTEGER NOT NULL, n INTEGER NOT NULL,
    value TEXT NOT NULL, PRIMARY KEY (slot, pid, n)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX uri_value ON uri (pid, value);
  CREATE TABLE date (
    slot INTEGER NOT NULL REFERENCES resource (slot) ON DELETE CASCADE, pid INTEGER NOT NULL, n INTEGER NOT NULL,
    starts INTEGER NOT NULL, ends INTEGER NOT NULL, PRIMARY KEY (slot, pid, n)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX date_value ON date (pid, starts, ends);

  -- Who stands how to whom. patient '' = none. starts and ends repeat from_text and until_text as epoch milliseconds, open ends filled in.
  CREATE TABLE tie (
    patient TEXT NOT NULL, holder TEXT NOT NULL, kind TEXT NOT NULL, source TEXT NOT NULL, n INTEGER NOT NULL,
    about TEXT, starts INTEGER NOT NULL, ends INTEGER NOT NULL, from_text TEXT, until_text TEXT,
    PRIMARY KEY (patient, holder, kind, source, n)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX tie_source ON tie (source);
  CREATE INDEX tie_holder ON tie (kind, holder, patient);

  CREATE TABLE unique_key (key TEXT PRIMARY KEY, slot INTEGER NOT NULL REFERENCES resource (slot) ON DELETE CASCADE) STRICT, WITHOUT ROWID;
  CREATE INDEX unique_key_slot ON unique_key (slot);

  -- patient '' = the directory.
  CREATE TABLE stamp (patient TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE chain (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, sequence INTEGER NOT NULL, hash TEXT NOT NULL, seal TEXT NOT NULL) STRICT;
  CREATE TABLE audit (
    chain INTEGER NOT NULL REFERENCES chain (number), sequence INTEGER NOT NULL,
    previous TEXT NOT NULL, hash TEXT NOT NULL, json TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX audit_place ON audit (chain, sequence);
`;

const inOrderOfTime = `
  -- Histories walk back in time; what one caller can see of a large region is found through who has a tie, wrote it, or was there before it was deleted.
  CREATE INDEX resource_updated ON resource (updated);
  CREATE INDEX former_updated ON former (updated, slot, version);
  CREATE INDEX resource_author ON resource (author, type) WHERE author IS NOT NULL;
  CREATE INDEX resource_tombstone ON resource (patient, type) WHERE deleted = 1;
`;

/** Labels that follow from the content; the seal of the law on a note, and what sort of thing it is where FHIR keeps several in one type. */
const second = `
  ALTER TABLE resource ADD COLUMN kind TEXT;
  ALTER TABLE resource ADD COLUMN withheld INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE former ADD COLUMN kind TEXT;
  ALTER TABLE former ADD COLUMN withheld INTEGER NOT NULL DEFAULT 0;

  UPDATE resource SET kind = CASE
    WHEN json_extract(json, '$.scope.coding[0].code') = 'treatment' THEN 'treatment-directive'
    WHEN json_extract(json, '$.scope.coding[0].code') = 'adr' THEN 'advance-directive'
    ELSE 'privacy-consent' END
    WHERE type = 'Consent' AND deleted = 0;
  -- of a tombstone the content is in an older version; the strictest label is the safe one
  UPDATE resource SET kind = 'privacy-consent' WHERE type = 'Consent' AND deleted = 1;
  UPDATE resource SET kind = 'registration' WHERE type = 'Task';
  UPDATE resource SET kind = 'home-access' WHERE type = 'Flag' AND (deleted = 1 OR json LIKE '%"toegang-woning"%');
`;

const toNarrow = `
  -- All that narrowing asks of a resource, so that to count or sort what one caller sees of a type its rows need not be read.
  -- Only a query that asks for type || '' takes it, because one that wants slots in order must not.
  CREATE INDEX resource_narrowing ON resource (type || '', patient, domain, kind, withheld, author, id, type) WHERE deleted = 0;
  CREATE INDEX tie_about ON tie (about) WHERE about IS NOT NULL;
  -- When the next tie begins or ends: until then, and while nothing is written, a count stays what it was.
  CREATE INDEX tie_starts ON tie (starts) WHERE from_text IS NOT NULL;
  CREATE INDEX tie_ends ON tie (ends) WHERE until_text IS NOT NULL;
`;

/** What an organisation may do for itself is asked by a tie to itself, which a new version of it makes; so those that are there already get theirs. */
const organizationsThemselves = `
  INSERT INTO tie (patient, holder, kind, source, n, about, starts, ends)
    SELECT '', 'Organization/' || id, 'organization-self', 'Organization/' || id, 0, 'Organization/' || id, -8640000000000000, 8640000000000001
    FROM resource WHERE type = 'Organization' AND deleted = 0;
`;

/** All steps, in order; the last number is the version of the schema. */
export const migrations: readonly Migration[] = [{ number: 1, sql: first }, { number: 2, sql: second }, { number: 3, sql: inOrderOfTime }, { number: 4, sql: logByPatient }, { number: 5, sql: toNarrow }, { number: 6, sql: outbox }, { number: 7, sql: organizationsThemselves }, { number: 8, sql: outboxTurns }, { number: 9, sql: quantitiesAndGroups }];

/** Brings a file to the newest schema, each step in a transaction. Safe when two processes open a new file at once.
 *  @throws {Anomaly} `unavailable` when the file is not ours or was written by a newer version. */
export function migrate(db: DatabaseSync, steps: readonly Migration[] = migrations): void {
  const newest = steps.at(-1)?.number ?? 0;
  if (isOurs(db) && versionOf(db) === newest) return;
  for (const { number, sql } of steps) {
    db.exec("BEGIN IMMEDIATE");
    try {
      const version = versionOf(db);
      if (!isOurs(db) && !isEmpty(db)) throw new Anomaly("unavailable", "this SQLite file belongs to another program");
      if (version > newest) throw new Anomaly("unavailable", `this database has schema ${version}, we know up to ${newest}`);
      if (version < number) {
        db.exec(sql);
        db.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${number}`);
      }
      db.exec("COMMIT");
    } catch (error) {
      if (db.isTransaction) db.exec("ROLLBACK");
      throw error;
    }
  }
}

function versionOf(db: DatabaseSync): number {
  return Number(db.prepare("PRAGMA user_version").get()?.["user_version"]);
}

function isOurs(db: DatabaseSync): boolean {
  return db.prepare("PRAGMA application_id").get()?.["application_id"] === applicationId;
}

function isEmpty(db: DatabaseSync): boolean {
  return db.prepare("SELECT count(*) AS tables FROM sqlite_schema").get()?.["tables"] === 0;
}
