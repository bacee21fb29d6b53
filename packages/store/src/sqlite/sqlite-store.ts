import type { DatabaseSync } from "node:sqlite";
import type { AuditEvent } from "hl7-fhir-r4-types";
import type { ResourceTypeName } from "@wijkverband/fhir";
import { Anomaly } from "@wijkverband/fhir";
import type { TieRow } from "@wijkverband/policy";
import type { StoreOptions } from "../options.ts";
import { createCursors } from "../search/cursor.ts";
import type { ClaimedEvent, OutboxClaim, OutboxCount, OutboxEntry, OutboxFailure, OutboxMark, OutboxTurn } from "../outbox.ts";
import type { AuditPage, AuditQuery, ChainedEvent, ChainHead, ChangesRequest, ChangesResult, ErasedCounts, Erasure, HourHead, SearchRequest, SearchResult, Store, Stored, Unit } from "../store.ts";
import { splitReference } from "../stored-version.ts";
import { applyErasure } from "../write/apply-erasure.ts";
import { applyUnit } from "../write/apply-unit.ts";
import { checkEvents } from "../write/check-events.ts";
import { gone, notFound, writeOnFound } from "../write/preconditions.ts";
import { auditEvent, auditOf } from "./audit-query.ts";
import { AuditTable } from "./audit-table.ts";
import { CandidateCounts } from "./candidate-counts.ts";
import { changesSqlite } from "./changes.ts";
import type { Checkpointer } from "./checkpointer.ts";
import { CommitQueue } from "./commit-queue.ts";
import { HourTable } from "./hour-table.ts";
import { OutboxTable } from "./outbox-table.ts";
import { Parameters } from "./parameters.ts";
import { listBatch, PatientList } from "./patient-list.ts";
import type { SearchPlace } from "./sqlite-search.ts";
import { searchSqlite } from "./sqlite-search.ts";
import { asksAnew, Remembered } from "./remembered.ts";
import { asSqliteAnomaly } from "./sqlite-error.ts";
import { SqliteShelf } from "./sqlite-shelf.ts";
import { Statements } from "./statements.ts";
import { timedTies } from "./sight.ts";
import { readTiesOfKind, tiesAt } from "./tie-rows.ts";
import { formerColumns, storedColumns, storedOf } from "./version-rows.ts";
import type { StoredRow } from "./version-rows.ts";

const readCurrent = `SELECT ${storedColumns} FROM resource WHERE type = ? AND id = ?`;
const readHolder = `SELECT ${storedColumns} FROM resource WHERE slot = (SELECT slot FROM unique_key WHERE key = ?)`;
const readStamp = "SELECT ifnull(sum(value), 0) AS value FROM stamp WHERE patient IN (?, '')";
const readFormer = `SELECT ${formerColumns}
  FROM resource r CROSS JOIN former f ON f.slot = r.slot WHERE r.type = ? AND r.id = ?`;

/** About how many pages a change touches: the resource, its former version, index rows and an audit event. An audit event alone fills one. */
const pagesOfChange = 12;

/** The store port on one SQLite connection. Reads run at once and see what is committed; writes go through the commit queue. */
export class SqliteStore implements Store {
  readonly #db: DatabaseSync;
  readonly #checkpointer: Checkpointer;
  readonly #options: StoreOptions;
  readonly #statements: Statements;
  readonly #remembered: Remembered;
  readonly #search: SearchPlace;
  readonly #shelf: SqliteShelf;
  readonly #audit: AuditTable;
  readonly #hours: HourTable;
  readonly #patients: PatientList;
  readonly #outbox: OutboxTable;
  readonly #queue: CommitQueue;

