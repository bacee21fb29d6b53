import { breaths, faultName } from "@wijkverband/facade";
import type { XmlCodec } from "@wijkverband/fhir";
import { randomUUID } from "node:crypto";
import type { DeliveryHouse } from "./delivery-house.ts";
import { findOrganization, sendToHook } from "./hook-delivery.ts";
import type { Hook } from "./hooks.ts";
import { serveSubscription, type Knows } from "./subscription-delivery.ts";
import { subscriptionList, type Served } from "./subscription-list.ts";
import type { Sockets } from "./websocket/sockets.ts";

const second = 1_000;

export interface DeliveryOptions {
  readonly hooks: readonly Hook[];
  /** Whether hooks and Subscriptions may lead into own networks. */
  readonly private: boolean;
  readonly codec: XmlCodec;
  /** Websockets that are open here; none where nobody can come. */
  readonly sockets?: Sockets;
  /** Whether who subscribed could still be given a token here; absent: everybody. */
  readonly knows?: Knows;
  /** How often is looked for something to send, in milliseconds. */
  readonly interval?: number;
  /** How long one attempt at a hook may take, in milliseconds. */
  readonly timeout?: number;
}

/** What is sent for the hooks that are configured, and for Subscriptions. */
export interface Delivery {
  /** How much waits, and how much was given up, all hooks and Subscriptions together. */
  counts(): Promise<{ readonly pending: number; readonly dead: number }>;
  /** Finishes what is being sent, and starts nothing more. */
  stop(): Promise<void>;
}

/** How long what is being sent may still take when the server leaves, in milliseconds. */
const farewell = 5 * second;

/** Delivers what lies in the outbox: for each hook and each Subscription by itself, in order, one at a time. It goes on where it stopped, and several processes on
 *  one file share the work by taking turns there. */
export function startDelivery(house: DeliveryHouse, options: DeliveryOptions): Delivery {
  const { hooks, sockets, codec, interval = second, timeout = 10 * second } = options;
  const { store, log, clock } = house;
  const leaving = new AbortController();
  const sending = { holder: randomUUID(), private: options.private, signal: leaving.signal, ...(options.knows !== undefined && { knows: options.knows }) };
  const subscriptions = subscriptionList(house);
  const running = new Map<string, Promise<void>>();
  const recipients = new Map<Hook, string>();
  const unknown = new Set<Hook>();
  let stopping = false;

  const recipientOf = async (hook: Hook): Promise<string | undefined> => {
    const recipient = recipients.get(hook) ?? (await findOrganization(store, hook, clock()));
    if (recipient !== undefined) recipients.set(hook, recipient);
    else if (!unknown.has(hook)) log.warn({ organization: hook.organization.code }, "hooks.json names an organisation that the directory doesn't know");
    if (recipient === undefined) unknown.add(hook);
    return recipient;
  };

  const hookStep = async (hook: Hook): Promise<boolean> => {
    const recipient = await recipientOf(hook);
    return recipient !== undefined && !stopping && (await sendToHook(house, hook, recipient, { ...sending, timeout })).outcome === "delivered";
  };

  const subscriptionStep = async (id: string): Promise<boolean> => {
    // as it is now: it may have been changed or deleted while much was sent
    const served = (await subscriptions.current()).find(({ stored }) => stored.id === id);
    return served !== undefined && !stopping && serveSubscription(house, served, { ...sending, codec, connectionOf: (each) => sockets?.connectionOf(each) });
  };

  const run = async (step: () => Promise<boolean>): Promise<void> => {
    try {
      while (await step());
    } catch (fault) {
      // a full disk or a busy database must not end delivery: the next round tries again
      log.error({ fault: faultName(fault) }, "notifications could not be sent");
    }
  };
  const start = (name: string, step: () => Promise<boolean>): void => {
    if (!running.has(name) && !stopping) running.set(name, run(step).finally(() => running.delete(name)));
  };

  const round = async (): Promise<void> => {
    for (const [place, hook] of hooks.entries()) start(`hook ${place}`, () => hookStep(hook));
    const breathe = breaths();
    for (const { stored } of await listed()) {
      start(stored.id, () => subscriptionStep(stored.id));
      await breathe();
    }
  };
  const listed = async (): Promise<readonly Served[]> => {
    try {
      await sockets?.review();
      return await subscriptions.current();
    } catch (fault) {
      log.error({ fault: faultName(fault) }, "Subscriptions could not be looked up");
      return [];
    }
  };
  let looking: Promise<void> | undefined;
  const timer = setInterval(() => {
    looking ??= round().finally(() => (looking = undefined));
  }, interval);
  timer.unref();

  return {
    async counts() {
      const known = (await Promise.all(hooks.map(recipientOf))).filter((recipient) => recipient !== undefined);
      const served = (await subscriptions.current()).map(({ stored }) => `Subscription/${stored.id}`);
      const counts = await store.outboxCounts([...known, ...served]);
      return { pending: counts.reduce((sum, { pending }) => sum + pending, 0), dead: counts.reduce((sum, { dead }) => sum + dead, 0) };
    },
    async stop() {
      stopping = true;
      clearInterval(timer);
      const late = setTimeout(() => leaving.abort(), farewell);
      await looking;
      await Promise.all(running.values());
      clearTimeout(late);
    },
  };
}
