import { mainPatient } from "@wijkverband/server";
import type { CapabilityStatement } from "hl7-fhir-r4-types";
import { request } from "node:http";
import { describe, expect, test } from "vitest";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { observation, storeObservation } from "../observations.ts";
import { useDemo } from "../use-demo.ts";

interface Raw {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: Buffer;
}

const json = "application/fhir+json; charset=utf-8";

describe("HTTP", () => {
  const demo = useDemo();

  /** As it goes over the line: nothing is unpacked. */
  const raw = async (method: string, path: string, headers: Readonly<Record<string, string>> = {}, who = "huisarts"): Promise<Raw> => {
    const token = await demo.token(who);
    return new Promise((resolve, reject) => {
      const sent = request(`${demo.url}/fhir/${path}`, { method, headers: { authorization: `Bearer ${token}`, ...headers } }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk)).on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes: Buffer.concat(chunks) })).on("error", reject);
      });
      sent.on("error", reject).end();
    });
  };

  describe("an answer in the form that was asked for", () => {
    test.each([
      ["application/fhir+json; fhirVersion=4.0", json],
      ["application/fhir+json;charset=utf-8", json],
      ["application/json", "application/json; charset=utf-8"],
      ["application/fhir+json; fhirVersion=3.0, application/fhir+xml; fhirVersion=4.0; q=0.5", "application/fhir+xml; charset=utf-8"],
      ["application/fhir+xml;q=1.0, application/fhir+json;q=1.0, application/xml+fhir;q=0.9, application/json+fhir;q=0.9", "application/fhir+xml; charset=utf-8"],
      ["text/html;q=0.1, application/*;q=0.5", json],
    ])("Accept %s gets %s", async (accept, type) => {
      expect((await demo.ask("huisarts", "GET", mainPatient, undefined, { accept })).headers.get("content-type")).toBe(type);
    });

    test.each(["text/turtle", "application/fhir+json; fhirVersion=5.0", "image/png", ","])("Accept %s is refused", async (accept) => {
      expect((await demo.ask("huisarts", "GET", mainPatient, undefined, { accept })).status).toBe(406);
    });

    test.each([
      ["json", json],
      ["JSON", json],
      ["text/json", json],
      ["application/json", json],
      ["application/fhir+json;fhirVersion=4.0", json],
      ["application/fhir%2Bxml", "application/fhir+xml; charset=utf-8"],
      ["application/xml", "application/fhir+xml; charset=utf-8"],
    ])("_format=%s goes before Accept", async (format, type) => {
      expect((await demo.ask("huisarts", "GET", `${mainPatient}?_format=${format}`, undefined, { accept: "text/html" })).headers.get("content-type")).toBe(type);
    });

    test("in the form of a _search too", async () => {
      const form = { "content-type": "application/x-www-form-urlencoded", accept: "application/fhir+json" };
      const answer = await demo.ask("huisarts", "POST", "Observation/_search", `patient=${mainPatient}&_format=xml&_pretty=true`, form);
      expect(answer.headers.get("content-type")).toBe("application/fhir+xml; charset=utf-8");
      expect(answer.text).toContain('\n  <type value="searchset"/>');
      expect(answer.text).not.toContain("_format");
    });

    test("a _search may leave its form out", async () => {
      expect((await demo.ask("huisarts", "POST", `Observation/_search?patient=${mainPatient}`)).body).toMatchObject({ type: "searchset" });
    });

    test("_pretty changes white space and nothing else", async () => {
      const plain = await demo.ask("huisarts", "GET", mainPatient);
      const pretty = await demo.ask("huisarts", "GET", `${mainPatient}?_pretty=true`);
      expect(pretty.text).toMatch(/^\{\n  "resourceType": "Patient",\n/);
      expect(pretty.body).toEqual(plain.body);
      expect((await demo.ask("huisarts", "GET", `${mainPatient}?_pretty=false`)).text).toBe(plain.text);
    });
  });

  test.each(["application/fhir+json; charset=iso-8859-1", "application/fhir+xml; charset=utf-16", "application/fhir+json; fhirVersion=3.0", "text/plain", "application/x-www-form-urlencoded"])("a body of %s is refused", async (type) => {
    const answer = await demo.ask("huisarts", "POST", "Observation", observation("soort"), { "content-type": type });
    expect(answer.status).toBe(415);
    expect(answer.body).toMatchObject({ resourceType: "OperationOutcome" });
  });

  test("a patch in a form that isn't taken hears which are", async () => {
    const answer = await demo.ask("huisarts", "PATCH", mainPatient, "<diff/>", { "content-type": "application/xml-patch+xml" });
    expect([answer.status, answer.headers.get("accept-patch")]).toEqual([415, "application/json-patch+json, application/fhir+json, application/fhir+xml"]);
  });

  test.each(["application/fhir+json; charset=UTF-8", 'application/json; charset="utf-8"', "application/fhir+json; fhirVersion=4.0"])("a body of %s is taken", async (type) => {
    expect((await demo.ask("huisarts", "POST", "Observation", observation(`soort ${type}`), { "content-type": type })).status).toBe(201);
  });

  describe("packing", () => {
    const path = `${mainPatient}/$everything`;

    test.each([
      ["gzip", "gzip", gunzipSync],
      ["br", "br", brotliDecompressSync],
      ["gzip;q=0.5, br;q=1", "br", brotliDecompressSync],
    ] as const)("Accept-Encoding %s gets %s, and the same inside", async (accepted, encoding, unpack) => {
      const plain = await raw("GET", path);
      const packed = await raw("GET", path, { "accept-encoding": accepted });
      expect(plain.headers).toMatchObject({ "content-length": String(plain.bytes.length), vary: "Accept, Accept-Encoding" });
      expect(packed.headers).toMatchObject({ "content-encoding": encoding, vary: "Accept, Accept-Encoding" });
      expect(packed.headers["content-length"]).toBeUndefined();
      expect(packed.bytes.length).toBeLessThan(plain.bytes.length / 2);
      expect(unpack(packed.bytes).length).toBe(plain.bytes.length);
    });

    test.each([undefined, "identity", "gzip;q=0", ""])("Accept-Encoding %j gets it as it is", async (accepted) => {
      const { headers } = await raw("GET", path, accepted === undefined ? {} : { "accept-encoding": accepted });
      expect(headers["content-encoding"]).toBeUndefined();
    });

    test("what is small, empty, not modified, or a refusal isn't packed", async () => {
      const packing = { "accept-encoding": "gzip, br" };
      const { path: written } = await storeObservation(demo, "huisarts");
      const answers = [await raw("GET", written, packing), await raw("GET", written, { ...packing, "if-none-match": 'W/"1"' }), await raw("GET", "Observation/onbekend", packing), await raw("DELETE", written, packing)];
      expect(answers.map(({ status, headers }) => [status, headers["content-encoding"]])).toEqual([[200, undefined], [304, undefined], [404, undefined], [204, undefined]]);
      expect(answers[1]).toMatchObject({ bytes: Buffer.alloc(0) });
      expect(answers[1]?.headers).toMatchObject({ etag: 'W/"1"', vary: "Accept, Accept-Encoding" });
    });

    test("a HEAD says the length of what would have come, and none where that would have been packed", async () => {
      const [asked, packed] = [await raw("HEAD", path), await raw("HEAD", path, { "accept-encoding": "gzip" })];
      expect(asked.headers["content-length"]).toBe(String((await raw("GET", path)).bytes.length));
      expect(packed.headers["content-length"]).toBeUndefined();
      expect([asked.bytes.length, packed.bytes.length]).toEqual([0, 0]);
    });
  });

  describe("what a path takes", () => {
    test.each([
      ["", "POST, OPTIONS", 200],
      ["metadata", "GET, HEAD, OPTIONS", 204],
      ["_history", "GET, HEAD, OPTIONS", 204],
      ["Observation/_search", "POST, OPTIONS", 204],
      ["Observation/x/_history/1", "GET, HEAD, OPTIONS", 204],
      ["Patient/x/$everything", "GET, HEAD, POST, OPTIONS", 204],
      ["Patient/$palliative-handover", "POST, OPTIONS", 204],
    ])("OPTIONS %s says so to anybody", async (path, allow, status) => {
      const answer = await demo.ask(undefined, "OPTIONS", path);
      expect([answer.status, answer.headers.get("allow")]).toEqual([status, allow]);
    });

    test("the base answers with the capability statement, an instance with the formats of a patch", async () => {
      expect((await demo.ask(undefined, "OPTIONS", "")).body).toMatchObject({ resourceType: "CapabilityStatement" });
      const { headers } = await demo.ask(undefined, "OPTIONS", "Observation/x");
      expect(headers.get("allow")?.split(", ").toSorted()).toEqual(["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "PUT"]);
      expect(headers.get("accept-patch")).toBe("application/json-patch+json, application/fhir+json, application/fhir+xml");
    });

    test("stranger: it is the same whether something is there or not", async () => {
      const [there, not] = [await demo.ask(undefined, "OPTIONS", mainPatient), await demo.ask(undefined, "OPTIONS", "Patient/onbekend")];
      expect([there.status, there.text, there.headers.get("allow")]).toEqual([not.status, not.text, not.headers.get("allow")]);
    });

    test.each(["Onbekend", "Observation/x/y", "Patient/$onbekend", "Patient/x/_history/1/2"])("OPTIONS %s is of nothing", async (path) => {
      expect((await demo.ask(undefined, "OPTIONS", path)).status).toBe(404);
    });

    test.each([
      ["POST", "Patient/_history", "GET, HEAD, OPTIONS"],
      ["PUT", "_history", "GET, HEAD, OPTIONS"],
      ["GET", "", "POST, OPTIONS"],
      ["DELETE", "metadata", "GET, HEAD, OPTIONS"],
      ["PUT", "Observation/x/_history/1", "GET, HEAD, OPTIONS"],
      ["PATCH", "Patient/x/$everything", "GET, HEAD, POST, OPTIONS"],
      ["DELETE", "AuditEvent/x", "GET, HEAD, OPTIONS"],
    ])("%s %s is 405, with what there is", async (method, path, allow) => {
      const answer = await demo.ask("huisarts", method, path);
      expect([answer.status, answer.headers.get("allow")]).toEqual([405, allow]);
    });

    test("every GET has its HEAD: the same status and headers, and no body", async () => {
      const { path } = await storeObservation(demo, "huisarts");
      for (const each of [path, `${path}/_history`, `${path}/_history/1`, "Observation/_history?_count=1", `Observation?patient=${mainPatient}`, `${mainPatient}/$everything`, "metadata", "Observation/onbekend"]) {
        const [get, head] = [await raw("GET", each), await raw("HEAD", each)];
        // each request has its own id and time
        const kept = ({ headers }: Raw): object => ({ ...headers, "x-request-id": "", date: "" });
        expect([head.status, kept(head)]).toEqual([get.status, kept(get)]);
        expect(head.bytes.length).toBe(0);
      }
    });
  });

  test("stranger: neither a HEAD nor packing, a part or another form tells what may not be seen from what isn't there", async () => {
    const kept = ({ status, headers, bytes }: Raw): object => ({ status, headers: { ...headers, "x-request-id": "", date: "" }, text: bytes.toString("base64") });
    for (const who of ["huisarts-elders", "wijkverpleegkundige-elders"]) {
      for (const [method, below] of [["HEAD", ""], ["GET", ""], ["HEAD", "/_history"], ["GET", "/_history/1?_summary=true"], ["GET", "?_elements=gender"], ["GET", "?_pretty=true&_format=xml"]] as const) {
        for (const encoding of ["identity", "gzip, br"]) {
          const [there, not] = await Promise.all([mainPatient, "Patient/onbekend"].map((path) => raw(method, `${path}${below}`, { "accept-encoding": encoding }, who)));
          expect(there?.status).toBe(404);
          expect(there && kept(there)).toEqual(not && kept(not));
        }
      }
    }
  });

  describe("the capability statement", () => {
    test("has an ETag that stays as long as what it says", async () => {
      const answer = await demo.ask(undefined, "GET", "metadata");
      const etag = answer.headers.get("etag") ?? "";
      expect(etag).toMatch(/^W\/"[\w-]{22}"$/);
      expect((await demo.ask(undefined, "GET", "metadata")).text).toBe(answer.text);
      expect(await demo.ask(undefined, "GET", "metadata", undefined, { "if-none-match": `W/"x", ${etag}` })).toMatchObject({ status: 304, text: "" });
      expect((await demo.ask(undefined, "GET", "metadata?mode=normative")).headers.get("etag")).not.toBe(etag);
    });

    test("in its modes: whole, of normative types, and no other", async () => {
      const typesIn = async (mode: string): Promise<readonly string[]> =>
        ((await demo.ask(undefined, "GET", `metadata?mode=${mode}`)).body as unknown as CapabilityStatement).rest?.[0]?.resource?.map(({ type }) => type) ?? [];
      expect(await typesIn("normative")).toEqual(expect.arrayContaining(["Patient", "Observation", "Bundle"]));
      expect(await typesIn("normative")).toHaveLength(3);
      expect(await typesIn("full")).toContain("CarePlan");
      expect(await typesIn("terminology")).toEqual(await typesIn("full"));
      expect((await demo.ask(undefined, "GET", "metadata?mode=anders")).status).toBe(400);
    });
  });
});
