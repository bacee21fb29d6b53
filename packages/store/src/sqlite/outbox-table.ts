import { erasedTopic } from "@wijkverband/fhir";
import type { ClaimedEvent, OutboxClaim, OutboxCount, OutboxEntry, OutboxEvent, OutboxFailure, OutboxMark, OutboxTurn } from "../outbox.ts";
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

interface TurnRow {
  readonly last: number;
  readonly failures: number;
  readonly failing_since: number | null;
  readonly sent: number | null;
  readonly bound: string | null;
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

  /** Whether it makes sense to ask for the turn to send an event: a look that writes nothing. */
  hasEvent(claim: OutboxClaim): boolean {
    return this.hasTurn(claim, false) && this.pending(claim.recipient, 1).length > 0;
  }

  /** @param unknown what is true of a recipient that nothing was ever for */
  hasTurn({ recipient, holder, at, bound }: OutboxClaim, unknown: boolean): boolean {
    const now = at.getTime();
    const text = "SELECT not_before <= ? AND (holder IS NULL OR holder = ? OR held_until <= ?) AND (? IS NULL OR bound IS ?) AS has FROM outbox_recipient WHERE recipient = ?";
    const row = this.#statements.own(text).get(now, holder, now, bound ?? null, bound ?? null, recipient);
    return row === undefined ? unknown && bound === undefined : row["has"] === 1;
  }

  claim(claim: OutboxClaim): ClaimedEvent | undefined {
    if (!this.hasEvent(claim)) return undefined;
    const { failures } = this.#take(claim);
    const [entry] = this.pending(claim.recipient, 1);
    return entry && { entry, failures };
  }

  claimTurn(claim: OutboxClaim): OutboxTurn | undefined {
    if (!this.hasTurn(claim, true)) return undefined;
    this.#statements.own("INSERT INTO outbox_recipient (recipient) VALUES (?) ON CONFLICT DO NOTHING").run(claim.recipient);
    return this.#take(claim);
  }

  #take({ recipient, holder, until }: OutboxClaim): OutboxTurn {
    this.#statements.own("UPDATE outbox_recipient SET holder = ?, held_until = ? WHERE recipient = ?").run(holder, until.getTime(), recipient);
    return this.turn(recipient);
  }

  turn(recipient: string): OutboxTurn {
    const row = this.#statements.own("SELECT last, failures, failing_since, sent, bound FROM outbox_recipient WHERE recipient = ?").get(recipient) as unknown as TurnRow | undefined;
    if (row === undefined) return { last: 0, failures: 0 };
    return {
      last: row.last,
      failures: row.failures,
      ...(row.failing_since !== null && { failingSince: new Date(row.failing_since).toISOString() }),
      ...(row.sent !== null && { sent: new Date(row.sent).toISOString() }),
      ...(row.bound !== null && { bound: row.bound }),
    };
  }

  bind(recipient: string, connection: string | undefined): void {
    const text = `INSERT INTO outbox_recipient (recipient, bound) VALUES (?, ?) ON CONFLICT DO UPDATE SET bound = excluded.bound, holder = NULL, held_until = 0, not_before = 0`;
    this.#statements.own(text).run(recipient, connection ?? null);
  }

  delivered({ recipient, number, upTo = number, holder, at }: OutboxMark): boolean {
    const returned = this.#statements
      .own("UPDATE outbox_recipient SET holder = NULL, held_until = 0, failures = 0, failing_since = NULL, not_before = 0, sent = ? WHERE recipient = ? AND holder = ?")
      .run(at.getTime(), recipient, holder).changes;
    if (returned === 0) return false;
    if (number === undefined || upTo === undefined) return true;
    this.#statements.own(`UPDATE outbox SET delivered = ?, attempts = attempts + 1, failure = NULL WHERE recipient = ? AND number BETWEEN ? AND ? AND ${pending}`).run(at.getTime(), recipient, number, upTo);
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
    if (number !== undefined) this.#statements.own("UPDATE outbox SET attempts = attempts + 1, failure = ? WHERE recipient = ? AND number = ?").run(failure, recipient, number);
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
