import type { Statements } from "./statements.ts";

/** Most answers that are kept; then all go. */
const mostKept = 5_000;

/** Remembers nothing, for questions within a transaction: what they find may yet be undone. */
export const asksAnew: Pick<Remembered, "get"> = { get: (_key, ask) => ask() };

/** Answers to small questions that are asked at every request, kept as long as nothing was written to the file since, by this process or another.
 *  The first question in each turn of the event loop asks SQLite whether another connection committed (`PRAGMA data_version`). All requests that a
 *  turn brings in had arrived when it began, so none was sent by somebody who could know of a commit since. Our own writes call `forget`. */
export class Remembered {
  readonly #statements: Statements;
  readonly #answers = new Map<string, unknown>();
  #version: unknown;
  #checked = false;

  constructor(statements: Statements) {
    this.#statements = statements;
  }

  /** The kept answer, or the one that `ask` gives. `key` names the question; one key has one type of answer.
   *  @param stands whether a kept answer still holds, where time alone can change it. */
  get<Answer>(key: string, ask: () => Answer, stands: (answer: Answer) => boolean = () => true): Answer {
    if (!this.#checked) this.#check();
    const kept = this.#answers.get(key) as Answer | undefined;
    if (kept !== undefined && stands(kept)) return kept;
    const answer = ask();
    if (this.#answers.size >= mostKept) this.#answers.clear();
    if (answer !== undefined) this.#answers.set(key, answer);
    return answer;
  }

  /** To be called in each transaction of ours that may change an answer. */
  forget(): void {
    this.#answers.clear();
  }

  #check(): void {
    this.#checked = true;
    setImmediate(() => {
      this.#checked = false;
    });
    const version = this.#statements.own("PRAGMA data_version").get()?.["data_version"];
    if (version === this.#version) return;
    this.#version = version;
    this.#answers.clear();
  }
}
