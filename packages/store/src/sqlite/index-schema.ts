/** Quantities, and from which repetition of an element a value is; what was indexed by an earlier build is to be indexed anew (`reindex.ts`). */
export const quantitiesAndGroups = `
  CREATE TABLE quantity (
    slot INTEGER NOT NULL REFERENCES resource (slot) ON DELETE CASCADE, pid INTEGER NOT NULL, n INTEGER NOT NULL, g INTEGER NOT NULL,
    low TEXT NOT NULL, high TEXT NOT NULL, system TEXT NOT NULL, code TEXT NOT NULL, unit TEXT NOT NULL, PRIMARY KEY (slot, pid, n)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX quantity_value ON quantity (pid, low, high);
  ALTER TABLE token ADD COLUMN g INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE reference ADD COLUMN g INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE string ADD COLUMN g INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE uri ADD COLUMN g INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE date ADD COLUMN g INTEGER NOT NULL DEFAULT 0;

  -- By which definitions the index was made, and which resources still wait to be indexed by them.
  CREATE TABLE indexed_by (one INTEGER PRIMARY KEY CHECK (one = 1), definitions TEXT NOT NULL) STRICT;
  CREATE TABLE unindexed (slot INTEGER PRIMARY KEY REFERENCES resource (slot) ON DELETE CASCADE) STRICT;
`;
