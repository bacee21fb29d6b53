import { close, fdatasync, openSync } from "node:fs";

/** The log to which SQLite writes commits (`-wal`), as far as flushing it to disk goes. SQLite itself would flush in the thread that
 *  commits, which is the one that answers requests; flushing the same file from a thread of libuv's pool promises as much and keeps nobody waiting.
 *  The file stays the same one as long as a connection is open, and SQLite holds no lock on it that our closing could drop. */
export class WriteAheadLog {
  readonly #file: string;
  #descriptor: number | undefined;

  constructor(file: string) {
    this.#file = `${file}-wal`;
  }

  /** Puts on disk all that was committed before. Answers with the error when that failed; then nobody knows how much of it is there. */
  sync(): Promise<Error | undefined> {
    return new Promise((resolve) => {
      try {
        this.#descriptor ??= openSync(this.#file, "r+");
      } catch (error) {
        resolve(error instanceof Error ? error : new Error("the log can't be opened"));
        return;
      }
      fdatasync(this.#descriptor, (error) => resolve(error ?? undefined));
    });
  }

  close(): void {
    if (this.#descriptor !== undefined) close(this.#descriptor);
    this.#descriptor = undefined;
  }
}
