import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { all, always, any, available, choose, during, never, not, remembered, span, weekly, type Schedule } from "./schedule.ts";

const instant = (text: string): number => Date.parse(text);

const spans = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 })).map(([start, end]) => span(start, end));
const schedules = fc.letrec<{ one: Schedule }>((tie) => ({
  one: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    spans,
    fc.constantFrom(always, never),
    fc.array(tie("one"), { maxLength: 3 }).map((list) => any(list)),
    fc.array(tie("one"), { maxLength: 3 }).map((list) => all(...list)),
    tie("one").map(not),
    tie("one").map(remembered),
    fc.tuple(fc.array(fc.record({ when: tie("one"), use: tie("one") }), { maxLength: 3 }), tie("one")).map(([cases, otherwise]) => choose(cases, otherwise)),
  ),
})).one;

describe("a schedule", () => {
  test("however it is put together, says what it says until the instant that it names", () => {
    fc.assert(
      fc.property(schedules, fc.integer({ min: -5, max: 65 }), (schedule, at) => {
        const next = schedule.next(at);
        expect(next).toBeGreaterThan(at);
        for (let later = at; later < Math.min(next, 70); later++) expect(schedule.covers(later)).toBe(schedule.covers(at));
      }),
      { numRuns: 1000 },
    );
  });

  test("of which another decides is asked no further than that one", () => {
    expect(all(span(100, 200), span(0, 50)).next(10)).toBe(100);
    expect(all(span(0, 50), span(20, 80)).next(30)).toBe(50);
    expect(any([span(0, 50), span(0, 80)]).next(10)).toBe(80);
    expect(any([]).covers(0)).toBe(false);
    expect(all().covers(0)).toBe(true);
  });

  test("follows the case that is in force", () => {
    const schedule = choose([{ when: span(10, 20), use: never }, { when: span(0, 30), use: always }], span(25, 40));
    expect([5, 15, 25, 35, 45].map((at) => schedule.covers(at))).toEqual([true, false, true, true, false]);
    expect(schedule.next(12)).toBe(20);
  });

  test("that many lean on is asked once about one instant", () => {
    const asked: number[] = [];
    const hours = remembered({ covers: (at) => asked.push(at) > 0, next: (at) => asked.push(at) && at + 1 });
    const covers = Array.from({ length: 100 }, () => not(hours));
    expect([all(...covers).covers(1), any(covers).next(1), any(covers).next(1), hours.covers(2), hours.covers(1), hours.next(1)]).toEqual([false, 2, 2, true, true, 2]);
    expect(asked).toEqual([1, 1, 2, 1]);
  });

  test("without a period is for ever; without a bound on that side", () => {
    expect(during(undefined)).toBe(always);
    expect(during({})).toBe(always);
    expect(during({ end: "2026-11-24" }).covers(instant("2026-11-24T23:59:59+01:00"))).toBe(true);
    expect(during({ start: "2026-11-24" }).next(instant("2026-11-24T00:00:00+01:00"))).toBe(Infinity);
  });
});

describe("weekly hours", () => {
  test("that end at or before their start last until the next day", () => {
    const nights = weekly([{ days: ["fri"], start: "22:00", end: "07:00" }]);
    expect(nights.covers(instant("2026-11-28T06:59:59+01:00"))).toBe(true);
    expect(nights.next(instant("2026-11-27T23:00:00+01:00"))).toBe(instant("2026-11-28T07:00:00+01:00"));
    expect(nights.next(instant("2026-11-28T07:00:00+01:00"))).toBe(instant("2026-12-04T22:00:00+01:00"));
    expect(weekly([{ start: "08:00", end: "08:00" }]).covers(instant("2026-11-28T07:59:59+01:00"))).toBe(true);
  });

  test("of no day, or at what is no time, are never", () => {
    for (const times of [[], [{ days: ["feestdag"] }], [{ start: "acht uur", end: "17:00" }], [{ start: "08:00", end: "vijf uur" }]]) {
      const schedule = weekly(times);
      expect([schedule.covers(0), schedule.next(0)]).toEqual([false, Infinity]);
    }
  });

  test("of the whole day need no times", () => {
    const sunday = available([{ daysOfWeek: ["sun"], allDay: true, availableStartTime: "10:00:00", availableEndTime: "12:00:00" }]);
    expect(sunday.covers(instant("2026-11-29T00:00:00+01:00"))).toBe(true);
    expect(sunday.covers(instant("2026-11-29T23:59:59+01:00"))).toBe(true);
    expect(sunday.covers(instant("2026-11-30T00:00:00+01:00"))).toBe(false);
  });

  test("in the hour that is skipped begin and end at the jump; in the one that comes twice they lose nothing", () => {
    const half = weekly([{ start: "02:15", end: "02:45" }]);
    expect(half.covers(instant("2027-03-28T01:00:00Z"))).toBe(false);
    expect([half.covers(instant("2027-10-31T00:15:00Z")), half.covers(instant("2027-10-31T01:44:59Z")), half.covers(instant("2027-10-31T01:45:00Z"))]).toEqual([true, true, false]);
  });
});
