import type { Caller } from "@wijkverband/policy";
import type { OutboxEntry } from "@wijkverband/store";
import { auditEvents } from "../audit/audit-event.ts";
import { breaths } from "../breath.ts";
import { callerInRole } from "../caller.ts";
import { may, note, permit } from "../guard.ts";
import type { House } from "../house.ts";
import { mayTell } from "../outbox/may-tell.ts";
import { readFocus } from "../outbox/read-focus.ts";
import { startTrail, success, type Trail } from "../trail.ts";
import { notificationText, type NotificationKind, type NotifiedEvent } from "./notification.ts";
import { principalOfSubscriber } from "./subscriber.ts";
import type { SubscriptionView } from "./subscription.ts";

/** What of the house serving a Subscription takes. */
export type SubscriptionHouse = Pick<House, "store" | "searchParameters" | "bases" | "baseUrl" | "clock" | "newId">;

/** What is sent for a Subscription at this instant, as JSON. What whole resources go along stands in the audit before this answers.
 *  @param eventsSinceStart number of the last event there is, or the last of those that go along
 *  @param entries events of this Subscription, in order */
export async function subscriptionNotification(house: SubscriptionHouse, view: SubscriptionView, kind: NotificationKind, eventsSinceStart: number, entries: readonly OutboxEntry[] = []): Promise<string> {
  const at = house.clock();
  const { baseUrl } = house;
  const events = await eventsToTell(house, view, entries, at);
  const topic = view.channel.content === "empty" ? {} : { topic: view.topic };
  return notificationText({ kind, baseUrl, id: house.newId(), at, subscription: view.id, ...topic, status: view.status, eventsSinceStart, events });
}

/** What a Subscription may know now of events: the policy is asked at this instant. Of what its organisation may not read (any more), the number; the resource
 *  itself only where the person who subscribed may read it now, in that role at that organisation. */
async function eventsToTell(house: SubscriptionHouse, view: SubscriptionView, entries: readonly OutboxEntry[], at: Date): Promise<readonly NotifiedEvent[]> {
  const { content } = view.channel;
  const caller = content === "full-resource" ? await callerOf(house, view, at) : undefined;
  const trail = caller === undefined ? undefined : await trailOf(house, view, at);
  const events: NotifiedEvent[] = [];
  const breathe = breaths();
  for (const entry of entries) {
    await breathe();
    const told = content !== "empty" && entry.focus !== undefined && (await mayTell(house, { ...entry, recipient: view.organization }, at)) ? entry.focus : undefined;
    const json = told === undefined || caller === undefined || trail === undefined ? undefined : await readInFull(house, caller, told, at, trail);
    events.push({ number: entry.number, timestamp: entry.recorded, ...(told !== undefined && { focus: { reference: told, ...(json !== undefined && { json }) } }) });
  }
  if (trail !== undefined && trail.entities.size > 0) await house.store.append(auditEvents(trail, success, at));
  return events;
}

/** In whose name whole resources are read; `undefined` when that person doesn't work there in that role any more. */
export async function callerOf(house: Pick<House, "store" | "bases">, { organization, subscriber: { role, person } }: Pick<SubscriptionView, "organization" | "subscriber">, at: Date): Promise<Caller | undefined> {
  return person === undefined ? undefined : callerInRole(house, { role, person, organization }, at);
}

async function readInFull({ store }: SubscriptionHouse, caller: Caller, focus: string, at: Date, trail: Trail): Promise<string | undefined> {
  const stored = await readFocus(store, focus);
  if (stored === undefined || stored.deleted || !(await may(store, caller, "read", stored, at))) return undefined;
  await permit(store, caller, "read", stored, at, trail);
  note(trail, stored);
  return stored.json;
}

async function trailOf(house: SubscriptionHouse, view: SubscriptionView, at: Date): Promise<Trail> {
  const principal = await principalOfSubscriber(house, view, at);
  const trail = startTrail({ interaction: "operation", operation: "$notification", action: "R", requestId: house.newId(), site: house.baseUrl, principal });
  return Object.assign(trail, view.subscriber.person === undefined ? {} : { person: view.subscriber.person });
}
