import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { instantRange } from "./instant-range.ts";

function iso(text: string): readonly [string, string] | undefined {
  const range = instantRange(text);
  return range && [new Date(range.start).toISOString(), new Date(range.end).toISOString()];
}

describe("what a date covers", () => {
  test.each([
    ["2026", "2025-12-31T23:00:00.000Z", "2026-12-31T23:00:00.000Z"],
    ["2026-03", "2026-02-28T23:00:00.000Z", "2026-03-31T22:00:00.000Z"],
    ["2024-02-29", "2024-02-28T23:00:00.000Z", "2024-02-29T23:00:00.000Z"],
    ["2026-11-22T10:00Z", "2026-11-22T10:00:00.000Z", "2026-11-22T10:01:00.000Z"],
    ["2026-11-22T10:00:05+01:00", "2026-11-22T09:00:05.000Z", "2026-11-22T09:00:06.000Z"],
    ["2026-11-22T10:00:05.5-02:30", "2026-11-22T12:30:05.500Z", "2026-11-22T12:30:05.600Z"],
    ["2026-11-22T10:00:05.1234567Z", "2026-11-22T10:00:05.123Z", "2026-11-22T10:00:05.124Z"],
    ["2026-07-01T10:00:00", "2026-07-01T08:00:00.000Z", "2026-07-01T08:00:01.000Z"],
  ])("%s", (text, start, end) => {
    expect(iso(text)).toEqual([start, end]);
  });

  test("the day on which clocks are set forward has 23 hours, the day on which they are set back 25", () => {
    const hours = (day: string): number => ((range) => (range ? (range.end - range.start) / 3_600_000 : 0))(instantRange(day));
    expect([hours("2026-03-29"), hours("2026-10-25"), hours("2026-11-22")]).toEqual([23, 25, 24]);
  });

  test("an hour that is shown twice is the first, an hour that is skipped the one after", () => {
    expect(iso("2026-10-25T02:30:00")?.[0]).toBe("2026-10-25T00:30:00.000Z");
    expect(iso("2026-03-29T02:30:00")?.[0]).toBe("2026-03-29T01:30:00.000Z");
  });

  test.each(["", "26", "2026-13", "2026-00-01", "2025-02-29", "2026-04-31", "2026-11-22T24:00:00Z", "2026-11-22T10Z", "2026-11-22T10:00:00+15:00", "0000", "2026-1-1", " 2026", "2026-11-22 10:00"])("%j is no date", (text) => {
    expect(instantRange(text)).toBeUndefined();
  });
});

const years = fc.integer({ min: 1, max: 9998 }).map((year) => String(year).padStart(4, "0"));

test("days follow each other without gap or overlap, in every year", () => {
  fc.assert(
    fc.property(years, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 27 }), (year, month, day) => {
      const named = (number: number): string => `${year}-${String(month).padStart(2, "0")}-${String(number).padStart(2, "0")}`;
      expect(instantRange(named(day))?.end).toBe(instantRange(named(day + 1))?.start);
    }),
  );
});

test("a month lies in its year and a day in its month", () => {
  fc.assert(
    fc.property(years, fc.integer({ min: 1, max: 12 }), (year, month) => {
      const [inMonth, inYear] = [instantRange(`${year}-${String(month).padStart(2, "0")}`), instantRange(year)];
      expect(inMonth && inYear && inYear.start <= inMonth.start && inMonth.end <= inYear.end).toBe(true);
    }),
  );
});

test("an instant is read as JavaScript reads it", () => {
  fc.assert(
    fc.property(fc.date({ min: new Date("0001-01-02"), max: new Date("9998-01-01"), noInvalidDate: true }), (date) => {
      expect(instantRange(date.toISOString())).toEqual({ start: date.getTime(), end: date.getTime() + 1 });
    }),
  );
});
