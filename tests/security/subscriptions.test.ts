import { codeSystemUrl } from "@wijkverband/fhir";
import { mainBsn, mainPatient, people } from "@wijkverband/server";
import type { Subscription } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { faults } from "../harness.ts";
import { given, newcomer, newcomers, permitFor, startPlan } from "../membership.ts";
import { objectionTo } from "../objection.ts";
import { eventsOf, subscribed, subscription, type Wish } from "../subscriptions.ts";
import { homeCare, pharmacy, socialWorker, taskOn } from "../team-task.ts";
import { useDemo } from "../use-demo.ts";

const backport = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition";
const rest = (more: object = {}): object => ({ type: "rest-hook", endpoint: "http://localhost:9999/hook", ...more });
const asked = (name: string, value: object): object => ({ extension: [{ url: `${backport}/backport-${name}`, ...value }] });
const filter = (...filters: string[]): Wish => ({ topic: "task-made", filters });

describe("subscription: what the server doesn't know is refused at its place", () => {
  const demo = useDemo();
  const refusal = async (who: string, wish: Wish) => {
    const answer = await demo.ask(who, "POST", "Subscription", subscription(wish));
    return [answer.status, ...faults(answer.body).map(({ expression, rule }) => `${expression} ${rule}`)];
  };
  const at = (element: string, rule = "subscription"): readonly [422, string] => [422, `Subscription.${element} ${rule}`];

  test.each<readonly [string, Wish, readonly unknown[]]>([
    ["an unknown topic", { topic: "nergens-over" }, at("criteria")],
    ["a query, as Subscriptions of plain R4 have", { topic: "Observation?code=1/2" }, at("criteria")],
    ["a topic for practices", { topic: "break-glass-used" }, at("criteria")],
    ["a filter of another type", filter("Patient?name=x"), at("criteria.extension[0].value")],
    ["a filter on another element", filter("Task?patient=Patient/1", "Task?focus=Patient/1"), at("criteria.extension[1].value")],
    ["a filter with a modifier", filter("Task?status:not=draft"), at("criteria.extension[0].value")],
    ["a filter that follows a reference", filter("Task?patient.name=x"), at("criteria.extension[0].value")],
    ["a filter without value", filter("Task?patient="), at("criteria.extension[0].value")],
    ["a filter that says nothing", filter("Task"), at("criteria.extension[0].value")],
    ["a value that can't be read", filter("Task?patient=Patient/a b"), at("criteria.extension[0].value")],
    ["a BSN in a filter", filter(`Task?patient=${mainBsn}`), at("criteria.extension[0].value", "no-bsn")],
    ["a BSN as identifier in a filter", filter(`Task?patient:identifier=http://fhir.nl/fhir/NamingSystem/bsn%7C${mainBsn}`), at("criteria.extension[0].value", "no-bsn")],
    ["eleven filters", filter(...Array.from({ length: 11 }, (_, place) => `Task?patient=Patient/${place}`)), at("criteria")],
    ["a filter that is no text", { topic: "task-made", more: { _criteria: asked("filter-criteria", { valueCode: "x" }) } as Partial<Subscription> }, at("criteria.extension[0].value")],
    ["what else would narrow it", { topic: "task-made", more: { _criteria: asked("additional-criteria", { valueString: "x" }) } as Partial<Subscription> }, at("criteria.extension[0].value")],
    ["a topic in another version", { topic: "https://wijkverband.example/fhir/SubscriptionTopic/task-made|9.9" }, at("criteria")],
    ["a channel of another kind beside the code", { topic: "task-made", channel: { _type: asked("channel-type", { valueCoding: { code: "zulip" } }) } }, at("channel.type.extension")],
    ["a payload that isn't FHIR", { topic: "task-made", channel: { payload: "text/plain" } }, at("channel.payload")],
    ["a payload of another FHIR", { topic: "task-made", channel: { payload: "application/fhir+json; fhirVersion=4.3" } }, at("channel.payload")],
    ["an unknown content", { topic: "task-made", content: "everything" }, at("channel.payload.extension[0].value")],
    ["a heartbeat each second", { topic: "task-made", channel: asked("heartbeat-period", { valueUnsignedInt: 1 }) }, at("channel.extension[0].value")],
    ["a heartbeat in words", { topic: "task-made", channel: asked("heartbeat-period", { valueString: "60" }) }, at("channel.extension[0].value")],
    ["a timeout of an hour", { topic: "task-made", channel: asked("timeout", { valueUnsignedInt: 3600 }) }, at("channel.extension[0].value")],
    ["a thousand at once", { topic: "task-made", channel: asked("max-count", { valuePositiveInt: 1000 }) }, at("channel.extension[0].value")],
    ["an end that is past", { topic: "task-made", more: { end: "2026-11-23T00:00:00Z" } }, at("end")],
    ["a status that is the server's to say", { topic: "task-made", more: { status: "active" } }, at("status")],
    ["a BSN in the reason", { topic: "task-made", more: { reason: `voor ${mainBsn}` } }, at("reason", "no-bsn")],
    ["a host that isn't listed", { topic: "task-made", channel: rest({ endpoint: "https://elders.example/hook" }) }, at("channel.endpoint")],
    ["an address within an own network", { topic: "task-made", channel: rest({ endpoint: "https://169.254.169.254/latest" }) }, at("channel.endpoint")],
    ["a secret in the address", { topic: "task-made", channel: rest({ endpoint: "http://u:p@localhost:9999/hook" }) }, at("channel.endpoint")],
    ["a BSN in the address", { topic: "task-made", channel: rest({ endpoint: `http://localhost:9999/${mainBsn}` }) }, at("channel.endpoint", "no-bsn")],
    ["a header of the connection", { topic: "task-made", channel: rest({ header: ["Authorization: Bearer x", "Host: elders.example"] }) }, at("channel.header[1]")],
    ["a header about the content", { topic: "task-made", channel: rest({ header: ["content-length: 0"] }) }, at("channel.header[0]")],
    ["two headers in one", { topic: "task-made", channel: rest({ header: ["X-A: 1\r\nHost: elders.example"] }) }, at("channel.header[0]")],
    ["a header twice", { topic: "task-made", channel: rest({ header: ["X-A: 1", "x-a: 2"] }) }, at("channel.header[1]")],
    ["a name without value", { topic: "task-made", channel: rest({ header: ["Authorization"] }) }, at("channel.header[0]")],
    ["a BSN in a header", { topic: "task-made", channel: rest({ header: [`X-A: ${mainBsn}`] }) }, at("channel.header[0]", "no-bsn")],
    ["a header of a websocket", { topic: "task-made", channel: { header: ["Authorization: Bearer x"] } }, at("channel.header[0]")],
    ["e-mail", { topic: "task-made", channel: { type: "email" } }, at("channel.type", "profile")],
    ["a rest-hook to nowhere", { topic: "task-made", channel: { type: "rest-hook" } }, [422, "Subscription profile"]],
  ])("%s", async (_name, wish, refused) => {
    expect(await refusal("apotheker", wish)).toEqual(refused);
  });

  test("a network is no party to care, and a patient has no Subscriptions", async () => {
    expect(await refusal("rho-analist", { topic: "plan-changed" })).toEqual(at("criteria"));
    expect((await demo.ask("patient", "POST", "Subscription", subscription({ topic: "plan-changed" }))).status).toBe(404);
    expect((await demo.ask("patient", "GET", "Subscription")).body.entry ?? []).toEqual([]);
  });

  test("person: whole resources go to nobody whom the directory doesn't know", async () => {
    const { store } = demo.runtime.house;
    const role = await store.read("PractitionerRole", "sanne-bedacht-sociaal-werker");
    await store.transact({ changes: [{ op: "update", resource: { ...role.resource(), id: role.id, active: false } as never, labels: role.labels }], audit: () => [], at: demo.now });
    expect(await refusal("sociaal-werker", { topic: "plan-changed", content: "full-resource" })).toEqual(at("channel.payload.extension.value", "person"));
    expect((await refusal("sociaal-werker", { topic: "plan-changed" }))[0]).toBe(201);
  });

  test("stranger: a filter on somebody whom the subscriber can't see is as good as one on nobody", async () => {
    const shown = async (who: string, patient: string): Promise<string> => {
      const made = await demo.ask(who, "POST", "Subscription", subscription(filter(`Task?patient=${patient}`)));
      return `${made.status} ${made.text.replaceAll(patient, "P").replaceAll(made.body.id ?? "", "ID")}`;
    };
    expect(await shown("wijkverpleegkundige-elders", mainPatient)).toBe(await shown("wijkverpleegkundige-elders", "Patient/bestaat-niet"));
  });

  test("an organisation keeps two hundred of them, and no more", async () => {
    const wish = subscription({ topic: "task-made", more: { status: "off" } });
    const entry = Array.from({ length: 100 }, () => ({ resource: wish, request: { method: "POST" as const, url: "Subscription" } }));
    for (const _round of [1, 2]) expect((await demo.ask("specialist-ouderengeneeskunde", "POST", "", { resourceType: "Bundle", type: "transaction", entry })).status).toBe(200);
    expect(await refusal("specialist-ouderengeneeskunde", { topic: "task-made" })).toEqual([422, "Subscription subscription"]);
    const [first] = (await demo.ask("specialist-ouderengeneeskunde", "GET", "Subscription?_count=1")).body.entry ?? [];
    expect((await demo.ask("specialist-ouderengeneeskunde", "DELETE", `Subscription/${first?.resource?.id}`)).status).toBe(204);
    expect((await refusal("specialist-ouderengeneeskunde", { topic: "task-made" }))[0]).toBe(201);
  });
});

