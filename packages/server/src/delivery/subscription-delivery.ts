import { endpointFault, hasEnded, isHere, openHeaders, setSubscriptionStatus, subscriptionNotification, type SubscriptionView } from "@wijkverband/facade";
import type { XmlCodec } from "@wijkverband/fhir";
import type { Store, Stored } from "@wijkverband/store";
import type { Subscription } from "hl7-fhir-r4-types";
import type { DeliveryHouse } from "./delivery-house.ts";
import { payloadOf } from "./payload.ts";
import { sealHeader } from "./seal-header.ts";
import { sendNotification, type Sent } from "./send.ts";
import type { Served } from "./subscription-list.ts";
import { patience, sendAside, sendEvents, type Attempt, type Outlet } from "./turn.ts";
import type { Connection } from "./websocket/connection.ts";

const second = 1_000;

/** How many attempts in a row may fail before a Subscription is said to be in error. */
const failuresToError = 5;

/** Why nothing is sent for somebody whose software was taken out of the registrations, or out of that role. */
const unknownClient = "the client that subscribed is not registered here for that role any more";

/** How long an attempt may take where the Subscription doesn't say, in seconds. */
const usualTimeout = 10;

export type Knows = (subscriber: Pick<SubscriptionView["subscriber"], "client" | "role">) => boolean;

export interface SubscriptionSending {
  /** Names this process. */
  readonly holder: string;
  /** Whether names may lead into own networks. */
  readonly private: boolean;
  readonly codec: XmlCodec;
  readonly signal?: AbortSignal;
  /** Whether who subscribed could still be given a token here, by client and role. Absent where others give tokens too: their clients aren't known here. */
  readonly knows?: Knows;
  /** The connection over which a Subscription is listened to here. */
  connectionOf(this: void, subscription: string): Connection | undefined;
}

/** Does for a Subscription what is to be done now: greets who asked for it, sends the first events that wait, or a heartbeat, and says how it goes.
 *  @returns whether more may be waiting */
export async function serveSubscription(house: DeliveryHouse, served: Served, sending: SubscriptionSending): Promise<boolean> {
  const { stored, view } = served;
  if (hasEnded(view, house.clock())) {
    await setSubscriptionStatus(house, stored, "off");
    return false;
  }
  if (sending.knows?.(view.subscriber) === false) {
    await withhold(house, sending.holder, outletOf(served), unknownClient);
    if (view.status === "active") await setSubscriptionStatus(house, stored, "error", unknownClient);
    return false;
  }
  if (view.channel.type === "websocket") return serveWebsocket(house, served, sending);
  const asked = view.status === "requested" ? stored.versionId : view.status === "error" ? await askedIn(house.store, stored) : undefined;
  const post = (json: string): Promise<Sent> => postTo(house, served, json, sending);
  if (asked !== undefined) await greet(house, served, asked, sending.holder, post);
  return asked === undefined && settle(house, served, await attempt(house, served, outletOf(served), sending.holder, post));
}

async function serveWebsocket(house: DeliveryHouse, served: Served, { holder, codec, connectionOf }: SubscriptionSending): Promise<boolean> {
  const { stored, view } = served;
  // nothing to try out: who listens comes here
  if (view.status === "requested") {
    await setSubscriptionStatus(house, stored, "active");
    return false;
  }
  const connection = connectionOf(stored.id);
  const outlet = outletOf(served);
  if (connection !== undefined) return settle(house, served, await attempt(house, served, { ...outlet, bound: connection.id }, holder, (json) => inForm(view, json, codec, (payload) => connection.send(payload, outlet.timeout))));
  const { bound } = await house.store.turnOf(outlet.recipient);
  if (bound !== undefined) return false;
  return settle(house, served, await sendEvents(house, holder, { ...outlet, most: 1 }, async () => ({ outcome: "failed", failure: "nobody is connected", expected: true })));
}

function outletOf({ view: { id, channel } }: Served): Outlet {
  return { recipient: `Subscription/${id}`, timeout: (channel.timeoutSeconds ?? usualTimeout) * second };
}

/** Sends a handshake, which tells nothing, to whom nothing was sent yet since somebody asked: only who answers it is sent more.
 *  @param asked the version in which somebody asked; each has its own attempts */
async function greet(house: DeliveryHouse, served: Served, asked: string, holder: string, send: (json: string) => Promise<Sent>): Promise<void> {
  const { stored, view } = served;
  const outlet = outletOf(served);
  const recipient = `${outlet.recipient}/_history/${asked}`;
  const { failingSince } = await house.store.turnOf(recipient);
  if (failingSince !== undefined && house.clock().getTime() - Date.parse(failingSince) > patience) return withhold(house, holder, outlet, "nobody answered the handshake");
  const greeted = await sendAside(house, holder, { ...outlet, recipient }, async ({ sent }) => {
    // another process greeted, and is about to say so, or vanished before it did
    if (sent !== undefined) return { outcome: "delivered" };
    // what waited for the former address doesn't wait for this one
    await house.store.bindRecipient(outlet.recipient, undefined);
    const { last } = await house.store.turnOf(outlet.recipient);
    return send(await subscriptionNotification(house, view, "handshake", last));
  });
  if (greeted.outcome === "delivered") await setSubscriptionStatus(house, stored, "active");
  if (greeted.outcome !== "failed") return;
  await withhold(house, holder, outlet, greeted.failure);
  if (greeted.failures >= failuresToError && view.status === "requested") await setSubscriptionStatus(house, stored, "error", greeted.failure);
}

