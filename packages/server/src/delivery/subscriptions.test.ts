import type { House } from "@wijkverband/facade";
import type { Change, Store } from "@wijkverband/store";
import type { Subscription } from "hl7-fhir-r4-types";
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { lookup } from "node:dns/promises";
import { mkdtempSync, rmSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { pino } from "pino";
import { afterAll, describe, expect, test } from "vitest";
import { openStore } from "../runtime.ts";
import { isPrivateAddress } from "./addresses.ts";
import { smallHouse } from "./delivery-house.fixture.ts";
import { startDelivery, type Delivery } from "./delivery.ts";
import { startReceiver, type Receiver } from "./receiver.fixture.ts";

const folder = mkdtempSync(join(tmpdir(), "wijkverband-subscriptions-"));
const publicUrl = "http://localhost:8080";
const backport = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition";
const minute = 60_000;
const hour = 60 * minute;
afterAll(() => rmSync(folder, { recursive: true }));

function subscriptionTo(endpoint: string | undefined, more: Partial<Subscription> = {}, maxCount?: number): Subscription & { id: string } {
  const channel: Subscription["channel"] = {
    type: endpoint === undefined ? "websocket" : "rest-hook",
    ...(endpoint !== undefined && { endpoint }),
    payload: "application/fhir+json",
    ...(maxCount !== undefined && { extension: [{ url: `${backport}/backport-max-count`, valuePositiveInt: maxCount }] }),
  };
  return { resourceType: "Subscription", id: "s", status: "active", reason: "proef", criteria: "https://wijkverband.example/fhir/SubscriptionTopic/task-made", channel, ...more };
}

/** A store on a file with one Subscription, and a clock that stands still. */
class Scene implements AsyncDisposable {
  readonly dataDir = join(folder, randomUUID());
  readonly stores: Store[] = [];
  readonly deliveries: Delivery[] = [];
  now = new Date("2026-11-24T02:00:00Z");
  log = "";
  searchParameters!: House["searchParameters"];

  static async open(subscription: Subscription & { id: string }): Promise<Scene> {
    const scene = new Scene();
    const store = await scene.open();
    const organization: Change = { op: "create", resource: { resourceType: "Organization", id: "post", name: "post" }, labels: {} };
    await store.transact({ changes: [organization, { op: "create", resource: subscription, labels: { author: "Organization/post" } }], audit: () => [], at: scene.now });
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

  async tell(count: number): Promise<void> {
    for (let n = 0; n < count; n++) {
      await this.store.transact({ changes: [], audit: () => [], events: () => [{ topic: "task-made", focus: "Task/t", recipient: "Subscription/s" }], at: this.now });
    }
  }

  deliver(endpoints: Partial<House["endpoints"]> = {}, store: Store = this.store, knows: () => boolean = () => true): Delivery {
    const lines = new Writable({
      write: (piece: Buffer, _encoding, done) => {
        this.log += piece.toString();
        done();
      },
    });
    const { codec, ...house } = smallHouse({
      store,
      searchParameters: this.searchParameters,
      baseUrl: `${publicUrl}/fhir`,
      clock: () => this.now,
      log: pino({ level: "warn" }, lines),
      endpoints: { hosts: [], here: true, refusesAddress: isPrivateAddress, ...endpoints },
    });
    const delivery = startDelivery(house, { hooks: [], codec, private: false, interval: 5, knows });
    this.deliveries.push(delivery);
    return delivery;
  }

  later(milliseconds: number): void {
    this.now = new Date(this.now.getTime() + milliseconds);
  }

  async status(): Promise<string> {
    return ((await this.store.read("Subscription", "s")).resource() as Subscription).status;
  }

  async failures(): Promise<number> {
    return (await this.store.turnOf("Subscription/s")).failures;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.deliveries.map((delivery) => delivery.stop()));
    await Promise.all(this.stores.map((store) => store[Symbol.asyncDispose]()));
  }
}

const numbers = ({ received }: Receiver): readonly number[] => received.map(({ number }) => number);
const upTo = (last: number, first = 1): readonly number[] => Array.from({ length: last - first + 1 }, (_, at) => first + at);

async function arrived(receiver: Receiver, count: number): Promise<void> {
  await expect.poll(() => receiver.received.length, { timeout: 10_000, interval: 5 }).toBeGreaterThanOrEqual(count);
  await new Promise((resolve) => setTimeout(resolve, 60));
}

describe("a Subscription", () => {
  test("whose receiver is down for a day catches up in order, without a gap, and works again", async () => {
    await using receiver = await startReceiver();
    await using scene = await Scene.open(subscriptionTo(receiver.url));
    receiver.answer = () => 503;
    const delivery = scene.deliver();
    for (let hours = 1; hours <= 24; hours++) {
      await scene.tell(1);
      const before = await scene.failures();
      await expect.poll(() => scene.failures(), { timeout: 10_000, interval: 5 }).toBeGreaterThan(before);
      scene.later(hour);
    }
    expect(await scene.status()).toBe("error");
    await expect.poll(async () => delivery.counts()).toEqual({ pending: 24, dead: 0 });
    const tried = receiver.received.length;
    expect(new Set(numbers(receiver))).toEqual(new Set([1]));
    receiver.answer = () => 200;
    scene.later(hour);
    await arrived(receiver, tried + 24);
    expect(numbers(receiver).slice(tried)).toEqual(upTo(24));
    expect(receiver.together).toBe(1);
    await expect.poll(() => scene.status()).toBe("active");
    expect(await delivery.counts()).toEqual({ pending: 0, dead: 0 });
  }, 60_000);

  test("hears all and in order however often the sender is killed; what was under way then is all that comes twice", async () => {
    await using receiver = await startReceiver();
    await using scene = await Scene.open(subscriptionTo(receiver.url));
    receiver.answer = () => new Promise((resolve) => setTimeout(resolve, 5, 200));
    await scene.tell(60);
    const program = (round: number): string => `
      import { pino } from "pino";
      import { openStore } from ${JSON.stringify(new URL("../runtime.ts", import.meta.url).href)};
      import { startDelivery } from ${JSON.stringify(new URL("delivery.ts", import.meta.url).href)};
      import { smallHouse } from ${JSON.stringify(new URL("delivery-house.fixture.ts", import.meta.url).href)};
      const { store, searchParameters } = await openStore(${JSON.stringify({ dataDir: scene.dataDir, publicUrl })});
      const { codec, ...house } = smallHouse({ store, searchParameters, baseUrl: "", clock: () => new Date(${scene.now.getTime() + round * minute}), log: pino({ level: "silent" }) });
      startDelivery(house, { codec, hooks: [], private: false, interval: 5 });
      setInterval(() => {}, 1000);`;
    for (let round = 0; round < 3; round++) {
      const child = spawn(process.execPath, ["--input-type=module", "-e", program(round)], { stdio: ["ignore", "ignore", "inherit"] });
      const exited = once(child, "exit");
      const before = receiver.received.length;
      await expect.poll(() => receiver.received.length, { timeout: 20_000, interval: 1 }).toBeGreaterThan(before + 7 + round);
      child.kill("SIGKILL");
      await exited;
    }
    scene.later(3 * minute);
    scene.deliver();
    await expect.poll(() => numbers(receiver).at(-1), { timeout: 20_000 }).toBe(60);
    const seen = numbers(receiver);
    expect(seen.filter((number, at) => number !== seen[at - 1])).toEqual(upTo(60));
    expect(seen.length).toBeLessThanOrEqual(63);
  }, 90_000);

  test("is served by two senders on one file in turns: each event once, in order", async () => {
    await using receiver = await startReceiver();
    await using scene = await Scene.open(subscriptionTo(receiver.url));
    receiver.answer = () => new Promise((resolve) => setTimeout(resolve, 3, 200));
    const second = await scene.open();
    await scene.tell(40);
    scene.deliver();
    scene.deliver({}, second);
    await arrived(receiver, 40);
    expect([numbers(receiver), receiver.together]).toEqual([upTo(40), 1]);
  });

  test("is greeted once, by one of two senders, and then works", async () => {
    await using receiver = await startReceiver();
    await using scene = await Scene.open(subscriptionTo(receiver.url, { status: "requested" }));
    const second = await scene.open();
    scene.deliver();
    scene.deliver({}, second);
    await expect.poll(() => scene.status(), { timeout: 5_000 }).toBe("active");
    await arrived(receiver, 1);
    expect(receiver.received.map(({ body }) => body.includes('"valueCode":"handshake"'))).toEqual([true]);
  });

  test("in error that wants whole resources is sent a heartbeat first, and nothing that is read of a patient until that is answered", async () => {
    await using receiver = await startReceiver();
    const { channel, ...rest } = subscriptionTo(receiver.url);
    const whole = { ...rest, channel: { ...channel, _payload: { extension: [{ url: `${backport}/backport-payload-content`, valueCode: "full-resource" }] } } } as Subscription & { id: string };
    await using scene = await Scene.open(whole);
    receiver.answer = () => 503;
    await scene.tell(2);
    scene.deliver();
    for (let failures = 1; failures <= 8; failures++) {
      await expect.poll(() => scene.failures(), { timeout: 5_000, interval: 5 }).toBe(failures);
      scene.later(hour);
    }
    const kinds = (): readonly (string | undefined)[] => receiver.received.map(({ body }) => /"name":"type","valueCode":"([\w-]+)"/.exec(body)?.[1]);
    expect(kinds().slice(0, 8)).toEqual([...Array.from({ length: 5 }, () => "event-notification"), ...Array.from({ length: 3 }, () => "heartbeat")]);
    receiver.answer = () => 200;
    scene.later(hour);
    await expect.poll(() => numbers(receiver).at(-1), { timeout: 5_000 }).toBe(2);
    const last = kinds().slice(-3);
    expect(last).toEqual(["heartbeat", "event-notification", "event-notification"]);
    expect(numbers(receiver).slice(-2)).toEqual([1, 2]);
  });

  test("that can't be read stops nothing for others", async () => {
    await using receiver = await startReceiver();
    await using scene = await Scene.open(subscriptionTo(receiver.url));
    const broken = { resourceType: "Subscription", id: "broken", status: "active" } as Subscription & { id: string };
    await scene.store.transact({ changes: [{ op: "create", resource: broken, labels: { author: "Organization/post" } }], audit: () => [], at: scene.now });
    await scene.tell(2);
    scene.deliver();
    await arrived(receiver, 2);
    expect(numbers(receiver)).toEqual([1, 2]);
  });

  test("hears several events together where it asks for that, and no more than it asked", async () => {
    await using receiver = await startReceiver();
    await using scene = await Scene.open(subscriptionTo(receiver.url, {}, 10));
    await scene.tell(25);
    scene.deliver();
    await arrived(receiver, 3);
    expect(receiver.received.map(({ body }) => body.match(/"event-number"/g)?.length)).toEqual([10, 10, 5]);
    expect(numbers(receiver)).toEqual([1, 11, 21]);
    expect(await scene.store.pendingEvents(undefined, 9)).toEqual([]);
  });

  test("that fails for 48 hours loses what waited so long, in the open; a replay sends it", async () => {
    await using receiver = await startReceiver();
    await using scene = await Scene.open(subscriptionTo(receiver.url));
    receiver.answer = () => 500;
    await scene.tell(2);
    const delivery = scene.deliver();
    await expect.poll(() => scene.failures(), { timeout: 5_000 }).toBe(1);
    scene.later(48 * hour);
    await expect.poll(() => delivery.counts(), { timeout: 5_000 }).toEqual({ pending: 0, dead: 2 });
    expect(scene.log).toContain('"recipient":"Subscription/s","dead":2');
    receiver.answer = () => 200;
    const tried = receiver.received.length;
    expect(await scene.store.replayEvents("Subscription/s")).toBe(2);
    await arrived(receiver, tried + 2);
    expect(numbers(receiver).slice(tried)).toEqual([1, 2]);
  });

  test("that nobody answers isn't greeted for ever, is sent nothing else, and loses what waited for 48 hours in the open", async () => {
    await using receiver = await startReceiver();
    await using scene = await Scene.open(subscriptionTo(receiver.url, { status: "requested" }));
    receiver.answer = () => 404;
    await scene.tell(1);
    const delivery = scene.deliver();
    const greetings = async (): Promise<number> => (await scene.store.turnOf("Subscription/s/_history/1")).failures;
    for (let failures = 1; failures <= 6; failures++) {
      await expect.poll(greetings, { timeout: 5_000, interval: 5 }).toBe(failures);
      scene.later(hour);
    }
    expect(await scene.status()).toBe("error");
    expect(await scene.store.pendingEvents("Subscription/s", 9)).toMatchObject([{ number: 1, failure: "status 404" }]);
    scene.later(48 * hour);
    await expect.poll(() => delivery.counts(), { timeout: 5_000 }).toEqual({ pending: 0, dead: 1 });
    expect(await greetings()).toBeLessThanOrEqual(7);
    const tried = receiver.received.length;
    scene.later(48 * hour);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(receiver.received).toHaveLength(tried);
    expect(new Set(receiver.received.map(({ body }) => body.includes("notification-event")))).toEqual(new Set([false]));
  });

  test("over a websocket that nobody opens for 48 hours is in error, and what waited so long is given up", async () => {
    await using scene = await Scene.open(subscriptionTo(undefined));
    await scene.tell(2);
    const delivery = scene.deliver();
    await expect.poll(() => scene.failures(), { timeout: 5_000 }).toBe(1);
    expect(await scene.status()).toBe("active");
    scene.later(48 * hour);
    await expect.poll(() => scene.status(), { timeout: 5_000 }).toBe("error");
    expect(await delivery.counts()).toEqual({ pending: 0, dead: 2 });
  });

  test("says how long an attempt may take; a server that leaves waits for none longer than five seconds", async () => {
    await using receiver = await startReceiver();
    const { channel, ...rest } = subscriptionTo(receiver.url);
    const patient = (seconds: number): Subscription & { id: string } => ({ ...rest, channel: { ...channel, extension: [{ url: `${backport}/backport-timeout`, valueUnsignedInt: seconds }] } });
    receiver.answer = () => undefined;
    await using scene = await Scene.open(patient(1));
    await scene.tell(1);
    const delivery = scene.deliver();
    await expect.poll(async () => (await scene.store.pendingEvents("Subscription/s", 1))[0]?.failure, { timeout: 5_000 }).toBe("no answer in time");
    await scene.store.transact({ changes: [{ op: "update", resource: patient(30), labels: { author: "Organization/post" } }], audit: () => [], at: scene.now });
    scene.later(hour);
    await arrived(receiver, 2);
    const start = performance.now();
    await delivery.stop();
    expect(performance.now() - start).toBeLessThan(7_000);
    expect(await scene.store.pendingEvents("Subscription/s", 1)).toMatchObject([{ number: 1, failure: "the server stopped" }]);
  }, 30_000);

  test("whose client was taken out of the registrations is sent nothing, in the open, and goes on when it is back", async () => {
    await using receiver = await startReceiver();
    await using scene = await Scene.open(subscriptionTo(receiver.url));
    await scene.tell(2);
    let isKnown = false;
    scene.deliver({}, scene.store, () => isKnown);
    await expect.poll(() => scene.status(), { timeout: 5_000 }).toBe("error");
    expect((await scene.store.read("Subscription", "s")).json).toContain("is not registered here");
    scene.later(hour);
    await expect.poll(() => scene.failures(), { timeout: 5_000 }).toBeGreaterThan(1);
    expect(receiver.received).toEqual([]);
    isKnown = true;
    scene.later(2 * hour);
    await arrived(receiver, 2);
    expect(numbers(receiver)).toEqual([1, 2]);
    await expect.poll(() => scene.status()).toBe("active");
  });

  test("says in the log neither where it leads, nor what was sent", async () => {
    await using receiver = await startReceiver();
    await using scene = await Scene.open(subscriptionTo(`${receiver.url}?key=geheim`));
    receiver.answer = () => 500;
    await scene.tell(1);
    scene.deliver();
    await expect.poll(() => scene.failures(), { timeout: 5_000 }).toBe(1);
    await expect.poll(() => scene.log).toContain("status 500");
    expect(scene.log).not.toMatch(/geheim|127\.0\.0\.1|Task\/t/);
  });
});

/** A name that this machine itself knows, of an address within its own network. */
const known = await Promise.all([hostname(), "ip6-localhost", "localhost.localdomain"].map(async (name) => ({ name, ...(await lookup(name).catch(() => ({ address: "192.0.2.1" }))) })));
const inside = known.find(({ address }) => isPrivateAddress(address))?.name ?? "no-such-name.invalid";

describe("a Subscription leads to no place that it may not lead to, whatever was allowed when it was written", () => {
  const anywhere = { hosts: "any", here: false } as const;
  test.each([
    ["an address within an own network", () => "https://10.0.0.1/hook", anywhere, "this address lies in an own network"],
    ["a link-local address", () => "https://169.254.169.254/latest", anywhere, "this address lies in an own network"],
    ["one written as a number", () => "https://2130706433/", anywhere, "an endpoint on this machine isn't possible here"],
    ["one written as IPv6", () => "https://[::ffff:10.0.0.1]/", anywhere, "this address lies in an own network"],
    ["a unique local IPv6 address", () => "https://[fd00::1]/", anywhere, "this address lies in an own network"],
    ["a name of this machine", (port: number) => `https://localhost:${port}/`, anywhere, "an endpoint on this machine isn't possible here"],
    ["a name that leads into an own network", () => `https://${inside}/`, anywhere, "the name leads into an own network"],
    ["another host than those that are listed", () => "https://elders.example/", { hosts: ["fhir.example.nl"], here: false }, "this host isn't among those that this server sends to; ask whoever runs it"],
    ["http to elsewhere", () => "http://fhir.example.nl/", anywhere, "an endpoint is an https address"],
    ["somebody's name and password", () => "https://name:word@fhir.example.nl/", anywhere, "an endpoint has no name, password or fragment; a secret goes into a header"],
    ["a port of another service", () => "https://fhir.example.nl:22/", anywhere, "an endpoint has port 443, or one from 1024 on"],
    ["where a receiver redirects to", (port: number) => `http://127.0.0.1:${port}/`, { hosts: [], here: true }, "status 307"],
  ] as const)("%s", async (_what, endpoint, rules, failure) => {
    await using receiver = await startReceiver();
    await using scene = await Scene.open(subscriptionTo(endpoint(receiver.port)));
    receiver.answer = () => 307;
    await scene.tell(1);
    scene.deliver(rules);
    await expect.poll(async () => (await scene.store.pendingEvents("Subscription/s", 1))[0]?.failure, { timeout: 5_000 }).toBe(failure);
    expect(receiver.received).toHaveLength(failure === "status 307" ? 1 : 0);
  });
});
