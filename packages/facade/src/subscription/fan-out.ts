import { createIndexer, type IndexRow, type SearchParameters } from "@wijkverband/fhir";
import type { Change, OutboxEvent, Store } from "@wijkverband/store";
import type { Resource } from "hl7-fhir-r4-types";
import { breaths } from "../breath.ts";
import type { House } from "../house.ts";
import { afterUnit } from "../outbox/after-unit.ts";
import { mayTell } from "../outbox/may-tell.ts";
import { topicOf } from "./faults.ts";
import { meetsFilters, readFilter, type Filter } from "./filters.ts";
import { findWorking } from "./find-working.ts";
import { isListening, viewOf, type SubscriptionView } from "./subscription.ts";

export type FanOutHouse = Pick<House, "store" | "searchParameters" | "baseUrl" | "bases">;

interface Listener {
  readonly view: SubscriptionView;
  /** `undefined`: a filter can't be read (any more), so nothing meets it. */
  readonly filters: readonly Filter[] | undefined;
}

/** The events of organisations once more, for each Subscription of theirs that listens to the topic and whose filters the focus meets, as it is in this unit.
 *  What an organisation may not know of the focus, before this unit nor after it, meets no filter: which events come would tell what is in it. */
export async function fanOut(house: FanOutHouse, at: Date, changes: readonly Change[], events: readonly OutboxEvent[]): Promise<readonly OutboxEvent[]> {
  const listeners = await listenersOf(house, at);
  if (listeners.length === 0) return [];
  const written = new Map<string, Resource>(changes.flatMap((change) => (change.op === "delete" ? [] : [[`${change.resource.resourceType}/${change.resource.id}`, change.resource as Resource] as const])));
  const found: OutboxEvent[] = [];
  const breathe = breaths();
  for (const event of events) {
    await breathe();
    const mine = listeners.filter(({ view }) => view.organization === event.recipient && isListening(view, at) && topicOf(view.topic) === event.topic);
    if (mine.length === 0) continue;
    const focus = written.get(event.focus) ?? (await house.store.readMany([event.focus])).get(event.focus)?.resource();
    const met = mine.filter(({ filters }) => filters !== undefined && (filters.length === 0 || (focus !== undefined && meetsFilters(filters, candidateOf(house, focus, at)))));
    const told = met.some(({ filters }) => filters !== undefined && filters.length > 0) && (await mayKnow(house, event, changes, at));
    for (const { view, filters } of met) if (told || filters?.length === 0) found.push({ ...event, recipient: `Subscription/${view.id}` });
  }
  return found;
}

async function mayKnow(house: FanOutHouse, event: OutboxEvent, changes: readonly Change[], at: Date): Promise<boolean> {
  const entry = { ...event, number: 0, recorded: at.toISOString(), attempts: 0 };
  return (await mayTell(house, entry, at)) || (changes.length > 0 && (await mayTell({ ...house, store: afterUnit(house.store, changes) }, entry, at)));
}

const indexers = new WeakMap<SearchParameters, (resource: Resource) => readonly IndexRow[]>();

function candidateOf({ searchParameters, baseUrl }: FanOutHouse, focus: Resource, at: Date): Parameters<typeof meetsFilters>[1] {
  const index = indexers.get(searchParameters) ?? createIndexer(searchParameters, baseUrl);
  indexers.set(searchParameters, index);
  return { type: focus.resourceType as Parameters<typeof meetsFilters>[1]["type"], id: focus.id ?? "", updated: at.getTime(), index: index(focus) };
}

/** Those that work or will, as they were when the directory was as it is; what is written there, Subscriptions too, makes them be looked up anew. */
const known = new WeakMap<Store, { readonly stamp: string; readonly listeners: readonly Listener[] }>();

async function listenersOf(house: FanOutHouse, at: Date): Promise<readonly Listener[]> {
  const { store } = house;
  const stamp = await store.stamp("-");
  const kept = known.get(store);
  if (kept?.stamp === stamp) return kept.listeners;
  const listeners = (await findWorking(store, at)).map((stored): Listener => {
    const view = viewOf(stored);
    return { view, filters: filtersOf(house, view) };
  });
  known.set(store, { stamp, listeners });
  return listeners;
}

function filtersOf(house: FanOutHouse, { topic, filters }: SubscriptionView): readonly Filter[] | undefined {
  const told = topicOf(topic);
  const read = told === undefined ? [] : filters.map((text) => readFilter(told, text, house));
  return read.some(({ outcome }) => outcome === "fault") ? undefined : read.flatMap((each) => (each.outcome === "read" ? each.filters : []));
}
