import { Anomaly, createXmlCodec } from "@wijkverband/fhir";
import { mainBsn, mainPatient } from "@wijkverband/server";
import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { byBsn, valueOf } from "../harness.ts";
import { useDemo } from "../use-demo.ts";

/** How many requests. `FUZZ_REQUESTS` for more; the seed is the same for everybody unless `TEST_SEED` says otherwise (tests/seed.ts). */
const runs = Number(process.env["FUZZ_REQUESTS"] ?? 500);

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

describe("requests spoilt at random", () => {
  const demo = useDemo();
  let bodies: readonly { readonly path: string; readonly method: string; readonly body: Json }[];
  beforeAll(async () => {
    const draft = valueOf((await demo.ask("huisarts", "POST", "Patient/$assemble-handover", byBsn(mainBsn))).body, "draft") as Json;
    const read = async (path: string) => (await demo.ask("huisarts", "GET", path)).body as unknown as Json;
    const observation = { resourceType: "Observation", status: "final", code: { text: "iets" }, subject: { reference: mainPatient } };
    const entry = { fullUrl: "urn:uuid:11111111-1111-4111-8111-111111111111", resource: observation, request: { method: "POST", url: "Observation" } };
    bodies = [
      { method: "POST", path: `${mainPatient}/$publish-handover`, body: { resourceType: "Parameters", parameter: [{ name: "document", resource: draft }] } },
      { method: "POST", path: `${mainPatient}/$publish-handover`, body: { resourceType: "Parameters", parameter: [{ name: "review-date", valueDate: "2026-12-01" }, { name: "addressee", valueReference: { reference: "Organization/spoedpost-modelregio" } }] } },
      { method: "POST", path: "Patient/$palliative-handover", body: byBsn(mainBsn) as unknown as Json },
      { method: "POST", path: `${mainPatient}/$responsible-gp`, body: { resourceType: "Parameters", parameter: [{ name: "at", valueInstant: "2026-11-24T02:00:00Z" }] } },
      { method: "POST", path: "Observation", body: observation },
      { method: "POST", path: "Patient", body: { resourceType: "Patient", name: [{ text: "X" }], birthDate: "1950-01-01", identifier: [{ system: "http://fhir.nl/fhir/NamingSystem/bsn", value: mainBsn }] } },
      { method: "PUT", path: "Consent/willem-limiet-reanimatie", body: await read("Consent/willem-limiet-reanimatie") },
      { method: "PUT", path: "CarePlan/willem-scenarios", body: await read("CarePlan/willem-scenarios") },
      { method: "POST", path: "", body: { resourceType: "Bundle", type: "transaction", entry: [entry, { ...entry, fullUrl: "urn:uuid:22222222-2222-4222-8222-222222222222" }] } },
      { method: "POST", path: "", body: { resourceType: "Bundle", type: "transaction", entry: await Promise.all(["Organization/praktijk-voorbeeldstraat", "Practitioner/eva-fictief", "PractitionerRole/eva-fictief-huisarts", mainPatient, "Goal/willem-beleidsdoel", "DeviceUseStatement/willem-icd-gebruik"].map(async (path) => ({ fullUrl: `https://his.voorbeeld.example/${path}`, resource: await read(path), request: { method: "POST", url: path.split("/")[0] ?? "" } }))) } },
      { method: "POST", path: "", body: { resourceType: "Bundle", type: "batch", entry: [entry, { request: { method: "GET", url: "Consent?patient=willem-voorbeeld" } }] } },
    ];
  });

  const odd: fc.Arbitrary<Json> = fc.oneof(
    fc.constantFrom<Json>(null, true, false, 0, -1, 1e308, "", " ", "a".repeat(70_000), "\u0000", "\ud800", "../..", "${x}", "'; DROP TABLE resource; --", [], {}, [null], [[]], { reference: 7 }, "Patient/", "urn:uuid:", "Patient/x/_history/", "9999-99-99", "2026-02-30T99:00:00+99:00", "__proto__", "constructor", "toString", "Bundle", "hasOwnProperty"),
    fc.string({ unit: "binary", maxLength: 30 }),
    fc.double(),
    fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>,
  );

  /** Replaces, removes, doubles or renames one thing somewhere in a body. */
  const spoil = (value: Json, steps: readonly number[], how: number, by: Json): Json => {
    const [step = 0, ...further] = steps;
    if (typeof value !== "object" || value === null || Object.keys(value).length === 0 || steps.length === 0) return by;
    if (Array.isArray(value)) {
      const list = value as readonly Json[];
      const place = step % list.length;
      if (further.length === 0 && how === 1) return list.filter((_, index) => index !== place);
      if (further.length === 0 && how === 2) return [...list, list[place] ?? null];
      return list.map((item, index) => (index === place ? spoil(item, further, how, by) : item));
    }
    const entries = Object.entries(value as Readonly<Record<string, Json>>);
    const place = step % entries.length;
    const [name = "", item = null] = entries[place] ?? [];
    if (further.length === 0 && how === 1) return Object.fromEntries(entries.filter((_, index) => index !== place));
    if (further.length === 0 && how === 2) return Object.fromEntries([...entries, [`${name}x`, item]]);
    if (further.length === 0 && how === 3) return Object.fromEntries([...entries.filter((_, index) => index !== place), [typeof by === "string" ? by : name, item]]);
    return Object.fromEntries(entries.map(([key, each], index) => [key, index === place ? spoil(each, further, how, by) : each]));
  };

  const paths = fc.oneof(
    fc.constantFrom("Patient", "Consent", "Observation", "Bundle", "AuditEvent", "metadata", "Patient/$palliative-handover", "$export", "_history", "Patient/_search", mainPatient, "Consent/willem-limiet-reanimatie/_history/1"),
    fc.array(fc.constantFrom("Patient", "Consent", "_history", "willem-voorbeeld", "1", "$responsible-gp", "..", ".", "", "%2e%2e", "%00", "%", "%ff", "%F0%9F%92%A9", "_search", "a".repeat(300)), { minLength: 1, maxLength: 5 }).map((parts) => parts.join("/")),
  );
  const queries = fc.oneof(
    fc.constant(""),
    fc
      .array(
        fc.tuple(
          fc.constantFrom("patient", "_id", "_count", "_sort", "_include", "_revinclude", "_lastUpdated", "_cursor", "_total", "_summary", "_has", "scope", "code", "date", "status:not", "patient:Patient.name", "code:in", "identifier", "_format", "at", "[]", "", "a:b:c", "_elements", "_filter"),
          fc.oneof(fc.constantFrom("willem-voorbeeld", "-1", "0", "1e9", "ge2026", "gt", "|", "||,|", "a|b,c|", "*", "Consent:actor", "\\", "$", "true", "json", "2026-13-45", "Procedure:encounter:x"), fc.string({ unit: "binary", maxLength: 20 })),
        ),
        { maxLength: 4 },
      )
      .map((pairs) => `?${pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value.toWellFormed())}`).join("&")}`),
  );
  const headers = fc.dictionary(
    fc.constantFrom("if-match", "if-none-match", "prefer", "accept", "accept-language", "x-request-id", "content-type", "dpop", "if-none-exist"),
    fc.oneof(fc.constantFrom('W/"1"', "*", "return=minimal", "handling=lenient", "text/html", "application/pdf", "application/fhir+json", "application/fhir+json; charset=latin1", "application/fhir+xml", "text/xml; q=0.1", "application/x-www-form-urlencoded", "nl", ";;;", "q=", "*/*;q=0"), fc.string({ unit: "grapheme-ascii", maxLength: 40 })),
    { maxKeys: 3 },
  );
  const people = fc.constantFrom("huisarts", "post-huisarts", "wijkverpleegkundige", "patient", "rho-analist", "huisarts-elders");

  async function send(who: string, method: string, path: string, text: string | undefined, more: Readonly<Record<string, string>>): Promise<void> {
    const before = { authorization: `Bearer ${await demo.token(who)}`, ...(text !== undefined && { "content-type": "application/fhir+json" }) };
    const response = await fetch(`${demo.url}/fhir/${path}`, { method, headers: { ...before, ...more }, ...(text !== undefined && { body: text }), signal: AbortSignal.timeout(5000) });
    const answer = await response.text();
    const said = { who, method, path, status: response.status, answer: answer.slice(0, 300), body: text?.slice(0, 2000) };
    expect(response.status < 500 ? undefined : said).toBeUndefined();
  }

  /** The same as XML, if it has a form there. */
  function inXml(json: string): string | undefined {
    try {
      return createXmlCodec(demo.runtime.house.validator).resourceToXml(json);
    } catch (thrown) {
      if (thrown instanceof Anomaly) return undefined;
      throw thrown;
    }
  }

  test("a body spoilt in one place never gives a 5xx", { timeout: 60_000 + runs * 60 }, async () => {
    const holds = fc.assert(
      fc.asyncProperty(fc.nat(bodies.length - 1), fc.array(fc.nat(60), { minLength: 1, maxLength: 9 }), fc.nat(3), odd, people, headers, fc.nat(3), async (which, steps, how, by, who, more, form) => {
        const { method, path, body } = bodies[which] ?? { method: "POST", path: "", body: null };
        const json = JSON.stringify(spoil(body, steps, how, by));
        const xml = form === 0 ? inXml(json) : undefined;
        await send(which < 2 ? "huisarts" : who, method, path, xml ?? json, { "if-match": 'W/"1"', ...(which % 2 === 0 ? more : {}), ...(xml !== undefined && { "content-type": "application/fhir+xml", accept: "application/fhir+xml" }) });
      }),
      { numRuns: runs / 2 },
    );
    await expect(holds).resolves.toBeUndefined();
  });

  test("a path, query or header that makes no sense never gives a 5xx", { timeout: 60_000 + runs * 60 }, async () => {
    const holds = fc.assert(
      fc.asyncProperty(fc.constantFrom("GET", "GET", "GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"), paths, queries, headers, people, async (method, path, query, more, who) => {
        await send(who, method, `${path}${query}`, method === "POST" || method === "PUT" ? "{}" : undefined, more);
      }),
      { numRuns: runs / 2 },
    );
    await expect(holds).resolves.toBeUndefined();
  });

  test("after all that the server still answers as it did", async () => {
    const answer = await demo.ask("post-huisarts", "POST", "Patient/$palliative-handover", byBsn(mainBsn));
    expect(answer.status).toBe(200);
    expect(["current", "changed"]).toContain(valueOf(answer.body, "status"));
  });
});
