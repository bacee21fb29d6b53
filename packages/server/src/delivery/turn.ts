import type { House } from "@wijkverband/facade";
import type { OutboxEntry, OutboxTurn } from "@wijkverband/store";
import type { Sent } from "./send.ts";

const second = 1_000;
const hour = 3_600 * second;

/** How long events of a receiver that fails are kept trying, in milliseconds; then they are given up, and can be replayed. */
export const patience: number = 48 * hour;

/** How long the next attempt waits: a second, doubled with each failure up to an hour. In milliseconds.
 *  @param failures in a row, this one included: 1 or more */
export function retryAfter(failures: number): number {
  return Math.min(second * 2 ** (failures - 1), hour);
}

/** Somebody to whom is sent. */
export interface Outlet {
  /** As in the outbox. */
  readonly recipient: string;
  /** The only connection over which it is sent, if there is one. */
  readonly bound?: string;
  /** How long one attempt may take, in milliseconds. */
  readonly timeout: number;
}

/** What came of an attempt. */
export type Attempt =
  | { readonly outcome: "nothing" }
  | { readonly outcome: "delivered" }
  /** `failures`: in a row; `dead`: how many were given up by it. */
  | { readonly outcome: "failed"; readonly failure: string; readonly failures: number; readonly dead: number };

type Sender = Pick<House, "store" | "clock" | "log">;

/** Sends the first events that wait for somebody, if it is his time and nobody else is sending to him.
 *  @param most how many go together
 *  @param holder names this process */
export async function sendEvents(house: Sender, holder: string, outlet: Outlet & { readonly most: number }, send: (entries: readonly OutboxEntry[]) => Promise<Sent>): Promise<Attempt> {
  const claimed = await house.store.claimEvent(claimOf(house, holder, outlet));
  if (claimed === undefined) return { outcome: "nothing" };
  const entries = outlet.most === 1 ? [claimed.entry] : await house.store.pendingEvents(outlet.recipient, outlet.most);
  const upTo = entries.at(-1)?.number ?? claimed.entry.number;
  return note(house, holder, outlet.recipient, { number: claimed.entry.number, upTo }, claimed.failures, await send(entries));
}

/** Sends what is no event (a handshake, a heartbeat), if it is his time and nobody else is sending to him. */
export async function sendAside(house: Sender, holder: string, outlet: Outlet, send: (turn: OutboxTurn) => Promise<Sent>): Promise<Attempt> {
  const turn = await house.store.claimTurn(claimOf(house, holder, outlet));
  return turn === undefined ? { outcome: "nothing" } : note(house, holder, outlet.recipient, {}, turn.failures, await send(turn));
}

function claimOf({ clock }: Sender, holder: string, { recipient, bound, timeout }: Outlet) {
  const at = clock();
  // longer than an attempt takes: who vanished in the middle of one holds up the next for half a minute
  return { recipient, holder, at, until: new Date(at.getTime() + timeout + 20 * second), ...(bound !== undefined && { bound }) };
}

async function note({ store, clock, log }: Sender, holder: string, recipient: string, events: { readonly number?: number; readonly upTo?: number }, before: number, sent: Sent): Promise<Attempt> {
  const mark = { recipient, ...events, holder, at: clock() };
  if (sent.outcome === "delivered") return { outcome: (await store.markDelivered(mark)) ? "delivered" : "nothing" };
  const { failure } = sent;
  const failures = before + 1;
  const wait = retryAfter(failures);
  const dead = await store.markFailed({ ...mark, failure, retryAt: new Date(mark.at.getTime() + wait), patience });
  if (dead === undefined) return { outcome: "nothing" };
  log[sent.expected === true ? "debug" : "warn"]({ recipient, number: events.number, failure, retryInSeconds: wait / second }, "a notification didn't arrive");
  if (dead > 0) log.error({ recipient, dead }, "notifications were given up; wijkverband outbox lists and replays them");
  return { outcome: "failed", failure, failures, dead };
}
