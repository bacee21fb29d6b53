import { erasedTopic } from "@wijkverband/fhir";
import type { ClaimedEvent, OutboxClaim, OutboxCount, OutboxEntry, OutboxEvent, OutboxFailure, OutboxMark } from "../outbox.ts";
import type { Statements } from "./statements.ts";

interface Row {
  readonly recipient: string;
  readonly number: number;
  readonly topic: OutboxEntry["topic"];
  readonly patient: string | null;
  readonly focus: string | null;
  readonly recorded: number;
  readonly delivered: number | null;
  readonly dead: number | null;
  readonly attempts: number;
  readonly failure: string | null;
}

const columns = "recipient, number, topic, patient, focus, recorded, delivered, dead, attempts, failure";
const pending = "delivered IS NULL AND dead IS NULL";
const dead = "dead IS NOT NULL";

/** The outbox in the database. What writes does so within the transaction that the commit queue has open. */
export class OutboxTable {
  readonly #statements: Statements;

  constructor(statements: Statements) {
    this.#statements = statements;
  }

  add(events: readonly OutboxEvent[], at: Date): void {
    for (const { recipient, topic, patient, focus } of events) {
      const next = this.#statements.own("INSERT INTO outbox_recipient (recipient, last) VALUES (?, 1) ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last").get(recipient);
      this.#statements
        .own("INSERT INTO outbox (recipient, number, topic, patient, focus, recorded) VALUES (?, ?, ?, ?, ?, ?)")
        .run(recipient, Number(next?.["last"]), topic, patient ?? null, focus, at.getTime());
    }
  }

  pending(recipient: string | undefined, count: number): readonly OutboxEntry[] {
    return this.#entries(pending, recipient, count);
  }

  dead(recipient: string | undefined, count: number): readonly OutboxEntry[] {
    return this.#entries(dead, recipient, count);
  }

  #entries(state: string, recipient: string | undefined, count: number): readonly OutboxEntry[] {
    const which = recipient === undefined ? "" : "recipient = ? AND ";
    const rows = this.#statements.own(`SELECT ${columns} FROM outbox WHERE ${which}${state} ORDER BY recipient, number LIMIT ?`).all(...(recipient === undefined ? [] : [recipient]), count);
    return (rows as unknown as Row[]).map(entryOf);
  }

  after(recipient: string, after: number, count: number): readonly OutboxEntry[] {
    const rows = this.#statements.own(`SELECT ${columns} FROM outbox WHERE recipient = ? AND number > ? ORDER BY number LIMIT ?`).all(recipient, after, count);
    return (rows as unknown as Row[]).map(entryOf);
  }

  /** Of some recipients only their own entries are counted: those of an organisation without a hook may be many. */
  counts(recipients: readonly string[] | undefined): readonly OutboxCount[] {
    const which = recipients === undefined ? "SELECT recipient FROM outbox_recipient" : "SELECT DISTINCT value AS recipient FROM json_each(?)";
    const count = (state: string): string => `(SELECT count(*) FROM outbox o WHERE o.recipient = r.recipient AND ${state})`;
    const rows = this.#statements
      .own(`SELECT * FROM (SELECT recipient, ${count(pending)} AS pending, ${count(dead)} AS dead FROM (${which}) r) WHERE pending + dead > 0 ORDER BY recipient`)
      .all(...(recipients === undefined ? [] : [JSON.stringify(recipients)]));
    return rows.map(({ recipient, pending: waiting, dead: given }) => ({ recipient: String(recipient), pending: Number(waiting), dead: Number(given) }));
  }

  /** Whether it makes sense to ask for the turn: a look that writes nothing. */
  hasTurn({ recipient, holder, at }: OutboxClaim): boolean {
    const now = at.getTime();
    const text = `SELECT 1 FROM outbox_recipient r WHERE recipient = ? AND not_before <= ? AND (holder IS NULL OR holder = ? OR held_until <= ?)
      AND EXISTS (SELECT 1 FROM outbox o WHERE o.recipient = r.recipient AND ${pending})`;
    return this.#statements.own(text).get(recipient, now, holder, now) !== undefined;
  }

  claim(claim: OutboxClaim): ClaimedEvent | undefined {
    if (!this.hasTurn(claim)) return undefined;
    const turn = this.#statements.own("UPDATE outbox_recipient SET holder = ?, held_until = ? WHERE recipient = ? RETURNING failures").get(claim.holder, claim.until.getTime(), claim.recipient);
    const [entry] = this.pending(claim.recipient, 1);
    return entry && { entry, failures: Number(turn?.["failures"]) };
  }

  delivered({ recipient, number, holder, at }: OutboxMark): boolean {
    const returned = this.#statements
      .own("UPDATE outbox_recipient SET holder = NULL, held_until = 0, failures = 0, failing_since = NULL, not_before = 0 WHERE recipient = ? AND holder = ?")
      .run(recipient, holder).changes;
    if (returned === 0) return false;
    this.#statements.own("UPDATE outbox SET delivered = ?, attempts = attempts + 1, failure = NULL WHERE recipient = ? AND number = ?").run(at.getTime(), recipient, number);
    return true;
  }

  failed({ recipient, number, holder, at, failure, retryAt, patience }: OutboxFailure): number | undefined {
    const now = at.getTime();
    const turn = this.#statements
      .own(
        `UPDATE outbox_recipient SET holder = NULL, held_until = 0, failures = failures + 1, failing_since = ifnull(failing_since, ?), not_before = ?
          WHERE recipient = ? AND holder = ? RETURNING failing_since`,
      )
      .get(now, retryAt.getTime(), recipient, holder);
    if (turn === undefined) return undefined;
    this.#statements.own("UPDATE outbox SET attempts = attempts + 1, failure = ? WHERE recipient = ? AND number = ?").run(failure, recipient, number);
    if (now - Number(turn["failing_since"]) < patience) return 0;
    return Number(this.#statements.own(`UPDATE outbox SET dead = ? WHERE recipient = ? AND ${pending} AND recorded <= ?`).run(now, recipient, now - patience).changes);
  }

  replay(recipient: string, from: number | undefined): number {
    const which = from === undefined ? dead : `number >= ? AND (${dead} OR delivered IS NOT NULL)`;
    const { changes } = this.#statements
      .own(`UPDATE outbox SET dead = NULL, delivered = NULL, attempts = 0, failure = NULL WHERE recipient = ? AND ${which}`)
      .run(recipient, ...(from === undefined ? [] : [from]));
    if (changes !== 0) this.#statements.own("UPDATE outbox_recipient SET failures = 0, failing_since = NULL, not_before = 0 WHERE recipient = ?").run(recipient);
    return Number(changes);
  }

  /** Keeps the numbers. */
  erase(patient: string): void {
    this.#statements.own("UPDATE outbox SET topic = ?, patient = NULL, focus = NULL, failure = NULL WHERE patient = ?").run(erasedTopic, patient);
  }
}

function entryOf(row: Row): OutboxEntry {
  return {
    recipient: row.recipient,
    number: row.number,
    topic: row.topic,
    ...(row.patient !== null && { patient: row.patient }),
    ...(row.focus !== null && { focus: row.focus }),
    recorded: new Date(row.recorded).toISOString(),
    ...(row.delivered !== null && { delivered: new Date(row.delivered).toISOString() }),
    ...(row.dead !== null && { dead: new Date(row.dead).toISOString() }),
    attempts: row.attempts,
    ...(row.failure !== null && { failure: row.failure }),
  };
}
