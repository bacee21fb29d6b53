import { expect, test } from "vitest";
import type { OutboxEvent } from "../outbox.ts";
import type { Store } from "../store.ts";
import { create, event, noon, openSample, unitOf, update } from "./sample.ts";
import type { MakeStore } from "./sample.ts";

const post = "Organization/post";
const nurse = "Organization/nurse";
const minute = 60_000;
const later = (minutes: number): Date => new Date(noon.getTime() + minutes * minute);
const about = (focus: string, recipient = post, more: Partial<OutboxEvent> = {}): OutboxEvent => ({ topic: "plan-changed", focus, recipient, ...more });
const claim = (holder: string, at: Date, recipient = post) => ({ recipient, holder, at, until: new Date(at.getTime() + minute) });

/** Writes a goal of a patient and tells of it. */
async function tell(store: Store, id: string, recipients: readonly string[] = [post], patient = "p", at = noon): Promise<void> {
  await store.transact(unitOf([create("Goal", id, {}, { patient })], { at, events: (stored) => recipients.flatMap((recipient) => stored.map((each) => about(`${each.type}/${each.id}`, recipient, { patient }))) }));
}

async function numbersOf(store: Store, recipient = post): Promise<readonly number[]> {
  return (await store.eventsOf(recipient, { count: 1000 })).map(({ number }) => number);
}

async function deliver(store: Store, at = noon, recipient = post): Promise<number | undefined> {
  const claimed = await store.claimEvent(claim("one", at, recipient));
  if (claimed === undefined) return undefined;
  const { number } = claimed.entry;
  return (await store.markDelivered({ recipient, number, holder: "one", at })) ? number : undefined;
}

