import { mainPatient } from "@wijkverband/server";
import type { CapabilityStatement, PractitionerRole, Subscription } from "hl7-fhir-r4-types";
import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";
import { describe, expect, test } from "vitest";
import { startDemo, valueOf } from "../harness.ts";
import { listen, type Listener } from "../listener.ts";
import { subscriptionTo, type Wish } from "../subscription.ts";
import { useDemo } from "../use-demo.ts";

describe("Subscriptions of channel websocket", () => {
  const demo = useDemo();
  const subscribe = async (wish: Wish = {}, who = "huisarts"): Promise<string> => {
    const answer = await demo.ask(who, "POST", "Subscription", subscriptionTo(wish));
    expect(answer.status).toBe(201);
    const subscription = `Subscription/${answer.body.id}`;
    await expect.poll(async () => (await demo.ask(who, "GET", subscription)).body.status, { timeout: 10_000 }).toBe("active");
    return subscription;
  };
  const token = async (subscription: string, who = "huisarts"): Promise<string> => {
    const answer = await demo.ask(who, "POST", `${subscription}/$get-ws-binding-token`, { resourceType: "Parameters" });
    expect(answer.status).toBe(200);
    return String(valueOf(answer.body, "token"));
  };
  const url = (): string => `${demo.url.replace("http", "ws")}/fhir/$subscriptions-ws`;
  const bind = async (...subscriptions: readonly string[]): Promise<Listener> => {
    const listener = await listen(url());
    for (const subscription of subscriptions) listener.send(`bind-with-token: ${await token(subscription)}`);
    await hears(listener, subscriptions.length);
    return listener;
  };
  const hears = async (listener: Listener, count: number): Promise<void> => {
    await expect.poll(() => listener.heard.length, { timeout: 10_000 }).toBe(count);
  };
  const ends = async (listener: Listener, code: number): Promise<void> => {
    await expect.poll(() => listener.closed, { timeout: 10_000 }).toBe(code);
  };
  const publish = async (): Promise<string> => {
    const answer = await demo.ask("huisarts", "POST", `${mainPatient}/$publish-handover`, { resourceType: "Parameters", parameter: [] });
    expect(answer.status).toBe(200);
    return `ServiceRequest/${answer.body.id}`;
  };
  const pause = async (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1_500));

  test("/metadata and the operation say where to connect; the token is for once, and soon", async () => {
    const metadata = (await demo.ask(undefined, "GET", "metadata")).body as unknown as CapabilityStatement;
    expect(metadata.rest?.[0]?.extension).toEqual([{ url: "http://hl7.org/fhir/StructureDefinition/capabilitystatement-websocket", valueUri: url() }]);
    const subscription = await subscribe();
    const { body } = await demo.ask("huisarts", "GET", `${subscription}/$get-ws-binding-token`);
    expect(valueOf(body, "websocket-url")).toBe(url());
    expect(valueOf(body, "subscription")).toBe(subscription);
    expect(valueOf(body, "expiration")).toBe(new Date(demo.now.getTime() + 300_000).toISOString());
    const secret = String(valueOf(body, "token"));
    const [first, second, third] = [await listen(url()), await listen(url()), await listen(url())];
    first.send(`bind-with-token: ${secret}`);
    await hears(first, 1);
    second.send(`bind-with-token: ${secret}`);
    await ends(second, 4401);
    const before = demo.now;
    const late = await token(subscription);
    demo.now = new Date(before.getTime() + 301_000);
    third.send(`bind-with-token: ${late}`);
    await ends(third, 4401);
    expect(first.closed).toBeUndefined();
    await first.leave();
  });

  test("who is bound is greeted, then hears of events in order; back after a while, of what happened meanwhile", async () => {
    const subscription = await subscribe({ content: "full-resource" });
    const listener = await bind(subscription);
    expect(listener.heard[0]).toMatchObject({ type: "handshake", status: "active", sinceStart: 0 });
    const focus = await publish();
    await hears(listener, 2);
    expect(listener.heard[1]).toMatchObject({ type: "event-notification", sinceStart: 1, events: [{ number: 1, focus }], resources: [{ resourceType: "ServiceRequest" }] });
    await listener.leave();
    for (let more = 0; more < 3; more++) await publish();
    await pause();
    const back = await bind(subscription);
    await hears(back, 4);
    expect(back.heard.map(({ type, sinceStart }) => [type, sinceStart])).toEqual([["handshake", 4], ["event-notification", 2], ["event-notification", 3], ["event-notification", 4]]);
    await back.leave();
  });

  test("one connection listens to several Subscriptions, in the form that each asks for, with a heartbeat for who wants it", async () => {
    const beating = await subscribe({ heartbeat: 30 });
    const xml = await subscribe({ payload: "application/fhir+xml", content: "empty" });
    const listener = await listen(url());
    const several = await demo.ask("huisarts", "POST", "Subscription/$get-ws-binding-token", { resourceType: "Parameters", parameter: [beating, xml].map((each) => ({ name: "id", valueId: each.slice("Subscription/".length) })) });
    listener.send(`bind-with-token: ${String(valueOf(several.body, "token"))}`);
    await expect.poll(() => listener.texts.length, { timeout: 10_000 }).toBe(2);
    expect(listener.texts[0]).toContain('"handshake"');
    expect(listener.texts[1]).toMatch(/^<\?xml .*<Bundle xmlns="http:\/\/hl7.org\/fhir">.*<valueCode value="handshake"\/>/s);
    demo.now = new Date(demo.now.getTime() + 30_000);
    await expect.poll(() => listener.texts.length, { timeout: 10_000 }).toBe(3);
    expect(listener.texts[2]).toContain('"heartbeat"');
    await listener.leave();
  });

  test("without ids a token is for all that the caller subscribed to, and for nothing of others", async () => {
    const own = await subscribe({ topic: "task-made" }, "wijkverpleegkundige");
    const { body } = await demo.ask("wijkverpleegkundige", "GET", "Subscription/$get-ws-binding-token");
    expect(body.parameter?.filter(({ name }) => name === "subscription").map(({ valueString }) => valueString)).toEqual([own]);
    const none = await demo.ask("verzorgende", "GET", "Subscription/$get-ws-binding-token");
    expect([none.status, none.body.issue?.[0]?.details?.coding?.[0]?.code]).toEqual([422, "subscription"]);
  });

  test("nobody but who subscribed gets a token: not a colleague, and a stranger doesn't see it", async () => {
    const subscription = await subscribe();
    const asked = await Promise.all(["tweede-huisarts", "doktersassistent", "wijkverpleegkundige"].map(async (who) => (await demo.ask(who, "POST", `${subscription}/$get-ws-binding-token`, { resourceType: "Parameters" })).status));
    expect(asked).toEqual([403, 403, 404]);
    const hook = await demo.ask("huisarts", "POST", "Subscription", subscriptionTo({ endpoint: "http://localhost:9/" }));
    expect((await demo.ask("huisarts", "POST", `Subscription/${hook.body.id}/$get-ws-binding-token`, { resourceType: "Parameters" })).status).toBe(422);
  });

  test("a later connection takes over, so that nothing goes to one that hangs", async () => {
    const subscription = await subscribe();
    const hanging = await bind(subscription);
    const next = await bind(subscription);
    await ends(hanging, 4409);
    await publish();
    await hears(next, 2);
    expect(hanging.heard).toHaveLength(1);
    await next.leave();
  });

  test("who may listen no more is let go: the Subscription is off, is deleted, is another's, or the person works there no longer", async () => {
    const [off, gone, taken, left] = [await subscribe(), await subscribe(), await subscribe(), await subscribe()];
    const listeners = await Promise.all([off, gone, taken, left].map((each) => bind(each)));
    const current = async (subscription: string): Promise<Subscription> => (await demo.ask("huisarts", "GET", subscription)).body as unknown as Subscription;
    const put = async (who: string, subscription: Subscription): Promise<number> => (await demo.ask(who, "PUT", `Subscription/${subscription.id}`, subscription, { "if-match": `W/"${subscription.meta?.versionId}"` })).status;
    expect(await put("huisarts", { ...(await current(off)), status: "off" })).toBe(200);
    expect((await demo.ask("huisarts", "DELETE", gone)).status).toBeLessThan(300);
    expect(await put("tweede-huisarts", await current(taken))).toBe(200);
    for (const listener of listeners.slice(0, 3)) await ends(listener, 4403);
    const [, , , last] = listeners;
    expect(last?.closed).toBeUndefined();
    const stored = await demo.runtime.house.store.read("PractitionerRole", "eva-fictief-huisarts");
    const write = async (active: boolean): Promise<unknown> =>
      demo.runtime.house.store.transact({ changes: [{ op: "update", resource: { ...(stored.resource() as PractitionerRole & { id: string }), active }, labels: stored.labels }], audit: () => [], at: demo.now });
    await write(false);
    if (last !== undefined) await ends(last, 4403);
    await write(true);
  });

  test.each([
    ["a token that isn't ours", "bind-with-token: abc.def.ghi", 4401],
    ["another message", "hallo", 1008],
    ["a message that is too long", `bind-with-token: ${"a".repeat(5_000)}`, 1009],
  ])("%s ends the connection", async (_what, text, code) => {
    const listener = await listen(url());
    listener.send(text);
    await ends(listener, code);
    expect(listener.heard).toEqual([]);
  });

  test("who says nothing for ten seconds is let go", async () => {
    const listener = await listen(url());
    const start = performance.now();
    await expect.poll(() => listener.closed, { timeout: 15_000 }).toBe(4408);
    expect(performance.now() - start).toBeGreaterThan(9_000);
  }, 20_000);

  test("a page of another site can't connect, and websockets come to one place only", async () => {
    const statusOf = async (path: string, headers: Readonly<Record<string, string>> = {}): Promise<number | undefined> => {
      const asking = request(`${demo.url}${path}`, { headers: { connection: "Upgrade", upgrade: "websocket", "sec-websocket-version": "13", "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==", ...headers } });
      asking.end();
      const [response, socket] = (await Promise.race([once(asking, "response"), once(asking, "upgrade")])) as [IncomingMessage, { destroy(): void } | undefined];
      socket?.destroy();
      return response.statusCode;
    };
    const place = "/fhir/$subscriptions-ws";
    expect(await statusOf(place)).toBe(101);
    expect(await statusOf(place.replace("$", "%24"))).toBe(101);
    expect(await statusOf(place, { origin: demo.url })).toBe(101);
    expect(await statusOf(place, { origin: "https://elders.example" })).toBe(403);
    expect(await statusOf(place, { origin: "null" })).toBe(403);
    expect(await statusOf(`${place}?token=x`)).toBe(404);
    expect(await statusOf("/fhir/Subscription")).toBe(404);
  });
});

test("a server that leaves says so to who listens", async () => {
  let listener: Listener;
  {
    await using demo = await startDemo();
    const created = await demo.ask("huisarts", "POST", "Subscription", subscriptionTo({}));
    const { body } = await demo.ask("huisarts", "POST", `Subscription/${created.body.id}/$get-ws-binding-token`, { resourceType: "Parameters" });
    listener = await listen(String(valueOf(body, "websocket-url")));
    listener.send(`bind-with-token: ${String(valueOf(body, "token"))}`);
    await expect.poll(() => listener.heard.length, { timeout: 10_000 }).toBe(1);
  }
  await expect.poll(() => listener.closed, { timeout: 10_000 }).toBe(1001);
});
