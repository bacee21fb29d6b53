import { extname } from "node:path";
import { Worker } from "node:worker_threads";

/** After about so many pages the log is copied. Fewer: more flushing; more: a longer log to read and to recover. */
const pagesBetween = 8_000;

/** Copies the log into the database in a thread of its own: pages, and two flushes, for which nobody else has to wait. It changes nothing that anybody
 *  reads. The thread starts when the first copy is due; should it fail, SQLite itself copies at a longer log (`wal_autocheckpoint`). */
export class Checkpointer {
  readonly #file: string;
  #worker: Worker | undefined;
  #pages = 0;
  #copying = false;

  constructor(file: string) {
    this.#file = file;
  }

  /** To be told after each commit about how many pages it wrote. */
  grew(pages: number): void {
    this.#pages += pages;
    if (this.#pages < pagesBetween || this.#copying) return;
    this.#pages = 0;
    this.#copying = true;
    this.#worker ??= this.#start();
    this.#worker.postMessage("copy", []);
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    if (worker === undefined) return;
    // now that its end is waited for, it must keep the process alive
    worker.ref();
    await new Promise((resolve) => {
      worker.once("exit", resolve);
      worker.postMessage("close", []);
    });
  }

  #start(): Worker {
    const worker = new Worker(new URL(`./checkpoint-thread${extname(import.meta.url)}`, import.meta.url), { workerData: { file: this.#file } });
    worker.unref();
    worker.on("message", () => (this.#copying = false));
    worker.on("error", () => {});
    worker.once("exit", () => {
      this.#worker = undefined;
      this.#copying = false;
    });
    return worker;
  }
}
