import { randomUUID } from "node:crypto";
import type { AuditEvent } from "hl7-fhir-r4-types";
import type { ResourceTypeName } from "@wijkverband/fhir";
import type { TieRow } from "@wijkverband/policy";
import type { ClaimedEvent, OutboxClaim, OutboxCount, OutboxEntry, OutboxFailure, OutboxMark, OutboxTurn } from "../outbox.ts";
import type { AuditPage, AuditQuery, ChainedEvent, ChainHead, ChangesRequest, ChangesResult, ErasedCounts, Erasure, HourHead, SearchRequest, SearchResult, Store, Stored, Unit } from "../store.ts";
import { chainEvent, chainStart, sealHead } from "../audit/audit-chain.ts";
import { auditIdOf } from "../audit/audit-id.ts";
import { HourSum, nextHour } from "../audit/hour-head.ts";
import { auditPage } from "./memory-audit.ts";
import { MemoryOutbox } from "./memory-outbox.ts";
import type { StoreOptions } from "../options.ts";
import type { Cursors } from "../search/cursor.ts";
import { createCursors } from "../search/cursor.ts";
import { splitReference, StoredVersion } from "../stored-version.ts";
import { applyErasure } from "../write/apply-erasure.ts";
import { applyUnit } from "../write/apply-unit.ts";
import { checkEvents } from "../write/check-events.ts";
import { gone, notFound, writeOnFound } from "../write/preconditions.ts";
import { asAnomaly } from "../write/unit-error.ts";
import { isInForce, latest, MemoryState } from "./memory-state.ts";
import { changesMemory } from "./memory-changes.ts";
import { searchMemory } from "./memory-search.ts";

/** A store that forgets: for tests and trials. It answers as the reference semantics say and is made for thousands of resources, not more. */
export function createMemoryStore(options: StoreOptions): Store {
  return new MemoryStore(options);
}

class MemoryStore implements Store {
  readonly #options: StoreOptions;
  readonly #chain: string;
  readonly #cursors: Cursors;
  readonly #state = new MemoryState();
  readonly #events: ChainedEvent[] = [];
  readonly #hours: HourHead[] = [];
  readonly #outbox = new MemoryOutbox();

  constructor(options: StoreOptions) {
    this.#options = options;
    this.#chain = options.chain ?? randomUUID();
    this.#cursors = createCursors(options.auditKey);
  }

  async read(type: ResourceTypeName, id: string): Promise<Stored> {
    const entry = this.#state.entry(type, id);
    if (entry === undefined) throw notFound();
    if (latest(entry).deleted) throw gone();
    return new StoredVersion(latest(entry));
  }

  async readMany(references: readonly string[]): Promise<ReadonlyMap<string, Stored>> {
    const found = new Map<string, Stored>();
    for (const reference of references) {
      const at = splitReference(reference);
      const entry = at && this.#state.entry(at.type, at.id);
      if (entry !== undefined && !latest(entry).deleted) found.set(reference, new StoredVersion(latest(entry)));
    }
    return found;
  }

  async readVersion(type: ResourceTypeName, id: string, versionId: string): Promise<Stored> {
    const row = this.#state.entry(type, id)?.versions.find(({ version }) => String(version) === versionId);
    if (row === undefined) throw notFound();
    return new StoredVersion(row);
  }

