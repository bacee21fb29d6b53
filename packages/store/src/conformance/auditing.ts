import { describe, expect, test } from "vitest";
import { isSealed } from "../audit/audit-chain.ts";
import { verifyChain } from "../audit/verify-chain.ts";
import { verifyAudit } from "../audit/verify-store.ts";
import type { ChainedEvent } from "../store.ts";
import { hours } from "./hours.ts";
import { logReading } from "./log-reading.ts";
import { audited, auditKey, create, event, openSample, unitOf, update, write } from "./sample.ts";
import type { MakeStore } from "./sample.ts";

export function auditing(make: MakeStore): void {
  test("a stored unit leaves the events made from what was stored; a failed one leaves none", async () => {
    await using store = await openSample(make);
    await write(store, create("Goal", "a"), create("Goal", "b"));
    await expect(write(store, create("Goal", "c"), update("Goal", "absent"))).rejects.toMatchObject({ category: "not-found" });
    await write(store, update("Goal", "a"));
    expect(await audited(store)).toEqual(["Goal/a/_history/1", "Goal/b/_history/1", "Goal/a/_history/2"]);
  });

  test("what can't be audited is not written", async () => {
    await using store = await openSample(make);
    const unit = unitOf([create("Goal", "g")], {
      audit: () => {
        throw new RangeError("no event");
      },
    });
    await expect(store.transact(unit)).rejects.toMatchObject({ category: "fault" });
    await expect(store.read("Goal", "g")).rejects.toMatchObject({ category: "not-found" });
    expect(await audited(store)).toEqual([]);
    expect(await store.auditHeads()).toEqual([]);
  });

  test("reads are appended in the order they were asked, in one chain from 1 with a sealed head", async () => {
    await using store = await openSample(make, { chain: "first-process" });
    await Promise.all(Array.from({ length: 50 }, (_, n) => store.append([event(`read/${n}`), event(`again/${n}`)])));
    await store.append([]);
    expect(await audited(store)).toEqual(Array.from({ length: 50 }, (_, n) => [`read/${n}`, `again/${n}`]).flat());
    const events = await chainOf(store);
    expect(events.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 100 }, (_, n) => n + 1));
    const [head] = await store.auditHeads();
    expect(head).toMatchObject({ chain: "first-process", sequence: 100, hash: events.at(-1)?.hash });
    expect(isSealed(head!, auditKey)).toBe(true);
  });

  test("the trail verifies after failures, and no longer when an event was changed", async () => {
    await using store = await openSample(make);
    await Promise.allSettled([write(store, create("Goal", "a")), write(store, create("Goal", "a")), store.append([event("read")]), write(store, update("Goal", "x"))]);
    expect(await verifyAudit(store, auditKey)).toEqual([]);
    const events = await chainOf(store);
    expect(events.length).toBe(2);
    const edited = events.map((each, at) => (at === 0 ? { ...each, json: each.json.replace("Goal/a", "Goal/b") } : each));
    expect(verifyChain(edited, await store.auditHeads(), auditKey)).toMatchObject([{ sequence: 1, what: "edited" }]);
  });

  test("a head from long ago still lies on the chain", async () => {
    await using store = await openSample(make);
    await store.append([event("one")]);
    const witnessed = await store.auditHeads();
    await store.append([event("two"), event("three")]);
    expect(await verifyAudit(store, auditKey, witnessed)).toEqual([]);
  });

  describe("gives the log of a patient back", () => {
    logReading(make);
  });

  describe("seals all chains each hour", () => {
    hours(make);
  });
}

async function chainOf(store: { auditChain(): AsyncIterable<ChainedEvent> }): Promise<readonly ChainedEvent[]> {
  const events: ChainedEvent[] = [];
  for await (const each of store.auditChain()) events.push(each);
  return events;
}
