import { mainBsn, mainPatient } from "@wijkverband/server";
import type { AuditEvent, Composition } from "hl7-fhir-r4-types";
import { decodeJwt, importJWK, SignJWT } from "jose";
import { describe, expect, test } from "vitest";
import { faults, type Answer } from "../harness.ts";
import { eventsOf, subscribed, subscription, type Wish } from "../subscriptions.ts";
import { listen } from "../listener.ts";
import { startPlan } from "../membership.ts";
import { useDemo } from "../use-demo.ts";

/** Ways found by attack to learn or reach what one may not, each closed at the mechanism. */

const demo = useDemo({ patients: 50 });

/** Asks in the name of a person by a client that got fewer scopes. */
async function askReaching(scope: string, who: string, method: string, path: string, body?: object, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const claims = decodeJwt(await demo.token(who));
  const key = await importJWK(demo.runtime.keys.token, "ES384");
  const token = await new SignJWT({ ...claims, scope }).setProtectedHeader({ alg: "ES384", typ: "at+jwt", kid: demo.runtime.keys.token.kid ?? "" }).sign(key);
  return demo.ask(undefined, method, path, body, { authorization: `Bearer ${token}`, ...headers });
}

test("stranger: $validate of an update with something of another type tells nothing of what is there", async () => {
  const parameters = { resourceType: "Parameters", parameter: [{ name: "mode", valueCode: "update" }, { name: "resource", resource: { resourceType: "Observation", status: "final", code: { text: "x" } } }] };
  const answers = await Promise.all([mainPatient, "Patient/bestaat-niet"].map((each) => demo.ask("huisarts-elders", "POST", `${each}/$validate`, parameters)));
  expect(answers.map(({ status, text }) => [status, text])).toEqual([[404, answers[1]?.text], [404, answers[1]?.text]]);
  expect((await demo.ask("huisarts", "POST", `${mainPatient}/$validate`, parameters)).text).toContain("holds another type than the URL");
});

describe("no-row-no-access: what comes along is read as much as what was asked for", () => {
  test("a document holds what the scopes of the token reach", async () => {
    const [composition] = ((await demo.ask("huisarts", "GET", `Composition?patient=${mainPatient}`)).body.entry ?? []).map(({ resource }) => resource as Composition);
    const path = `Composition/${composition?.id}/$document`;
    const all = await demo.ask("huisarts", "GET", path);
    const few = await askReaching("system/Composition.r", "huisarts", "GET", path);
    expect([all.status, few.status]).toEqual([200, 200]);
    expect(all.body.entry?.length).toBeGreaterThan(3);
    expect(few.body.entry?.map(({ resource }) => resource?.resourceType)).toEqual(["Composition"]);
    const some = await askReaching("system/Composition.r system/Patient.r", "huisarts", "GET", path);
    expect(new Set(some.body.entry?.map(({ resource }) => resource?.resourceType))).toEqual(new Set(["Composition", "Patient"]));
  });

  test("a Subscription brings no whole resources that the token which asks doesn't reach", async () => {
    const refused = await askReaching("system/Subscription.cruds", "huisarts", "POST", "Subscription", subscription({ topic: "plan-changed", content: "full-resource" }));
    expect([refused.status, ...faults(refused.body).map(({ rule }) => rule)]).toEqual([422, "no-row-no-access"]);
    expect((await askReaching("system/Subscription.cruds system/CarePlan.r", "huisarts", "POST", "Subscription", subscription({ topic: "plan-changed", content: "full-resource" }))).status).toBe(201);

    const id = await subscribed(demo, "wijkverpleegkundige", { topic: "plan-changed", content: "full-resource" });
    // whoever may write it may end it
    const other = await demo.ask("wijkverpleegkundige", "POST", "Subscription", subscription({ topic: "plan-changed", content: "full-resource" }));
    const off = { ...other.body, status: "off" };
    expect((await askReaching("system/Subscription.cruds", "wijkverpleegkundige", "PUT", `Subscription/${other.body.id}`, off, { "if-match": 'W/"1"' })).status).toBe(200);
    const plan = await startPlan(demo);
    const now = await demo.ask("huisarts", "GET", plan);
    expect((await demo.ask("huisarts", "PUT", plan, { ...now.body, title: "Anders" }, { "if-match": now.headers.get("etag") ?? "" })).status).toBe(200);
    expect((await eventsOf(demo, "wijkverpleegkundige", id)).resources).toContain(plan);
    const few = await askReaching("system/Subscription.r", "wijkverpleegkundige", "GET", `Subscription/${id}/$events?content=full-resource`);
    expect(few.status).toBe(200);
    expect(few.body.entry?.map(({ resource }) => resource?.resourceType)).toEqual(["Parameters"]);
  });
});