export function notifying(make: MakeStore): void {
  test("events come with their unit, numbered for each recipient from 1 without gaps", async () => {
    await using store = await openSample(make);
    await tell(store, "a", [post, nurse]);
    await tell(store, "b", [nurse]);
    await tell(store, "c", [post, nurse, post]);
    expect(await numbersOf(store)).toEqual([1, 2, 3]);
    expect(await numbersOf(store, nurse)).toEqual([1, 2, 3]);
    expect((await store.eventsOf(post, { count: 1 }))[0]).toEqual({ recipient: post, number: 1, topic: "plan-changed", patient: "p", focus: "Goal/a", recorded: noon.toISOString(), attempts: 0 });
    expect((await store.eventsOf(nurse, { after: 1, count: 1 })).map(({ number, focus }) => [number, focus])).toEqual([[2, "Goal/b"]]);
    expect((await store.pendingEvents(undefined, 4)).map(({ recipient, number }) => [recipient, number])).toEqual([[nurse, 1], [nurse, 2], [nurse, 3], [post, 1]]);
    expect(await store.outboxCounts()).toEqual([{ recipient: nurse, pending: 3, dead: 0 }, { recipient: post, pending: 3, dead: 0 }]);
    expect(await store.outboxCounts([post, "Organization/nobody", post])).toEqual([{ recipient: post, pending: 3, dead: 0 }]);
    expect(await store.outboxCounts([])).toEqual([]);
  });

  test("a unit that fails tells nobody and takes no number", async () => {
    await using store = await openSample(make);
    await tell(store, "a");
    const events = (): readonly OutboxEvent[] => [about("Goal/a")];
    const failing = (): never => {
      throw new RangeError("no event");
    };
    await expect(store.transact(unitOf([create("Goal", "a")], { events }))).rejects.toMatchObject({ category: "conflict" });
    await expect(store.transact(unitOf([update("Goal", "a", {}, {}, "7")], { events }))).rejects.toMatchObject({ category: "stale" });
    await expect(store.transact(unitOf([update("Goal", "a")], { events, audit: failing }))).rejects.toMatchObject({ category: "fault" });
    await expect(store.transact(unitOf([update("Goal", "a")], { events: failing }))).rejects.toMatchObject({ category: "fault" });
    await tell(store, "b");
    expect((await store.eventsOf(post, { count: 9 })).map(({ number, focus }) => [number, focus])).toEqual([[1, "Goal/a"], [2, "Goal/b"]]);
  });

  test("an event that names anything but an organisation and a resource fails its unit", async () => {
    await using store = await openSample(make);
    for (const wrong of [about("Goal/a", "PractitionerRole/x"), about("Jan Jansen"), about("Patient?identifier=999900006"), about("Goal/a", "")]) {
      await expect(store.transact(unitOf([create("Goal", "a")], { events: () => [wrong] }))).rejects.toMatchObject({ category: "fault" });
    }
    await expect(store.read("Goal", "a")).rejects.toMatchObject({ category: "not-found" });
    expect(await store.outboxCounts()).toEqual([]);
  });

  test("units written side by side take each number once", async () => {
    await using store = await openSample(make);
    await Promise.all(Array.from({ length: 60 }, (_, n) => tell(store, `g${n}`, n % 3 === 0 ? [post, nurse] : [post])));
    expect(await numbersOf(store)).toEqual(Array.from({ length: 60 }, (_, n) => n + 1));
    expect(await numbersOf(store, nurse)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
  });

  test("one holder at a time gets the first event of a recipient, until it marks it or its turn is over", async () => {
    await using store = await openSample(make);
    await tell(store, "a");
    await tell(store, "b");
    expect(await store.claimEvent(claim("one", noon, nurse))).toBeUndefined();
    const claims = await Promise.all([store.claimEvent(claim("one", noon)), store.claimEvent(claim("two", noon))]);
    expect(claims.map((each) => each?.entry.number)).toEqual([1, undefined]);
    const mark = { recipient: post, number: 1, at: noon };
    expect(await store.markDelivered({ ...mark, holder: "two" })).toBe(false);
    expect((await store.claimEvent(claim("two", later(2))))?.entry.number).toBe(1);
    expect(await store.markDelivered({ ...mark, holder: "one" })).toBe(false);
    expect(await store.markFailed({ ...mark, holder: "one", failure: "late", retryAt: noon, patience: 0 })).toBeUndefined();
    expect(await store.markDelivered({ ...mark, holder: "two", at: later(2) })).toBe(true);
    expect(await store.eventsOf(post, { count: 1 })).toMatchObject([{ number: 1, delivered: later(2).toISOString(), attempts: 1 }]);
    expect((await store.claimEvent(claim("one", later(2))))?.entry.number).toBe(2);
  });

  test("what failed stays first and isn't tried before its time; failures are counted until one succeeds", async () => {
    await using store = await openSample(make);
    await tell(store, "a");
    await tell(store, "b");
    for (const [failures, at] of [[0, 0], [1, 5], [2, 10]] as const) {
      expect(await store.claimEvent(claim("one", later(at)))).toMatchObject({ entry: { number: 1, attempts: failures }, failures });
      expect(await store.markFailed({ recipient: post, number: 1, holder: "one", at: later(at), failure: "status 500", retryAt: later(at + 5), patience: 48 * 60 * minute })).toBe(0);
      expect(await store.claimEvent(claim("one", later(at + 4)))).toBeUndefined();
    }
    expect(await store.pendingEvents(post, 9)).toMatchObject([{ number: 1, attempts: 3, failure: "status 500" }, { number: 2, attempts: 0 }]);
    expect(await deliver(store, later(15))).toBe(1);
    expect((await store.eventsOf(post, { count: 1 }))[0]).not.toHaveProperty("failure");
    expect(await store.claimEvent(claim("one", later(15)))).toMatchObject({ entry: { number: 2 }, failures: 0 });
  });

  test("what waited too long at a recipient that fails is given up, stays readable, and can be replayed in order", async () => {
    await using store = await openSample(make);
    for (const [n, id] of ["a", "b", "c"].entries()) await tell(store, id, [post], "p", later(n * 10));
    const fail = async (at: number): Promise<number | undefined> => {
      const claimed = await store.claimEvent(claim("one", later(at)));
      return store.markFailed({ recipient: post, number: claimed?.entry.number ?? 0, holder: "one", at: later(at), failure: "no connection", retryAt: later(at), patience: 60 * minute });
    };
    // old, but the recipient fails for the first time
    expect(await fail(90)).toBe(0);
    expect(await fail(149)).toBe(0);
    await tell(store, "d", [post], "p", later(100));
    expect(await fail(150)).toBe(3);
    expect((await store.deadEvents(undefined, 9)).map(({ number, dead }) => [number, dead])).toEqual([1, 2, 3].map((number) => [number, later(150).toISOString()]));
    expect(await store.outboxCounts()).toEqual([{ recipient: post, pending: 1, dead: 3 }]);
    expect(await deliver(store, later(151))).toBe(4);
    expect(await deliver(store, later(151))).toBeUndefined();
    expect(await store.replayEvents(nurse)).toBe(0);
    expect(await store.replayEvents(post)).toBe(3);
    expect(await store.replayEvents(post)).toBe(0);
    expect([await deliver(store, later(152)), await deliver(store, later(152)), await deliver(store, later(152)), await deliver(store, later(152))]).toEqual([1, 2, 3, undefined]);
    expect(await store.replayEvents(post, 3)).toBe(2);
    expect((await store.pendingEvents(post, 9)).map(({ number, attempts }) => [number, attempts])).toEqual([[3, 0], [4, 0]]);
  });

  test("several events that arrive together are delivered together, and none that came later or was given up", async () => {
    await using store = await openSample(make);
    for (const id of ["a", "b", "c", "d"]) await tell(store, id);
    await store.claimEvent(claim("one", noon));
    expect((await store.pendingEvents(post, 3)).map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(await store.markDelivered({ recipient: post, number: 1, upTo: 3, holder: "one", at: noon })).toBe(true);
    expect(await store.eventsOf(post, { count: 9 })).toMatchObject([...["a", "b", "c"].map((id) => ({ focus: `Goal/${id}`, delivered: noon.toISOString(), attempts: 1 })), { focus: "Goal/d", attempts: 0 }]);
    expect(await deliver(store, later(1))).toBe(4);
  });

  test("a turn may be taken for what is no event, also by whom nothing was ever for, and it tells how sending goes", async () => {
    await using store = await openSample(make);
    const hook = "Subscription/s";
    expect(await store.turnOf(hook)).toEqual({ last: 0, failures: 0 });
    const claims = await Promise.all([store.claimTurn(claim("one", noon, hook)), store.claimTurn(claim("two", noon, hook))]);
    expect(claims).toEqual([{ last: 0, failures: 0 }, undefined]);
    expect(await store.markFailed({ recipient: hook, holder: "one", at: noon, failure: "status 500", retryAt: later(5), patience: 60 * minute })).toBe(0);
    expect(await store.claimTurn(claim("two", later(4), hook))).toBeUndefined();
    expect(await store.claimTurn(claim("two", later(5), hook))).toEqual({ last: 0, failures: 1, failingSince: noon.toISOString() });
    expect(await store.markDelivered({ recipient: hook, holder: "two", at: later(5) })).toBe(true);
    await tell(store, "a", [hook], "p", later(6));
    await tell(store, "b", [hook], "p", later(6));
    expect(await store.turnOf(hook)).toEqual({ last: 2, failures: 0, sent: later(5).toISOString() });
    expect(await deliver(store, later(7), hook)).toBe(1);
    expect(await store.turnOf(hook)).toEqual({ last: 2, failures: 0, sent: later(7).toISOString() });
  });

  test("who comes and fetches is bound to one connection: a later one takes over, at once, and the former gets nothing more", async () => {
    await using store = await openSample(make);
    const socket = "Subscription/s";
    const over = (connection: string, at: Date) => ({ ...claim(connection, at, socket), bound: connection });
    expect(await store.claimTurn(over("one", noon))).toBeUndefined();
    await store.bindRecipient(socket, "one");
    await tell(store, "a", [socket]);
    expect((await store.claimEvent(over("one", noon)))?.entry.number).toBe(1);
    await store.bindRecipient(socket, "two");
    expect(await store.markDelivered({ recipient: socket, number: 1, holder: "one", at: noon })).toBe(false);
    expect([await store.claimEvent(over("one", noon)), await store.claimTurn(over("one", noon))]).toEqual([undefined, undefined]);
    expect((await store.claimEvent(over("two", noon)))?.entry.number).toBe(1);
    expect(await store.markFailed({ recipient: socket, number: 1, holder: "two", at: noon, failure: "nobody is connected", retryAt: later(60), patience: 60 * minute })).toBe(0);
    await store.bindRecipient(socket, "three");
    expect((await store.claimEvent(over("three", noon)))?.entry.number).toBe(1);
    expect((await store.turnOf(socket)).bound).toBe("three");
    await store.bindRecipient(socket, undefined);
    expect(await store.turnOf(socket)).not.toHaveProperty("bound");
  });

  test("a replay starts anew: at once, with all the patience there is", async () => {
    await using store = await openSample(make);
    await tell(store, "a");
    const fail = async (at: number): Promise<number | undefined> => {
      await store.claimEvent(claim("one", later(at)));
      return store.markFailed({ recipient: post, number: 1, holder: "one", at: later(at), failure: "status 500", retryAt: later(at + 60), patience: 60 * minute });
    };
    expect([await fail(0), await fail(60)]).toEqual([0, 1]);
    expect(await store.replayEvents(post)).toBe(1);
    expect(await store.claimEvent(claim("one", later(61)))).toMatchObject({ entry: { number: 1, attempts: 0 }, failures: 0 });
    expect(await store.markFailed({ recipient: post, number: 1, holder: "one", at: later(61), failure: "status 500", retryAt: later(61), patience: 60 * minute })).toBe(0);
  });

  test("keep-and-erase: of an erased patient only the numbers are left, whatever became of the events", async () => {
    await using store = await openSample(make);
    await tell(store, "a", [post], "p");
    await tell(store, "b", [post], "q");
    await tell(store, "c", [post], "p");
    await store.claimEvent(claim("one", noon));
    await store.markFailed({ recipient: post, number: 1, holder: "one", at: noon, failure: "status 500", retryAt: noon, patience: minute });
    expect(await deliver(store)).toBe(1);
    const failing = (): never => {
      throw new RangeError("no event");
    };
    await expect(store.erase({ patient: "p", audit: failing })).rejects.toMatchObject({ category: "fault" });
    expect((await store.eventsOf(post, { count: 9 })).map(({ focus }) => focus)).toEqual(["Goal/a", "Goal/b", "Goal/c"]);
    await store.erase({ patient: "p", audit: () => [event("erased")] });
    expect(await store.eventsOf(post, { count: 9 })).toEqual([
      { recipient: post, number: 1, topic: "erased", recorded: noon.toISOString(), delivered: noon.toISOString(), attempts: 2 },
      { recipient: post, number: 2, topic: "plan-changed", patient: "q", focus: "Goal/b", recorded: noon.toISOString(), attempts: 0 },
      { recipient: post, number: 3, topic: "erased", recorded: noon.toISOString(), attempts: 0 },
    ]);
    expect([await deliver(store), await deliver(store)]).toEqual([2, 3]);
    await tell(store, "d", [post], "q");
    expect(await numbersOf(store)).toEqual([1, 2, 3, 4]);
  });
}
