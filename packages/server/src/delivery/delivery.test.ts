import { system } from "@wijkverband/fhir";
import type { Change } from "@wijkverband/store";
import { spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { describe, expect, test } from "vitest";
import type { Hook } from "./hooks.ts";
import { startReceiver, type Receiver } from "./receiver.fixture.ts";
import { Scene, arrived, hour, minute, numbers, publicUrl, upTo } from "./scene.fixture.ts";
import { patience, retryAfter } from "./turn.ts";

const ura = { post: "00000102", nursing: "00000103" } as const;
type Name = keyof typeof ura;
const [post, nursing] = ["Organization/post", "Organization/nursing"];

function organization(id: string, value: string): Change {
  return { op: "create", resource: { resourceType: "Organization", id, identifier: [{ system: system.ura, value }], name: id }, labels: {} };
}

/** A store on a file with two organisations. */
const openScene = (): Promise<Scene> => Scene.open([organization("post", ura.post), organization("nursing", ura.nursing)]);

const hookTo = ({ url }: Pick<Receiver, "url">, name: Name = "post", secret?: string): Hook => ({ organization: { system: system.ura, code: ura[name] }, url: new URL(url), here: true, ...(secret !== undefined && { secret }) });

describe("notifications", () => {
  test("arrive in order, each once, one at a time, signed over the very bytes, without name or content", async () => {
    await using scene = await openScene();
    await using receiver = await startReceiver();
    await scene.tell(40, post);
    scene.deliver({ hooks: [hookTo(receiver, "post", "a-secret-that-is-long")] });
    await arrived(receiver, 40);
    expect([numbers(receiver), receiver.together]).toEqual([upTo(40), 1]);
    for (const { body, headers } of receiver.received) {
      expect(headers["wijkverband-signature"]).toBe(`sha256=${createHmac("sha256", "a-secret-that-is-long").update(body).digest("hex")}`);
      expect(headers["content-type"]).toBe("application/fhir+json");
      expect(headers["wijkverband-seal"]).toMatch(/^[\w-]+\.\.[\w-]+$/);
    }
    const [first] = receiver.received;
    expect(JSON.parse(first?.body ?? "")).toMatchObject({ resourceType: "Bundle", type: "history", entry: [{ resource: { resourceType: "Parameters" }, request: { method: "GET" }, response: { status: "200" } }] });
    // nobody may read what isn't there
    expect(first?.focus).toBeUndefined();
    expect(await scene.store.pendingEvents(undefined, 9)).toEqual([]);
    await scene.tell(2, post);
    await arrived(receiver, 42);
    expect(numbers(receiver)).toEqual(upTo(42));
  });

  test("that were committed by a process that was killed before it sent them arrive from the next one", async () => {
    await using scene = await openScene();
    await using receiver = await startReceiver();
    const program = `
      import { openStore } from ${JSON.stringify(new URL("../runtime.ts", import.meta.url).href)};
      const { store } = await openStore(${JSON.stringify({ dataDir: scene.dataDir, publicUrl })});
      for (let n = 0; ; n++) {
        await store.transact({ changes: [], audit: () => [], events: () => [{ topic: "task-made", focus: "Task/t", recipient: "Organization/post" }], at: new Date(${scene.now.getTime()}) });
        console.log(n + 1);
      }`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", program], { stdio: ["ignore", "pipe", "inherit"] });
    const exited = once(child, "exit");
    let acknowledged = 0;
    child.stdout.on("data", (piece: Buffer) => {
      acknowledged = Number(piece.toString().trim().split("\n").at(-1));
      if (acknowledged >= 10) child.kill("SIGKILL");
    });
    await exited;
    scene.deliver({ hooks: [hookTo(receiver)] });
    await arrived(receiver, acknowledged);
    expect(numbers(receiver)).toEqual(upTo(receiver.received.length));
  });

  test("arrive all and in order however often the sender is killed; what was under way then is all that comes twice", async () => {
    await using scene = await openScene();
    await using receiver = await startReceiver();
    receiver.answer = () => new Promise((resolve) => setTimeout(resolve, 5, 200));
    await scene.tell(60, post);
    await scene.killSenders(receiver, [hookTo(receiver)]);
    scene.deliver({ hooks: [hookTo(receiver)] });
    await expect.poll(() => numbers(receiver).at(-1), { timeout: 10_000 }).toBe(60);
    const seen = numbers(receiver);
    expect(seen.filter((number, at) => number !== seen[at - 1])).toEqual(upTo(60));
    expect(seen.length).toBeLessThanOrEqual(63);
  }, 60_000);

  test("whose sender vanished between sending and noting it are sent once more, under the same number, when its turn is over", async () => {
    await using scene = await openScene();
    await using receiver = await startReceiver();
    await scene.tell(2, post);
    await scene.store.claimEvent({ recipient: "Organization/post", holder: "vanished", at: scene.now, until: new Date(scene.now.getTime() + 30_000) });
    scene.deliver({ hooks: [hookTo(receiver)] });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(receiver.received).toEqual([]);
    scene.later(30_000);
    await arrived(receiver, 2);
    expect(numbers(receiver)).toEqual([1, 2]);
  });

  test("for a receiver that is down for a day wait, and arrive in order when it is back", async () => {
    await using scene = await openScene();
    const down = await startReceiver();
    await down[Symbol.asyncDispose]();
    await scene.tell(3, post);
    const delivery = scene.deliver({ hooks: [hookTo(down)] });
    for (let failures = 1; failures <= 20; failures++) {
      await expect.poll(async () => (await scene.store.eventsOf("Organization/post", { count: 1 }))[0]?.attempts, { timeout: 5_000, interval: 5 }).toBe(failures);
      scene.later(retryAfter(failures));
    }
    expect(scene.now.getTime() - Date.parse("2026-11-24T02:00:00Z")).toBeGreaterThan(8 * hour);
    scene.later(16 * hour);
    await scene.tell(2, post);
    await expect.poll(async () => (await scene.store.eventsOf("Organization/post", { count: 1 }))[0]).toMatchObject({ attempts: 21, failure: expect.stringContaining("no connection") as string });
    expect(await delivery.counts()).toEqual({ pending: 5, dead: 0 });
    await using back = await startReceiver(down.port);
    scene.later(hour);
    await arrived(back, 5);
    expect(numbers(back)).toEqual(upTo(5));
    expect(await delivery.counts()).toEqual({ pending: 0, dead: 0 });
  });

  test("that a receiver answers with 500, a redirect or 404 stay first, and aren't tried before their time", async () => {
    await using scene = await openScene();
    await using receiver = await startReceiver();
    const answers = [500, 307, 404];
    receiver.answer = () => answers.shift() ?? 202;
    await scene.tell(2, post);
    scene.deliver({ hooks: [hookTo(receiver)] });
    for (const [at, failure] of ["status 500", "status 307", "status 404"].entries()) {
      await arrived(receiver, at + 1);
      await expect.poll(async () => (await scene.store.pendingEvents("Organization/post", 1))[0]).toMatchObject({ number: 1, attempts: at + 1, failure });
      scene.later(retryAfter(at + 1) - 1);
      await new Promise((resolve) => setTimeout(resolve, 60));
      expect(receiver.received).toHaveLength(at + 1);
      scene.later(1);
    }
    await arrived(receiver, 5);
    expect(numbers(receiver)).toEqual([1, 1, 1, 1, 2]);
    expect(scene.log.match(/a notification didn't arrive/g)).toHaveLength(3);
  });

  test("of a receiver that never answers end in time, and hold up nobody else's", async () => {
    await using scene = await openScene();
    await using slow = await startReceiver();
    await using quick = await startReceiver();
    slow.answer = () => undefined;
    await scene.tell(2, post);
    await scene.tell(10, nursing);
    scene.deliver({ hooks: [hookTo(slow), hookTo(quick, "nursing")], timeout: 1_500 });
    await arrived(quick, 10);
    expect([numbers(quick), numbers(slow)]).toEqual([upTo(10), [1]]);
    await expect.poll(async () => (await scene.store.pendingEvents("Organization/post", 1))[0]?.failure, { timeout: 10_000 }).toBe("no answer in time");
  });

  test("that failed for 48 hours are given up, which shows in log and numbers; later ones still go, and a replay sends them", async () => {
    await using scene = await openScene();
    await using receiver = await startReceiver();
    const broken = new Set([1, 2]);
    receiver.answer = ({ number }) => (broken.has(number) ? 500 : 200);
    await scene.tell(2, post);
    const delivery = scene.deliver({ hooks: [hookTo(receiver)] });
    await arrived(receiver, 1);
    scene.later(patience - hour);
    await arrived(receiver, 2);
    await scene.tell(1, post);
    expect(await delivery.counts()).toEqual({ pending: 3, dead: 0 });
    scene.later(hour);
    await expect.poll(() => delivery.counts(), { timeout: 5_000 }).toEqual({ pending: 1, dead: 2 });
    expect(scene.log).toContain('"recipient":"Organization/post","dead":2');
    scene.later(hour);
    await expect.poll(() => delivery.counts(), { timeout: 5_000 }).toEqual({ pending: 0, dead: 2 });
    expect(numbers(receiver)).toEqual([1, 1, 1, 3]);
    broken.clear();
    expect(await (await scene.open()).replayEvents("Organization/post")).toBe(2);
    await arrived(receiver, 6);
    expect(numbers(receiver)).toEqual([1, 1, 1, 3, 1, 2]);
    expect(await delivery.counts()).toEqual({ pending: 0, dead: 0 });
  });

  test("are shared by two senders on one file: each event once, in order, never two at the same moment", async () => {
    await using scene = await openScene();
    await using receiver = await startReceiver();
    receiver.answer = () => new Promise((resolve) => setTimeout(resolve, 3, 200));
    const second = await scene.open();
    await scene.tell(60, post);
    scene.deliver({ hooks: [hookTo(receiver)] });
    scene.deliver({ hooks: [hookTo(receiver)], store: second });
    await arrived(receiver, 60);
    expect([numbers(receiver), receiver.together]).toEqual([upTo(60), 1]);
  });

  test("go on where they stopped: what was being sent is finished, nothing is sent twice", async () => {
    await using scene = await openScene();
    await using receiver = await startReceiver();
    receiver.answer = () => new Promise((resolve) => setTimeout(resolve, 10, 200));
    await scene.tell(30, post);
    const first = scene.deliver({ hooks: [hookTo(receiver)] });
    await expect.poll(() => receiver.received.length, { interval: 5 }).toBeGreaterThan(4);
    await first.stop();
    const sent = receiver.received.length;
    expect(sent).toBeLessThan(30);
    expect((await scene.store.pendingEvents("Organization/post", 1))[0]?.number).toBe(sent + 1);
    scene.deliver({ hooks: [hookTo(receiver)] });
    await arrived(receiver, 30);
    expect(numbers(receiver)).toEqual(upTo(30));
  });

  test("of an erased patient keep their number and nothing else", async () => {
    await using scene = await openScene();
    await using receiver = await startReceiver();
    await scene.store.transact({
      changes: [{ op: "create", resource: { resourceType: "Patient", id: "p" }, labels: { patient: "p" } }],
      audit: () => [],
      events: () => [{ topic: "patient-died", patient: "p", focus: "Patient/p", recipient: "Organization/post" }],
      at: scene.now,
    });
    await scene.tell(1, post);
    await scene.store.erase({ patient: "p", audit: () => [] });
    scene.deliver({ hooks: [hookTo(receiver)] });
    await arrived(receiver, 2);
    expect(receiver.received.map(({ number, topic, focus }) => [number, topic?.split("/").at(-1), focus])).toEqual([[1, "erased", undefined], [2, "task-made", undefined]]);
    expect(receiver.received[0]?.body).not.toContain("Patient");
  });

  test("for a hook whose organisation the directory doesn't know yet go out once it does", async () => {
    await using scene = await openScene();
    await using receiver = await startReceiver();
    const later = { system: system.ura, code: "00000109" };
    const delivery = scene.deliver({ hooks: [{ ...hookTo(receiver), organization: later }] });
    expect(await delivery.counts()).toEqual({ pending: 0, dead: 0 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(scene.log.match(/"organization":"00000109"/g)).toHaveLength(1);
    await scene.store.transact({ changes: [organization("later", later.code)], audit: () => [], events: () => [{ topic: "task-made", focus: "Task/t", recipient: "Organization/later" }], at: scene.now });
    await arrived(receiver, 1);
    expect(numbers(receiver)).toEqual([1]);
  });

  test("don't go where a name leads into an own network, unless whoever runs it says so", async () => {
    await using scene = await openScene();
    await using receiver = await startReceiver();
    await scene.tell(1, post);
    const hook = { ...hookTo({ url: `http://localhost:${receiver.port}/` }), here: false };
    const refused = scene.deliver({ hooks: [hook] });
    await expect.poll(async () => (await scene.store.pendingEvents("Organization/post", 1))[0]?.failure, { timeout: 5_000 }).toBe("the name leads into an own network");
    await refused.stop();
    expect(receiver.received).toEqual([]);
    scene.deliver({ hooks: [hook], private: true });
    scene.later(minute);
    await arrived(receiver, 1);
  });
});

test("the wait doubles from a second to an hour", () => {
  expect([1, 2, 3, 10, 12, 13, 40].map((failures) => retryAfter(failures) / 1000)).toEqual([1, 2, 4, 512, 2048, 3600, 3600]);
});
