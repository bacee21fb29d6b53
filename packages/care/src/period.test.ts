import { expect, test } from "vitest";
import { endOf, isInForce, isOver, overlap, startOf } from "./period.ts";

const at = (text: string): Date => new Date(text);

test("a date lasts from midnight to midnight in Amsterdam", () => {
  expect(startOf("2026-12-24")).toBe(Date.parse("2026-12-23T23:00:00Z"));
  expect(endOf("2026-12-24")).toBe(Date.parse("2026-12-24T23:00:00Z"));
  expect(endOf("2027-03-28") - startOf("2027-03-28")).toBe(23 * 3_600_000);
});

test("a month and a year last until their end", () => {
  expect(endOf("2026-12")).toBe(Date.parse("2026-12-31T23:00:00Z"));
  expect(endOf("2026")).toBe(endOf("2026-12"));
  expect(startOf("2026")).toBe(Date.parse("2025-12-31T23:00:00Z"));
});

test("a dateTime without zone is read on the clock in Amsterdam", () => {
  expect(startOf("2026-07-01T08:00:00")).toBe(Date.parse("2026-07-01T06:00:00Z"));
});

test("a cover that ends on a date holds that evening and not the next morning", () => {
  const cover = { start: "2026-12-21", end: "2026-12-24" };
  expect(isInForce(cover, at("2026-12-24T22:59:59Z"))).toBe(true);
  expect(isInForce(cover, at("2026-12-24T23:00:00Z"))).toBe(false);
  expect(isOver(cover, at("2026-12-24T23:00:00Z"))).toBe(true);
  expect(isInForce(cover, at("2026-12-20T22:59:59Z"))).toBe(false);
});

test("a period without bounds is always in force", () => {
  expect(isInForce(undefined, at("2026-01-01T00:00:00Z"))).toBe(true);
  expect(isInForce({}, at("2026-01-01T00:00:00Z"))).toBe(true);
});

test("periods that meet do not overlap", () => {
  const morning = { start: "2026-12-21T08:00:00+01:00", end: "2026-12-21T12:00:00+01:00" };
  const afternoon = { start: "2026-12-21T12:00:00+01:00", end: "2026-12-21T17:00:00+01:00" };
  expect(overlap(morning, afternoon)).toBe(false);
  expect(overlap(morning, { start: "2026-12-21" })).toBe(true);
  expect(overlap(undefined, afternoon)).toBe(true);
});

test("what is no date is never in force", () => {
  expect(isInForce({ start: "morgen" }, at("2026-01-01T00:00:00Z"))).toBe(false);
});
