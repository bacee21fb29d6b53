import * as fc from "fast-check";
import { expect, test } from "vitest";
import { hoursOf, joined, within, without, type Span } from "./span.ts";

const spans = fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 10 })).map(([start, length]): Span => ({ start, end: start + length })), { maxLength: 6 });
const covers = (list: readonly Span[], at: number): boolean => list.some(({ start, end }) => start <= at && at < end);
const instants = Array.from({ length: 55 }, (_, at) => at);

test("joining, taking out and keeping what lies within say at each instant what sets say", () => {
  fc.assert(
    fc.property(spans, spans, (one, other) => {
      const [mine, theirs] = [joined(one), joined(other)];
      for (const at of instants) {
        expect(covers(mine, at)).toBe(covers(one, at));
        expect(covers(without(mine, theirs), at)).toBe(covers(one, at) && !covers(other, at));
        expect(covers(within(mine, theirs), at)).toBe(covers(one, at) && covers(other, at));
      }
      expect(mine.every(({ start }, place) => place === 0 || start > mine[place - 1]!.end)).toBe(true);
    }),
  );
});

test("hours are counted", () => {
  expect(hoursOf([{ start: 0, end: 5_400_000 }, { start: 7_200_000, end: 10_800_000 }])).toBe(2.5);
});
