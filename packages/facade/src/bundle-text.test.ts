import { expect, test } from "vitest";
import { bundleText, createWeighing } from "./bundle-text.ts";

const heavy = { resource: Buffer.alloc(17 * 1024 * 1024, " ") };

test("a page of a search or history weighs no more than can be sent, and one resource always goes", () => {
  expect(() => bundleText({ type: "searchset", entries: [heavy] })).not.toThrow();
  for (const type of ["searchset", "history"] as const) {
    expect(() => bundleText({ type, entries: [heavy, heavy] })).toThrow(expect.objectContaining({ category: "too-large", issues: [expect.objectContaining({ code: "too-costly" })] }));
  }
});

test("of a batch what goes in goes along, and what is too much is told from others", () => {
  const fits = createWeighing();
  expect(() => fits(heavy)).not.toThrow();
  expect(() => fits({ resource: "{}" })).not.toThrow();
  expect(() => fits(heavy)).toThrow("ask for less");
  expect(() => createWeighing()({ resource: Buffer.alloc(40 * 1024 * 1024) })).not.toThrow();
});
