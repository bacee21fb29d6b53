import { mainPatient } from "@wijkverband/server";
import { topics, topicUrl, type Topic } from "@wijkverband/fhir";
import type { Basic, Bundle, CapabilityStatement, Extension, Parameters, Subscription } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { faults, valueOf, type Answer } from "../harness.ts";
import { given, newcomers, permitFor, startPlan } from "../membership.ts";
import { observation } from "../observations.ts";
import { eventsOf, subscribed, subscription } from "../subscriptions.ts";
import { change, nurse, taskOn } from "../team-task.ts";
import { useDemo } from "../use-demo.ts";

const backport = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition";
const own = "https://wijkverband.example/fhir/StructureDefinition";

/** The status in the first entry. */
function partsOf({ body }: Answer): NonNullable<Parameters["parameter"]> {
  const status = body.entry?.[0]?.resource;
  return status?.resourceType === "Parameters" ? (status.parameter ?? []) : [];
}

describe("subscription: what an organisation is told of, in the form of the R5 backport", () => {
  const demo = useDemo();
  let plan = "";
  const post = (who: string, body: object) => demo.ask(who, "POST", "Subscription", body);

  test("who subscribes is bound to it; the server says so, fills in what is sent, and makes it work", async () => {
    const sent = { ...subscription({ topic: "task-made" }), channel: { type: "websocket" } } as Subscription;
    const made = await post("apotheker", sent);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      status: "requested",
      extension: [{ url: `${own}/subscriber`, extension: [{ url: "client", valueString: expect.any(String) as string }, { url: "role", valueCode: "apotheker" }, { url: "person", valueReference: { reference: expect.stringMatching(/^PractitionerRole\//) as string } }] }],
      channel: { payload: "application/fhir+json", _payload: { extension: [{ url: `${backport}/backport-payload-content`, valueCode: "id-only" }] } },
    });
    await expect.poll(async () => (await demo.ask("apotheker", "GET", `Subscription/${made.body.id}`)).body.status, { timeout: 10_000 }).toBe("active");
    expect((await demo.ask("apotheker", "GET", "Subscription?status=active")).body.total ?? (await demo.ask("apotheker", "GET", "Subscription?status=active")).body.entry?.length).toBe(1);
  });

  test("what the server says of it is left out of what a client sends, and that is said", async () => {
    const forged = { ...subscription({ topic: "task-made" }), error: "niets", extension: [{ url: `${own}/subscriber`, extension: [{ url: "client", valueString: "iemand" }, { url: "role", valueCode: "huisarts" }] }] };
    const made = await demo.ask("apotheker", "POST", "Subscription", forged, { prefer: "return=OperationOutcome" });
    expect(made.status).toBe(201);
    expect(faults(made.body).map(({ expression }) => expression)).toEqual([`Subscription.extension.where(url='${own}/subscriber')`, "Subscription.error"]);
  });

  test("tasks come to who listens, numbered from 1 without gaps, each filter by itself", async () => {
    const all = await subscribed(demo, "apotheker", { topic: "task-made" });
    const urgent = await subscribed(demo, "apotheker", { topic: "task-made", filters: ["Task?priority=urgent,asap"] });
    const his = await subscribed(demo, "apotheker", { topic: "task-made", filters: [`Task?patient=${mainPatient}`, "Task?status=requested"] });
    const bare = await subscribed(demo, "apotheker", { topic: "task-made", filters: [`patient=${demo.url}/fhir/${mainPatient}&requester=${nurse}`] });
    const nobodys = await subscribed(demo, "apotheker", { topic: "task-made", filters: ["Task?patient=Patient/niemand"] });
    plan = await startPlan(demo);
    const made: string[] = [];
    for (const priority of ["routine", "urgent"] as const) made.push(`Task/${(await demo.ask("wijkverpleegkundige", "POST", "Task", taskOn(plan, { priority }))).body.id}`);
    expect(made[0]).not.toBe("Task/undefined");
    for (const id of [all, his, bare]) expect((await eventsOf(demo, "apotheker", id)).events).toEqual([{ number: 1, focus: made[0] }, { number: 2, focus: made[1] }]);
    expect(await eventsOf(demo, "apotheker", urgent)).toMatchObject({ total: 1, events: [{ number: 1, focus: made[1] }] });
    expect(await eventsOf(demo, "apotheker", nobodys)).toMatchObject({ total: 0, events: [] });
    // a topic of another kind is not theirs
    const changed = await subscribed(demo, "wijkverpleegkundige", { topic: "task-changed", filters: ["Task?owner=Organization/niemand"] });
    expect((await change(demo, "wijkverpleegkundige", made[0]?.slice("Task/".length) ?? "", { description: "Anders." })).status).toBe(200);
    expect((await eventsOf(demo, "wijkverpleegkundige", changed)).events).toEqual([]);
    expect((await eventsOf(demo, "apotheker", all)).total).toBe(2);
  });

  test("where a topic is about two types, filters of each let through its own", async () => {
    const teams = await subscribed(demo, "huisarts", { topic: "membership-changed", filters: ["CareTeam?category=wijkteam"] });
    const both = await subscribed(demo, "huisarts", { topic: "membership-changed", filters: [`CareTeam?patient=${mainPatient}`, `Task?patient=${mainPatient}`] });
    const either = await subscribed(demo, "huisarts", { topic: "membership-changed", filters: [`patient=${mainPatient}`] });
    const nurses = await subscribed(demo, "wijkverpleegkundige", { topic: "membership-changed" });
    const narrowed = await subscribed(demo, "wijkverpleegkundige", { topic: "membership-changed", filters: [`patient=${mainPatient}`] });
    expect((await demo.ask("huisarts", "POST", "Consent", permitFor(newcomers))).status).toBe(201);
    const invited = await demo.ask("huisarts", "POST", `${plan}/$invite`, given({ organization: newcomers, function: "wijkverpleegkundige" }));
    expect(invited.status).toBe(200);
    for (const id of [both, either]) expect((await eventsOf(demo, "huisarts", id)).events).toEqual([{ number: 1, focus: `Task/${invited.body.id}` }]);
    expect((await eventsOf(demo, "huisarts", teams)).events).toEqual([]);
    // members may not read an invitation of others: that there was something is a number, and about whom it was no filter tells
    expect((await eventsOf(demo, "wijkverpleegkundige", nurses)).events).toEqual([{ number: 1, focus: undefined }]);
    expect((await eventsOf(demo, "wijkverpleegkundige", narrowed)).events).toEqual([]);
  });

  test("$status says how each of the own ones is, and passes over what isn't there", async () => {
    const listed = await demo.ask("apotheker", "GET", "Subscription/$status?status=active");
    expect(listed.body).toMatchObject({ resourceType: "Bundle", type: "searchset" });
    expect(listed.body.total).toBeGreaterThan(4);
    const ids = (listed.body.entry ?? []).map(({ resource }) => ((resource as Parameters).parameter ?? []).find(({ name }) => name === "subscription")?.valueReference?.reference?.split("/").at(-1) ?? "");
    const one = await demo.ask("apotheker", "POST", "Subscription/$status", { resourceType: "Parameters", parameter: [{ name: "id", valueId: ids[0] }, { name: "id", valueId: "nergens" }] });
    expect(one.body.entry).toHaveLength(1);
    const said = partsOf(one);
    expect(said.map(({ name }) => name)).toEqual(["subscription", "topic", "status", "type", "events-since-subscription-start"]);
    expect(said[3]?.valueCode).toBe("query-status");
    const instance = await demo.ask("apotheker", "GET", `Subscription/${ids[0]}/$status`);
    expect(partsOf(instance)[0]).toEqual(said[0]);
    expect((await demo.ask("apotheker", "GET", "Subscription/$status?colour=red")).status).toBe(400);
    expect((await demo.ask("apotheker", "GET", "Subscription/nergens/$status")).status).toBe(404);
  });

  test("$events gives part of them, less or more of each, and refuses what is no number", async () => {
    const id = await subscribed(demo, "apotheker", { topic: "task-made" });
    const made: string[] = [];
    for (let count = 0; count < 4; count++) made.push(`Task/${(await demo.ask("wijkverpleegkundige", "POST", "Task", taskOn(plan))).body.id}`);
    const part = await eventsOf(demo, "apotheker", id, "?eventsSinceNumber=2&eventsUntilNumber=3");
    expect(part).toMatchObject({ total: 4, events: [{ number: 2, focus: made[1] }, { number: 3, focus: made[2] }], resources: [] });
    const said = partsOf(part.answer);
    expect(said.find(({ name }) => name === "type")?.valueCode).toBe("query-event");
    expect((await eventsOf(demo, "apotheker", id, "?content=empty")).events).toEqual([1, 2, 3, 4].map((number) => ({ number, focus: undefined })));
    expect(await eventsOf(demo, "apotheker", id, "?content=full-resource&eventsSinceNumber=4")).toMatchObject({ events: [{ number: 4, focus: made[3] }], resources: [made[3]] });
    const posted = await demo.ask("apotheker", "POST", `Subscription/${id}/$events`, { resourceType: "Parameters", parameter: [{ name: "eventsSinceNumber", valueString: "4" }] });
    expect((posted.body as unknown as Bundle).entry).toHaveLength(1);
    for (const query of ["eventsSinceNumber=een", "eventsSinceNumber=3&eventsUntilNumber=2", "content=alles", "since=1"]) expect([query, (await demo.ask("apotheker", "GET", `Subscription/${id}/$events?${query}`)).status]).toEqual([query, 400]);
    expect((await demo.ask("apotheker", "GET", "Subscription/$events")).status).toBe(404);
  });

  test("in XML too, filters and content beside their elements", async () => {
    const xml = `<Subscription xmlns="http://hl7.org/fhir"><status value="requested"/><reason value="in XML"/>
      <criteria value="https://wijkverband.example/fhir/SubscriptionTopic/task-made"><extension url="${backport}/backport-filter-criteria"><valueString value="Task?priority=stat"/></extension></criteria>
      <channel><type value="websocket"/><payload value="application/fhir+xml"><extension url="${backport}/backport-payload-content"><valueCode value="empty"/></extension></payload></channel></Subscription>`;
    const made = await demo.ask("apotheker", "POST", "Subscription", xml, { "content-type": "application/fhir+xml" });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ _criteria: { extension: [{ valueString: "Task?priority=stat" }] }, channel: { payload: "application/fhir+xml", _payload: { extension: [{ valueCode: "empty" }] } } });
    const status = await demo.ask("apotheker", "GET", `Subscription/${made.body.id}/$status`, undefined, { accept: "application/fhir+xml" });
    expect(status.text).toContain('<valueCode value="query-status"/>');
    expect((await demo.ask("apotheker", "DELETE", `Subscription/${made.body.id}`)).status).toBe(204);
  });

  test("audit: a whole resource out of $events stands in the patient's log, a number doesn't", async () => {
    const id = await subscribed(demo, "apotheker", { topic: "task-made" });
    expect((await demo.ask("wijkverpleegkundige", "POST", "Task", taskOn(plan))).status).toBe(201);
    const looks = async () => ((await demo.ask("huisarts", "GET", `AuditEvent?patient=${mainPatient}&subtype=events&_count=200`)).body.entry ?? []).length;
    const before = await looks();
    for (const content of ["empty", "id-only"]) await eventsOf(demo, "apotheker", id, `?content=${content}`);
    expect(await looks()).toBe(before);
    expect((await eventsOf(demo, "apotheker", id, "?content=full-resource")).resources).toHaveLength(1);
    expect(await looks()).toBe(before + 1);
  });

  test("what changes nothing of the channel keeps it at work, and its numbers go on", async () => {
    const id = await subscribed(demo, "apotheker", { topic: "task-made" });
    const now = await demo.ask("apotheker", "GET", `Subscription/${id}`);
    const later = await demo.ask("apotheker", "PUT", `Subscription/${id}`, { ...now.body, end: "2027-06-01T00:00:00Z" }, { "if-match": now.headers.get("etag") ?? "" });
    expect([later.status, later.body.status]).toEqual([200, "active"]);
    const slower = { ...(later.body as unknown as Subscription), channel: { ...(later.body as unknown as Subscription).channel, payload: "application/fhir+xml" } };
    const anew = await demo.ask("apotheker", "PUT", `Subscription/${id}`, slower, { "if-match": later.headers.get("etag") ?? "" });
    expect([anew.status, anew.body.status]).toEqual([200, "requested"]);
    await expect.poll(async () => (await demo.ask("apotheker", "GET", `Subscription/${id}`)).body.status, { timeout: 10_000 }).toBe("active");
    const ended = await demo.ask("apotheker", "GET", `Subscription/${id}`);
    expect((await demo.ask("apotheker", "PUT", `Subscription/${id}`, { ...ended.body, status: "off" }, { "if-match": ended.headers.get("etag") ?? "" })).body.status).toBe("off");
    expect((await demo.ask("wijkverpleegkundige", "POST", "Task", taskOn(plan))).status).toBe(201);
    expect((await eventsOf(demo, "apotheker", id)).total).toBe(0);
  });

  test("what happens at the same moment is numbered without gaps, each once", async () => {
    const id = await subscribed(demo, "apotheker", { topic: "task-made" });
    const made = await Promise.all(Array.from({ length: 24 }, () => demo.ask("wijkverpleegkundige", "POST", "Task", taskOn(plan))));
    const { events } = await eventsOf(demo, "apotheker", id);
    expect(events.map(({ number }) => number)).toEqual(made.map((_, place) => place + 1));
    expect(new Set(events.map(({ focus }) => focus))).toEqual(new Set(made.map(({ body }) => `Task/${body.id}`)));
  });

  test("what happens before it is greeted waits for that", async () => {
    const refusing = subscription({ topic: "task-made", channel: { type: "rest-hook", endpoint: "http://localhost:9999/niemand" } });
    const made = await post("apotheker", refusing);
    const task = await demo.ask("wijkverpleegkundige", "POST", "Task", taskOn(plan));
    expect((await eventsOf(demo, "apotheker", made.body.id ?? "")).events).toEqual([{ number: 1, focus: `Task/${task.body.id}` }]);
    expect((await demo.ask("apotheker", "GET", `Subscription/${made.body.id}`)).body.status).not.toBe("active");
    expect((await demo.ask("apotheker", "DELETE", `Subscription/${made.body.id}`)).status).toBe(204);
  });

  test("the secret of a header never comes back, and stays where it was given for", async () => {
    const sent = subscription({ topic: "task-made", channel: { type: "rest-hook", endpoint: "http://localhost:9999/a", header: ["Authorization: Bearer zeer-geheim", "X-Naam: apotheek"] } });
    const made = await post("apotheker", sent);
    expect(made.status).toBe(201);
    expect(made.text).not.toContain("zeer-geheim");
    expect((made.body as unknown as Subscription).channel.header).toEqual(["Authorization", "X-Naam"]);
    const put = (channel: object, etag: string | null) => demo.ask("apotheker", "PUT", `Subscription/${made.body.id}`, { ...made.body, status: "requested", channel: { ...(made.body as unknown as Subscription).channel, ...channel } }, { "if-match": etag ?? "" });
    const now = () => demo.ask("apotheker", "GET", `Subscription/${made.body.id}`);
    const moved = await put({ endpoint: "http://localhost:9999/b" }, (await now()).headers.get("etag"));
    expect([moved.status, faults(moved.body).map(({ expression }) => expression)]).toEqual([422, ["Subscription.channel.header[0]", "Subscription.channel.header[1]"]]);
    const kept = await put({ payload: "application/fhir+xml" }, (await now()).headers.get("etag"));
    expect(kept.status).toBe(200);
    const { openHeaders } = await import("@wijkverband/facade");
    expect(openHeaders(demo.runtime.house.headerKey, kept.body as unknown as Subscription)).toEqual([["Authorization", "Bearer zeer-geheim"], ["X-Naam", "apotheek"]]);
    for (const path of [`Subscription/${made.body.id}/_history`, "Subscription", `Subscription/${made.body.id}/$status`]) expect((await demo.ask("apotheker", "GET", path)).text).not.toContain("zeer-geheim");
    expect((await demo.ask("apotheker", "DELETE", `Subscription/${made.body.id}`)).status).toBe(204);
  });

  test("honest-status: the post hears that something changed since the handover, once for what is news, and not of what no handover shows", async () => {
    const posts = await subscribed(demo, "post-huisarts", { topic: "handover-changed", filters: [`ServiceRequest?patient=${mainPatient}`] });
    expect((await demo.ask("huisarts", "POST", `${mainPatient}/$publish-handover`, { resourceType: "Parameters", parameter: [] })).status).toBe(200);
    const status = async () => valueOf((await demo.ask("post-huisarts", "GET", `${mainPatient}/$palliative-handover`)).body, "status");
    const allergy = async (change: object) => {
      const now = await demo.ask("huisarts", "GET", "AllergyIntolerance/willem-allergie");
      return demo.ask("huisarts", "PUT", "AllergyIntolerance/willem-allergie", { ...now.body, ...change }, { "if-match": now.headers.get("etag") ?? "" });
    };
    expect([await status(), (await demo.ask("huisarts", "POST", "Observation", observation("gewicht"))).status]).toEqual(["current", 201]);
    expect((await allergy({ language: "nl" })).status).toBe(200);
    expect([await status(), await eventsOf(demo, "post-huisarts", posts)]).toMatchObject(["current", { total: 0 }]);
    expect((await allergy({ note: [{ text: "Ook uitslag van amoxicilline." }] })).status).toBe(200);
    const { events } = await eventsOf(demo, "post-huisarts", posts);
    expect([await status(), events]).toEqual(["changed", [{ number: 1, focus: expect.stringMatching(/^ServiceRequest\//) as string }]]);
    expect((await demo.ask("post-huisarts", "GET", events[0]?.focus ?? "")).body.status).toBe("active");
    expect((await allergy({ language: "nl-NL" })).status).toBe(200);
    expect((await eventsOf(demo, "post-huisarts", posts)).total).toBe(1);
    expect((await demo.ask("huisarts", "DELETE", "AllergyIntolerance/willem-allergie")).status).toBe(204);
    expect((await eventsOf(demo, "post-huisarts", posts)).total).toBe(2);
    expect((await demo.ask("huisarts", "POST", `${mainPatient}/$withdraw-handover`, { resourceType: "Parameters", parameter: [{ name: "reason", valueString: "Niet meer nodig." }] })).status).toBe(200);
    expect((await eventsOf(demo, "post-huisarts", posts)).total).toBe(2);
  });

  test("a filter is met by what an organisation may know through this very change, and by no more", async () => {
    const withdrawn = await demo.ask("post-huisarts", "GET", mainPatient);
    expect(withdrawn.status).toBe(404);
    const addressed = await subscribed(demo, "post-huisarts", { topic: "handover-published", filters: [`ServiceRequest?patient=${mainPatient}`] });
    const others = await subscribed(demo, "post-huisarts", { topic: "handover-published", filters: ["ServiceRequest?patient=Patient/iemand-anders"] });
    // what the test before took away, and a handover needs
    const now = await demo.ask("huisarts", "GET", "AllergyIntolerance/willem-allergie/_history/1");
    const { id: _id, meta: _meta, ...again } = now.body;
    expect((await demo.ask("huisarts", "POST", "AllergyIntolerance", again)).status).toBe(201);
    const published = await demo.ask("huisarts", "POST", `${mainPatient}/$publish-handover`, { resourceType: "Parameters", parameter: [] });
    expect(published.status).toBe(200);
    expect((await eventsOf(demo, "post-huisarts", addressed)).events).toEqual([{ number: 1, focus: `ServiceRequest/${published.body.id}` }]);
    expect((await eventsOf(demo, "post-huisarts", others)).events).toEqual([]);
  });

  test("each topic is published as Basic, for everybody, and named at /metadata", async () => {
    const found = (await demo.ask("patient", "GET", "Basic?code=http://hl7.org/fhir/fhir-types%7CSubscriptionTopic")).body.entry ?? [];
    const urls = found.map(({ resource }) => (resource as Basic).extension?.find(({ url }) => url?.endsWith(".url"))?.valueUri);
    const expected = (Object.keys(topics) as Topic[]).map(topicUrl);
    expect(new Set(urls)).toEqual(new Set(expected));
    expect(urls).toHaveLength(expected.length);
    const metadata = (await demo.ask(undefined, "GET", "metadata")).body as unknown as CapabilityStatement;
    const said = metadata.rest?.[0]?.resource?.find(({ type }) => type === "Subscription");
    expect(said?.extension?.map(({ valueCanonical }) => valueCanonical)).toEqual(expected);
    expect(said?.operation?.map(({ name }) => name)).toEqual(expect.arrayContaining(["status", "events"]) as string[]);
    expect(said?.supportedProfile).toEqual(expect.arrayContaining([`${backport}/backport-subscription`]) as string[]);
    // what a topic says that it is filtered by can be searched by
    const part = (extension: Extension, name: string): string => String(extension.extension?.find(({ url }) => url === name)?.valueUri ?? extension.extension?.find(({ url }) => url === name)?.valueString);
    const filters = found.flatMap(({ resource }) => ((resource as Basic).extension ?? []).filter(({ url }) => url?.endsWith(".canFilterBy")).map((each) => `${part(each, "resource")} ${part(each, "filterParameter")}`));
    const searched = new Set(metadata.rest?.[0]?.resource?.flatMap(({ type, searchParam = [] }) => searchParam.map(({ name }) => `${type} ${name}`)));
    expect(filters.filter((each) => !searched.has(each))).toEqual([]);
    expect(filters.length).toBeGreaterThan(50);
    const read = await demo.ask("apotheker", "GET", "Basic/topic-handover-published");
    expect([read.status, (await demo.ask("huisarts", "PUT", "Basic/topic-handover-published", read.body, { "if-match": read.headers.get("etag") ?? "" })).status]).toEqual([200, 403]);
  });
});