describe("audit: a number tells something too", () => {
  const log = `AuditEvent?patient=${mainPatient.slice("Patient/".length)}&subtype=search-type`;
  /** How many searches stand in the patient's log; looking there stands in it too, so it is looked at in the name of the patient. */
  async function entered(): Promise<readonly string[]> {
    const { body } = await demo.ask("patient", "GET", `${log}&_count=50`);
    const events = (body.entry ?? []).map(({ resource }) => resource as AuditEvent);
    return events.flatMap(({ agent, entity = [] }) => (agent.some(({ who }) => who?.reference === "PractitionerRole/eva-fictief-huisarts") ? [entity.map(({ query }) => Buffer.from(query ?? "", "base64").toString()).join("")] : []));
  }

  test.each([
    ["a count of one patient's", `Condition?patient=${mainPatient}&_summary=count`],
    ["that there is nothing", `Condition?patient=${mainPatient}&code=http://snomed.info/sct|363346000`],
    ["a count of what is found otherwise", "Observation?_id=willem-wensen&_summary=count"],
    ["a count by a detour", `Patient?_id=${mainPatient.slice("Patient/".length)}&_has:Condition:patient:clinical-status=active&_summary=count`],
  ])("%s stands in the patient's log", async (_title, path) => {
    const before = (await entered()).length;
    const answer = await demo.ask("huisarts", "GET", path);
    expect([answer.status, answer.body.entry]).toEqual([200, undefined]);
    const after = await entered();
    expect(after.length).toBe(before + 1);
    expect(after).toContain([...new URLSearchParams(path.slice(path.indexOf("?") + 1)).keys()].join("&"));
  });

  test("stranger: what a stranger counts stands in nobody's log, and a count of many in none", async () => {
    const events = async (): Promise<number> => (await demo.ask("patient", "GET", `${log}&_count=200`)).body.entry?.length ?? 0;
    const before = await events();
    expect((await demo.ask("huisarts-elders", "GET", `Condition?patient=${mainPatient}&_summary=count`)).body.total).toBe(0);
    expect((await demo.ask("huisarts", "GET", "Patient?_summary=count")).body.total).toBeGreaterThan(20);
    expect(await events()).toBe(before + 1);
  });
});

test.each<readonly [string, Partial<Wish>, string]>([
  ["the name of a header", { channel: { type: "rest-hook", endpoint: "http://localhost:9999/hook", header: [`${mainBsn}: x`] } }, "Subscription.channel.header[0]"],
  ["who is to be called", { more: { contact: [{ system: "phone", value: mainBsn }] } }, "Subscription.contact[0].value"],
  ["the narrative", { more: { text: { status: "generated", div: `<div xmlns="http://www.w3.org/1999/xhtml">${mainBsn}</div>` } } }, "Subscription.text.div"],
  ["a filter, digits of it percent-encoded", { filters: [`Task?patient=99%399${mainBsn.slice(4)}`] }, "Subscription.criteria.extension[0].value"],
])("no-bsn: a Subscription has none in %s", async (_name, wish, expression) => {
  const refused = await demo.ask("apotheker", "POST", "Subscription", subscription({ topic: "task-made", ...wish }));
  expect([refused.status, faults(refused.body)[0]]).toMatchObject([422, { rule: "no-bsn", expression }]);
});

test("denial: a crowd that only opens websockets keeps nobody out who comes with a token", async () => {
  const id = await subscribed(demo, "apotheker", { topic: "task-made" });
  const url = `${demo.url.replace("http", "ws")}/fhir/$subscriptions-ws`;
  const crowd = await Promise.all(Array.from({ length: 230 }, () => listen(url)));
  const token = ((await demo.ask("apotheker", "GET", `Subscription/${id}/$get-ws-binding-token`)).body.parameter ?? []).find(({ name }) => name === "token")?.valueString ?? "";
  const own = await listen(url);
  own.send(`bind-with-token: ${token}`);
  await expect.poll(() => own.texts.length, { timeout: 5_000 }).toBe(1);
  crowd.push(...(await Promise.all(Array.from({ length: 230 }, () => listen(url)))));
  expect(own.closed).toBeUndefined();
  await expect.poll(() => crowd.filter(({ closed }) => closed === undefined).length).toBeLessThanOrEqual(200);
  await Promise.all([own, ...crowd].map((each) => each.leave()));
});