  async history(type: ResourceTypeName, id: string): Promise<readonly Stored[]> {
    return (this.#state.entry(type, id)?.versions ?? []).map((row) => new StoredVersion(row)).reverse();
  }

  async changes(request: ChangesRequest): Promise<ChangesResult> {
    return changesMemory(this.#state, request);
  }

  async holderOf(key: string): Promise<Stored | undefined> {
    const entry = this.#state.holderOf(key);
    return entry && new StoredVersion(latest(entry));
  }

  async record(patient: string): Promise<readonly Stored[]> {
    const rows = this.#state.ofPatient(patient).map(latest);
    const isPatient = (type: string): number => (type === "Patient" ? 0 : 1);
    return rows.sort((left, right) => isPatient(left.type) - isPatient(right.type)).map((row) => new StoredVersion(row));
  }

  async search(request: SearchRequest): Promise<SearchResult> {
    return searchMemory(this.#state, request, this.#cursors);
  }

  async ties(patient: string | undefined, holders: readonly string[], at: Date): Promise<readonly TieRow[]> {
    const rows = [...this.#state.tiesAbout(undefined), ...(patient === undefined ? [] : this.#state.tiesAbout(patient))];
    return rows.filter((row) => holders.includes(row.holder) && isInForce(row, at.getTime()));
  }

  async tiesOf(patient: string, kind: TieRow["kind"]): Promise<readonly TieRow[]> {
    return this.#state.tiesAbout(patient).filter((row) => row.kind === kind);
  }

  async stamp(patient: string): Promise<string> {
    return String(this.#state.stampOf(patient));
  }

  async transact(unit: Unit): Promise<readonly Stored[]> {
    try {
      return this.#state.atomically(() => {
        const stored = writeOnFound(unit, (request) => searchMemory(this.#state, request, this.#cursors), () => applyUnit(unit, this.#state, this.#options));
        const events = checkEvents(unit.events?.(stored) ?? []);
        this.#chainAll(unit.audit(stored));
        this.#outbox.add(events, unit.at);
        return stored;
      });
    } catch (error) {
      throw asAnomaly(error);
    }
  }

  async erase(erasure: Erasure): Promise<ErasedCounts> {
    try {
      return this.#state.atomically(() => {
        const erased = applyErasure(erasure, this.#state);
        this.#chainAll(erasure.audit(erased));
        this.#outbox.erase(erasure.patient);
        return erased;
      });
    } catch (error) {
      throw asAnomaly(error);
    }
  }

  async append(events: readonly AuditEvent[]): Promise<void> {
    this.#chainAll(events);
  }

  #chainAll(events: readonly AuditEvent[]): void {
    for (const json of events.map((event) => JSON.stringify(event))) {
      this.#events.push(chainEvent(this.#chain, this.#events.at(-1) ?? chainStart, json));
    }
  }

  async *auditChain(): AsyncIterable<ChainedEvent> {
    yield* this.#events;
  }

  async auditHeads(): Promise<readonly ChainHead[]> {
    const last = this.#events.at(-1);
    return last === undefined ? [] : [sealHead(this.#chain, last, this.#options.auditKey)];
  }

  async auditOf(query: AuditQuery): Promise<AuditPage> {
    return auditPage(this.#events, query);
  }

  async auditEvent(id: string): Promise<ChainedEvent | undefined> {
    return this.#events.find((event) => auditIdOf(event) === id);
  }

  async sealHour(at: Date): Promise<HourHead | undefined> {
    const soFar = new HourSum();
    for (const former of this.#hours) soFar.add(former);
    const end = this.#events.at(-1);
    const head = nextHour(soFar, end === undefined ? [] : [end], at, this.#options.auditKey);
    if (head !== undefined) this.#hours.push(head);
    return head;
  }

  async auditHours(): Promise<readonly HourHead[]> {
    return [...this.#hours];
  }

  async pendingEvents(recipient: string | undefined, count: number): Promise<readonly OutboxEntry[]> {
    return this.#outbox.pending(recipient, count);
  }

  async deadEvents(recipient: string | undefined, count: number): Promise<readonly OutboxEntry[]> {
    return this.#outbox.dead(recipient, count);
  }

  async eventsOf(recipient: string, { after = 0, count }: { readonly after?: number; readonly count: number }): Promise<readonly OutboxEntry[]> {
    return this.#outbox.after(recipient, after, count);
  }

  async outboxCounts(recipients?: readonly string[]): Promise<readonly OutboxCount[]> {
    return this.#outbox.counts(recipients);
  }

  async claimEvent(claim: OutboxClaim): Promise<ClaimedEvent | undefined> {
    return this.#outbox.claim(claim);
  }

  async claimTurn(claim: OutboxClaim): Promise<OutboxTurn | undefined> {
    return this.#outbox.claimTurn(claim);
  }

  async turnOf(recipient: string): Promise<OutboxTurn> {
    return this.#outbox.turn(recipient);
  }

  async bindRecipient(recipient: string, connection: string | undefined): Promise<void> {
    this.#outbox.bind(recipient, connection);
  }

  async markDelivered(mark: OutboxMark): Promise<boolean> {
    return this.#outbox.delivered(mark);
  }

  async markFailed(failure: OutboxFailure): Promise<number | undefined> {
    return this.#outbox.failed(failure);
  }

  async replayEvents(recipient: string, from?: number): Promise<number> {
    return this.#outbox.replay(recipient, from);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Nothing is held that the garbage collector does not take.
  }
}
