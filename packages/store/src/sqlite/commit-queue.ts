import type { DatabaseSync, StatementSync } from "node:sqlite";
import { Anomaly } from "@wijkverband/fhir";
import { asSqliteAnomaly } from "./sqlite-error.ts";

/** What has to happen around the jobs of one transaction. */
export interface CommitSteps {
  /** After `BEGIN`. */
  begin(): void;
  /** Before each job; the answer undoes what the job left in memory, when it fails alone. */
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

/** A job failed that had written already: the others have to be done anew without it. */
class Spoilt extends Error {}

/** Group commit. Jobs of one event-loop turn run in one transaction and share its fsync; a failing one takes nothing with it. No promise resolves before
 *  the commit is on disk. A savepoint for each job would keep a copy of every page that it changes, a third of what a write costs, so there is none until a
 *  job fails that wrote something: then all is undone and done anew with savepoints. A job may so run twice, and must come to the same. */
export class CommitQueue {
  readonly #db: DatabaseSync;
  readonly #steps: CommitSteps;
  #total: StatementSync | undefined;
  #jobs: Job[] = [];
  #scheduled = false;
  #closed = false;

  constructor(db: DatabaseSync, steps: CommitSteps) {
    this.#db = db;
    this.#steps = steps;
  }

  /** Runs `work` in the next transaction, twice if another job there spoils that. @throws {Anomaly} its own, or `no-space`, `unavailable`, `fault` when the commit fails. */
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
    try {
      this.#commit(jobs, (job) => this.#run(job));
    } catch (error) {
      if (!(error instanceof Spoilt)) return rejectAll(jobs, error);
      try {
        this.#commit(jobs, (job) => this.#runApart(job));
      } catch (again) {
        rejectAll(jobs, again);
      }
    }
  }

  /** All jobs in one transaction; who asked is told once that is on disk. @throws what stopped it: then none of them was written. */
  #commit(jobs: readonly Job[], run: (job: Job) => () => void): void {
    const settled: (() => void)[] = [];
    try {
      this.#db.exec("BEGIN IMMEDIATE");
      this.#steps.begin();
      for (const job of jobs) settled.push(run(job));
      this.#steps.seal();
      this.#db.exec("COMMIT");
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec("ROLLBACK");
      this.#steps.abandon();
      throw error;
    }
    for (const settle of settled) settle();
  }

  /** Answers with what to tell the caller once the transaction is on disk. @throws {Spoilt} when it failed with something written. */
  #run({ work, resolve, reject }: Job): () => void {
    const undo = this.#steps.mark();
    const before = this.#written();
    try {
      const result = work();
      return () => resolve(result);
    } catch (error) {
      // A full disk can make SQLite roll back the whole transaction by itself; then no job of it was written.
      if (!this.#db.isTransaction) throw error;
      if (this.#written() !== before) throw new Spoilt();
      undo();
      return () => reject(asSqliteAnomaly(error));
    }
  }

  /** The same, undone by itself when it fails. */
  #runApart({ work, resolve, reject }: Job): () => void {
    const undo = this.#steps.mark();
    this.#db.exec("SAVEPOINT job");
    try {
      const result = work();
      this.#db.exec("RELEASE job");
      return () => resolve(result);
    } catch (error) {
      if (!this.#db.isTransaction) throw error;
      this.#db.exec("ROLLBACK TO job");
      this.#db.exec("RELEASE job");
      undo();
      return () => reject(asSqliteAnomaly(error));
    }
  }

  /** How many rows this connection wrote so far. */
  #written(): unknown {
    this.#total ??= this.#db.prepare("SELECT total_changes() AS rows");
    return this.#total.get()?.["rows"];
  }
}

function rejectAll(jobs: readonly Job[], error: unknown): void {
  const anomaly = asSqliteAnomaly(error);
  for (const { reject } of jobs) reject(anomaly);
}
