import type { Statements } from "./statements.ts";

/** How many events are listed in one transaction: a few milliseconds, so that nobody waits for it. */
export const listBatch = 500;

/** How many events wait before they are listed without anybody asking. */
const patience = 10_000;

/** Lists audit events by patient behind the writes. Doing it with each write would dirty a page more an event, a third of what an event costs;
 *  in batches in order of patient it is hardly anything. Whoever reads a log lists what is missing first, so that no reader misses an event. */
export class PatientList {
  readonly #statements: Statements;
  #waiting = 0;
  #running = false;

  constructor(statements: Statements) {
    this.#statements = statements;
  }

  /** Tells whether every event whose chain's end is sealed is listed. */
  isComplete(): boolean {
    return this.#pending().length === 0;
  }

  /** Chains with events to list, and up to where. */
  #pending(): readonly { readonly number: number; readonly sequence: number }[] {
    return this.#statements.own("SELECT number, sequence FROM chain WHERE listed < sequence").all() as unknown as { number: number; sequence: number }[];
  }

  /** Lists a batch of one chain, within a transaction. Answers whether more is waiting up to `target`. */
  #listSome(number: number, target: number): boolean {
    const listed = Number(this.#statements.own("SELECT listed FROM chain WHERE number = ?").get(number)?.["listed"]);
    if (listed >= target) return false;
    const upTo = Math.min(target, listed + listBatch);
    // an event that was slipped in with the place of another, as tampering does, must not stop the others from being listed
    this.#statements
      .own(
        "INSERT OR IGNORE INTO audit_patient (patient, recorded, chain, sequence) SELECT patient, recorded, chain, sequence FROM audit WHERE chain = ? AND sequence > ? AND sequence <= ? AND patient IS NOT NULL ORDER BY patient, recorded, sequence",
      )
      .run(number, listed, upTo);
    this.#statements.own("UPDATE chain SET listed = ? WHERE number = ?").run(upTo, number);
    return upTo < target;
  }

  /** Counts events that were written; when enough wait, lists them all. @param inTransaction runs work in a transaction of its own. */
  grew(events: number, inTransaction: (work: () => boolean) => Promise<boolean>): void {
    this.#waiting += events;
    if (this.#waiting < patience || this.#running) return;
    this.#waiting = 0;
    this.#running = true;
    // what fails here is tried again by whoever reads, and told to him
    void this.complete(inTransaction)
      .catch(() => undefined)
      .finally(() => (this.#running = false));
  }

  /** Lists all that is there when it starts; what is written meanwhile can't keep it going. */
  async complete(inTransaction: (work: () => boolean) => Promise<boolean>): Promise<void> {
    for (const { number, sequence } of this.#pending()) while (await inTransaction(() => this.#listSome(number, sequence)));
  }
}
