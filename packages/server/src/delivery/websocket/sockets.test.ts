import { readSubscription, type House } from "@wijkverband/facade";
import type { Store } from "@wijkverband/store";
import type { Subscription } from "hl7-fhir-r4-types";
import { createSecretKey, randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterAll, describe, expect, test } from "vitest";
import { createMemoryReplayStore } from "@wijkverband/identity";
import { openStore } from "../../runtime.ts";
import { smallHouse } from "../delivery-house.fixture.ts";
import { startDelivery } from "../delivery.ts";
import { createBindingTokens } from "./binding-token.ts";
import { openSockets } from "./sockets.ts";

const folder = mkdtempSync(join(tmpdir(), "wijkverband-sockets-"));
const now = new Date("2026-11-24T02:00:00Z");
afterAll(() => rmSync(folder, { recursive: true }));

const subscription: Subscription & { id: string } = {
  resourceType: "Subscription",
  id: "s",
  status: "active",
  reason: "proef",
  criteria: "https://wijkverband.example/fhir/SubscriptionTopic/task-made",
  channel: { type: "websocket", payload: "application/fhir+json" },
};
const { subscriber } = readSubscription(subscription, "Organization/post");
const key = createSecretKey(randomBytes(32));
const replay = createMemoryReplayStore();

/** One process of several on a file, with its own port. */
async function startProcess(dataDir: string): Promise<{ readonly store: Store; readonly bindings: House["bindings"]; readonly url: string } & AsyncDisposable> {
  const { store, searchParameters } = await openStore({ dataDir, publicUrl: "http://localhost:8080" });
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`;
  const bindings = createBindingTokens(key, base, replay);
  const { codec, ...house } = smallHouse({ store, searchParameters, baseUrl: base, clock: () => now, log: pino({ level: "silent" }), bindings });
  const sockets = openSockets(house, codec);
  sockets.attach(server);
  const delivery = startDelivery(house, { hooks: [], codec, private: false, sockets, interval: 5 });
  return {
    store,
    bindings,
    url: bindings.url,
    async [Symbol.asyncDispose]() {
      await Promise.all([delivery.stop(), sockets.close()]);
      server.closeAllConnections();
      server.close();
      await store[Symbol.asyncDispose]();
    },
  };
}

async function openFile(): Promise<string> {
  const dataDir = join(folder, randomUUID());
  const { store } = await openStore({ dataDir, publicUrl: "http://localhost:8080" });
  await store.transact({
    changes: [
      { op: "create", resource: { resourceType: "Organization", id: "post", name: "post" }, labels: {} },
      { op: "create", resource: subscription, labels: { author: "Organization/post" } },
    ],
    audit: () => [],
    at: now,
  });
  await store[Symbol.asyncDispose]();
  return dataDir;
}

const tell = async (store: Store, count: number): Promise<void> => {
  for (let n = 0; n < count; n++) await store.transact({ changes: [], audit: () => [], events: () => [{ topic: "task-made", focus: "Task/t", recipient: "Subscription/s" }], at: now });
};

/** Binds, and keeps what comes. */
async function listen({ url, bindings }: { readonly url: string; readonly bindings: House["bindings"] }): Promise<{ readonly socket: WebSocket; readonly numbers: readonly number[]; readonly closed: Promise<number> }> {
  const socket = new WebSocket(url);
  const numbers: number[] = [];
  const greeted = new Promise((resolve) => {
    socket.addEventListener("message", ({ data }) => {
      const number = /"event-number","valueString":"(\d+)"/.exec(String(data))?.[1];
      if (number === undefined) resolve(data);
      else numbers.push(Number(number));
    });
  });
  const closed = new Promise<number>((resolve) => {
    socket.addEventListener("close", ({ code }) => resolve(code));
  });
  await new Promise((resolve) => {
    socket.addEventListener("open", resolve);
  });
  socket.send(`bind-with-token: ${(await bindings.issue({ subscriber, subscriptions: ["s"] }, now)).token}`);
  await greeted;
  return { socket, numbers, closed };
}

describe("websockets of several processes on one file", () => {
  test("each hears in order what was told by any of them; a later connection takes over from one at another process, and nothing is lost between", async () => {
    const dataDir = await openFile();
    await using one = await startProcess(dataDir);
    await using other = await startProcess(dataDir);
    await tell(other.store, 2);
    const first = await listen(one);
    await expect.poll(() => first.numbers).toEqual([1, 2]);
    const second = await listen(other);
    expect(await first.closed).toBe(4409);
    await tell(one.store, 3);
    await expect.poll(() => second.numbers).toEqual([3, 4, 5]);
    expect(first.numbers).toEqual([1, 2]);
    second.socket.close();
    await second.closed;
    await expect.poll(async () => one.store.turnOf("Subscription/s")).not.toHaveProperty("bound");
    await tell(one.store, 1);
    const third = await listen(one);
    await expect.poll(() => third.numbers).toEqual([6]);
  });

  test("what waits for somebody who went without a word waits for who comes next", async () => {
    const dataDir = await openFile();
    {
      const { store } = await openStore({ dataDir, publicUrl: "http://localhost:8080" });
      // as a process that was killed left it
      await store.bindRecipient("Subscription/s", "of-a-process-that-is-gone");
      await tell(store, 3);
      await store.claimEvent({ recipient: "Subscription/s", holder: "gone", at: now, until: new Date(now.getTime() + 30_000), bound: "of-a-process-that-is-gone" });
      await store[Symbol.asyncDispose]();
    }
    await using back = await startProcess(dataDir);
    const listener = await listen(back);
    await expect.poll(() => listener.numbers).toEqual([1, 2, 3]);
  });
});

describe("a binding token", () => {
  const tokens = createBindingTokens(key, "https://wijk.example/fhir", createMemoryReplayStore());
  const binding = { subscriber: { client: "his", role: "huisarts", person: "PractitionerRole/p" }, subscriptions: ["s"] };

  test("is taken once, for what it was given for, and leads to a websocket in the clear only where the server is", async () => {
    const { token, expires } = await tokens.issue(binding, now);
    expect(expires).toEqual(new Date(now.getTime() + 300_000));
    expect(await tokens.take(token, now)).toEqual(binding);
    expect(await tokens.take(token, now)).toBeUndefined();
    expect(tokens.url).toBe("wss://wijk.example/fhir/$subscriptions-ws");
  });

  test("that is old, forged, of another server or for something else isn't taken", async () => {
    const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);
    const { token } = await tokens.issue(binding, now);
    expect(await tokens.take(token, later(301))).toBeUndefined();
    const [header, , signature] = token.split(".");
    const forged = Buffer.from(JSON.stringify({ ...binding, subscriptions: ["other"], aud: "websocket", jti: "x", exp: now.getTime() })).toString("base64url");
    expect(await tokens.take(`${header}.${forged}.${signature}`, now)).toBeUndefined();
    expect(await tokens.take(`${Buffer.from('{"alg":"none"}').toString("base64url")}.${forged}.`, now)).toBeUndefined();
    const elsewhere = createBindingTokens(createSecretKey(randomBytes(32)), "https://wijk.example/fhir", createMemoryReplayStore());
    expect(await tokens.take((await elsewhere.issue(binding, now)).token, now)).toBeUndefined();
    expect(await tokens.take("", now)).toBeUndefined();
    expect(await tokens.take(token, now)).toEqual(binding);
  });
});
