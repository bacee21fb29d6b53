import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ChainedEvent, ChainHead } from "../store.ts";
import { chainEvent, chainStart, genesis, hashEvent, isSealed, sealHead } from "./audit-chain.ts";
import { verifyChain } from "./verify-chain.ts";

const key = new Uint8Array(32).fill(1);
const otherKey = new Uint8Array(32).fill(2);

function chainOf(length: number, chain = "main"): readonly ChainedEvent[] {
  const events: ChainedEvent[] = [];
  for (let n = 1; n <= length; n++) events.push(chainEvent(chain, events.at(-1) ?? chainStart, JSON.stringify({ event: n })));
  return events;
}

function headOf(events: readonly ChainedEvent[], with_ = key): ChainHead {
  return sealHead(events[0]?.chain ?? "main", events.at(-1) ?? chainStart, with_);
}

const renumbered = (events: readonly ChainedEvent[]): ChainedEvent[] => events.map((event, at) => ({ ...event, sequence: at + 1 }));

test("an event is chained by SHA-256 over the former hash, a line feed and its text", () => {
  expect(genesis).toMatch(/^0{64}$/);
  // printf '%064d\n{}' 0 | sha256sum
  expect(hashEvent(genesis, "{}")).toBe("5649d09ed68c17156095d175eef152856c5b1a81c117c409c1e00f096aa6838e");
});

test("a head is sealed with the key and no other, as a whole", () => {
  const head = headOf(chainOf(3));
  expect(isSealed(head, key)).toBe(true);
  expect(isSealed(head, otherKey)).toBe(false);
  for (const forged of [{ ...head, sequence: 2 }, { ...head, chain: "other" }, { ...head, hash: genesis }, { ...head, seal: "" }, { ...head, seal: "zz" }]) expect(isSealed(forged, key)).toBe(false);
});

test("whole chains verify, each for itself", () => {
  const [one, two] = [chainOf(400, "one"), chainOf(2, "two")];
  expect(verifyChain([...one, ...two], [headOf(one), headOf(two)], key)).toEqual([]);
  expect(verifyChain([], [], key)).toEqual([]);
});

