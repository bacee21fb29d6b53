import type { Statements } from "./statements.ts";

/** Numbers of search parameters, kept in memory once known. */
export class Parameters {
  readonly #statements: Statements;
  readonly #known = new Map<string, number>();

  constructor(statements: Statements) {
    this.#statements = statements;
  }

  /** The number of a parameter; -1, which fits no row, when nothing was ever indexed by it. */
  find(type: string, name: string): number {
    const key = `${type} ${name}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const row = this.#statements.own("SELECT pid FROM parameter WHERE type = ? AND name = ?").get(type, name);
    if (row === undefined) return -1;
    this.#known.set(key, Number(row["pid"]));
    return Number(row["pid"]);
  }

  /** The number of a parameter, made if need be. Within a write transaction. */
  require(type: string, name: string): number {
    const found = this.find(type, name);
    if (found !== -1) return found;
    const { lastInsertRowid } = this.#statements.own("INSERT INTO parameter (type, name) VALUES (?, ?)").run(type, name);
    this.#known.set(`${type} ${name}`, Number(lastInsertRowid));
    return Number(lastInsertRowid);
  }

  /** After a rollback, some of what we know may never have been. */
  forget(): void {
    this.#known.clear();
  }
}
