import type { Change } from "@wijkverband/store";
import type { Subscription } from "hl7-fhir-r4-types";
import { lookup } from "node:dns/promises";
import { hostname } from "node:os";
import { describe, expect, test } from "vitest";
import { isPrivateAddress } from "./addresses.ts";
import { startReceiver } from "./receiver.fixture.ts";
import { Scene, arrived, hour, numbers, upTo } from "./scene.fixture.ts";

const recipient = "Subscription/s";
const backport = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition";

function subscriptionTo(endpoint: string | undefined, more: Partial<Subscription> = {}, maxCount?: number): Subscription & { id: string } {
  const channel: Subscription["channel"] = {
    type: endpoint === undefined ? "websocket" : "rest-hook",
    ...(endpoint !== undefined && { endpoint }),
    payload: "application/fhir+json",
    ...(maxCount !== undefined && { extension: [{ url: `${backport}/backport-max-count`, valuePositiveInt: maxCount }] }),
  };
  return { resourceType: "Subscription", id: "s", status: "active", reason: "proef", criteria: "https://wijkverband.example/fhir/SubscriptionTopic/task-made", channel, ...more };
}

/** A store on a file with one Subscription. */
function openWith(subscription: Subscription & { id: string }): Promise<Scene> {
  const organization: Change = { op: "create", resource: { resourceType: "Organization", id: "post", name: "post" }, labels: {} };
  return Scene.open([organization, { op: "create", resource: subscription, labels: { author: "Organization/post" } }]);
}

const statusOf = async ({ store }: Scene): Promise<string> => ((await store.read("Subscription", "s")).resource() as Subscription).status;
const failuresOf = async ({ store }: Scene): Promise<number> => (await store.turnOf(recipient)).failures;

