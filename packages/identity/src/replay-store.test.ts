import { expect, test } from "vitest";
import { createMemoryReplayStore } from "./replay-store.ts";

test("what was seen is seen until it expires, and forgotten after", async () => {
  let now = 1_000_000;
  const store = createMemoryReplayStore(() => now);
  await expect(store.seen("a", 1060)).resolves.toBe(false);
  await expect(store.seen("b", 1060)).resolves.toBe(false);
  now = 1_060_000;
  await expect(store.seen("a", 1060)).resolves.toBe(true);
  now = 1_061_000;
  await expect(store.seen("a", 1200)).resolves.toBe(false);
  await expect(store.seen("a", 1200)).resolves.toBe(true);
});

test("of many at once only one is first", async () => {
  const store = createMemoryReplayStore(() => 0);
  const answers = await Promise.all(Array.from({ length: 20 }, async () => await store.seen("a", 60)));
  expect(answers.filter((seen) => !seen)).toHaveLength(1);
});