  constructor(db: DatabaseSync, options: StoreOptions & { readonly chain: string }, checkpointer: Checkpointer) {
    this.#db = db;
    this.#checkpointer = checkpointer;
    this.#options = options;
    this.#statements = new Statements(db);
    this.#remembered = new Remembered(this.#statements);
    const parameters = new Parameters(this.#statements);
    this.#search = { statements: this.#statements, parameters, cursors: createCursors(options.auditKey), counts: new CandidateCounts(), remembered: this.#remembered };
    this.#shelf = new SqliteShelf(this.#statements, parameters);
    const audit = new AuditTable(this.#statements, options.chain, options.auditKey);
    this.#audit = audit;
    const hours = new HourTable(this.#statements, options.auditKey);
    this.#hours = hours;
    this.#patients = new PatientList(this.#statements);
    this.#outbox = new OutboxTable(this.#statements);
    const steps = {
      begin: () => audit.begin(),
      seal: () => audit.seal(),
      abandon: () => {
        parameters.forget();
        hours.forget();
      },
      mark: () => {
        const { place } = audit;
        return () => {
          audit.restore(place);
          parameters.forget();
          hours.forget();
        };
      },
    };
    this.#queue = new CommitQueue(db, steps);
  }

  async read(type: ResourceTypeName, id: string): Promise<Stored> {
    const row = this.#current(type, id);
    if (row === undefined) throw notFound();
    if (row.deleted === 1) throw gone();
    return storedOf(row);
  }

  async readMany(references: readonly string[]): Promise<ReadonlyMap<string, Stored>> {
    const found = new Map<string, Stored>();
    for (const reference of references) {
      const at = splitReference(reference);
      const row = at && this.#current(at.type, at.id);
      if (row !== undefined && row.deleted === 0) found.set(reference, storedOf(row));
    }
    return found;
  }

  async readVersion(type: ResourceTypeName, id: string, versionId: string): Promise<Stored> {
    // Compared as text, so that "01" or "1.0" is no version.
    const current = this.#row(readCurrent, type, id);
    if (current === undefined) throw notFound();
    const row = String(current.version) === versionId ? current : this.#row(`${readFormer} AND CAST(f.version AS TEXT) = ?`, type, id, versionId);
    if (row === undefined) throw notFound();
    return storedOf(row);
  }

  async history(type: ResourceTypeName, id: string): Promise<readonly Stored[]> {
    const current = this.#row(readCurrent, type, id);
    return current === undefined ? [] : [current, ...this.#rows(`${readFormer} ORDER BY f.version DESC`, type, id)].map(storedOf);
  }

  async changes(request: ChangesRequest): Promise<ChangesResult> {
    return this.#asking(() => changesSqlite(this.#statements, this.#search.counts, request));
  }

  async holderOf(key: string): Promise<Stored | undefined> {
    const row = this.#asking(() => this.#remembered.get(`key ${key}`, () => this.#row(readHolder, key)));
    return row && storedOf(row);
  }

  async record(patient: string): Promise<readonly Stored[]> {
    return this.#rows(`SELECT ${storedColumns} FROM resource WHERE patient = ? AND deleted = 0 ORDER BY type <> 'Patient', slot`, patient).map(storedOf);
  }

  async search(request: SearchRequest): Promise<SearchResult> {
    return this.#asking(() => searchSqlite(this.#search, request));
  }

  async ties(patient: string | undefined, holders: readonly string[], at: Date): Promise<readonly TieRow[]> {
    const rows = this.#asking(() => timedTies(this.#search, patient, holders));
    return tiesAt(rows, at.getTime());
  }

  async tiesOf(patient: string, kind: TieRow["kind"]): Promise<readonly TieRow[]> {
    return this.#asking(() => this.#remembered.get(`ties of ${kind} ${patient}`, () => readTiesOfKind(this.#statements, patient, kind)));
  }

  async stamp(patient: string): Promise<string> {
    return this.#asking(() => this.#remembered.get(`stamp ${patient}`, () => String(this.#statements.own(readStamp).get(patient)?.["value"])));
  }

  transact(unit: Unit): Promise<readonly Stored[]> {
    return this.#queue.enqueue(() => {
      this.#remembered.forget();
      this.#checkpointer.grew(unit.changes.length * pagesOfChange);
      const stored = writeOnFound(unit, (request) => searchSqlite({ ...this.#search, remembered: asksAnew }, request), () => applyUnit(unit, this.#shelf, this.#options));
      this.#audit.append(unit.audit(stored));
      if (unit.events !== undefined) this.#outbox.add(checkEvents(unit.events(stored)), unit.at);
      return stored;
    });
  }

  async erase(erasure: Erasure): Promise<ErasedCounts> {
    const erased = await this.#queue.enqueue(() => {
      this.#remembered.forget();
      const counts = applyErasure(erasure, this.#shelf);
      this.#outbox.erase(erasure.patient);
      this.#audit.append(erasure.audit(counts));
      return counts;
    });
    await this.#checkpointer.clean();
    return erased;
  }

  append(events: readonly AuditEvent[]): Promise<void> {
    this.#patients.grew(events.length, this.#listing);
    return this.#queue.enqueue(() => {
      this.#checkpointer.grew(events.length);
      this.#audit.append(events);
    });
  }

  readonly #listing = (work: () => boolean): Promise<boolean> =>
    this.#queue.enqueue(() => {
      this.#checkpointer.grew(listBatch);
      return work();
    });

