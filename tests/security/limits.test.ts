import { mainPatient } from "@wijkverband/server";
import { describe, expect, test } from "vitest";
import { faults } from "../harness.ts";
import { auditEventsOf } from "../stored.ts";
import { useDemo } from "../use-demo.ts";

/** The statuses of so many requests at once, by how often each was given. */
async function statusesOf(times: number, ask: () => Promise<{ readonly status: number }>): Promise<Readonly<Record<number, number>>> {
  const answers = await Promise.all(Array.from({ length: times }, ask));
  return Object.fromEntries([...Map.groupBy(answers, ({ status }) => status)].map(([status, all]) => [status, all.length]));
}

describe("a client that asks too much", () => {
  const demo = useDemo({ settings: { RATE_LIMIT: "20" } });

  test("gets 429 with the time to wait, while another client is answered", async () => {
    await Promise.all([demo.token("huisarts"), demo.token("wijkverpleegkundige")]);
    const statuses = await statusesOf(60, () => demo.ask("huisarts", "GET", mainPatient));
    // a second may pass while they come in
    expect(statuses[200]).toBeLessThanOrEqual(40);
    expect(statuses[429]).toBeGreaterThanOrEqual(20);
    expect((statuses[200] ?? 0) + (statuses[429] ?? 0)).toBe(60);
    await statusesOf(25, () => demo.ask("huisarts", "GET", mainPatient));
    const refused = await demo.ask("poh", "GET", mainPatient);
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("1");
    expect(refused.body).toMatchObject({ resourceType: "OperationOutcome", issue: [{ severity: "error", code: "throttled" }] });
    expect(faults(refused.body)[0]?.text).toContain("Retry-After");
    expect((await demo.ask("wijkverpleegkundige", "GET", mainPatient)).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect((await demo.ask("huisarts", "GET", mainPatient)).status).toBe(200);
  });

  test("stands in the audit once a minute, however much it asked", async () => {
    const floods = auditEventsOf(demo).filter(({ outcomeDesc }) => outcomeDesc?.startsWith("429"));
    expect(floods).toMatchObject([{ outcome: "4", outcomeDesc: "429 1x", type: { code: "110113" } }]);
    expect(JSON.stringify(floods[0]?.agent)).toContain("systeem-praktijk-voorbeeldstraat");
  });
});

describe("an address from which authentication fails", () => {
  const demo = useDemo({ settings: { FAILED_AUTHENTICATIONS: "5" } });
  const stranger = (headers: Readonly<Record<string, string>> = {}): Promise<{ readonly status: number }> => demo.ask(undefined, "GET", mainPatient, undefined, { authorization: "Bearer a.b.c", ...headers });
  const askToken = (headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
    fetch(`${demo.url}/oauth/token`, { method: "POST", body: new URLSearchParams({ grant_type: "client_credentials" }), headers });

  test("gets 429 after so many, but who has a token is answered from there all the same", async () => {
    await demo.token("huisarts");
    expect(await statusesOf(30, stranger)).toEqual({ 401: 5, 429: 25 });
    expect((await demo.ask("huisarts", "GET", mainPatient)).status).toBe(200);
    expect(auditEventsOf(demo).map(({ outcomeDesc }) => outcomeDesc).filter((said) => said?.startsWith("4"))).toEqual(["401", "401", "401", "401", "401", "429 1x"]);
  });

  test("gets no token either for a while, and is told how long", async () => {
    const refused = await askToken();
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(Number(refused.headers.get("retry-after"))).toBeLessThanOrEqual(60);
    expect(await refused.json()).toMatchObject({ error: "temporarily_unavailable" });
  });

  test("is the one that a proxy in the own network names, so that it doesn't stand for all behind it", async () => {
    expect(await statusesOf(4, () => stranger({ "x-forwarded-for": "192.0.2.7" }))).toEqual({ 401: 4 });
    expect(await statusesOf(9, () => stranger({ "x-forwarded-for": "2001:db8:1:2:3::4" }))).toEqual({ 401: 5, 429: 4 });
    // another address of the same subscriber
    expect(await statusesOf(1, () => stranger({ "x-forwarded-for": "2001:db8:1:2::5" }))).toEqual({ 429: 1 });
    expect((await askToken({ "x-forwarded-for": "192.0.2.8" })).status).toBeLessThan(429);
  });

  test("is counted at the token endpoint as well", async () => {
    const statuses: number[] = [];
    for (let times = 0; times < 8; times += 1) statuses.push((await askToken({ "x-forwarded-for": "192.0.2.9" })).status);
    expect(statuses).toEqual([400, 400, 400, 400, 400, 429, 429, 429]);
  });
});
