import type { AuditEvent, Resource } from "hl7-fhir-r4-types";
import type { Condition, Domain, Labels, TieRow, Visibility } from "@wijkverband/policy";
import type { ResourceTypeName, SearchQuery } from "@wijkverband/fhir";
import type { Outbox, OutboxEvent } from "./outbox.ts";

/** One version of one resource, as kept. `json` is the exact text (decimals as they came in); `resource()` parses it once, on demand. */
export interface Stored {
  readonly type: ResourceTypeName;
  readonly id: string;
  /** "1", "2", ... without gaps, one sequence a resource. */
  readonly versionId: string;
  /** ISO 8601 instant in UTC with milliseconds. */
  readonly lastUpdated: string;
  readonly deleted: boolean;
  readonly labels: Labels;
  /** Empty for a tombstone. */
  readonly json: string;
  resource(): Resource;
}

/** What is to be written. Ids are chosen by the caller (references need them before the write); versions and times by the store. */
export type Change =
  | { readonly op: "create"; readonly resource: Resource & { id: string }; readonly labels: Labels }
  | { readonly op: "update"; readonly resource: Resource & { id: string }; readonly labels: Labels; readonly ifMatch?: string }
  | { readonly op: "delete"; readonly type: ResourceTypeName; readonly id: string; readonly ifMatch?: string };

/** All of it or nothing. */
export interface Unit {
  readonly changes: readonly Change[];
  /** Versions that the decision to write was based on: each must still be the current one (`null`: still absent). */
  readonly expect?: readonly { readonly type: ResourceTypeName; readonly id: string; readonly versionId: string | null }[];
  /** Searches that the decision to write was based on, each with the ids it found (none: nothing was there). Asked again inside the transaction,
   *  before the changes, they must find the same. */
  readonly found?: readonly FoundBefore[];
  /** The audit events of this unit, made from what was stored; kept in the same transaction. Must be pure and quick. */
  readonly audit: (stored: readonly Stored[]) => readonly AuditEvent[];
  /** What others are to be notified of, made from what was stored; kept in the same transaction, numbered for each recipient. Must be pure and quick. */
  readonly events?: (stored: readonly Stored[]) => readonly OutboxEvent[];
  /** Now. Becomes `meta.lastUpdated`. */
  readonly at: Date;
}

/** A search without includes, and the ids of its matches in any order; of more than one match, the first two are enough. */
export interface FoundBefore {
  readonly request: Pick<SearchRequest, "visible"> & { readonly query: Pick<SearchQuery, "type" | "where"> };
  readonly ids: readonly string[];
  /** After the changes it finds one at most, so that what is written on a condition can be found by it. */
  readonly single?: true;
}

export interface SearchRequest {
  readonly query: SearchQuery;
  /** What the caller may see of each type that this query can touch (matches, chain targets, includes). A type that is absent is invisible. `"server"`: unnarrowed, for our own questions only. */
  readonly visible: Readonly<Partial<Record<ResourceTypeName, Visibility>>> | "server";
  readonly at: Date;
}

export interface SearchResult {
  readonly matches: readonly Stored[];
  /** Resources brought along by `_include` and `_revinclude`, each once, none that is also a match. */
  readonly included: readonly Stored[];
  /** True when `:iterate` or `*` would have brought more than the bounds of a search allow (`search/bring-along.ts`). */
  readonly cut?: boolean;
  /** Number of all matches the caller may see; only when asked by `_total=accurate` or `_summary=count`. */
  readonly total?: number;
  /** Position after the last match of this page; absent on the last page. Opaque to all but the adapter. */
  readonly next?: string;
}

/** Which versions are asked for. Everything that is named must hold. */
export interface ChangesRequest {
  readonly type?: ResourceTypeName;
  /** Only together with `type`. */
  readonly id?: string;
  /** Of resources whose current version carries this patient label. */
  readonly patient?: string;
  /** Written at or after. */
  readonly since?: Date;
  /** Written before. */
  readonly until?: Date;
  /** Current at some instant from `start` up to, not including, `end`. */
  readonly during?: { readonly start: Date; readonly end: Date };
  /** Only current versions, no tombstones. */
  readonly current?: boolean;
  /** Page size, 1 or more. */
  readonly count: number;
  /** Position to go on from; as given in `ChangesResult.next`. */
  readonly after?: string;
  /** As in `SearchRequest`. A version is visible exactly when the current row of its resource is, tombstones included. */
  readonly visible: SearchRequest["visible"];
  readonly at: Date;
  /** Count all that is visible too; that looks at every one. */
  readonly total?: boolean;
}

export interface ChangesResult {
  /** Newest first, by time, then by resource (the last made first), then by version. */
  readonly entries: readonly Stored[];
  readonly total?: number;
  /** Position after the last entry of this page; absent on the last page. */
  readonly next?: string;
}

/** An audit event with its place in the chain. `hash` = SHA-256 (hex) over `previous` + "\n" + `json`. */
export interface ChainedEvent {
  readonly chain: string;
  readonly sequence: number;
  readonly previous: string;
  readonly hash: string;
  readonly json: string;
}

/** The end of a chain, sealed with a key that is kept outside the database, so that cutting off the tail shows. */
export interface ChainHead {
  readonly chain: string;
  readonly sequence: number;
  readonly hash: string;
  /** HMAC-SHA-256 (hex) over `chain sequence hash` joined by a space. */
  readonly seal: string;
}

/** Where a chain stands. */
export interface ChainMark {
  readonly chain: string;
  readonly sequence: number;
  readonly hash: string;
}

