import { expect, test } from "vitest";
import { addToTemporal } from "./temporal.ts";

test.each([
  ["2026-11-24", 90, "days", "2027-02-22"],
  ["2024-02-29", 1, "year", "2025-02-28"],
  ["2026-11-24T02:00:00Z", -3, "hours", "2026-11-23T23:00:00.000Z"],
])("%s plus %i %s is %s", (text, amount, unit, later) => {
  expect(addToTemporal(text, amount, unit)).toBe(later);
});

test.each([
  ["a day that doesn't exist", "2026-13-45", 90, "days"],
  ["an hour that doesn't exist", "2026-11-24T31:00:00Z", 90, "days"],
  ["more days than there are", "2026-11-24", 1e12, "days"],
  ["a unit that nobody knows", "2026-11-24", 1, "fortnight"],
])("%s is no date, and no fault of ours", (_what, text, amount, unit) => {
  expect(addToTemporal(text, amount, unit)).toBeUndefined();
});
