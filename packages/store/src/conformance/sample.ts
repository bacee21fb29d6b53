import type { AuditEvent, Resource } from "hl7-fhir-r4-types";
import { questionOf, type Clause, type IndexRow, type ResourceTypeName, type SearchQuery } from "@wijkverband/fhir";
import type { Labels, TieRow } from "@wijkverband/policy";
import type { StoreOptions, UniqueKey } from "../options.ts";
import type { Change, SearchRequest, Store, Stored, Unit } from "../store.ts";

/** Opens an empty store. */
export type MakeStore = (options: StoreOptions) => Store | Promise<Store>;

/** What a sample resource says about itself; it carries this in its narrative, so that index, ties and unique keys can be anything. */
export interface Traits {
  readonly index?: readonly IndexRow[];
  readonly ties?: readonly Omit<TieRow, "source">[];
  readonly uniques?: readonly UniqueKey[];
  /** Makes two versions differ. */
  readonly note?: string;
}

export const auditKey: Uint8Array = new Uint8Array(32).fill(7);

/** Tells the store to take index, ties and unique keys from the samples. */
export const sampleOptions: StoreOptions = {
  index: (resource) => traitsOf(resource).index ?? [],
  ties: (resource) => (traitsOf(resource).ties ?? []).map((row) => ({ ...row, source: `${resource.resourceType}/${resource.id}` })),
  uniques: (resource) => traitsOf(resource).uniques ?? [],
  auditKey,
};

export const noon: Date = new Date("2026-11-22T12:00:00.000Z");

/** Opens a store with sample options. */
export async function openSample(make: MakeStore, options: Partial<StoreOptions> = {}): Promise<Store> {
  return make({ ...sampleOptions, ...options });
}

export function sample(type: ResourceTypeName, id: string, traits: Traits = {}): Resource & { id: string } {
  return { resourceType: type, id, text: { status: "generated", div: JSON.stringify(traits) } } as unknown as Resource & { id: string };
}

function traitsOf(resource: Resource): Traits {
  const div = "text" in resource ? resource.text?.div : undefined;
  return div === undefined ? {} : (JSON.parse(div) as Traits);
}

export function create(type: ResourceTypeName, id: string, traits: Traits = {}, labels: Labels = {}): Change {
  return { op: "create", resource: sample(type, id, traits), labels };
}

export function update(type: ResourceTypeName, id: string, traits: Traits = {}, labels: Labels = {}, ifMatch?: string): Change {
  return { op: "update", resource: sample(type, id, traits), labels, ...(ifMatch !== undefined && { ifMatch }) };
}

export function unitOf(changes: readonly Change[], more: Partial<Unit> = {}): Unit {
  return { changes, audit: (stored) => stored.map(eventAbout), at: noon, ...more };
}

export function write(store: Store, ...changes: Change[]): Promise<readonly Stored[]> {
  return store.transact(unitOf(changes));
}

function eventAbout({ type, id, versionId }: Pick<Stored, "type" | "id" | "versionId">): AuditEvent {
  return event(`${type}/${id}/_history/${versionId}`);
}

export function event(about: string): AuditEvent {
  return {
    resourceType: "AuditEvent",
    type: { system: "http://terminology.hl7.org/CodeSystem/audit-event-type", code: "rest" },
    recorded: noon.toISOString(),
    agent: [{ requestor: true }],
    source: { observer: { display: "store" } },
    entity: [{ what: { reference: about } }],
  };
}

/** What the audit trail holds, in order: the references that its events are about. */
export async function audited(store: Store): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { json } of store.auditChain()) found.push((JSON.parse(json) as AuditEvent).entity?.[0]?.what?.reference ?? "");
  return found;
}

export function queryOf(type: ResourceTypeName, more: Partial<SearchQuery> = {}): SearchQuery {
  return { ...questionOf(type, [], 50), ...more };
}

export function ask(type: ResourceTypeName, more: Partial<SearchQuery> = {}, visible: SearchRequest["visible"] = "server", at: Date = noon): SearchRequest {
  return { query: queryOf(type, more), visible, at };
}

/** Ids of the matches of one page. */
export async function idsOf(store: Store, type: ResourceTypeName, more: Partial<SearchQuery> = {}, visible: SearchRequest["visible"] = "server"): Promise<readonly string[]> {
  return (await store.search(ask(type, more, visible))).matches.map(({ id }) => id);
}

export function idsWhere(store: Store, type: ResourceTypeName, ...where: Clause[]): Promise<readonly string[]> {
  return idsOf(store, type, { where });
}
