import { expect, test } from "vitest";
import { CandidateCounts } from "./candidate-counts.ts";

test("a count is believed for half a minute and then counted again", () => {
  let now = 0;
  let rows = 5;
  const counts = new CandidateCounts(() => now);
  const ask = (): number => counts.get("rows", () => rows);
  expect(ask()).toBe(5);
  rows = 9;
  now = 29_999;
  expect(ask()).toBe(5);
  now = 30_000;
  expect(ask()).toBe(9);
});

test("more than a thousand counts are not kept", () => {
  const counts = new CandidateCounts(() => 0);
  let asked = 0;
  const ask = (key: string): number => counts.get(key, () => ++asked);
  ask("first");
  for (let n = 0; n < 1_000; n++) ask(`other ${n}`);
  expect(ask("first")).toBe(1_002);
});
