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

/** How many jobs share a transaction at most, so that reads are not kept waiting for long. */
const largestFlush = 256;

/** Group commit. Jobs of one event-loop turn run in one transaction and share its fsync; each has a savepoint, so that a failing one
 *  takes nothing with it. No promise resolves before the commit is on disk. */
export class CommitQueue {
  readonly #db: DatabaseSync;
  readonly #steps: CommitSteps;
  #jobs: Job[] = [];
  #scheduled = false;
  #closed = false;

  constructor(db: DatabaseSync, steps: CommitSteps) {
    this.#db = db;
    this.#steps = steps;
  }

  /** Runs `work` in the next transaction. @throws {Anomaly} its own, or `no-space`, `unavailable`, `fault` when the commit fails. */
  enqueue<Result>(work: () => Result): Promise<Result> {
    if (this.#closed) return Promise.reject(new Anomaly("unavailable", "the store is closed"));
    return new Promise((resolve, reject) => {
      this.#jobs.push({ work, resolve: resolve as (result: unknown) => void, reject });
      this.#schedule();
    });
  }

  /** Writes what is waiting, then takes nothing more. */
  close(): void {
    this.#closed = true;
    while (this.#jobs.length > 0) this.#flush();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      if (this.#jobs.length === 0) return;
      this.#flush();
      if (this.#jobs.length > 0) this.#schedule();
    });
  }

  #flush(): void {
    const jobs = this.#jobs.splice(0, largestFlush);
    const settled: (() => void)[] = [];
    try {
      this.#db.exec("BEGIN IMMEDIATE");
      this.#steps.begin();
      for (const job of jobs) settled.push(this.#run(job));
      this.#steps.seal();
      this.#db.exec("COMMIT");
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec("ROLLBACK");
      this.#steps.abandon();
      const anomaly = asSqliteAnomaly(error);
      for (const { reject } of jobs) reject(anomaly);
      return;
    }
    for (const settle of settled) settle();
  }

  /** Answers with what to tell the caller once the transaction is on disk. */
  #run({ work, resolve, reject }: Job): () => void {
    const undo = this.#steps.mark();
    this.#db.exec("SAVEPOINT job");
    try {
      const result = work();
      this.#db.exec("RELEASE job");
      return () => resolve(result);
    } catch (error) {
      // A full disk can make SQLite roll back the whole transaction by itself; then no job of it was written.
      if (!this.#db.isTransaction) throw error;
      this.#db.exec("ROLLBACK TO job");
      this.#db.exec("RELEASE job");
      undo();
      return () => reject(asSqliteAnomaly(error));
    }
  }
}
