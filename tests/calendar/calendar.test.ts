import { describe, expect, test } from "vitest";
import { publicHolidays } from "./public-holidays.ts";
import { seedHolidays } from "@wijkverband/care";
import { compareCalendar, newTally } from "./compare.ts";
import { drawCalendar } from "./draw.ts";

/** What `npm test` asks; `npm run calendars` asks as many as one likes (docs/hours.md). */
const calendars = 300;
const first = 20_261_122;

describe("responsible-gp", () => {
  test(`in ${calendars} random calendars who answers, who is next, who leads and until when are what the minute-by-minute oracle says`, () => {
    const tally = newTally();
    const differences = Array.from({ length: calendars }, (_, place) => compareCalendar(first + place, tally)).flat();
    expect(differences).toEqual([]);
    expect([...tally.rules.keys()].toSorted()).toEqual(["anw-post", "gap", "own-gp-on-call", "patient-cover", "practice-cover", "practice-hours"]);
    expect(Math.min(...tally.rules.values())).toBeGreaterThan(10);
  }, 60_000);
});

test("a seed draws the same calendar again, to the letter", () => {
  expect(drawCalendar(7)).toEqual(drawCalendar(7));
  expect(drawCalendar(7)).not.toEqual(drawCalendar(8));
});

test.each([2024, 2025, 2026, 2027, 2028, 2029, 2030, 2031])("the public holidays of %i are what the computus gives", (year) => {
  expect(seedHolidays(year).map(({ date }) => date).toSorted()).toEqual(publicHolidays(year).toSorted());
});
