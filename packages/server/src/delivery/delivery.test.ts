import type { House } from "@wijkverband/facade";
import { system } from "@wijkverband/fhir";
import type { Change, Store } from "@wijkverband/store";
import { spawn } from "node:child_process";
import { createHmac, randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { pino } from "pino";
import { afterAll, describe, expect, test } from "vitest";
import { openStore } from "../runtime.ts";
import { smallHouse } from "./delivery-house.fixture.ts";
import { startDelivery, type Delivery, type DeliveryOptions } from "./delivery.ts";
import type { Hook } from "./hooks.ts";
import { startReceiver, type Receiver } from "./receiver.fixture.ts";
import { patience, retryAfter } from "./turn.ts";

const folder = mkdtempSync(join(tmpdir(), "wijkverband-delivery-"));
const publicUrl = "http://localhost:8080";
const minute = 60_000;
const hour = 60 * minute;
afterAll(() => rmSync(folder, { recursive: true }));

const ura = { post: "00000102", nursing: "00000103" } as const;
type Name = keyof typeof ura;

function organization(id: string, value: string): Change {
  return { op: "create", resource: { resourceType: "Organization", id, identifier: [{ system: system.ura, value }], name: id }, labels: {} };
}

/** A store on a file with two organisations, and a clock that stands still. */
class Scene implements AsyncDisposable {
  readonly dataDir = join(folder, randomUUID());
  readonly stores: Store[] = [];
  readonly deliveries: Delivery[] = [];
  now = new Date("2026-11-24T02:00:00Z");
  log = "";
  searchParameters!: House["searchParameters"];

  static async open(): Promise<Scene> {
    const scene = new Scene();
    const store = await scene.open();
    await store.transact({ changes: [organization("post", ura.post), organization("nursing", ura.nursing)], audit: () => [], at: scene.now });
    return scene;
  }

  /** As another process would. */
  async open(): Promise<Store> {
    const { store, searchParameters } = await openStore({ dataDir: this.dataDir, publicUrl });
    this.searchParameters = searchParameters;
    this.stores.push(store);
    return store;
  }

  get store(): Store {
    return this.stores[0]!;
  }

  async tell(count: number, name: Name = "post"): Promise<void> {
    for (let n = 0; n < count; n++) {
      await this.store.transact({ changes: [], audit: () => [], events: () => [{ topic: "task-made", focus: "Task/t", recipient: `Organization/${name}` }], at: this.now });
    }
  }

  deliver(hooks: readonly Hook[], more: Partial<DeliveryOptions> = {}, store: Store = this.store): Delivery {
    const lines = new Writable({
      write: (piece: Buffer, _encoding, done) => {
        this.log += piece.toString();
        done();
      },
    });
    const { codec, ...house } = smallHouse({ store, searchParameters: this.searchParameters, baseUrl: `${publicUrl}/fhir`, clock: () => this.now, log: pino({ level: "warn" }, lines) });
    const delivery = startDelivery(house, { hooks, codec, private: false, interval: 5, ...more });
    this.deliveries.push(delivery);
    return delivery;
  }

  later(milliseconds: number): void {
    this.now = new Date(this.now.getTime() + milliseconds);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.deliveries.map((delivery) => delivery.stop()));
    await Promise.all(this.stores.map((store) => store[Symbol.asyncDispose]()));
  }
}

const hookTo = ({ url }: Pick<Receiver, "url">, name: Name = "post", secret?: string): Hook => ({ organization: { system: system.ura, code: ura[name] }, url: new URL(url), here: true, ...(secret !== undefined && { secret }) });
const numbers = ({ received }: Receiver): readonly number[] => received.map(({ number }) => number);
const upTo = (last: number, first = 1): readonly number[] => Array.from({ length: last - first + 1 }, (_, at) => first + at);

/** Waits until as many came in, and a little longer for one too many. */
async function arrived(receiver: Receiver, count: number): Promise<void> {
  await expect.poll(() => receiver.received.length, { timeout: 10_000, interval: 5 }).toBeGreaterThanOrEqual(count);
  await new Promise((resolve) => setTimeout(resolve, 60));
}

