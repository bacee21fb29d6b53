import { expect, test } from "vitest";
import { isTieInForce } from "./tie-in-force.ts";
import { during } from "./tie-period.ts";

test("a tie is in force from its beginning until just before its end", () => {
  const tie = { from: "2026-11-24T02:00:00.000Z", until: "2026-11-25T02:00:00.000Z" };
  const at = ["2026-11-24T01:59:59.999Z", tie.from, "2026-11-25T01:59:59.999Z", tie.until];
  expect(at.map((instant) => isTieInForce(tie, new Date(instant)))).toEqual([false, true, true, false]);
  expect(isTieInForce({}, new Date(tie.from))).toBe(true);
});

test("a period until the last day of the calendar is not over", () => {
  expect(isTieInForce(during({ start: "2024-01-01", end: "9999-12-31" }), new Date("2026-11-24T02:00:00Z"))).toBe(true);
});