/** What waits for somebody who wasn't greeted isn't sent; it is given up after as long as anything else. */
async function withhold(house: DeliveryHouse, holder: string, outlet: Outlet, failure: string): Promise<void> {
  await sendEvents(house, holder, { ...outlet, most: 1 }, async () => ({ outcome: "failed", failure, expected: true }));
}

/** The version in which somebody asked for a Subscription that never worked since; `undefined` when it did. */
async function askedIn(store: Pick<Store, "history">, { id }: Stored): Promise<string | undefined> {
  for (const version of await store.history("Subscription", id)) {
    const status = version.deleted ? undefined : (version.resource() as Subscription).status;
    if (status === "requested") return version.versionId;
    if (status !== "error") return undefined;
  }
  return undefined;
}

/** Sends what waits, or a heartbeat when nothing was heard for as long as the subscriber said; in error too when nothing waits, to find out whether it works again. */
async function attempt(house: DeliveryHouse, served: Served, outlet: Outlet, holder: string, send: (json: string) => Promise<Sent>): Promise<Attempt> {
  const { stored, view } = served;
  const { maxCount: most = 1, content } = view.channel;
  // no patient's data is read again and again for somebody who doesn't answer: in error a heartbeat goes first
  const probes = view.status === "error" && content === "full-resource";
  const sent = await sendEvents(house, holder, { ...outlet, most, timeout: outlet.timeout * (probes ? 2 : 1) }, async (entries) => {
    const last = entries.at(-1)?.number ?? 0;
    const probe: Sent = probes ? await send(await subscriptionNotification(house, view, "heartbeat", last)) : { outcome: "delivered" };
    return probe.outcome === "failed" ? probe : send(await subscriptionNotification(house, view, "event-notification", last, entries));
  });
  if (sent.outcome !== "nothing") return sent;
  const { heartbeatSeconds } = view.channel;
  if (view.status === "active" && heartbeatSeconds === undefined) return sent;
  const { sent: heard = stored.lastUpdated } = await house.store.turnOf(outlet.recipient);
  const quiet = house.clock().getTime() - Math.max(Date.parse(heard), Date.parse(stored.lastUpdated));
  if (view.status === "active" && quiet < (heartbeatSeconds ?? 0) * second) return sent;
  return sendAside(house, holder, outlet, async ({ last }) => send(await subscriptionNotification(house, view, "heartbeat", last)));
}

/** Says how it goes when that changed. @returns whether more may be waiting */
async function settle(house: DeliveryHouse, { stored, view }: Served, sent: Attempt): Promise<boolean> {
  if (sent.outcome === "delivered" && view.status === "error") await setSubscriptionStatus(house, stored, "active");
  // who comes and fetches may stay away for a while
  const isBroken = sent.outcome === "failed" && (view.channel.type === "websocket" ? sent.dead > 0 : sent.failures >= failuresToError);
  if (isBroken && view.status === "active") await setSubscriptionStatus(house, stored, "error", sent.failure);
  return sent.outcome === "delivered" && view.status === "active";
}

async function postTo(house: DeliveryHouse, { stored, view }: Served, json: string, { codec, ...rules }: SubscriptionSending): Promise<Sent> {
  const { endpoint, mimeType, timeoutSeconds = usualTimeout } = view.channel;
  if (endpoint === undefined) return { outcome: "failed", failure: "no endpoint" };
  // what is allowed may have changed since it was written
  const refused = endpointFault(endpoint, house.endpoints);
  if (refused !== undefined) return { outcome: "failed", failure: refused };
  return inForm(view, json, codec, async (payload) => {
    const bytes = Buffer.from(payload);
    const headers = { ...Object.fromEntries(openHeaders(house.headerKey, stored.resource() as Subscription)), "content-type": mimeType, ...(await sealHeader(house.sealer, bytes)) };
    return sendNotification({ url: endpoint, here: isHere(endpoint), bytes, headers, milliseconds: timeoutSeconds * second, ...rules });
  });
}

/** Sends in the form that a Subscription wants. What has no such form can't be sent ever, and holds up what comes behind it no longer than anything else. */
async function inForm(view: SubscriptionView, json: string, codec: XmlCodec, send: (payload: string) => Promise<Sent>): Promise<Sent> {
  let payload: string;
  try {
    payload = payloadOf(view, json, codec);
  } catch {
    return { outcome: "failed", failure: "this can't be written in that form" };
  }
  return send(payload);
}
