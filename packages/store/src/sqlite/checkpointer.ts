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
  #waiting: (() => void)[] = [];

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

  /** Leaves nothing in the files of what was deleted from the database. Returns after the first try, which waits a little for others; while somebody
   *  stays in the way the thread goes on trying. */
  async clean(): Promise<void> {
    this.#worker ??= this.#start();
    const worker = this.#worker;
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
      worker.postMessage("clean", []);
    });
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

  #settle(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #start(): Worker {
    const worker = new Worker(new URL(`./checkpoint-thread${extname(import.meta.url)}`, import.meta.url), { workerData: { file: this.#file } });
    worker.unref();
    worker.on("message", (outcome: "copied" | "cleaned" | "busy") => {
      if (outcome === "copied") this.#copying = false;
      else this.#settle();
      if (outcome === "busy") worker.postMessage("clean", []);
    });
    worker.on("error", () => {});
    worker.once("exit", () => {
      this.#worker = undefined;
      this.#copying = false;
      this.#settle();
    });
    return worker;
  }
}