describe("tampering is found and named:", () => {
  const events = chainOf(10);
  const head = headOf(events);
  const without = (...at: number[]): ChainedEvent[] => events.filter(({ sequence }) => !at.includes(sequence));
  const forged = (after: ChainedEvent): ChainedEvent => chainEvent("main", after, '{"event":"forged"}');
  const swapped = events.map((event) => (event.sequence === 4 ? events[4]! : event.sequence === 5 ? events[3]! : event));
  const rehashed = (): ChainedEvent[] => {
    const made = events.slice(0, 5);
    for (const json of ['{"event":"forged"}', ...events.slice(6).map((event) => event.json)]) made.push(chainEvent("main", made.at(-1)!, json));
    return made;
  };

  test.each<[string, readonly ChainedEvent[], readonly ChainHead[], string, number]>([
    ["a text that was edited", events.map((event) => (event.sequence === 4 ? { ...event, json: "{}" } : event)), [head], "edited", 4],
    ["a text edited together with its hash", events.map((event) => (event.sequence === 4 ? { ...event, json: "{}", hash: hashEvent(event.previous, "{}") } : event)), [head], "removed", 5],
    ["the last text edited together with its hash", events.map((event) => (event.sequence === 10 ? { ...event, json: "{}", hash: hashEvent(event.previous, "{}") } : event)), [head], "edited", 10],
    ["a tail written anew", rehashed(), [head], "edited", 10],
    ["an event removed", without(4), [head], "removed", 4],
    ["the first event removed", without(1), [head], "removed", 1],
    ["an event removed and the rest renumbered", renumbered(without(4)), [head], "removed", 4],
    ["an event inserted and the rest renumbered", renumbered([...events.slice(0, 3), forged(events[2]!), ...events.slice(3)]), [head], "inserted", 4],
    ["an event inserted under a number that was taken", [...events.slice(0, 4), forged(events[2]!), ...events.slice(4)], [head], "inserted", 4],
    ["an event added behind the head", [...events, forged(events[9]!)], [head], "inserted", 11],
    ["events that changed places", swapped, [head], "reordered", 4],
    ["events that changed places and numbers", renumbered(swapped), [head], "reordered", 5],
    ["a tail cut off", events.slice(0, 7), [head], "cut-off", 8],
    ["a chain emptied", [], [head], "cut-off", 1],
    ["a tail cut off under a head of another key", events.slice(0, 7), [headOf(events.slice(0, 7), otherKey)], "forged-head", 7],
    ["a head moved without the key", events.slice(0, 7), [{ ...head, sequence: 7, hash: events[6]!.hash }], "forged-head", 7],
    ["a head removed", events, [], "missing-head", 10],
    ["an event moved to another chain", events.map((event) => (event.sequence === 10 ? { ...event, chain: "other", sequence: 1 } : event)), [head], "cut-off", 10],
  ])("%s", (_, found, heads, what, sequence) => {
    expect(verifyChain(found, heads, key)).toContainEqual({ chain: "main", sequence, what });
  });

  test("a tail cut off together with an older head put back, by a head that was kept elsewhere", () => {
    const older = events.slice(0, 7);
    expect(verifyChain(older, [headOf(older)], key)).toEqual([]);
    expect(verifyChain(older, [headOf(older)], key, [head])).toEqual([{ chain: "main", sequence: 10, what: "cut-off" }]);
  });

  test("a past written anew by whoever has the key, by a head that was kept elsewhere", () => {
    const anew = rehashed();
    expect(verifyChain(anew, [headOf(anew)], key, [headOf(events.slice(0, 8))])).toEqual([{ chain: "main", sequence: 8, what: "edited" }]);
  });

  test("a kept head that is itself forged", () => {
    expect(verifyChain(events, [head], key, [headOf(events.slice(0, 8), otherKey)])).toEqual([{ chain: "main", sequence: 8, what: "forged-head" }]);
  });

  test("whatever else is done to the list of events", () => {
    const change = fc.oneof(
      fc.record({ at: fc.nat(9), field: fc.constantFrom("json", "hash", "previous", "sequence", "chain") }),
      fc.record({ remove: fc.nat(9) }),
      fc.record({ from: fc.nat(9), to: fc.nat(9) }),
      fc.record({ double: fc.nat(9) }),
    );
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), fc.boolean(), (changes, renumber) => {
        const list = [...events];
        for (const each of changes) {
          if ("at" in each) {
            const event = list[each.at];
            if (event !== undefined) list[each.at] = { ...event, [each.field]: each.field === "sequence" ? event.sequence + 1 : `${event[each.field as "json"]}x` };
          } else if ("remove" in each) list.splice(each.remove, 1);
          else if ("double" in each) list.splice(each.double, 0, ...list.slice(each.double, each.double + 1));
          else list.splice(each.to, 0, ...list.splice(each.from, 1));
        }
        const changed = renumber ? renumbered(list) : list;
        const same = JSON.stringify(changed) === JSON.stringify(events);
        expect(verifyChain(changed, [head], key).length > 0).toBe(!same);
      }),
      { numRuns: 500 },
    );
  });
});

test("a chain that doesn't go through where an hourly head says it went is named, at that place", () => {
  const events = chainOf(10);
  const mark = ({ chain, sequence, hash }: ChainedEvent) => ({ chain, sequence, hash });
  expect(verifyChain(events, [headOf(events)], key, [], [mark(events[3]!), mark(events[9]!)])).toEqual([]);
  // whoever has the key of the heads writes a chain anew that hangs together; the hour knows better
  const forged = chainOf(10).slice(0, 3);
  for (let n = 4; n <= 10; n++) forged.push(chainEvent("main", forged.at(-1)!, '{"event":"forged"}'));
  expect(verifyChain(forged, [headOf(forged)], key, [], [mark(events[3]!)])).toEqual([{ chain: "main", sequence: 4, what: "hour-unfit" }]);
  expect(verifyChain([], [], key, [], [mark(events[3]!)])).toEqual([{ chain: "main", sequence: 4, what: "hour-unfit" }]);
});