describe("subscription: who hears what, and until when", () => {
  const demo = useDemo();
  let plan = "";

  test("stranger: another organisation's Subscription doesn't exist", async () => {
    const id = await subscribed(demo, "apotheker", { topic: "task-made" });
    const now = await demo.ask("apotheker", "GET", `Subscription/${id}`);
    const etag = { "if-match": now.headers.get("etag") ?? "" };
    for (const who of ["wijkverpleegkundige", "huisarts", "wijkverpleegkundige-elders", "patient"]) {
      for (const [method, path, body] of [["GET", ""], ["GET", "/_history"], ["GET", "/_history/1"], ["PUT", "", now.body], ["DELETE", ""], ["GET", "/$status"], ["GET", "/$events"], ["POST", "/$events", {}]] as const) {
        const answers = await Promise.all([id, "bestaat-niet"].map((each) => demo.ask(who, method, `Subscription/${each}${path}`, body && { ...body, id: each }, method === "PUT" ? etag : {})));
        expect([who, method, path, ...answers.map(({ status, text }) => `${status} ${text}`)]).toEqual([who, method, path, `${answers[1]?.status} ${answers[1]?.text}`, `${answers[1]?.status} ${answers[1]?.text}`]);
        expect(answers[0]?.status).toBeGreaterThanOrEqual(400);
      }
      expect((await demo.ask(who, "GET", `Subscription/$status?id=${id}`)).body.entry ?? []).toEqual([]);
      expect((await demo.ask(who, "GET", `Subscription?_id=${id}`)).body.entry ?? []).toEqual([]);
    }
    expect((await demo.ask("apotheker", "GET", `Subscription/${id}`)).body).toMatchObject({ meta: { versionId: now.body.meta?.versionId } });
  });

  test("trap 16: a Subscription that can't be read any more stops nothing, and is told nothing", async () => {
    const { store } = demo.runtime.house;
    const broken = [
      { ...subscription({ topic: "https://elders.example/topic" }), id: "ander-onderwerp", status: "active" },
      { ...subscription({ topic: "task-made", filters: ["Task?onbekend=1"] }), id: "ander-filter", status: "active" },
      { resourceType: "Subscription", id: "bijna-niets", status: "active", reason: "x", criteria: "x", channel: { type: "sms" } },
    ] as (Subscription & { id: string })[];
    await store.transact({ changes: broken.map((resource) => ({ op: "create", resource, labels: { author: pharmacy } })), audit: () => [], at: demo.now });
    const id = await subscribed(demo, "apotheker", { topic: "task-made" });
    plan = await startPlan(demo);
    const made = await demo.ask("wijkverpleegkundige", "POST", "Task", taskOn(plan));
    expect((await eventsOf(demo, "apotheker", id)).events).toEqual([{ number: 1, focus: `Task/${made.body.id}` }]);
    for (const { id: other } of broken) expect(await store.eventsOf(`Subscription/${other}`, { count: 9 })).toEqual([]);
  });

  test("what waited while the patient objected is a number; a filter doesn't tell that there was something", async () => {
    const all = await subscribed(demo, "wijkverpleegkundige", { topic: "plan-changed" });
    const his = await subscribed(demo, "wijkverpleegkundige", { topic: "plan-changed", filters: [`CarePlan?patient=${mainPatient}`] });
    const change = async (title: string): Promise<void> => {
      const now = await demo.ask("huisarts", "GET", plan);
      expect((await demo.ask("huisarts", "PUT", plan, { ...now.body, title }, { "if-match": now.headers.get("etag") ?? "" })).status).toBe(200);
    };
    await change("Eerst");
    for (const id of [all, his]) expect((await eventsOf(demo, "wijkverpleegkundige", id)).events).toEqual([{ number: 1, focus: plan }]);
    const objected = await demo.ask("huisarts", "POST", "Consent", objectionTo(homeCare));
    expect(objected.status).toBe(201);
    await change("Daarna");
    expect(await eventsOf(demo, "wijkverpleegkundige", all, "?content=full-resource")).toMatchObject({ total: 2, events: [{ number: 1, focus: undefined }, { number: 2, focus: undefined }], resources: [] });
    expect(await eventsOf(demo, "wijkverpleegkundige", his)).toMatchObject({ total: 1, events: [{ number: 1, focus: undefined }] });
    const etag = { "if-match": objected.headers.get("etag") ?? "" };
    expect((await demo.ask("huisarts", "PUT", `Consent/${objected.body.id}`, { ...objected.body, status: "inactive" }, etag)).status).toBe(200);
    expect(await eventsOf(demo, "wijkverpleegkundige", all)).toMatchObject({ events: [{ number: 1, focus: plan }, { number: 2, focus: plan }] });
  });

  test("own-part: a colleague whose role may not read it gets the same events as numbers", async () => {
    const id = await subscribed(demo, "triagist", { topic: "handover-published" });
    expect((await demo.ask("huisarts", "POST", `${mainPatient}/$publish-handover`, { resourceType: "Parameters", parameter: [] })).status).toBe(200);
    const [heard] = (await eventsOf(demo, "post-huisarts", id)).events;
    expect(heard).toMatchObject({ number: 1, focus: expect.stringMatching(/^ServiceRequest\//) as string });
    const seen = (await demo.ask("triagist", "GET", heard?.focus ?? "")).status === 200;
    expect((await eventsOf(demo, "triagist", id)).events[0]?.focus !== undefined).toBe(seen);
  });

  test("who left the team hears that, and nothing after it; what was told before is a number now", async () => {
    expect((await demo.ask("huisarts", "POST", "Consent", permitFor(newcomers))).status).toBe(201);
    const all = await subscribed(demo, newcomer, { topic: "plan-changed" });
    const members = await subscribed(demo, newcomer, { topic: "membership-changed" });
    const invited = await demo.ask("huisarts", "POST", `${plan}/$invite`, given({ organization: newcomers, function: "wijkverpleegkundige" }));
    expect((await demo.ask(newcomer, "POST", `Task/${invited.body.id}/$decide`, given({ decision: "accept" }))).status).toBe(200);
    const change = async (title: string): Promise<void> => {
      const now = await demo.ask("huisarts", "GET", plan);
      expect((await demo.ask("huisarts", "PUT", plan, { ...now.body, title }, { "if-match": now.headers.get("etag") ?? "" })).status).toBe(200);
    };
    await change("Met hen");
    const before = await eventsOf(demo, newcomer, all);
    expect(before.events.at(-1)?.focus).toBe(plan);
    expect((await demo.ask(newcomer, "POST", `${plan}/$leave`, given({ reason: "Zorg overgedragen." }))).status).toBe(200);
    await change("Zonder hen");
    const after = await eventsOf(demo, newcomer, all);
    expect(after.total).toBe(before.total);
    expect(after.events.every(({ focus }) => focus === undefined)).toBe(true);
    const heard = await eventsOf(demo, newcomer, members);
    expect(heard.events.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(heard.events.at(-1)?.focus).toBeUndefined();
  });

  test("narrowed: an event names what it is about exactly to who reads that now, whoever of the organisation asks", async () => {
    const topicsHeard = ["handover-published", "plan-changed", "task-made", "membership-changed", "handover-changed"];
    const subscribers = ["huisarts", "post-huisarts", "wijkverpleegkundige", "apotheker", "sociaal-werker"];
    const ids = new Map<string, readonly string[]>();
    for (const who of subscribers) ids.set(who, await Promise.all(topicsHeard.map((topic) => subscribed(demo, who, { topic }))));
    expect((await demo.ask("huisarts", "POST", `${mainPatient}/$publish-handover`, { resourceType: "Parameters", parameter: [] })).status).toBe(200);
    const now = await demo.ask("huisarts", "GET", plan);
    expect((await demo.ask("huisarts", "PUT", plan, { ...now.body, title: "Voor iedereen" }, { "if-match": now.headers.get("etag") ?? "" })).status).toBe(200);
    for (const owner of [pharmacy, socialWorker]) expect((await demo.ask("wijkverpleegkundige", "POST", "Task", taskOn(plan, { owner: { reference: owner } }))).status).toBe(201);
    const allergy = await demo.ask("huisarts", "GET", "AllergyIntolerance/willem-allergie");
    expect((await demo.ask("huisarts", "PUT", "AllergyIntolerance/willem-allergie", { ...allergy.body, note: [{ text: "Ook uitslag." }] }, { "if-match": allergy.headers.get("etag") ?? "" })).status).toBe(200);
    const differing: string[] = [];
    let [named, numbers] = [0, 0];
    for (const [who, subscriptions] of ids) {
      const employer = people.find(({ key }) => key === who)?.organization;
      const staff = people.filter(({ organization, role }) => organization === employer && role !== "praktijkmanager");
      for (const [place, id] of subscriptions.entries()) {
        const entries = await demo.runtime.house.store.eventsOf(`Subscription/${id}`, { count: 100 });
        for (const { key } of staff) {
          const { events } = await eventsOf(demo, key, id);
          for (const { number, focus } of events) {
            const reads = (await demo.ask(key, "GET", entries[number - 1]?.focus ?? "")).status === 200;
            if (focus === undefined) numbers += 1;
            else named += 1;
            if ((focus !== undefined) !== reads) differing.push(`${key} ${topicsHeard[place]} ${number} ${String(focus)}`);
          }
        }
      }
    }
    expect(differing).toEqual([]);
    expect([named > 10, numbers > 0]).toEqual([true, true]);
  }, 60_000);

  test("an organisation that isn't active any more is told numbers, and no more", async () => {
    const { store } = demo.runtime.house;
    const id = await subscribed(demo, "post-huisarts", { topic: "https://wijkverband.example/fhir/SubscriptionTopic/handover-published|0.1.0" });
    expect((await demo.ask("huisarts", "POST", `${mainPatient}/$publish-handover`, { resourceType: "Parameters", parameter: [] })).status).toBe(200);
    const focusOf = async (): Promise<string | undefined> => (await eventsOf(demo, "post-huisarts", id)).events[0]?.focus;
    expect(await focusOf()).toMatch(/^ServiceRequest/);
    const set = async (active: boolean): Promise<void> => {
      const post = await store.read("Organization", "spoedpost-modelregio");
      await store.transact({ changes: [{ op: "update", resource: { ...post.resource(), id: post.id, active } as never, labels: post.labels }], audit: () => [], at: demo.now });
    };
    await set(false);
    expect(await focusOf()).toBeUndefined();
    await set(true);
    expect(await focusOf()).toMatch(/^ServiceRequest/);
  });

  test("keep-and-erase: of an erased patient the number is left, and the Subscription goes on", async () => {
    const id = await subscribed(demo, "huisarts", { topic: "plan-changed" });
    const now = await demo.ask("huisarts", "GET", plan);
    expect((await demo.ask("huisarts", "PUT", plan, { ...now.body, title: "Nog eens" }, { "if-match": now.headers.get("etag") ?? "" })).status).toBe(200);
    expect((await eventsOf(demo, "huisarts", id)).events).toEqual([{ number: 1, focus: plan }]);
    const request = { resourceType: "Task", status: "requested", intent: "order", code: { coding: [{ system: codeSystemUrl("taak"), code: "wisverzoek" }] }, for: { reference: mainPatient }, requester: { reference: mainPatient }, authoredOn: "2026-11-24" };
    const made = await demo.ask("patient", "POST", "Task", request);
    const erased = await demo.ask("huisarts", "POST", `${mainPatient}/$erase`, { resourceType: "Parameters", parameter: [{ name: "ground", valueCode: "verzoek-patient" }, { name: "request", valueReference: { reference: `Task/${made.body.id}` } }] });
    expect(erased.status).toBe(200);
    const left = await eventsOf(demo, "huisarts", id, "?content=full-resource");
    expect(left).toMatchObject({ total: 1, events: [{ number: 1, focus: undefined }], resources: [] });
    expect(left.answer.text).not.toContain(plan);
  });
});