  auditChain(): AsyncIterable<ChainedEvent> {
    return this.#audit.events();
  }

  async auditHeads(): Promise<readonly ChainHead[]> {
    return this.#asking(() => this.#audit.heads());
  }

  async auditOf(query: AuditQuery): Promise<AuditPage> {
    if (!this.#asking(() => this.#patients.isComplete())) await this.#patients.complete(this.#listing);
    return this.#asking(() => auditOf(this.#statements, query));
  }

  async auditEvent(id: string): Promise<ChainedEvent | undefined> {
    return this.#asking(() => auditEvent(this.#statements, id));
  }

  sealHour(at: Date): Promise<HourHead | undefined> {
    return this.#queue.enqueue(() => this.#hours.seal(at));
  }

  async auditHours(): Promise<readonly HourHead[]> {
    return this.#asking(() => this.#hours.all());
  }

  async pendingEvents(recipient: string | undefined, count: number): Promise<readonly OutboxEntry[]> {
    return this.#asking(() => this.#outbox.pending(recipient, count));
  }

  async deadEvents(recipient: string | undefined, count: number): Promise<readonly OutboxEntry[]> {
    return this.#asking(() => this.#outbox.dead(recipient, count));
  }

  async eventsOf(recipient: string, { after = 0, count }: { readonly after?: number; readonly count: number }): Promise<readonly OutboxEntry[]> {
    return this.#asking(() => this.#outbox.after(recipient, after, count));
  }

  async outboxCounts(recipients?: readonly string[]): Promise<readonly OutboxCount[]> {
    return this.#asking(() => this.#outbox.counts(recipients));
  }

  async claimEvent(claim: OutboxClaim): Promise<ClaimedEvent | undefined> {
    // who delivers asks again and again, mostly for nothing: that writes nothing
    return this.#asking(() => this.#outbox.hasEvent(claim)) ? this.#queue.enqueue(() => this.#outbox.claim(claim)) : undefined;
  }

  async claimTurn(claim: OutboxClaim): Promise<OutboxTurn | undefined> {
    return this.#asking(() => this.#outbox.hasTurn(claim, true)) ? this.#queue.enqueue(() => this.#outbox.claimTurn(claim)) : undefined;
  }

  async turnOf(recipient: string): Promise<OutboxTurn> {
    return this.#asking(() => this.#outbox.turn(recipient));
  }

  bindRecipient(recipient: string, connection: string | undefined): Promise<void> {
    return this.#queue.enqueue(() => this.#outbox.bind(recipient, connection));
  }

  markDelivered(mark: OutboxMark): Promise<boolean> {
    return this.#queue.enqueue(() => this.#outbox.delivered(mark));
  }

  markFailed(failure: OutboxFailure): Promise<number | undefined> {
    return this.#queue.enqueue(() => this.#outbox.failed(failure));
  }

  replayEvents(recipient: string, from?: number): Promise<number> {
    return this.#queue.enqueue(() => this.#outbox.replay(recipient, from));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#db.isOpen) return;
    this.#queue.close();
    await this.#checkpointer.close();
    if (!this.#db.isOpen) return;
    this.#db.close();
  }

  /** Whom it is about is read at every request, and a Patient is small: that one is remembered. */
  #current(type: ResourceTypeName, id: string): StoredRow | undefined {
    if (type !== "Patient") return this.#row(readCurrent, type, id);
    return this.#asking(() => this.#remembered.get(`patient ${id}`, () => this.#row(readCurrent, type, id)));
  }

  #row(text: string, ...values: string[]): StoredRow | undefined {
    return this.#asking(() => this.#statements.own(text).get(...values) as StoredRow | undefined);
  }

  #rows(text: string, ...values: string[]): readonly StoredRow[] {
    return this.#asking(() => this.#statements.own(text).all(...values) as unknown as StoredRow[]);
  }

  #asking<Answer>(ask: () => Answer): Answer {
    try {
      return ask();
    } catch (error) {
      if (!this.#db.isOpen) throw new Anomaly("unavailable", "the store is closed");
      throw asSqliteAnomaly(error);
    }
  }
}
