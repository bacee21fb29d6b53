import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Sql, SqlValue } from "./sql.ts";

/** How many generated statements stay prepared. A search of one shape is one statement, whatever its values. */
const kept = 400;

/** Prepared statements of one connection: our own for good, generated ones as long as they are among the last used. */
export class Statements {
  readonly #db: DatabaseSync;
  readonly #own = new Map<string, StatementSync>();
  readonly #generated = new Map<string, StatementSync>();

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** A statement that stands in our source. */
  own(text: string): StatementSync {
    let statement = this.#own.get(text);
    if (statement === undefined) {
      statement = this.#db.prepare(text);
      this.#own.set(text, statement);
    }
    return statement;
  }

  /** Runs a generated query; whoever wrote it knows the columns. */
  rows({ text, values, named }: Sql): readonly unknown[] {
    const statement = this.#generated.get(text) ?? this.#db.prepare(text);
    this.#generated.delete(text);
    this.#generated.set(text, statement);
    if (this.#generated.size > kept) this.#generated.delete(this.#generated.keys().next().value!);
    return named === undefined ? statement.all(...(values as SqlValue[])) : statement.all(named, ...(values as SqlValue[]));
  }
}
