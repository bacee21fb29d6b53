import { describe, expect, test } from "vitest";
import type { Include } from "@wijkverband/fhir";
import { bringAlong, maximumBrought, maximumRounds } from "./bring-along.ts";
import type { Bringer, Placed } from "./bring-along.ts";

const tasks = (...slots: readonly number[]): readonly Placed[] => slots.map((slot) => ({ slot, type: "Task", id: String(slot) }));
const partOf: Include = { source: "Task", parameter: "part-of", target: "Task" };
const iterating: Include = { ...partOf, iterate: true };

/** Tasks that are part of one another as told, from slot to slots. */
function bringerOf(parents: (slot: number) => readonly number[], all: readonly number[] = []): Bringer<Placed> {
  return {
    targets: (_includes, from, atMost) => tasks(...from.flatMap(({ slot }) => parents(slot)).toSorted((left, right) => left - right).slice(0, atMost)),
    referrers: (_include, to, atMost) => tasks(...all.filter((slot) => parents(slot).some((parent) => to.some((each) => each.slot === parent))).slice(0, atMost)),
  };
}

describe("what comes along", () => {
  const line = bringerOf((slot) => [slot + 1]);

  test("without iterate is what the matches refer to", () => {
    expect(bringAlong({ include: [partOf], revinclude: [] }, tasks(1, 5), line)).toEqual({ items: tasks(2, 6), cut: false });
  });

  test.each(["*", partOf.parameter])("by %s is a thousand resources at most, and says when there are more", (parameter) => {
    const many = Array.from({ length: maximumBrought + 1 }, (_, slot) => slot + 1);
    const all = { include: [], revinclude: [{ source: "Task" as const, parameter }] };
    const referring = (from: readonly number[]): Bringer<Placed> => bringerOf((slot) => (slot === 0 ? [] : [0]), from);
    const part = bringAlong(all, tasks(0), referring(many));
    expect([part.items.length, part.cut]).toEqual([maximumBrought, true]);
    expect(bringAlong(all, tasks(0), referring(many.slice(1))).cut).toBe(false);
  });

  test("with iterate goes on for five rounds, and says when there was a sixth", () => {
    const end = (last: number): Bringer<Placed> => bringerOf((slot) => (slot < last ? [slot + 1] : []));
    expect(maximumRounds).toBe(5);
    expect(bringAlong({ include: [iterating], revinclude: [] }, tasks(0), end(5))).toEqual({ items: tasks(1, 2, 3, 4, 5), cut: false });
    expect(bringAlong({ include: [iterating], revinclude: [] }, tasks(0), end(6))).toEqual({ items: tasks(1, 2, 3, 4, 5), cut: true });
  });

  test("comes from matches alone where an include does not iterate, though another does", () => {
    const back: Include = { source: "Task", parameter: "part-of" };
    expect(bringAlong({ include: [iterating], revinclude: [back] }, tasks(5), bringerOf((slot) => (slot < 7 ? [slot + 1] : []), [4, 5, 6, 7]))).toEqual({ items: tasks(4, 6, 7), cut: false });
  });

  test("comes once, in circles too, and never when it is a match", () => {
    const circle = bringerOf((slot) => [(slot + 1) % 4, (slot + 2) % 4], [0, 1, 2, 3]);
    expect(bringAlong({ include: [iterating], revinclude: [iterating] }, tasks(2), circle)).toEqual({ items: tasks(0, 1, 3), cut: false });
  });

  test("with iterate is a thousand resources at most, those that were first created, and says when there are more", () => {
    const children = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at + 10);
    const family = (count: number): Bringer<Placed> => bringerOf((slot) => (slot >= 10 ? [1] : slot === 1 ? [0] : []), [1, ...children(count)]);
    const asked = { include: [], revinclude: [iterating] };
    const whole = bringAlong(asked, tasks(0), family(maximumBrought - 1));
    expect([whole.items.length, whole.cut]).toEqual([maximumBrought, false]);
    const part = bringAlong(asked, tasks(0), family(maximumBrought + 5));
    expect(part).toEqual({ items: tasks(1, ...children(maximumBrought - 1)), cut: true });
  });
});
