import { mainBsn, mainPatient } from "@wijkverband/server";
import type { Composition } from "hl7-fhir-r4-types";
import { decodeJwt, importJWK, SignJWT } from "jose";
import { describe, expect, test } from "vitest";
import { faults, type Answer } from "../harness.ts";
import { eventsOf, subscribed, subscription } from "../subscriptions.ts";
import { startPlan } from "../membership.ts";
import { useDemo } from "../use-demo.ts";

/** Ways found by attack to learn or reach what one may not, each closed at the mechanism. */

const demo = useDemo();

/** Asks in the name of a person by a client that got fewer scopes. */
async function askReaching(scope: string, who: string, method: string, path: string, body?: object): Promise<Answer> {
  const claims = decodeJwt(await demo.token(who));
  const key = await importJWK(demo.runtime.keys.token, "ES384");
  const token = await new SignJWT({ ...claims, scope }).setProtectedHeader({ alg: "ES384", typ: "at+jwt", kid: demo.runtime.keys.token.kid ?? "" }).sign(key);
  return demo.ask(undefined, method, path, body, { authorization: `Bearer ${token}` });
}

test("stranger: $validate of an update with something of another type tells nothing of what is there", async () => {
  const parameters = { resourceType: "Parameters", parameter: [{ name: "mode", valueCode: "update" }, { name: "resource", resource: { resourceType: "Observation", status: "final", code: { text: "x" } } }] };
  const answers = await Promise.all([mainPatient, "Patient/bestaat-niet"].map((each) => demo.ask("huisarts-elders", "POST", `${each}/$validate`, parameters)));
  expect(answers.map(({ status, text }) => [status, text])).toEqual([[404, answers[1]?.text], [404, answers[1]?.text]]);
  expect((await demo.ask("huisarts", "POST", `${mainPatient}/$validate`, parameters)).text).toContain("expected a Patient");
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
    const plan = await startPlan(demo);
    const now = await demo.ask("huisarts", "GET", plan);
    expect((await demo.ask("huisarts", "PUT", plan, { ...now.body, title: "Anders" }, { "if-match": now.headers.get("etag") ?? "" })).status).toBe(200);
    expect((await eventsOf(demo, "wijkverpleegkundige", id)).resources).toContain(plan);
    const few = await askReaching("system/Subscription.r", "wijkverpleegkundige", "GET", `Subscription/${id}/$events?content=full-resource`);
    expect(few.status).toBe(200);
    expect(few.body.entry?.map(({ resource }) => resource?.resourceType)).toEqual(["Parameters"]);
  });
});

test.each([
  ["the name of a header", { channel: { type: "rest-hook", endpoint: "http://localhost:9999/hook", header: [`${mainBsn}: x`] } }, "Subscription.channel.header[0]"],
  ["who is to be called", { more: { contact: [{ system: "phone", value: mainBsn }] } }, "Subscription.contact[0].value"],
  ["the narrative", { more: { text: { status: "generated", div: `<div xmlns="http://www.w3.org/1999/xhtml">${mainBsn}</div>` } } }, "Subscription.text.div"],
  ["a filter, digits of it percent-encoded", { filters: [`Task?patient=99%399${mainBsn.slice(4)}`] }, "Subscription.criteria.extension[0].value"],
] as const)("no-bsn: a Subscription has none in %s", async (_name, wish, expression) => {
  const refused = await demo.ask("apotheker", "POST", "Subscription", subscription({ topic: "task-made", ...wish }));
  expect([refused.status, faults(refused.body)[0]]).toMatchObject([422, { rule: "no-bsn", expression }]);
});
