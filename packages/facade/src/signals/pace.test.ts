import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { inTurn, paced } from "./pace.ts";

test("long pieces of work go one after the other, also after one that failed, and each place has its own turn", async () => {
  const said: string[] = [];
  const work = (name: string, fails = false) => async (): Promise<string> => {
    said.push(`${name} begins`);
    await setTimeout(5);
    said.push(`${name} ends`);
    if (fails) throw new Error(name);
    return name;
  };
  const [place, other] = [{}, {}];
  const all = await Promise.allSettled([inTurn(place, work("first")), inTurn(place, work("second", true)), inTurn(place, work("third")), inTurn(other, work("elsewhere"))]);
  expect(all.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "fulfilled"]);
  expect(said.filter((each) => !each.startsWith("elsewhere"))).toEqual(["first begins", "first ends", "second begins", "second ends", "third begins", "third ends"]);
  expect(said.indexOf("elsewhere begins")).toBeLessThan(said.indexOf("second begins"));
});

test("busy work lets others go first, again and again", async () => {
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 1);
  const pace = paced();
  const end = performance.now() + 120;
  while (performance.now() < end) await pace();
  clearInterval(timer);
  expect(turns).toBeGreaterThan(5);
});
