import { createSecretKey, type KeyObject } from "node:crypto";
import { HourSum, nextHour } from "../audit/hour-head.ts";
import type { ChainMark, HourHead } from "../store.ts";
import type { Statements } from "./statements.ts";

/** The hourly heads in the database. What they add up to is remembered and only what is new is read, also what another process sealed. */
export class HourTable {
  readonly #statements: Statements;
  readonly #key: KeyObject;
  #soFar = new HourSum();

  constructor(statements: Statements, key: Uint8Array) {
    this.#statements = statements;
    this.#key = createSecretKey(key);
  }

  /** Within a transaction. Events of this same transaction wait for the next hour: their chain's end isn't sealed yet. */
  seal(at: Date): HourHead | undefined {
    for (const head of this.#after(this.#soFar.last?.number ?? 0)) this.#soFar.add(head);
    const chains = this.#statements.own("SELECT name AS chain, sequence, hash FROM chain WHERE sequence > 0").all() as unknown as ChainMark[];
    const head = nextHour(this.#soFar, chains, at, this.#key);
    if (head !== undefined) this.#statements.own("INSERT INTO audit_hour (number, json) VALUES (?, ?)").run(head.number, JSON.stringify(head));
    return head;
  }

  /** After a rollback: what was read may have been taken back. */
  forget(): void {
    this.#soFar = new HourSum();
  }

  all(): readonly HourHead[] {
    return this.#after(0);
  }

  #after(number: number): readonly HourHead[] {
    const rows = this.#statements.own("SELECT json FROM audit_hour WHERE number > ? ORDER BY number").all(number) as { json: string }[];
    return rows.map(({ json }) => JSON.parse(json) as HourHead);
  }
}
