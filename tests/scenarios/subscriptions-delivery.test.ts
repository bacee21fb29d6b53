import { mainPatient } from "@wijkverband/server";
import type { AuditEvent, PractitionerRole, Subscription } from "hl7-fhir-r4-types";
import { createLocalJWKSet, flattenedVerify, type JSONWebKeySet } from "jose";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCli } from "../cli.ts";
import type { Answer } from "../harness.ts";
import { readNotification, subscriptionTo, type Heard, type Wish } from "../subscription.ts";
import { useDemo } from "../use-demo.ts";

interface Posted extends Heard {
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
}

describe("Subscriptions of channel rest-hook", () => {
  const demo = useDemo();
  const posted = new Map<string, Posted[]>();
  const down = new Set<string>();
  let endpoint = "";
  const hear = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request);
    const name = (request.url ?? "").slice(1);
    const isXml = request.headers["content-type"]?.includes("xml") === true;
    if (!down.has(name)) posted.set(name, [...(posted.get(name) ?? []), { ...(isXml ? nothing : readNotification(body)), body, headers: request.headers }]);
    response.writeHead(down.has(name) ? 503 : 200).end();
  };
  const server = createServer((request, response) => void hear(request, response));
  const nothing: Heard = { type: undefined, status: undefined, topic: undefined, sinceStart: 0, events: [], resources: [] };

  beforeAll(async () => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const heard = (name: string): readonly Posted[] => posted.get(name) ?? [];
  const subscribe = async (who: string, name: string, wish: Wish = {}): Promise<string> => {
    const answer = await demo.ask(who, "POST", "Subscription", subscriptionTo({ endpoint: `${endpoint}/${name}`, ...wish }));
    expect(answer.status).toBe(201);
    return `Subscription/${answer.body.id}`;
  };
  const reads = async (who: string, subscription: string): Promise<Subscription> => (await demo.ask(who, "GET", subscription)).body as unknown as Subscription;
  const becomes = async (subscription: string, status: string, who = "huisarts"): Promise<void> => {
    await expect.poll(async () => (await reads(who, subscription)).status, { timeout: 10_000 }).toBe(status);
  };
  const hears = async (name: string, count: number): Promise<readonly Posted[]> => {
    await expect.poll(() => heard(name).length, { timeout: 10_000, message: `${name} hears ${count}` }).toBeGreaterThanOrEqual(count);
    return heard(name);
  };
  const publish = async (): Promise<string> => {
    const answer: Answer = await demo.ask("huisarts", "POST", `${mainPatient}/$publish-handover`, { resourceType: "Parameters", parameter: [] });
    expect(answer.status).toBe(200);
    return `ServiceRequest/${answer.body.id}`;
  };

  test("one that is asked for is greeted with its own headers and works when that is answered; then it hears of events, each by its number", async () => {
    const subscription = await subscribe("huisarts", "plain", { header: ["Authorization: Bearer van-de-abonnee"] });
    const [greeting] = await hears("plain", 1);
    expect(greeting).toMatchObject({ type: "handshake", status: "requested", topic: "handover-published", sinceStart: 0, events: [], resources: [] });
    expect(greeting?.headers).toMatchObject({ authorization: "Bearer van-de-abonnee", "content-type": "application/fhir+json" });
    await becomes(subscription, "active");
    const focus = await publish();
    const [, event] = await hears("plain", 2);
    expect(event).toMatchObject({ type: "event-notification", status: "active", sinceStart: 1, events: [{ number: 1, focus }], resources: [] });
    expect((await reads("huisarts", subscription)).channel.header).toEqual(["Authorization"]);
  });

  test("each is sealed over its very bytes by the key that the server publishes", async () => {
    const jwks = (await (await fetch(`${demo.url}/.well-known/jwks.json`)).json()) as JSONWebKeySet;
    for (const { body, headers } of heard("plain")) {
      const [header = "", nothingBetween, signature = ""] = String(headers["wijkverband-seal"]).split(".");
      expect(nothingBetween).toBe("");
      const sealed = (bytes: string) => flattenedVerify({ protected: header, payload: Buffer.from(bytes).toString("base64url"), signature }, createLocalJWKSet(jwks), { algorithms: ["ES256"] });
      await expect(sealed(body)).resolves.toBeDefined();
      await expect(sealed(body.replace("active", "error").replace("requested", "active"))).rejects.toThrow("signature verification failed");
    }
  });

  test("three contents of one event: nothing but a number, what it is about, and the thing itself as it would be read", async () => {
    await Promise.all((["empty", "id-only", "full-resource"] as const).map((content) => subscribe("huisarts", content, { content })));
    await subscribe("huisarts", "xml", { content: "full-resource", payload: "application/fhir+xml" });
    await Promise.all(["empty", "id-only", "full-resource", "xml"].map((name) => hears(name, 1)));
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const focus = await publish();
    const [empty, idOnly, full, xml] = await Promise.all(["empty", "id-only", "full-resource", "xml"].map(async (name) => (await hears(name, 2))[1]));
    expect(empty).toMatchObject({ topic: undefined, events: [{ number: 1, focus: undefined }], resources: [] });
    expect(empty?.body).not.toContain("ServiceRequest");
    expect(idOnly).toMatchObject({ topic: "handover-published", events: [{ number: 1, focus }], resources: [] });
    const { resources, ...told } = full ?? nothing;
    expect(told).toMatchObject({ topic: "handover-published", events: [{ number: 1, focus }] });
    expect(resources).toEqual([(await demo.ask("huisarts", "GET", focus)).body]);
    expect(xml?.headers["content-type"]).toBe("application/fhir+xml");
    expect(xml?.body).toContain(`<fullUrl value="${demo.url}/fhir/${focus}"/>`);
    expect(xml?.body).toContain("<ServiceRequest");
  });

  test("what was sent whole stands in the log of the patient, with who subscribed", async () => {
    const page = await demo.runtime.house.store.auditOf({ patient: "willem-voorbeeld", subtype: "notification", count: 9 });
    const sent = page.events.map(({ json }) => JSON.parse(json) as AuditEvent);
    // to two who asked for whole resources
    expect(sent).toHaveLength(2);
    expect(sent[0]).toMatchObject({ action: "R", outcome: "0", agent: [{ who: { reference: "PractitionerRole/eva-fictief-huisarts" }, name: "Eva Fictief" }, {}, {}] });
    expect(JSON.stringify(sent[0])).toContain("ServiceRequest/");
    expect((await demo.ask("patient", "GET", `${mainPatient}/$access-log`)).text).toContain('"what","valueString":"kreeg een bericht met gegevens"},{"name":"why","valueString":"is uw huisarts"}');
  });

  test("the policy is asked when it is sent: what may not be known any more is a number", async () => {
    const subscription = await subscribe("post-huisarts", "post", { topic: "handover-withdrawn", content: "full-resource" });
    await becomes(subscription, "active", "post-huisarts");
    const withdrawn = await demo.ask("huisarts", "POST", `${mainPatient}/$withdraw-handover`, { resourceType: "Parameters", parameter: [{ name: "reason", valueString: "de situatie is veranderd" }] });
    expect(withdrawn.status).toBe(200);
    const [, event] = await hears("post", 2);
    expect(event).toMatchObject({ topic: "handover-withdrawn", events: [{ number: 1, focus: undefined }], resources: [] });
    expect(event?.body).not.toContain("ServiceRequest");
  });

  test("whole resources are for the person who subscribed: who works there no longer gets the reference alone", async () => {
    const stored = await demo.runtime.house.store.read("PractitionerRole", "eva-fictief-huisarts");
    const write = async (active: boolean): Promise<void> => {
      const { resource, labels } = { resource: { ...(stored.resource() as PractitionerRole & { id: string }), active }, labels: stored.labels };
      await demo.runtime.house.store.transact({ changes: [{ op: "update", resource, labels }], audit: () => [], at: demo.now });
    };
    await write(false);
    const focus = `ServiceRequest/${(await demo.ask("tweede-huisarts", "POST", `${mainPatient}/$publish-handover`, { resourceType: "Parameters", parameter: [] })).body.id}`;
    const [, , event] = await hears("full-resource", 3);
    expect(event).toMatchObject({ events: [{ number: 2, focus }], resources: [] });
    await write(true);
    const again = await publish();
    expect((await hears("full-resource", 4))[3]).toMatchObject({ events: [{ number: 3, focus: again }], resources: [{ resourceType: "ServiceRequest" }] });
  });

  test("who asked for a heartbeat hears one when nothing else was sent for so long, with the number of the last event", async () => {
    const subscription = await subscribe("huisarts", "heart", { heartbeat: 60 });
    await becomes(subscription, "active");
    await publish();
    await hears("heart", 2);
    demo.now = new Date(demo.now.getTime() + 59_000);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(heard("heart")).toHaveLength(2);
    demo.now = new Date(demo.now.getTime() + 1_000);
    expect((await hears("heart", 3))[2]).toMatchObject({ type: "heartbeat", status: "active", sinceStart: 1, events: [] });
    demo.now = new Date(demo.now.getTime() + 60_000);
    expect((await hears("heart", 4))[3]).toMatchObject({ type: "heartbeat", sinceStart: 1 });
  });

  test("one whose address doesn't answer the handshake stays requested, then is in error and says why; asked for at an address that answers, it works", async () => {
    down.add("dead");
    const subscription = await subscribe("huisarts", "dead");
    for (let failures = 1; failures < 5; failures++) {
      const stored = await reads("huisarts", subscription);
      expect(stored.status).toBe("requested");
      await expect.poll(async () => (await demo.runtime.house.store.turnOf(`${subscription}/_history/1`)).failures, { timeout: 10_000 }).toBe(failures);
      demo.now = new Date(demo.now.getTime() + 60_000);
    }
    await becomes(subscription, "error");
    const broken = await reads("huisarts", subscription);
    expect(broken.error).toBe("status 503");
    expect(heard("dead")).toEqual([]);
    const { error: _said, ...asked } = broken;
    const changed = await demo.ask("huisarts", "PUT", subscription, { ...asked, status: "requested", channel: { ...broken.channel, endpoint: `${endpoint}/alive` } }, { "if-match": `W/"${broken.meta?.versionId}"` });
    expect(changed.status).toBe(200);
    await becomes(subscription, "active");
    expect(heard("alive").map(({ type }) => type)).toEqual(["handshake"]);
    expect((await reads("huisarts", subscription)).error).toBeUndefined();
  });

  test("one that fails is in error while its events queue, and is active again once they arrive, in order and without a gap", async () => {
    const subscription = await subscribe("huisarts", "away", { maxCount: 2 });
    await becomes(subscription, "active");
    down.add("away");
    await publish();
    for (let failures = 1; failures <= 5; failures++) {
      await expect.poll(async () => (await demo.runtime.house.store.turnOf(subscription)).failures, { timeout: 10_000 }).toBe(failures);
      demo.now = new Date(demo.now.getTime() + 20_000);
    }
    await becomes(subscription, "error");
    for (let more = 0; more < 4; more++) await publish();
    demo.now = new Date(demo.now.getTime() + 24 * 3_600_000);
    expect(await (await fetch(`${demo.url}/metrics`)).text()).toMatch(/wijkverband_outbox_pending [1-9]/);
    const listed = await runCli(["outbox", "list", "--demo"], { DATA_DIR: demo.dataDir });
    expect(listed.out).toContain(`${subscription}: 5 waiting, 0 given up (rest-hook, error)`);
    down.delete("away");
    demo.now = new Date(demo.now.getTime() + 3_600_000);
    await expect.poll(() => heard("away").at(-1)?.sinceStart, { timeout: 10_000 }).toBe(5);
    const events = heard("away").slice(1);
    expect(events.map(({ events: together }) => together.map(({ number }) => number))).toEqual([[1, 2], [3, 4], [5]]);
    await becomes(subscription, "active");
    const replayed = await runCli(["outbox", "replay", subscription, "--from", "4", "--demo"], { DATA_DIR: demo.dataDir });
    expect([replayed.code, replayed.out]).toEqual([0, `2 notification(s) to ${subscription} go out once more\n`]);
    expect((await hears("away", 5))[4]?.events.map(({ number }) => number)).toEqual([4, 5]);
  });

  test("every notification is right by R4, as it stands", () => {
    const { validator } = demo.runtime.house;
    const sent = [...posted.values()].flat().filter(({ headers }) => headers["content-type"] === "application/fhir+json");
    expect(new Set(sent.map(({ type }) => type))).toEqual(new Set(["handshake", "event-notification", "heartbeat"]));
    const wrong = sent.flatMap(({ body }) => validator.validate(JSON.parse(body))).filter(({ severity = "error" }) => severity === "error");
    expect(wrong).toEqual([]);
  });

  test("one that is off, or deleted, hears nothing more", async () => {
    const off = await subscribe("huisarts", "off");
    const gone = await subscribe("huisarts", "gone");
    await becomes(off, "active");
    await becomes(gone, "active");
    const stored = await reads("huisarts", off);
    expect((await demo.ask("huisarts", "PUT", off, { ...stored, status: "off" }, { "if-match": `W/"${stored.meta?.versionId}"` })).status).toBe(200);
    expect((await demo.ask("huisarts", "DELETE", gone)).status).toBeLessThan(300);
    await publish();
    await hears("plain", heard("plain").length + 1);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect([heard("off"), heard("gone")].map((all) => all.map(({ type }) => type))).toEqual([["handshake"], ["handshake"]]);
  });

  test("one that ends is off from that moment", async () => {
    const answer = await demo.ask("huisarts", "POST", "Subscription", { ...subscriptionTo({ endpoint: `${endpoint}/ends` }), end: new Date(demo.now.getTime() + 600_000).toISOString() });
    const subscription = `Subscription/${answer.body.id}`;
    await becomes(subscription, "active");
    demo.now = new Date(demo.now.getTime() + 600_000);
    await expect.poll(async () => (await reads("huisarts", subscription)).status, { timeout: 10_000 }).toBe("off");
  });
});