describe("notifications", () => {
  test("arrive in order, each once, one at a time, signed over the very bytes, without name or content", async () => {
    await using scene = await Scene.open();
    await using receiver = await startReceiver();
    await scene.tell(40);
    scene.deliver([hookTo(receiver, "post", "a-secret-that-is-long")]);
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
    await scene.tell(2);
    await arrived(receiver, 42);
    expect(numbers(receiver)).toEqual(upTo(42));
  });

  test("that were committed by a process that was killed before it sent them arrive from the next one", async () => {
    await using scene = await Scene.open();
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
    scene.deliver([hookTo(receiver)]);
    await arrived(receiver, acknowledged);
    expect(numbers(receiver)).toEqual(upTo(receiver.received.length));
  });

  test("arrive all and in order however often the sender is killed; what was under way then is all that comes twice", async () => {
    await using scene = await Scene.open();
    await using receiver = await startReceiver();
    receiver.answer = () => new Promise((resolve) => setTimeout(resolve, 5, 200));
    await scene.tell(60);
    const program = (round: number): string => `
      import { pino } from "pino";
      import { openStore } from ${JSON.stringify(new URL("../runtime.ts", import.meta.url).href)};
      import { startDelivery } from ${JSON.stringify(new URL("delivery.ts", import.meta.url).href)};
      import { smallHouse } from ${JSON.stringify(new URL("delivery-house.fixture.ts", import.meta.url).href)};
      const { store, searchParameters } = await openStore(${JSON.stringify({ dataDir: scene.dataDir, publicUrl })});
      const { codec, ...house } = smallHouse({ store, searchParameters, baseUrl: "", clock: () => new Date(${scene.now.getTime() + round * minute}), log: pino({ level: "silent" }) });
      startDelivery(house, { codec, hooks: [{ organization: ${JSON.stringify({ system: system.ura, code: ura.post })}, url: new URL(${JSON.stringify(receiver.url)}), here: true }], private: false, interval: 5 });
      setInterval(() => {}, 1000);`;
    for (let round = 0; round < 3; round++) {
      const child = spawn(process.execPath, ["--input-type=module", "-e", program(round)], { stdio: ["ignore", "ignore", "inherit"] });
      const exited = once(child, "exit");
      const before = receiver.received.length;
      await expect.poll(() => receiver.received.length, { timeout: 10_000, interval: 1 }).toBeGreaterThan(before + 7 + round);
      child.kill("SIGKILL");
      await exited;
    }
    scene.later(3 * minute);
    scene.deliver([hookTo(receiver)]);
    await expect.poll(() => numbers(receiver).at(-1), { timeout: 10_000 }).toBe(60);
    const seen = numbers(receiver);
    expect(seen.filter((number, at) => number !== seen[at - 1])).toEqual(upTo(60));
    expect(seen.length).toBeLessThanOrEqual(63);
  }, 60_000);

  test("whose sender vanished between sending and noting it are sent once more, under the same number, when its turn is over", async () => {
    await using scene = await Scene.open();
    await using receiver = await startReceiver();
    await scene.tell(2);
    await scene.store.claimEvent({ recipient: "Organization/post", holder: "vanished", at: scene.now, until: new Date(scene.now.getTime() + 30_000) });
    scene.deliver([hookTo(receiver)]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(receiver.received).toEqual([]);
    scene.later(30_000);
    await arrived(receiver, 2);
    expect(numbers(receiver)).toEqual([1, 2]);
  });

  test("for a receiver that is down for a day wait, and arrive in order when it is back", async () => {
    await using scene = await Scene.open();
    const down = await startReceiver();
    await down[Symbol.asyncDispose]();
    await scene.tell(3);
    const delivery = scene.deliver([hookTo(down)]);
    for (let failures = 1; failures <= 20; failures++) {
      await expect.poll(async () => (await scene.store.eventsOf("Organization/post", { count: 1 }))[0]?.attempts, { timeout: 5_000, interval: 5 }).toBe(failures);
      scene.later(retryAfter(failures));
    }
    expect(scene.now.getTime() - Date.parse("2026-11-24T02:00:00Z")).toBeGreaterThan(8 * hour);
    scene.later(16 * hour);
    await scene.tell(2);
    await expect.poll(async () => (await scene.store.eventsOf("Organization/post", { count: 1 }))[0]).toMatchObject({ attempts: 21, failure: expect.stringContaining("no connection") as string });
    expect(await delivery.counts()).toEqual({ pending: 5, dead: 0 });
    await using back = await startReceiver(down.port);
    scene.later(hour);
    await arrived(back, 5);
    expect(numbers(back)).toEqual(upTo(5));
    expect(await delivery.counts()).toEqual({ pending: 0, dead: 0 });
  });

  test("that a receiver answers with 500, a redirect or 404 stay first, and aren't tried before their time", async () => {
    await using scene = await Scene.open();
    await using receiver = await startReceiver();
    const answers = [500, 307, 404];
    receiver.answer = () => answers.shift() ?? 202;
    await scene.tell(2);
    scene.deliver([hookTo(receiver)]);
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
    await using scene = await Scene.open();
    await using slow = await startReceiver();
    await using quick = await startReceiver();
    slow.answer = () => undefined;
    await scene.tell(2);
    await scene.tell(10, "nursing");
    scene.deliver([hookTo(slow), hookTo(quick, "nursing")], { timeout: 1_500 });
    await arrived(quick, 10);
    expect([numbers(quick), numbers(slow)]).toEqual([upTo(10), [1]]);
    await expect.poll(async () => (await scene.store.pendingEvents("Organization/post", 1))[0]?.failure, { timeout: 10_000 }).toBe("no answer in time");
  });

  test("that failed for 48 hours are given up, which shows in log and numbers; later ones still go, and a replay sends them", async () => {
    await using scene = await Scene.open();
    await using receiver = await startReceiver();
    const broken = new Set([1, 2]);
    receiver.answer = ({ number }) => (broken.has(number) ? 500 : 200);
    await scene.tell(2);
    const delivery = scene.deliver([hookTo(receiver)]);
    await arrived(receiver, 1);
    scene.later(patience - hour);
    await arrived(receiver, 2);
    await scene.tell(1);
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
    await using scene = await Scene.open();
    await using receiver = await startReceiver();
    receiver.answer = () => new Promise((resolve) => setTimeout(resolve, 3, 200));
    const second = await scene.open();
    await scene.tell(60);
    scene.deliver([hookTo(receiver)]);
    scene.deliver([hookTo(receiver)], {}, second);
    await arrived(receiver, 60);
    expect([numbers(receiver), receiver.together]).toEqual([upTo(60), 1]);
  });

  test("go on where they stopped: what was being sent is finished, nothing is sent twice", async () => {
    await using scene = await Scene.open();
    await using receiver = await startReceiver();
    receiver.answer = () => new Promise((resolve) => setTimeout(resolve, 10, 200));
    await scene.tell(30);
    const first = scene.deliver([hookTo(receiver)]);
    await expect.poll(() => receiver.received.length, { interval: 5 }).toBeGreaterThan(4);
    await first.stop();
    const sent = receiver.received.length;
    expect(sent).toBeLessThan(30);
    expect((await scene.store.pendingEvents("Organization/post", 1))[0]?.number).toBe(sent + 1);
    scene.deliver([hookTo(receiver)]);
    await arrived(receiver, 30);
    expect(numbers(receiver)).toEqual(upTo(30));
  });

  test("of an erased patient keep their number and nothing else", async () => {
    await using scene = await Scene.open();
    await using receiver = await startReceiver();
    await scene.store.transact({
      changes: [{ op: "create", resource: { resourceType: "Patient", id: "p" }, labels: { patient: "p" } }],
      audit: () => [],
      events: () => [{ topic: "patient-died", patient: "p", focus: "Patient/p", recipient: "Organization/post" }],
      at: scene.now,
    });
    await scene.tell(1);
    await scene.store.erase({ patient: "p", audit: () => [] });
    scene.deliver([hookTo(receiver)]);
    await arrived(receiver, 2);
    expect(receiver.received.map(({ number, topic, focus }) => [number, topic?.split("/").at(-1), focus])).toEqual([[1, "erased", undefined], [2, "task-made", undefined]]);
    expect(receiver.received[0]?.body).not.toContain("Patient");
  });

  test("for a hook whose organisation the directory doesn't know yet go out once it does", async () => {
    await using scene = await Scene.open();
    await using receiver = await startReceiver();
    const later = { system: system.ura, code: "00000109" };
    const delivery = scene.deliver([{ ...hookTo(receiver), organization: later }]);
    expect(await delivery.counts()).toEqual({ pending: 0, dead: 0 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(scene.log.match(/"organization":"00000109"/g)).toHaveLength(1);
    await scene.store.transact({ changes: [organization("later", later.code)], audit: () => [], events: () => [{ topic: "task-made", focus: "Task/t", recipient: "Organization/later" }], at: scene.now });
    await arrived(receiver, 1);
    expect(numbers(receiver)).toEqual([1]);
  });

  test("don't go where a name leads into an own network, unless whoever runs it says so", async () => {
    await using scene = await Scene.open();
    await using receiver = await startReceiver();
    await scene.tell(1);
    const hook = { ...hookTo({ url: `http://localhost:${receiver.port}/` }), here: false };
    const refused = scene.deliver([hook]);
    await expect.poll(async () => (await scene.store.pendingEvents("Organization/post", 1))[0]?.failure, { timeout: 5_000 }).toBe("the name leads into an own network");
    await refused.stop();
    expect(receiver.received).toEqual([]);
    scene.deliver([hook], { private: true });
    scene.later(minute);
    await arrived(receiver, 1);
  });
});

test("the wait doubles from a second to an hour", () => {
  expect([1, 2, 3, 10, 12, 13, 40].map((failures) => retryAfter(failures) / 1000)).toEqual([1, 2, 4, 512, 2048, 3600, 3600]);
});