/** Where all chains stood at one instant, sealed together once an hour. These heads form a chain of their own. */
export interface HourHead {
  /** 1, 2, ... without gaps. */
  readonly number: number;
  /** ISO instant at which it was sealed. */
  readonly at: string;
  /** Seal of the former head; 64 zeroes before the first. */
  readonly previous: string;
  /** The chains that grew since the former head, in order of name; the others stand where they stood. */
  readonly moved: readonly ChainMark[];
  /** HMAC-SHA-256 (hex) over number, instant, `previous` and where every chain stands, moved or not. */
  readonly seal: string;
}

/** Which part of a patient's log is asked for. */
export interface AuditQuery {
  /** Logical id. */
  readonly patient: string;
  /** By `recorded`; `from` inclusive, `until` exclusive. */
  readonly from?: Date;
  readonly until?: Date;
  /** Codes as they stand in the event. */
  readonly action?: string;
  readonly outcome?: string;
  readonly subtype?: string;
  readonly count: number;
  /** `next` of the page before. */
  readonly after?: string;
}

export interface AuditPage {
  /** Newest first. */
  readonly events: readonly ChainedEvent[];
  /** Position after the last of these; absent on the last page. */
  readonly next?: string;
}

/** What is to be taken out for good, and on what the decision to do so was based (`keep-and-erase`). */
export interface Erasure {
  /** Logical id. All that carries this patient label goes. */
  readonly patient: string;
  /** As in `Unit`. */
  readonly expect?: NonNullable<Unit["expect"]>;
  /** Nothing of the patient may have been written at or after this instant. */
  readonly lastChangeBefore?: Date;
  /** The audit events that say so, kept in the same transaction. Must be pure and quick. */
  readonly audit: (erased: ErasedCounts) => readonly AuditEvent[];
}

/** How many resources went, by type; deleted ones count too, versions don't. */
export type ErasedCounts = Readonly<Partial<Record<ResourceTypeName, number>>>;

/** What the house asks of a place that keeps FHIR resources. Nothing here names SQL, HTTP or Express.
 *  An adapter is right when it passes `storeConformance`; there is no other meaning of right. */
export interface Store extends AsyncDisposable, Outbox {
  /** The current version. @throws {Anomaly} `not-found` if it never was, `gone` if it was deleted. */
  read(type: ResourceTypeName, id: string): Promise<Stored>;
  /** Like `read`, for several; what isn't there (or is deleted) is absent from the answer. Keys are `Type/id`. */
  readMany(references: readonly string[]): Promise<ReadonlyMap<string, Stored>>;
  /** @throws {Anomaly} `not-found` if that version never was. A tombstone is answered with `deleted: true`. */
  readVersion(type: ResourceTypeName, id: string, versionId: string): Promise<Stored>;
  /** All versions, newest first, tombstones included. Empty if it never was. */
  history(type: ResourceTypeName, id: string): Promise<readonly Stored[]>;
  /** Versions of several resources, tombstones included, newest first; narrowed before they are paged.
   *  What is written between two pages shifts nothing, because a version keeps its place.
   *  @throws {Anomaly} `incorrect` for an `after` that is no position. */
  changes(request: ChangesRequest): Promise<ChangesResult>;
  /** The current resource that holds a unique key (`StoreOptions.uniques`), or `undefined`. */
  holderOf(key: string): Promise<Stored | undefined>;
  /** Every current resource with this patient label, the Patient first. */
  record(patient: string): Promise<readonly Stored[]>;
  search(request: SearchRequest): Promise<SearchResult>;
  /** Tie rows about this patient (and the rows without patient) whose holder is one of `holders`, in force at `at`. */
  ties(patient: string | undefined, holders: readonly string[], at: Date): Promise<readonly TieRow[]>;
  /** All tie rows of one kind about a patient, in force or not, for our own questions. */
  tiesOf(patient: string, kind: TieRow["kind"]): Promise<readonly TieRow[]>;
  /** Grows whenever anything of this patient or of the directory changes. Equal stamps: nothing changed. */
  stamp(patient: string): Promise<string>;
  /** All of it or none, durable on return. Concurrent units share an fsync.
   *  @throws {Anomaly} `stale` when an `ifMatch` or `expect` names an older version, or `found` no longer holds; `conflict` when a unique key is taken
   *  (with the rule of that key); `gone` / `not-found` for an update or delete of what isn't there. Nothing was written then, no audit event either. */
  transact(unit: Unit): Promise<readonly Stored[]>;
  /** Takes a whole record out: every resource with this patient label in all its versions, index rows, ties, unique keys and stamp; of events in the outbox only
   *  the number is left. All or nothing, durable on return. A store that keeps files overwrites what stood there. The audit trail stays and still verifies.
   *  @throws {Anomaly} `not-found` when nothing carries the label; `stale` when `expect` or `lastChangeBefore` no longer holds. Nothing was erased then. */
  erase(erasure: Erasure): Promise<ErasedCounts>;
  /** Appends audit events of reads and refusals; durable on return. */
  append(events: readonly AuditEvent[]): Promise<void>;
  /** The audit chains, in order of chain and sequence, and their heads. */
  auditChain(): AsyncIterable<ChainedEvent>;
  auditHeads(): Promise<readonly ChainHead[]>;
  /** The events about one patient. @throws {Anomaly} `incorrect` for an `after` that no page ended with. */
  auditOf(query: AuditQuery): Promise<AuditPage>;
  /** One event by its id (`auditIdOf`: chain and sequence), or `undefined`. */
  auditEvent(id: string): Promise<ChainedEvent | undefined>;
  /** Seals where all chains stand, once in an hour of the clock that is passed in; `undefined` when this hour has its head. Durable on return. */
  sealHour(at: Date): Promise<HourHead | undefined>;
  /** The hourly heads, oldest first. */
  auditHours(): Promise<readonly HourHead[]>;
}

export type { Condition, Domain, Labels, TieRow, Visibility };
