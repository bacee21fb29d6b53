import { mainBsn, mainPatient } from "@wijkverband/server";
import type { AuditEvent, CareTeam } from "hl7-fhir-r4-types";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { byBsn, startDemo, type Demo } from "../harness.ts";
import { objectionTo } from "../objection.ts";

const form = { "content-type": "application/x-www-form-urlencoded" };

interface Asked {
  readonly patient: { readonly value: string };
  readonly requester: { readonly value: string; readonly type: string; readonly role: string };
  readonly holder?: { readonly value: string };
}

describe("an outside consent service is asked where nothing is known here", () => {
  let demo: Demo;
  let service: Server;
  let url: string;
  let answer: { status: number; body: string; slow?: true };
  const asked: Asked[] = [];

  beforeAll(async () => {
    const hear = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      asked.push((await json(request)) as Asked);
      if (answer.slow !== true) response.writeHead(answer.status).end(answer.body);
    };
    service = createServer((request, response) => void hear(request, response)).listen(0, "127.0.0.1");
    await once(service, "listening");
    url = `http://127.0.0.1:${(service.address() as AddressInfo).port}/vraag`;
    demo = await startDemo({ settings: { CONSENT_SERVICE_URL: url, CONSENT_SERVICE_MILLISECONDS: "300" } });
  });
  afterAll(async () => {
    await demo[Symbol.asyncDispose]();
    service.closeAllConnections();
    service.close();
  });
  beforeEach(() => {
    asked.length = 0;
    answer = { status: 200, body: '{"decision":"Permit"}' };
  });

  const lastEvent = async (): Promise<AuditEvent> => {
    let last = "";
    for await (const { json: text } of demo.runtime.house.store.auditChain()) last = text;
    return JSON.parse(last) as AuditEvent;
  };
  const outside = ({ entity }: AuditEvent): readonly (string | undefined)[] => (entity ?? []).flatMap(({ what, detail }) => (what?.display === "outside consent service" ? [detail?.[0]?.valueString] : []));
  const basis = ({ agent }: AuditEvent): boolean => agent.some(({ policy }) => policy?.includes("https://wijkverband.example/basis#consent") ?? false);

  test("basis: a permit lets a post in for this request alone, and stands in its audit; asked each time, once", async () => {
    const stranger = "post-huisarts-elders";
    expect((await demo.ask(stranger, "POST", "Patient/$palliative-handover", byBsn(mainBsn))).status).toBe(200);
    expect(asked).toEqual([
      {
        patient: { system: "http://fhir.nl/fhir/NamingSystem/bsn", value: mainBsn },
        requester: { system: "http://fhir.nl/fhir/NamingSystem/ura", value: "90001201", type: "N6", role: "post-huisarts" },
        holder: { system: "http://fhir.nl/fhir/NamingSystem/ura", value: "00000101", type: "Z3" },
        purpose: "TREAT",
        event: "GGC002",
      },
    ]);
    const event = await lastEvent();
    expect([outside(event), basis(event), event.outcome]).toEqual([["permit"], true, "0"]);
    expect(JSON.stringify(event)).not.toContain(mainBsn);

    answer = { status: 200, body: '{"decision":"Deny"}' };
    expect((await demo.ask(stranger, "POST", "Patient/$palliative-handover", byBsn(mainBsn))).status).toBe(404);
    expect(asked).toHaveLength(2);
    const refusal = await lastEvent();
    expect([outside(refusal), refusal.outcome]).toEqual([["deny"], "4"]);
  });

  test("basis: reading, a version, the history and a search of one patient ask too, by reference or by number", async () => {
    const stranger = "post-huisarts-elders";
    const limit = "Consent/willem-limiet-reanimatie";
    for (const path of [limit, `${limit}/_history/1`, `${limit}/_history`]) {
      asked.length = 0;
      expect([path, (await demo.ask(stranger, "GET", path)).status, asked.length]).toEqual([path, 200, 1]);
      expect(outside(await lastEvent())).toEqual(["permit"]);
    }
    for (const path of ["Consent?patient=willem-voorbeeld", `Consent?patient=${mainPatient}`, "Patient?_id=willem-voorbeeld"]) {
      asked.length = 0;
      const found = await demo.ask(stranger, "GET", path);
      expect([path, (found.body.entry?.length ?? 0) > 0, asked.length]).toEqual([path, true, 1]);
      const event = await lastEvent();
      expect([outside(event), basis(event)]).toEqual([["permit"], true]);
    }
    asked.length = 0;
    const byNumber = await demo.ask(stranger, "POST", "Patient/_search", `identifier=${encodeURIComponent(`http://fhir.nl/fhir/NamingSystem/bsn|${mainBsn}`)}`, form);
    expect([byNumber.body.entry?.length, asked.length]).toEqual([1, 1]);
    // about nobody in particular, nobody is asked
    asked.length = 0;
    expect((await demo.ask(stranger, "GET", "Consent?status=active")).body.entry).toBeUndefined();
    expect((await demo.ask(stranger, "GET", "Patient")).body.entry).toBeUndefined();
    expect(asked).toEqual([]);
  });

  test("basis: a page link is asked about again", async () => {
    const first = await demo.ask("post-huisarts-elders", "GET", "Consent?patient=willem-voorbeeld&_count=2");
    const next = first.body.link?.find(({ relation }) => relation === "next")?.url.slice(`${demo.url}/fhir/`.length) ?? "";
    expect((await demo.ask("post-huisarts-elders", "GET", next)).body.entry).toHaveLength(2);
    answer = { status: 200, body: '{"decision":"Deny"}' };
    expect((await demo.ask("post-huisarts-elders", "GET", next)).body.entry).toBeUndefined();
    expect(asked).toHaveLength(3);
  });

  test.each<readonly [string, typeof answer]>([
    ["no", { status: 200, body: '{"decision":"Deny"}' }],
    ["nothing in time", { status: 200, body: '{"decision":"Permit"}', slow: true }],
    ["that it failed", { status: 500, body: '{"decision":"Permit"}' }],
    ["nonsense", { status: 200, body: "ja hoor" }],
  ])("basis, stranger: an answer that says %s leaves a stranger a stranger, in the very words for nobody", async (_what, said) => {
    answer = said;
    const there = await demo.ask("post-huisarts-elders", "GET", `${mainPatient}/$palliative-handover`);
    expect(there.status).toBe(404);
    expect(there.text).toBe((await demo.ask("post-huisarts-elders", "GET", "Patient/niemand/$palliative-handover")).text);
    expect((await demo.ask("post-huisarts-elders", "GET", "Consent?patient=willem-voorbeeld")).body.entry).toBeUndefined();
    expect(outside(await lastEvent())).toEqual([said.body === '{"decision":"Deny"}' ? "deny" : "unknown"]);
  });

  test("basis: nobody is asked about for whom the answer is known here, or for whom it would open nothing", async () => {
    const known = ["huisarts", "waarnemer", "post-huisarts", "wijkverpleegkundige", "apotheker", "patient"];
    for (const who of known) expect([who, (await demo.ask(who, "GET", `${mainPatient}/$palliative-handover`)).status]).toEqual([who, 200]);
    // no member of the team, another practice, the front door and an analyst come in on no consent
    const never = ["wijkverpleegkundige-elders", "huisarts-elders", "rho-analist"];
    for (const who of never) expect([who, (await demo.ask(who, "GET", mainPatient)).status]).toEqual([who, 404]);
    expect(asked).toEqual([]);
  });

  test("basis: an objection that is recorded here beats the answer, so that it isn't asked for", async () => {
    const stored = await demo.ask("huisarts", "POST", "Consent", objectionTo("Organization/spoedpost-elders"));
    expect(stored.status).toBe(201);
    expect((await demo.ask("post-huisarts-elders", "GET", `${mainPatient}/$palliative-handover`)).status).toBe(404);
    expect(asked).toEqual([]);
    expect((await demo.ask("huisarts", "PUT", `Consent/${stored.body.id}`, { ...stored.body, status: "inactive" }, { "if-match": 'W/"1"' })).status).toBe(200);
    expect((await demo.ask("post-huisarts-elders", "GET", `${mainPatient}/$palliative-handover`)).status).toBe(200);
    expect(asked).toHaveLength(1);
  });

  test("basis: a member of the team whose consent was taken back here comes in while the outside service permits it", async () => {
    const path = "Consent/toestemming-willem-voorbeeld";
    const { headers, body } = await demo.ask("huisarts", "GET", path);
    expect((await demo.ask("huisarts", "PUT", path, { ...body, status: "inactive" }, { "if-match": headers.get("etag") ?? "" })).status).toBe(200);
    expect((await demo.ask("wijkverpleegkundige", "GET", mainPatient)).status).toBe(200);
    expect(asked.map(({ requester }) => [requester.type, requester.role])).toEqual([["T2", "wijkverpleegkundige"]]);
    answer = { status: 200, body: '{"decision":"Deny"}' };
    expect((await demo.ask("wijkverpleegkundige", "GET", mainPatient)).status).toBe(404);
    // social care comes in on the patient's own word, and a permit from outside is that as well
    expect((await demo.ask("sociaal-werker", "GET", mainPatient)).status).toBe(404);
  });

  test("basis: of a registration that is over, the practice isn't named to the outside service as who holds the record", async () => {
    await using other = await startDemo({ settings: { CONSENT_SERVICE_URL: url } });
    const { store } = other.runtime.house;
    const registration = await store.read("CareTeam", "huisartsteam-willem-voorbeeld");
    const ends = new Date(other.now.getTime() + 60_000);
    const ending = { ...(registration.resource() as CareTeam), id: registration.id, period: { start: "2024-01-01", end: ends.toISOString() } };
    await store.transact({ changes: [{ op: "update", resource: ending, labels: registration.labels }], at: other.now, audit: () => [] });
    const holders = async (): Promise<readonly unknown[]> => {
      asked.length = 0;
      expect((await other.ask("post-huisarts-elders", "GET", mainPatient)).status).toBe(200);
      return asked.map(({ holder }) => holder?.value);
    };
    expect(await holders()).toEqual(["00000101"]);
    other.now = ends;
    expect(await holders()).toEqual([undefined]);
  });

  test("basis: a region in which consent doesn't count asks nobody", async () => {
    await using other = await startDemo({ settings: { CONSENT_SERVICE_URL: url, BASES: "addressed" } });
    expect((await other.ask("post-huisarts-elders", "GET", `${mainPatient}/$palliative-handover`)).status).toBe(404);
    expect((await other.ask("post-huisarts", "GET", `${mainPatient}/$palliative-handover`)).status).toBe(200);
    expect(asked).toEqual([]);
  });
});
