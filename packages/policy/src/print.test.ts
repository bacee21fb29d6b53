import { expect, test } from "vitest";
import { policy } from "./policy.ts";
import { printPolicy } from "./print.ts";
import { reasonsInDutch } from "./reasons-in-dutch.ts";

test("the policy prints every row in Dutch and in English, so that a change of rights shows in review", async () => {
  await expect(printPolicy("nl")).toMatchFileSnapshot("./policy.nl.md");
  await expect(printPolicy("en")).toMatchFileSnapshot("./policy.en.md");
  for (const { key } of policy) expect(printPolicy("nl")).toContain(`| ${key} |`);
});

test("each row says in Dutch why it is there, and nothing is said of a row that is gone", () => {
  expect(Object.keys(reasonsInDutch)).toEqual(policy.map(({ key }) => key));
});
