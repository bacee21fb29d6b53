import { beforeAll, describe, expect, test } from "vitest";
import { hostile } from "../fuzz/hostile.ts";
import { faultOf } from "../fuzz/judge.ts";
import { converse, raws } from "../fuzz/raw.ts";
import { send } from "../fuzz/send.ts";
import { useDemo } from "../use-demo.ts";

/** Milliseconds, generous: how long anything may keep the others waiting is measured by `npm run fuzz`, in a process of its own. */
const patience = 20_000;

describe("what is sent to hurt is answered like everything else", () => {
  const demo = useDemo();

  test.each(hostile)("$name", { timeout: 2 * patience }, async ({ statuses, request }) => {
    const sent = request();
    const answered = await send(demo.url, sent, patience, sent.who === undefined ? undefined : await demo.token(sent.who));
    expect(statuses).toContain(answered.status);
    expect(faultOf(sent, answered)).toBeUndefined();
  });
});

describe("HTTP that is broken", () => {
  const demo = useDemo();
  let url = "";
  beforeAll(() => (url = demo.url));

  test.each(raws)("$name", { timeout: 2 * patience }, async (raw) => {
    await expect(converse(url, raw, patience)).resolves.toBeUndefined();
    await expect(demo.ask(undefined, "GET", "metadata")).resolves.toMatchObject({ status: 200 });
  });
});
