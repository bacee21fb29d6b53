import { createXmlCodec, parseJson, type XmlCodec } from "@wijkverband/fhir";
import { mainBsn, mainPatient } from "@wijkverband/server";
import { beforeAll, describe, expect, test } from "vitest";
import { byBsn, type Answer } from "../harness.ts";
import { useDemo } from "../use-demo.ts";

const sent = "application/fhir+xml";
const received = "application/fhir+xml; charset=utf-8";
const xml = { "content-type": sent, accept: sent };
const head = '<?xml version="1.0" encoding="UTF-8"?>';
const weight = (value: string, id = ""): string =>
  `<Observation xmlns="http://hl7.org/fhir">${id === "" ? "" : `<id value="${id}"/>`}<status value="final"/><code><text value="gewicht"/></code><subject><reference value="${mainPatient}"/></subject>` +
  `<valueQuantity><value value="${value}"/><unit value="kg"/></valueQuantity></Observation>`;

describe("a HIS that speaks XML", () => {
  const demo = useDemo();
  let codec: XmlCodec;
  beforeAll(() => {
    codec = createXmlCodec(demo.runtime.house.validator);
  });

  /** Its body, of which it is certain that it is XML. */
  const read = ({ headers, text }: Answer): unknown => {
    expect(headers.get("content-type")).toBe(received);
    expect(Number(headers.get("content-length"))).toBe(Buffer.byteLength(text));
    expect(text.startsWith(head)).toBe(true);
    return codec.xmlToResource(text);
  };
  const pathOf = ({ headers }: Answer): string => /\/fhir\/(Observation\/[^/]+)/.exec(headers.get("location") ?? "")![1]!;

  test("reads what is kept as JSON, the same to the digit, with the same version and Vary", async () => {
    for (const path of [mainPatient, "Consent/willem-limiet-reanimatie", `CarePlan?patient=${mainPatient}&_include=*`, `${mainPatient}/_history`, `${mainPatient}/$everything`]) {
      const json = await demo.ask("huisarts", "GET", path);
      const answer = await demo.ask("huisarts", "GET", path, undefined, { accept: sent });
      expect(answer.status).toBe(json.status);
      expect(answer.headers.get("etag")).toBe(json.headers.get("etag"));
      expect([json.headers.get("vary"), answer.headers.get("vary")]).toEqual(["Accept, Accept-Encoding", "Accept, Accept-Encoding"]);
      const { link: _, timestamp: __, id: ___, ...other } = read(answer) as Record<string, unknown>;
      const { link: _a, timestamp: _b, id: _c, ...same } = parseJson(json.text) as Record<string, unknown>;
      expect(other).toEqual(same);
    }
  });

  test.each(["xml", "text/xml", "application/xml", "application/fhir+xml", "application/fhir%2Bxml"])("asks for it by _format=%s, whatever Accept says", async (format) => {
    const answer = await demo.ask("huisarts", "GET", `${mainPatient}?_format=${format}`, undefined, { accept: "application/fhir+json" });
    expect(read(answer)).toMatchObject({ resourceType: "Patient" });
  });

  test.each([
    ["application/fhir+xml;q=0.4, application/fhir+json;q=0.5", "application/fhir+json; charset=utf-8"],
    ["application/fhir+xml, application/fhir+json;q=0.5", received],
    ["text/xml", "text/xml; charset=utf-8"],
    ["application/json", "application/json; charset=utf-8"],
    ["*/*", "application/fhir+json; charset=utf-8"],
  ])("asked with Accept %s it gets %s", async (accept, type) => {
    expect((await demo.ask("huisarts", "GET", mainPatient, undefined, { accept })).headers.get("content-type")).toBe(type);
  });

  test("a browser still gets the page", async () => {
    const answer = await demo.ask("post-huisarts", "GET", `${mainPatient}/$palliative-handover`, undefined, { accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" });
    expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
  });

  test("creates, updates and patches, and a weight of 61.50 stays 61.50", async () => {
    const created = await demo.ask("huisarts", "POST", "Observation", weight("61.50"), xml);
    expect(created.status).toBe(201);
    expect(created.text).toContain('<value value="61.50"/>');
    const path = pathOf(created);
    expect((await demo.ask("huisarts", "GET", path)).text).toContain('"value":61.50');

    const updated = await demo.ask("huisarts", "PUT", path, weight("62.00", path.slice("Observation/".length)), { ...xml, "if-match": created.headers.get("etag")! });
    expect(updated.status).toBe(200);
    expect(updated.headers.get("etag")).toBe('W/"2"');
    expect((await demo.ask("huisarts", "GET", path)).text).toContain('"value":62.00');

    const patch =
      '<Parameters xmlns="http://hl7.org/fhir"><parameter><name value="operation"/><part><name value="type"/><valueCode value="replace"/></part>' +
      '<part><name value="path"/><valueString value="Observation.value.value"/></part><part><name value="value"/><valueDecimal value="63.0"/></part></parameter></Parameters>';
    const patched = await demo.ask("huisarts", "PATCH", path, patch, { ...xml, "if-match": 'W/"2"' });
    expect(patched.status).toBe(200);
    expect((await demo.ask("huisarts", "GET", path)).text).toContain('"value":63.0}');
    expect((await demo.ask("huisarts", "PUT", path, weight("62.00", path.slice("Observation/".length)), { ...xml, "if-match": 'W/"2"' })).status).toBe(412);
  });

  test.each(["transaction", "batch"])("sends a %s, and gets its answer", async (type) => {
    const entry = (value: string): string => `<entry><resource>${weight(value)}</resource><request><method value="POST"/><url value="Observation"/></request></entry>`;
    const answer = await demo.ask("huisarts", "POST", "", `${head}<Bundle xmlns="http://hl7.org/fhir"><type value="${type}"/>${entry("70.10")}${entry("70.20")}</Bundle>`.replaceAll('<Observation xmlns="http://hl7.org/fhir">', "<Observation>"), { ...xml, prefer: "return=representation" });
    expect(answer.status).toBe(200);
    expect(read(answer)).toMatchObject({ type: `${type}-response`, entry: [{ response: { status: expect.stringContaining("201") as string } }, { response: { status: expect.stringContaining("201") as string } }] });
    expect(answer.text).toContain('<value value="70.10"/>');
  });

  test("asks for a handover by BSN, and searches", async () => {
    const asked = await demo.ask("post-huisarts", "POST", "Patient/$palliative-handover", codec.resourceToXml(byBsn(mainBsn)), xml);
    expect(asked.status).toBe(200);
    const json = await demo.ask("post-huisarts", "POST", "Patient/$palliative-handover", byBsn(mainBsn));
    expect(read(asked)).toEqual(parseJson(json.text));
    const form = { "content-type": "application/x-www-form-urlencoded", accept: sent };
    const found = await demo.ask("huisarts", "POST", "Patient/_search", `identifier=${encodeURIComponent(`http://fhir.nl/fhir/NamingSystem/bsn|${mainBsn}`)}`, form);
    expect(read(found)).toMatchObject({ resourceType: "Bundle", entry: [{ resource: { resourceType: "Patient" } }] });
  });

  test("a HEAD says how long the XML is", async () => {
    const { text } = await demo.ask("huisarts", "GET", mainPatient, undefined, { accept: sent });
    const answer = await demo.ask("huisarts", "HEAD", mainPatient, undefined, { accept: sent });
    expect([answer.headers.get("content-type"), Number(answer.headers.get("content-length"))]).toEqual([received, Buffer.byteLength(text)]);
  });

  test("finds XML in the capability statement, which is XML too when asked", async () => {
    const { headers, body } = await demo.ask(undefined, "GET", "metadata");
    expect(headers.get("content-type")).toBe("application/fhir+json; charset=utf-8");
    expect(body).toMatchObject({ format: ["application/fhir+json", "json", "application/fhir+xml", "xml"] });
    const answer = await demo.ask(undefined, "GET", "metadata?_format=xml");
    expect(read(answer)).toMatchObject({ resourceType: "CapabilityStatement", name: "Wijkverband" });
    expect(answer.text.indexOf("<url ")).toBeLessThan(answer.text.indexOf("<name "));
  });

  test.each([
    ["without a token", undefined, "GET", mainPatient, undefined, {}, 401],
    ["of what isn't there", "huisarts", "GET", "Consent/onbekend", undefined, {}, 404],
    ["with a method that isn't there", "huisarts", "PUT", "Consent/x/_history", weight("1"), {}, 405],
    ["with an unknown parameter", "huisarts", "GET", "Consent?schoenmaat=43", undefined, {}, 400],
    ["with a BSN in the URL", "huisarts", "GET", `Patient?identifier=${mainBsn}`, undefined, {}, 400],
    ["in XML Patch", "huisarts", "PATCH", mainPatient, "<diff/>", { "content-type": "application/xml-patch+xml" }, 415],
    ["that isn't valid", "huisarts", "POST", "Observation", weight("61.50").replace("final", "onzin"), {}, 422],
    ["that isn't XML", "huisarts", "POST", "Observation", "{}", {}, 400],
  ] as const)("is refused in XML: a request %s", async (_, who, method, path, body, headers, status) => {
    const answer = await demo.ask(who, method, path, body, { accept: sent, ...(body !== undefined && { "content-type": sent }), ...headers });
    expect(answer.status).toBe(status);
    expect(read(answer)).toMatchObject({ resourceType: "OperationOutcome", issue: [{ severity: "error" }] });
  });

  test("learns the line, the column and the place of a fault, and not what stood there", async () => {
    const answer = await demo.ask("huisarts", "POST", "Observation", weight("zwaar"), { "content-type": sent });
    expect(answer.status).toBe(400);
    expect(answer.body.issue).toMatchObject([{ diagnostics: expect.stringMatching(/^expected a number \(line 1, column \d+\)$/) as string, expression: ["Observation.value.value"] }]);
    expect(answer.text).not.toContain("zwaar");
  });

  test("and a stranger gets the same bytes in XML, whether a patient is there or not", async () => {
    const answers = await Promise.all([mainPatient, "Patient/onbekend"].map((path) => demo.ask("huisarts-elders", "GET", path, undefined, { accept: sent })));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(404);
  });
});