describe("a Subscription", () => {
  test("whose receiver is down for a day catches up in order, without a gap, and works again", async () => {
    await using receiver = await startReceiver();
    await using scene = await openWith(subscriptionTo(receiver.url));
    receiver.answer = () => 503;
    const delivery = scene.deliver();
    for (let hours = 1; hours <= 24; hours++) {
      await scene.tell(1, recipient);
      const before = await failuresOf(scene);
      await expect.poll(() => failuresOf(scene), { timeout: 10_000, interval: 5 }).toBeGreaterThan(before);
      scene.later(hour);
    }
    expect(await statusOf(scene)).toBe("error");
    await expect.poll(async () => delivery.counts()).toEqual({ pending: 24, dead: 0 });
    const tried = receiver.received.length;
    expect(new Set(numbers(receiver))).toEqual(new Set([1]));
    receiver.answer = () => 200;
    scene.later(hour);
    await arrived(receiver, tried + 24);
    expect(numbers(receiver).slice(tried)).toEqual(upTo(24));
    expect(receiver.together).toBe(1);
    await expect.poll(() => statusOf(scene)).toBe("active");
    expect(await delivery.counts()).toEqual({ pending: 0, dead: 0 });
  }, 60_000);

  test("hears all and in order however often the sender is killed; what was under way then is all that comes twice", async () => {
    await using receiver = await startReceiver();
    await using scene = await openWith(subscriptionTo(receiver.url));
    receiver.answer = () => new Promise((resolve) => setTimeout(resolve, 5, 200));
    await scene.tell(60, recipient);
    await scene.killSenders(receiver);
    scene.deliver();
    await expect.poll(() => numbers(receiver).at(-1), { timeout: 20_000 }).toBe(60);
    const seen = numbers(receiver);
    expect(seen.filter((number, at) => number !== seen[at - 1])).toEqual(upTo(60));
    expect(seen.length).toBeLessThanOrEqual(63);
  }, 90_000);

  test("is served by two senders on one file in turns: each event once, in order", async () => {
    await using receiver = await startReceiver();
    await using scene = await openWith(subscriptionTo(receiver.url));
    receiver.answer = () => new Promise((resolve) => setTimeout(resolve, 3, 200));
    const second = await scene.open();
    await scene.tell(40, recipient);
    scene.deliver();
    scene.deliver({ store: second });
    await arrived(receiver, 40);
    expect([numbers(receiver), receiver.together]).toEqual([upTo(40), 1]);
  });

  test("is greeted once, by one of two senders, and then works", async () => {
    await using receiver = await startReceiver();
    await using scene = await openWith(subscriptionTo(receiver.url, { status: "requested" }));
    const second = await scene.open();
    scene.deliver();
    scene.deliver({ store: second });
    await expect.poll(() => statusOf(scene), { timeout: 5_000 }).toBe("active");
    await arrived(receiver, 1);
    expect(receiver.received.map(({ body }) => body.includes('"valueCode":"handshake"'))).toEqual([true]);
  });

  test("in error that wants whole resources is sent a heartbeat first, and nothing that is read of a patient until that is answered", async () => {
    await using receiver = await startReceiver();
    const { channel, ...rest } = subscriptionTo(receiver.url);
    const whole = { ...rest, channel: { ...channel, _payload: { extension: [{ url: `${backport}/backport-payload-content`, valueCode: "full-resource" }] } } } as Subscription & { id: string };
    await using scene = await openWith(whole);
    receiver.answer = () => 503;
    await scene.tell(2, recipient);
    scene.deliver();
    for (let failures = 1; failures <= 8; failures++) {
      await expect.poll(() => failuresOf(scene), { timeout: 5_000, interval: 5 }).toBe(failures);
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
    await using scene = await openWith(subscriptionTo(receiver.url));
    const broken = { resourceType: "Subscription", id: "broken", status: "active" } as Subscription & { id: string };
    await scene.store.transact({ changes: [{ op: "create", resource: broken, labels: { author: "Organization/post" } }], audit: () => [], at: scene.now });
    await scene.tell(2, recipient);
    scene.deliver();
    await arrived(receiver, 2);
    expect(numbers(receiver)).toEqual([1, 2]);
  });

  test("hears several events together where it asks for that, and no more than it asked", async () => {
    await using receiver = await startReceiver();
    await using scene = await openWith(subscriptionTo(receiver.url, {}, 10));
    await scene.tell(25, recipient);
    scene.deliver();
    await arrived(receiver, 3);
    expect(receiver.received.map(({ body }) => body.match(/"event-number"/g)?.length)).toEqual([10, 10, 5]);
    expect(numbers(receiver)).toEqual([1, 11, 21]);
    expect(await scene.store.pendingEvents(undefined, 9)).toEqual([]);
  });

  test("that fails for 48 hours loses what waited so long, in the open; a replay sends it", async () => {
    await using receiver = await startReceiver();
    await using scene = await openWith(subscriptionTo(receiver.url));
    receiver.answer = () => 500;
    await scene.tell(2, recipient);
    const delivery = scene.deliver();
    await expect.poll(() => failuresOf(scene), { timeout: 5_000 }).toBe(1);
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
    await using scene = await openWith(subscriptionTo(receiver.url, { status: "requested" }));
    receiver.answer = () => 404;
    await scene.tell(1, recipient);
    const delivery = scene.deliver();
    const greetings = async (): Promise<number> => (await scene.store.turnOf("Subscription/s/_history/1")).failures;
    for (let failures = 1; failures <= 6; failures++) {
      await expect.poll(greetings, { timeout: 5_000, interval: 5 }).toBe(failures);
      scene.later(hour);
    }
    expect(await statusOf(scene)).toBe("error");
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
    await using scene = await openWith(subscriptionTo(undefined));
    await scene.tell(2, recipient);
    const delivery = scene.deliver();
    await expect.poll(() => failuresOf(scene), { timeout: 5_000 }).toBe(1);
    expect(await statusOf(scene)).toBe("active");
    scene.later(48 * hour);
    await expect.poll(() => statusOf(scene), { timeout: 5_000 }).toBe("error");
    expect(await delivery.counts()).toEqual({ pending: 0, dead: 2 });
  });

  test("says how long an attempt may take; a server that leaves waits for none longer than five seconds", async () => {
    await using receiver = await startReceiver();
    const { channel, ...rest } = subscriptionTo(receiver.url);
    const patient = (seconds: number): Subscription & { id: string } => ({ ...rest, channel: { ...channel, extension: [{ url: `${backport}/backport-timeout`, valueUnsignedInt: seconds }] } });
    receiver.answer = () => undefined;
    await using scene = await openWith(patient(1));
    await scene.tell(1, recipient);
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
    await using scene = await openWith(subscriptionTo(receiver.url));
    await scene.tell(2, recipient);
    let isKnown = false;
    scene.deliver({ knows: () => isKnown });
    await expect.poll(() => statusOf(scene), { timeout: 5_000 }).toBe("error");
    expect((await scene.store.read("Subscription", "s")).json).toContain("is not registered here");
    scene.later(hour);
    await expect.poll(() => failuresOf(scene), { timeout: 5_000 }).toBeGreaterThan(1);
    expect(receiver.received).toEqual([]);
    isKnown = true;
    scene.later(2 * hour);
    await arrived(receiver, 2);
    expect(numbers(receiver)).toEqual([1, 2]);
    await expect.poll(() => statusOf(scene)).toBe("active");
  });

  test("says in the log neither where it leads, nor what was sent", async () => {
    await using receiver = await startReceiver();
    await using scene = await openWith(subscriptionTo(`${receiver.url}?key=geheim`));
    receiver.answer = () => 500;
    await scene.tell(1, recipient);
    scene.deliver();
    await expect.poll(() => failuresOf(scene), { timeout: 5_000 }).toBe(1);
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
    await using scene = await openWith(subscriptionTo(endpoint(receiver.port)));
    receiver.answer = () => 307;
    await scene.tell(1, recipient);
    scene.deliver({ endpoints: rules });
    await expect.poll(async () => (await scene.store.pendingEvents("Subscription/s", 1))[0]?.failure, { timeout: 5_000 }).toBe(failure);
    expect(receiver.received).toHaveLength(failure === "status 307" ? 1 : 0);
  });
});
