import { mayTell, type House } from "@wijkverband/facade";
import { questionOf } from "@wijkverband/fhir";
import type { Store } from "@wijkverband/store";
import { randomUUID } from "node:crypto";
import type { Hook } from "./hooks.ts";
import { notificationOf } from "./notification.ts";
import { sendNotification } from "./send.ts";

const second = 1_000;
const hour = 3_600 * second;

/** How long events of a receiver that fails are kept trying, in milliseconds; then they are given up, and can be replayed. */
export const patience: number = 48 * hour;

/** How long the next attempt waits: a second, doubled with each failure up to an hour. In milliseconds.
 *  @param failures in a row, this one included: 1 or more */
export function retryAfter(failures: number): number {
  return Math.min(second * 2 ** (failures - 1), hour);
}

export interface DeliveryOptions {
  readonly hooks: readonly Hook[];
  /** Whether hooks may lead into own networks. */
  readonly private: boolean;
  /** How often is looked for something to send, in milliseconds. */
  readonly interval?: number;
  /** How long one attempt may take, in milliseconds. */
  readonly timeout?: number;
}

/** What is sent for the hooks that are configured. */
export interface Delivery {
  /** How much waits, and how much was given up, all hooks together. */
  counts(): Promise<{ readonly pending: number; readonly dead: number }>;
  /** Finishes what is being sent, and starts nothing more. */
  stop(): Promise<void>;
}

type Sender = Pick<House, "store" | "bases" | "baseUrl" | "clock" | "newId" | "log">;

/** Delivers what lies in the outbox: for each hook by itself, in order, one at a time. It goes on where it stopped, and several processes on one file share the
 *  work by taking turns there. */
export function startDelivery(house: Sender, options: DeliveryOptions): Delivery {
  const { hooks, interval = second, timeout = 10 * second } = options;
  const { store, log, clock } = house;
  const holder = randomUUID();
  const running = new Map<Hook, Promise<void>>();
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

  /** Sends the next event of a hook. True when it arrived, so that the next one can go. */
  const deliverNext = async (hook: Hook): Promise<boolean> => {
    const recipient = await recipientOf(hook);
    if (recipient === undefined || stopping) return false;
    const at = clock();
    // longer than an attempt takes: who vanished in the middle of one holds up the next for half a minute
    const claimed = await store.claimEvent({ recipient, holder, at, until: new Date(at.getTime() + timeout + 20 * second) });
    if (claimed === undefined) return false;
    const { entry, failures } = claimed;
    const told = await mayTell(house, entry, at);
    const body = notificationOf(entry, hook, { baseUrl: house.baseUrl, told, id: house.newId(), at });
    const sent = await sendNotification(hook, body, { milliseconds: timeout, private: options.private });
    const mark = { recipient, number: entry.number, holder, at: clock() };
    if (sent.outcome === "delivered") return store.markDelivered(mark);
    const wait = retryAfter(failures + 1);
    const dead = await store.markFailed({ ...mark, failure: sent.failure, retryAt: new Date(mark.at.getTime() + wait), patience });
    log.warn({ recipient, number: entry.number, failure: sent.failure, retryInSeconds: wait / second }, "a notification didn't arrive");
    if (dead !== undefined && dead > 0) log.error({ recipient, dead }, "notifications were given up; wijkverband outbox lists and replays them");
    return false;
  };

  const run = async (hook: Hook): Promise<void> => {
    try {
      while (await deliverNext(hook));
    } catch (fault) {
      // a full disk or a busy database must not end delivery: the next round tries again
      log.error({ fault: fault instanceof Error ? fault.name : typeof fault }, "notifications could not be sent");
    }
  };

  const round = (): void => {
    for (const hook of hooks) {
      if (!running.has(hook)) running.set(hook, run(hook).finally(() => running.delete(hook)));
    }
  };
  const timer = hooks.length === 0 ? undefined : setInterval(round, interval);
  timer?.unref();

  return {
    async counts() {
      const known = (await Promise.all(hooks.map(recipientOf))).filter((recipient) => recipient !== undefined);
      const counts = await store.outboxCounts(known);
      return { pending: counts.reduce((sum, { pending }) => sum + pending, 0), dead: counts.reduce((sum, { dead }) => sum + dead, 0) };
    },
    async stop() {
      stopping = true;
      clearInterval(timer);
      await Promise.all(running.values());
    },
  };
}

/** `Organization/<id>` of a hook, as soon as the directory knows it. */
export async function findOrganization(store: Pick<Store, "search">, { organization }: Pick<Hook, "organization">, at: Date): Promise<string | undefined> {
  const where = [{ kind: "token" as const, parameter: "identifier", values: [organization] }];
  const { matches } = await store.search({ query: questionOf("Organization", where, 1), visible: "server", at });
  return matches[0] === undefined ? undefined : `Organization/${matches[0].id}`;
}
