import { expect, test } from "vitest";
import * as policyModule from "./index.ts";
import { rightsIn } from "./rights.fixture.ts";

test("no-row-no-access: who may do what to which kind of thing, in every situation that a tie or a condition tells apart", async () => {
  await expect(rightsIn(policyModule)).toMatchFileSnapshot("./rights.snap");
}, 60_000);
