import { createSecretKey, type KeyObject } from "node:crypto";
import type { AuditEvent } from "hl7-fhir-r4-types";
import type { ChainPlace } from "../audit/audit-chain.ts";
import { chainEvent, chainStart, sealHead } from "../audit/audit-chain.ts";
import { auditSubject } from "../audit/audit-subject.ts";
import type { ChainedEvent, ChainHead } from "../store.ts";
import type { Statements } from "./statements.ts";

/** How many events are read at a time, so that checking a long log holds no read lock and little memory. */
const batch = 1_000;

/** This process's chain in the audit table. The place is read anew in every transaction, so that even two processes with one chain name stay in step. */
export class AuditTable {
  readonly #statements: Statements;
  readonly #chain: string;
  readonly #key: KeyObject;
  #number = 0;
  #place: ChainPlace = chainStart;
  #sealed: ChainPlace = chainStart;

  constructor(statements: Statements, chain: string, key: Uint8Array) {
    this.#statements = statements;
    this.#chain = chain;
    this.#key = createSecretKey(key);
  }

  /** At the start of a transaction. */
  begin(): void {
    const row = this.#statements.own("SELECT number, sequence, hash FROM chain WHERE name = ?").get(this.#chain);
    this.#number = row === undefined ? 0 : Number(row["number"]);
    this.#place = row === undefined ? chainStart : { sequence: Number(row["sequence"]), hash: String(row["hash"]) };
    this.#sealed = this.#place;
  }

  /** Where the chain stands now; `restore` goes back there when a unit is undone. */
  get place(): ChainPlace {
    return this.#place;
  }

  restore(place: ChainPlace): void {
    this.#place = place;
  }

  append(events: readonly AuditEvent[]): void {
    for (const event of events) {
      const next = chainEvent(this.#chain, this.#place, JSON.stringify(event));
      const { patient, recorded } = auditSubject(event);
      this.#statements
        .own("INSERT INTO audit (chain, sequence, previous, hash, json, recorded, patient) VALUES (?, ?, ?, ?, ?, ?, ?)")
        .run(this.#chainNumber(), next.sequence, next.previous, next.hash, next.json, recorded, patient ?? null);
      this.#place = next;
    }
  }

  /** At the end of a transaction: one seal for all its events. */
  seal(): void {
    if (this.#place.sequence === this.#sealed.sequence) return;
    const { sequence, hash, seal } = sealHead(this.#chain, this.#place, this.#key);
    this.#statements.own("UPDATE chain SET sequence = ?, hash = ?, seal = ? WHERE number = ?").run(sequence, hash, seal, this.#chainNumber());
  }

  #chainNumber(): number {
    // A unit that was undone may have taken the row with it, so look before making it.
    if (this.#number === 0 || this.#place.sequence === 0) {
      const insert = this.#statements.own("INSERT INTO chain (name, sequence, hash, seal) VALUES (?, 0, ?, '') ON CONFLICT (name) DO NOTHING");
      insert.run(this.#chain, chainStart.hash);
      this.#number = Number(this.#statements.own("SELECT number FROM chain WHERE name = ?").get(this.#chain)?.["number"]);
    }
    return this.#number;
  }

  async *events(): AsyncIterable<ChainedEvent> {
    const chains = this.#statements.own("SELECT number, name FROM chain ORDER BY name").all();
    for (const chain of chains) {
      let after = -1;
      for (;;) {
        const rows = this.#statements
          .own("SELECT sequence, previous, hash, json FROM audit WHERE chain = ? AND sequence > ? ORDER BY sequence LIMIT ?")
          .all(Number(chain["number"]), after, batch) as unknown as Omit<ChainedEvent, "chain">[];
        for (const { sequence, previous, hash, json } of rows) yield { chain: String(chain["name"]), sequence, previous, hash, json };
        const last = rows.at(-1);
        if (last === undefined) break;
        after = last.sequence;
      }
    }
  }

  heads(): readonly ChainHead[] {
    const rows = this.#statements.own("SELECT name, sequence, hash, seal FROM chain ORDER BY name").all();
    return rows.map((row) => ({ chain: String(row["name"]), sequence: Number(row["sequence"]), hash: String(row["hash"]), seal: String(row["seal"]) }));
  }
}
