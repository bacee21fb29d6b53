/** Step 7: what others are to be told lies in the same file as what happened. */
export const outbox: string = `
  -- What a recipient was counted up to, who has the turn to send to it, and how sending goes. Instants in epoch milliseconds.
  CREATE TABLE outbox_recipient (
    recipient TEXT PRIMARY KEY, last INTEGER NOT NULL DEFAULT 0,
    holder TEXT, held_until INTEGER NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0, failing_since INTEGER, not_before INTEGER NOT NULL DEFAULT 0
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE outbox (
    recipient TEXT NOT NULL REFERENCES outbox_recipient (recipient), number INTEGER NOT NULL,
    topic TEXT NOT NULL, patient TEXT, focus TEXT, recorded INTEGER NOT NULL,
    delivered INTEGER, dead INTEGER, attempts INTEGER NOT NULL DEFAULT 0, failure TEXT,
    PRIMARY KEY (recipient, number)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX outbox_pending ON outbox (recipient, number) WHERE delivered IS NULL AND dead IS NULL;
  CREATE INDEX outbox_dead ON outbox (recipient, number) WHERE dead IS NOT NULL;
  CREATE INDEX outbox_patient ON outbox (patient) WHERE patient IS NOT NULL;
`;

/** Step 8: a recipient hears something now and then though nothing happens, and some come and fetch over one connection. */
export const outboxTurns: string = `
  ALTER TABLE outbox_recipient ADD COLUMN sent INTEGER;
  ALTER TABLE outbox_recipient ADD COLUMN bound TEXT;
`;
