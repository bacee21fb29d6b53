import type { DatabaseSync } from "node:sqlite";
import { Anomaly } from "@wijkverband/fhir";
import { asSqliteAnomaly } from "./sqlite-error.ts";

/** What has to happen around the jobs of one transaction. */
export interface CommitSteps {
  /** After `BEGIN`. */
  begin(): void;
  /** Before each job; the answer undoes what the job left in memory, when its writes are rolled back. */
  mark(): () => void;
  /** Before `COMMIT`. */
  seal(): void;
  /** After a rollback of the whole transaction. */
  abandon(): void;
}

interface Job {
  readonly work: () => unknown;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Anomaly) => void;
}

/** Tells a caller how it ended, once that is certain. */
type Settle = (broken: Anomaly | undefined) => void;

/** How many jobs share a transaction at most, so that reads are not kept waiting for long. */
const largestFlush = 256;

/** Puts on disk what was committed so far; `undefined` once it is there, or why it may not be. */
export type Sync = () => Promise<Error | undefined>;

/** Group commit. Jobs of one event-loop turn run in one transaction and share its flush to disk; each has a savepoint, so that a failing one
 *  takes nothing with it. No promise resolves before the commit is on disk. Whoever reads sooner sees what is committed and not yet on disk,
 *  but hears of it only after an audit event of his own is, which stands behind it in the same log.
 *  The disk is waited for beside the event loop; what comes in meanwhile shares the next transaction. */
export class CommitQueue {
  readonly #db: DatabaseSync;
  readonly #steps: CommitSteps;
  readonly #sync: Sync;
  #jobs: Job[] = [];
  #scheduled = false;
  #closed = false;
  #syncing: Promise<void> | undefined;
  /** A disk that failed once may have dropped what it was given, so nothing is promised any more. */
  #broken: Anomaly | undefined;

  constructor(db: DatabaseSync, steps: CommitSteps, sync: Sync) {
    this.#db = db;
    this.#steps = steps;
    this.#sync = sync;
  }

  /** Runs `work` in the next transaction. @throws {Anomaly} its own, or `no-space`, `unavailable`, `fault` when the commit fails. */
  enqueue<Result>(work: () => Result): Promise<Result> {
    if (this.#closed) return Promise.reject(new Anomaly("unavailable", "the store is closed"));
    if (this.#broken !== undefined) return Promise.reject(this.#broken);
    return new Promise((resolve, reject) => {
      this.#jobs.push({ work, resolve: resolve as (result: unknown) => void, reject });
      this.#schedule();
    });
  }

  /** Takes nothing more, writes what is waiting. */
  async close(): Promise<void> {
    this.#closed = true;
    while (this.#jobs.length > 0 || this.#syncing !== undefined) {
      await this.#syncing;
      this.#flush();
    }
  }

  #schedule(): void {
    if (this.#scheduled || this.#syncing !== undefined) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#flush();
    });
  }

  /** Commits what waits, unless the disk is still busy with the commit before: its end is the next occasion. */
  #flush(): void {
    if (this.#jobs.length === 0 || this.#syncing !== undefined) return;
    const settled = this.#commit(this.#jobs.splice(0, largestFlush));
    if (settled === undefined) {
      if (this.#jobs.length > 0) this.#schedule();
      return;
    }
    this.#syncing = this.#settle(settled);
  }

  async #settle(settled: readonly Settle[]): Promise<void> {
    const failure = await this.#sync();
    this.#syncing = undefined;
    if (failure !== undefined) this.#broken = new Anomaly("fault", "the store could not do this", { cause: failure });
    for (const settle of settled) settle(this.#broken);
    if (this.#broken !== undefined) for (const { reject } of this.#jobs.splice(0)) reject(this.#broken);
    // not at once: what this turn of the event loop still brings in can go along
    if (this.#jobs.length > 0) this.#schedule();
  }

  /** Runs jobs in one transaction. Answers with what to tell each caller, or `undefined` when it failed as a whole and they were told. */
  #commit(jobs: readonly Job[]): readonly Settle[] | undefined {
    const settled: Settle[] = [];
    try {
      this.#db.exec("BEGIN IMMEDIATE");
      this.#steps.begin();
      for (const job of jobs) settled.push(this.#run(job));
      this.#steps.seal();
      this.#db.exec("COMMIT");
      return settled;
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec("ROLLBACK");
      this.#steps.abandon();
      const anomaly = asSqliteAnomaly(error);
      for (const { reject } of jobs) reject(anomaly);
      return undefined;
    }
  }

  /** Answers with what to tell the caller once the transaction is on disk. */
  #run({ work, resolve, reject }: Job): Settle {
    const undo = this.#steps.mark();
    this.#db.exec("SAVEPOINT job");
    try {
      const result = work();
      this.#db.exec("RELEASE job");
      return (broken) => (broken === undefined ? resolve(result) : reject(broken));
    } catch (error) {
      // A full disk can make SQLite roll back the whole transaction by itself; then no job of it was written.
      if (!this.#db.isTransaction) throw error;
      this.#db.exec("ROLLBACK TO job");
      this.#db.exec("RELEASE job");
      undo();
      const anomaly = asSqliteAnomaly(error);
      return () => reject(anomaly);
    }
  }
}
