import { expect, test } from "vitest";
import { reviewDateFor } from "./review-date.ts";

const at = new Date("2026-11-22T15:30:00+01:00");

test("without a date it is 28 days, in the terminal phase 7, until the end of that day", () => {
  expect(reviewDateFor(undefined, false, at)).toEqual({ outcome: "set", reviewDate: "2026-12-20T23:59:59+01:00" });
  expect(reviewDateFor(undefined, true, at)).toEqual({ outcome: "set", reviewDate: "2026-11-29T23:59:59+01:00" });
});

test("today and the 90th day may be asked for; the 90th day counts from the hour of publication", () => {
  expect(reviewDateFor("2026-11-22", false, at)).toEqual({ outcome: "set", reviewDate: "2026-11-22T23:59:59+01:00" });
  expect(reviewDateFor("2027-02-20", true, at)).toEqual({ outcome: "set", reviewDate: "2027-02-20T15:30:00+01:00" });
});

test("a time is kept as asked, in summer time too", () => {
  expect(reviewDateFor("2026-12-01T12:00:00+01:00", false, at)).toEqual({ outcome: "set", reviewDate: "2026-12-01T12:00:00+01:00" });
  expect(reviewDateFor(undefined, false, new Date("2027-03-01T09:00:00Z"))).toEqual({ outcome: "set", reviewDate: "2027-03-29T23:59:59+02:00" });
});

test.each([
  ["yesterday", "2026-11-21"],
  ["an hour ago", "2026-11-22T14:30:00+01:00"],
  ["the 91st day", "2027-02-21"],
  ["no date at all", "binnenkort"],
])("%s is refused", (_when, asked) => {
  expect(reviewDateFor(asked, false, at)).toMatchObject({ outcome: "refused", issue: { rule: "review-date" } });
});
