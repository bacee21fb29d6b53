import { mainBsn, mainPatient, storyBsn } from "@wijkverband/server";
import type { Consent, Resource } from "hl7-fhir-r4-types";
import { brotliCompressSync, constants, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { byBsn, faults, type Answer } from "../harness.ts";
import { auditOf, storedCounts } from "../stored.ts";
import { useDemo } from "../use-demo.ts";

/** What somebody sends that we don't take, and how it is refused. */
interface Refused {
  readonly title: string;
  readonly who?: string;
  readonly method: string;
  readonly path: string;
  readonly body?: object | string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  readonly status: number;
  readonly rule?: string;
  readonly expression?: string;
  readonly allow?: string;
}

const directive = "willem-limiet-reanimatie";
const observation: Readonly<Record<string, unknown>> = { resourceType: "Observation", status: "final", code: { text: "iets" }, subject: { reference: mainPatient } };
const other = "http://nictiz.nl/fhir/StructureDefinition/ext-TreatmentDirective2.SpecificationOther";
const bsnSystem = "http://fhir.nl/fhir/NamingSystem/bsn";

const form = { "content-type": "application/x-www-form-urlencoded" };
const limit = (change: object): object => ({
  resourceType: "Consent",
  status: "active",
  scope: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/consentscope", code: "treatment" }] },
  category: [{ coding: [{ system: "http://snomed.info/sct", code: "129125009" }] }],
  patient: { reference: mainPatient },
  dateTime: "2026-11-20",
  policy: [{ uri: "https://wetten.overheid.nl/" }],
  provision: { type: "deny", code: [{ coding: [{ system: "http://snomed.info/sct", code: "89666000" }] }] },
  ...change,
});
const transaction = (...entry: readonly object[]): object => ({ resourceType: "Bundle", type: "transaction", entry });
const post = (resource: Readonly<Record<string, unknown>>): object => ({ resource, request: { method: "POST", url: resource["resourceType"] } });
const parameters = (...parameter: readonly object[]): object => ({ resourceType: "Parameters", parameter });
const publish = `${mainPatient}/$publish-handover`;
const reviewDate = (valueDate: string): object => parameters({ name: "review-date", valueDate });
const deep = (levels: number): string => `${"[".repeat(levels)}${"]".repeat(levels)}`;

const refused: readonly Refused[] = [
  // what can't be read
  { title: "malformed JSON", method: "POST", path: "Observation", body: '{"resourceType":"Observation",', status: 400 },
  { title: "an empty body", method: "POST", path: "Observation", body: "", status: 400 },
  { title: "JSON that is no object", method: "POST", path: "Observation", body: "[1,2]", status: 400 },
  { title: "a resource of another type than the URL", method: "POST", path: "Observation", body: { resourceType: "Condition" }, status: 400, expression: "resourceType" },
  { title: "bytes that aren't UTF-8", method: "POST", path: "Observation", body: new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), status: 400 },
  { title: "JSON nested deeper than 100", method: "POST", path: "Observation", body: `{"resourceType":"Observation","x":${deep(200)}}`, status: 400 },
  { title: "JSON nested so deep that a parser might fall over", method: "POST", path: "Observation", body: deep(500_000), status: 413 },
  { title: "JSON nested as deep as is counted", method: "POST", path: "Observation", body: deep(24_000), status: 400 },
  { title: "a key __proto__", method: "POST", path: "Observation", body: '{"resourceType":"Observation","__proto__":{"admin":true}}', status: 400 },
  { title: "a number beyond all sense", method: "POST", path: "Observation", body: JSON.stringify({ ...observation, valueInteger: 7 }).replace('"valueInteger":7', '"valueInteger":1e999'), status: 422 },
  { title: "a bundle of 10,000 entries", method: "POST", path: "", body: transaction(...Array.from({ length: 10_000 }, () => post(observation))), status: 413 },
  // what isn't there
  { title: "an unknown resource type", method: "GET", path: "Onzin/1", status: 404 },
  { title: "a type of FHIR that we don't keep", method: "POST", path: "Claim", body: { resourceType: "Claim" }, status: 404 },
  { title: "an unknown operation", method: "POST", path: `${mainPatient}/$doe-iets`, body: parameters(), status: 404 },
  { title: "an operation on another type", method: "POST", path: "Consent/x/$palliative-handover", body: parameters(), status: 404 },
  { title: "a path that climbs out", method: "GET", path: "Patient/..%2f..%2fetc%2fpasswd", status: 404 },
  { title: "a path with an encoded null byte", method: "GET", path: "Patient/x%00", status: 404 },
  { title: "a path that isn't well encoded", method: "GET", path: "Patient/%E0%A4%A", status: 400 },
  { title: "an update of what isn't there", method: "PUT", path: "Consent/onbekend", body: limit({ id: "onbekend" }), headers: { "if-match": 'W/"1"' }, status: 404, },
  // method, content type, what comes back
  { title: "a method that the path doesn't take", method: "PUT", path: `Consent/${directive}/_history`, body: limit({ id: directive }), status: 405, allow: "GET, HEAD, OPTIONS" },
  { title: "immutable: a sealed document patched", method: "PATCH", path: "Bundle/x", body: "[]", headers: { "content-type": "application/json-patch+json", "if-match": 'W/"1"' }, status: 405, allow: "GET, HEAD, OPTIONS" },
  { title: "a patch in a language that we don't speak", method: "PATCH", path: `Consent/${directive}`, body: "<diff/>", headers: { "content-type": "application/xml-patch+xml", "if-match": 'W/"1"' }, status: 415 },
  { title: "if-match-required: a patch that doesn't say what it was based on", method: "PATCH", path: `Consent/${directive}`, body: parameters(), status: 400, rule: "if-match-required" },
  { title: "a patch that is no patch", method: "PATCH", path: `Consent/${directive}`, body: limit({}), headers: { "if-match": 'W/"1"' }, status: 400, expression: "Parameters" },
  { title: "a deletion without a condition", method: "DELETE", path: "Consent", status: 400 },
  { title: "a deletion on a condition that isn't understood", method: "DELETE", path: "Consent?schoenmaat=43", status: 400 },
  { title: "a condition that shapes an answer", method: "DELETE", path: "Consent?status=active&_count=1&_sort=_id", status: 400 },
  { title: "a deletion of several at once", method: "DELETE", path: "Consent?status=active", status: 412 },
  { title: "if-match-required: a conditional update that doesn't say what it was based on", method: "PUT", path: `Consent?_id=${directive}`, body: limit({}), status: 400, rule: "if-match-required" },
  { title: "a Patient on a condition", method: "POST", path: "Patient", body: { resourceType: "Patient", name: [{ text: "X" }], birthDate: "1950-01-01" }, headers: { "if-none-exist": "birthdate=1950-01-01" }, status: 400 },
  { title: "an operation by identifier over GET", method: "GET", path: "Patient/$palliative-handover", status: 405, allow: "POST, OPTIONS" },
  { title: "a publication over GET", method: "GET", path: publish, status: 405, allow: "POST, OPTIONS" },
  { title: "a publication written by hand", method: "POST", path: "ServiceRequest", body: { resourceType: "ServiceRequest" }, status: 405, allow: "GET, HEAD, OPTIONS" },
  { title: "one-practice: a registration written by hand", method: "POST", path: "CareTeam", body: { resourceType: "CareTeam" }, status: 405, allow: "GET, HEAD, OPTIONS" },
  { title: "immutable: a sealed document overwritten", method: "PUT", path: "Bundle/x", body: { resourceType: "Bundle", id: "x" }, headers: { "if-match": 'W/"1"' }, status: 405, allow: "GET, HEAD, OPTIONS" },
  { title: "plain text", method: "POST", path: "Observation", body: "hallo", headers: { "content-type": "text/plain" }, status: 415 },
  { title: "a form where a resource is wanted", method: "POST", path: "Observation", body: "a=b", headers: form, status: 415 },
  { title: "a form where Parameters are wanted", method: "POST", path: "Patient/$palliative-handover", body: "a=b", headers: form, status: 415 },
  { title: "JSON where a form is wanted", method: "POST", path: "Patient/_search", body: parameters(), status: 415 },
  { title: "an unknown content encoding", method: "POST", path: "Observation", body: observation, headers: { "content-encoding": "zstandaard" }, status: 415 },
  { title: "Turtle wanted", method: "GET", path: mainPatient, headers: { accept: "text/turtle" }, status: 406 },
  { title: "Turtle wanted by _format", method: "GET", path: `${mainPatient}?_format=ttl`, status: 406 },
  { title: "XML that isn't well-formed", method: "POST", path: "Observation", body: "<Observation", headers: { "content-type": "application/fhir+xml" }, status: 400 },
  { title: "XML with entities of its own", method: "POST", path: "Observation", body: '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><Observation xmlns="http://hl7.org/fhir"><status value="&b;"/></Observation>', headers: { "content-type": "application/fhir+xml" }, status: 400 },
  { title: "XML of another namespace", method: "POST", path: "Observation", body: '<Observation xmlns="urn:hl7-org:v3"/>', headers: { "content-type": "application/fhir+xml" }, status: 400 },
  { title: "XML with an element that FHIR doesn't know", method: "POST", path: "Observation", body: '<Observation xmlns="http://hl7.org/fhir"><schoenmaat value="43"/></Observation>', headers: { "content-type": "application/fhir+xml" }, status: 400, expression: "Observation" },
  { title: "JSON that says it is XML", method: "POST", path: "Observation", body: observation, headers: { "content-type": "application/fhir+xml" }, status: 400 },
  { title: "XML that says it is JSON", method: "POST", path: "Observation", body: '<Observation xmlns="http://hl7.org/fhir"/>', status: 400 },
  { title: "an unknown search parameter", method: "GET", path: "Consent?schoenmaat=43", status: 400 },
  // elfproef and no-bsn
  { title: "elfproef: a number that can't be a BSN, asked about", method: "POST", path: "Patient/$palliative-handover", body: byBsn("123456789"), status: 422, rule: "elfproef", expression: "Parameters.parameter.where(name='identifier').value.value" },
  { title: "elfproef: a number that can't be a BSN, registered", method: "POST", path: "Patient", body: { resourceType: "Patient", identifier: [{ system: bsnSystem, value: "123456789" }], name: [{ text: "X" }], birthDate: "1950-01-01" }, status: 422, rule: "elfproef", expression: "Patient.identifier[0].value" },
  { title: "no-bsn: in a query", method: "GET", path: `Patient?identifier=${bsnSystem}|${storyBsn}`, status: 400, rule: "no-bsn" },
  { title: "no-bsn: in a query, encoded twice", method: "GET", path: `Patient?identifier=${encodeURIComponent(encodeURIComponent(`${bsnSystem}|${storyBsn}`))}`, status: 400, rule: "no-bsn" },
  { title: "no-bsn: in a path", method: "GET", path: `Patient/${storyBsn}`, status: 400, rule: "no-bsn" },
  { title: "no-bsn: in a condition", method: "POST", path: "Observation", body: observation, headers: { "if-none-exist": `patient.identifier=${encodeURIComponent(encodeURIComponent(`${bsnSystem}|${storyBsn}`))}` }, status: 400, rule: "no-bsn" },
  { title: "no-bsn: in the condition of a transaction entry", method: "POST", path: "", body: transaction({ resource: observation, request: { method: "POST", url: "Observation", ifNoneExist: `patient.identifier=${storyBsn}` } }), status: 400, rule: "no-bsn", expression: "Bundle.entry[0].request.ifNoneExist" },
  { title: "no-bsn: in the condition of a batch entry", method: "POST", path: "", body: { resourceType: "Bundle", type: "batch", entry: [{ resource: observation, request: { method: "PUT", url: `Observation?patient.identifier=${storyBsn}` } }] }, status: 400, rule: "no-bsn", expression: "Bundle.entry[0].request.url" },
  { title: "no-bsn: in a header", method: "GET", path: mainPatient, headers: { "x-patient": storyBsn }, status: 400, rule: "no-bsn" },
  { title: "no-bsn: in the URL of a batch entry", method: "POST", path: "", body: { resourceType: "Bundle", type: "batch", entry: [{ request: { method: "GET", url: `Patient?identifier=${bsnSystem}|${storyBsn}` } }] }, status: 400, rule: "no-bsn", expression: "Bundle.entry[0].request.url" },
  { title: "no-bsn: in the URL of a transaction entry", method: "POST", path: "", body: transaction(post(observation), { resource: { resourceType: "Patient" }, request: { method: "PUT", url: `Patient/${storyBsn}` } }), status: 400, rule: "no-bsn", expression: "Bundle.entry[1].request.url" },
  // content
  { title: "profile: a number where a list of codings belongs, in a plan", method: "POST", path: "CarePlan", body: { resourceType: "CarePlan", status: "active", intent: "plan", subject: { reference: mainPatient }, category: [{ coding: -1 }] }, status: 422, rule: "profile", expression: "CarePlan.category[0].coding" },
  { title: "profile: text where an object belongs, in a task", method: "POST", path: "Task", body: { resourceType: "Task", status: "requested", intent: "order", for: { reference: mainPatient }, code: { coding: ["opdracht"] }, owner: "x" }, status: 422, rule: "profile", expression: "Task.owner" },
  { title: "profile: an element that FHIR doesn't know", method: "POST", path: "Observation", body: { ...observation, schoenmaat: 43 }, status: 422, rule: "profile", expression: "Observation.schoenmaat" },
  { title: "limits-clear: a limit that denies and says anders too", method: "POST", path: "Consent", body: limit({ modifierExtension: [{ url: other, valueString: "alleen overdag" }] }), status: 422, rule: "limits-clear", expression: "Consent" },
  { title: "unknown-modifier: a modifier that nobody here understands", method: "POST", path: "Consent", body: limit({ modifierExtension: [{ url: "https://voorbeeld.example/niet", valueBoolean: true }] }), status: 422, rule: "unknown-modifier", expression: "Consent.modifierExtension[0]" },
  { title: "one-patient: content without a patient", method: "POST", path: "Observation", body: { ...observation, subject: undefined }, status: 422, rule: "one-patient", expression: "Observation.subject" },
  { title: "reference: to nothing", method: "POST", path: "Observation", body: { ...observation, encounter: { reference: "Encounter/onbekend" } }, status: 422, rule: "reference", expression: "Observation.encounter" },
  { title: "two domain labels", method: "POST", path: "Observation", body: { ...observation, meta: { security: ["medisch", "gedeeld"].map((code) => ({ system: "https://wijkverband.example/fhir/CodeSystem/domein", code })) } }, status: 422, rule: "no-row-no-access", expression: "Observation.meta.security" },
  { title: "own-part: a domain that this role doesn't write", method: "POST", path: "Observation", body: { ...observation, meta: { security: [{ system: "https://wijkverband.example/fhir/CodeSystem/domein", code: "verpleegkundig" }] } }, status: 403, rule: "no-row-no-access" },
  // the handover
  { title: "review-date: more than 90 days ahead", method: "POST", path: publish, body: reviewDate("2027-02-23"), status: 422, rule: "review-date", expression: "Parameters.parameter.where(name='review-date').value" },
  { title: "review-date: in the past", method: "POST", path: publish, body: reviewDate("2026-11-20"), status: 422, rule: "review-date", expression: "Parameters.parameter.where(name='review-date').value" },
  { title: "review-date: not a date", method: "POST", path: publish, body: reviewDate("morgen"), status: 400, expression: "Parameters.parameter.where(name='review-date')" },
  { title: "a parameter that the operation doesn't have", method: "POST", path: publish, body: parameters({ name: "haast", valueBoolean: true }), status: 400, expression: "Parameters.parameter.where(name='haast')" },
  { title: "basis: addressed to what is no post", method: "POST", path: publish, body: parameters({ name: "addressee", valueReference: { reference: "Organization/thuiszorg-proeftuin" } }), status: 422, rule: "basis", expression: "Parameters.parameter.where(name='addressee')" },
  { title: "gp-decides: a poh publishes", who: "poh", method: "POST", path: publish, body: parameters(), status: 403, rule: "gp-decides" },
  { title: "gp-decides: an aios withdraws", who: "aios", method: "POST", path: `${mainPatient}/$withdraw-handover`, body: parameters({ name: "reason", valueString: "x" }), status: 403, rule: "gp-decides" },
  { title: "withdrawing without reason", method: "POST", path: `${mainPatient}/$withdraw-handover`, body: parameters(), status: 422, expression: "Parameters.parameter.where(name='reason')" },
  { title: "an operation without the patient's identifier", method: "POST", path: "Patient/$palliative-handover", body: parameters(), status: 400, expression: "Parameters.parameter.where(name='identifier')" },
  // versions
  { title: "if-match-required: an update that doesn't say what it was based on", method: "PUT", path: `Consent/${directive}`, body: limit({ id: directive }), status: 400, rule: "if-match-required" },
  { title: "an If-Match that is no version", method: "PUT", path: `Consent/${directive}`, body: limit({ id: directive }), headers: { "if-match": "abc" }, status: 400 },
  { title: "if-match-required: an update based on another version", method: "PUT", path: `Consent/${directive}`, body: limit({ id: directive }), headers: { "if-match": 'W/"7"' }, status: 412, rule: "if-match-required" },
  { title: "another id in the body than in the URL", method: "PUT", path: `Consent/${directive}`, body: limit({ id: "anders" }), headers: { "if-match": 'W/"1"' }, status: 400, expression: "Consent.id" },
  // all or nothing
  { title: "a transaction with one bad entry", method: "POST", path: "", body: transaction(post(observation), post({ ...observation, status: "onzin" })), status: 422, rule: "profile", expression: "Bundle.entry[1].resource.status" },
  { title: "a transaction with a stale update", method: "POST", path: "", body: transaction(post(observation), { resource: limit({ id: directive }), request: { method: "PUT", url: `Consent/${directive}`, ifMatch: 'W/"7"' } }), status: 412, expression: "Bundle.entry[1].request.ifMatch" },
  { title: "a transaction that writes one resource twice", method: "POST", path: "", body: transaction(...[1, 2].map(() => ({ resource: limit({ id: directive }), request: { method: "PUT", url: `Consent/${directive}`, ifMatch: 'W/"1"' } }))), status: 400, expression: "Bundle.entry[1].request.url" },
  { title: "a transaction with a reference to nowhere", method: "POST", path: "", body: transaction(post({ ...observation, subject: { reference: "urn:uuid:99999999-9999-4999-8999-999999999999" } })), status: 422, rule: "reference", expression: "Bundle.entry[0].resource.subject" },
  { title: "a transaction to another server", method: "POST", path: "", body: transaction({ resource: observation, request: { method: "POST", url: "https://elders.example/fhir/Observation" } }), status: 400, expression: "Bundle.entry[0].request.url" },
  { title: "a bundle of another type", method: "POST", path: "", body: { resourceType: "Bundle", type: "collection", entry: [] }, status: 400, expression: "Bundle.type" },
  // who isn't anybody
  { title: "nobody", who: "nobody", method: "GET", path: mainPatient, status: 401 },
  { title: "a post that isn't addressed and has no consent", who: "post-huisarts-elders", method: "POST", path: "Patient/$palliative-handover", body: byBsn(mainBsn), status: 404 },
  // no ground for a visit, a write, a right
  { title: "no-row-no-access: an analyst registers a patient", who: "rho-analist", method: "POST", path: "Patient", body: { resourceType: "Patient", name: [{ text: "X" }], birthDate: "1950-01-01" }, status: 403, rule: "no-row-no-access" },
];

describe("bad input", () => {
  const demo = useDemo();

  const send = async (path: string, method: string, body: NonNullable<RequestInit["body"]> | undefined, headers: Readonly<Record<string, string>> = {}, who = "huisarts"): Promise<Answer> => {
    const response = await fetch(`${demo.url}/fhir${path === "" ? "" : `/${path}`}`, {
      method,
      headers: { ...(who !== "nobody" && { authorization: `Bearer ${await demo.token(who)}` }), ...(body !== undefined && { "content-type": "application/fhir+json" }), ...headers },
      ...(body !== undefined && { body, duplex: "half" }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      get body() {
        return JSON.parse(text) as Answer["body"];
      },
    };
  };

  test.each(refused)("$title: $status", async ({ who, method, path, body, headers, status, rule, expression, allow }) => {
    const before = storedCounts(demo);
    const bytes = body === undefined ? undefined : typeof body === "string" ? body : body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body);
    const answer = await send(path, method, bytes, headers, who);
    expect({ status: answer.status, text: answer.status === status ? undefined : answer.text }).toEqual({ status, text: undefined });
    expect(answer.body).toMatchObject({ resourceType: "OperationOutcome", issue: expect.arrayContaining([expect.objectContaining({ severity: "error" })]) });
    expect(answer.headers.get("content-type")).toBe("application/fhir+json; charset=utf-8");
    expect(faults(answer.body)).toContainEqual(expect.objectContaining({ ...(rule !== undefined && { rule }), ...(expression !== undefined && { expression }) }));
    expect(answer.headers.get("allow")).toBe(allow ?? null);
    expect(answer.text).not.toContain(mainBsn);
    expect(answer.text).not.toContain(storyBsn);
    expect(answer.text).not.toMatch(/\bat \S+ \(|node_modules|\.ts:\d/);
    expect(storedCounts(demo)).toEqual(before);
    expect(auditOf(demo, answer.headers)).toContainEqual(expect.objectContaining({ outcome: "4", outcomeDesc: expect.stringMatching(rule === undefined ? new RegExp(`^${status}`) : new RegExp(`^${status} ${rule}$`)) }));
  });

  describe("too much", () => {
    const megabytes = (count: number): string => " ".repeat(count * 1024 * 1024);
    const padded = (count: number, resource: object): string => JSON.stringify(resource).replace("{", `{${megabytes(count)}`);

    test("a resource over 5 MB is refused, by its length or as it comes in", async () => {
      const body = padded(5, observation);
      expect((await send("Observation", "POST", body)).status).toBe(413);
      expect((await send("Observation", "POST", chunked(body))).status).toBe(413);
    });

    test("a small body that unpacks to a large one is refused", async () => {
      const body = padded(30, observation);
      const quickly = (text: string) => brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } });
      for (const [encoding, pack] of [["gzip", gzipSync], ["deflate", deflateSync], ["br", quickly]] as const) {
        const bomb = pack(body);
        expect(bomb.length).toBeLessThan(100_000);
        expect([413, 415]).toContain((await send("Observation", "POST", bomb, { "content-encoding": encoding })).status);
        expect([413, 415]).toContain((await send(publish, "POST", bomb, { "content-encoding": encoding })).status);
      }
    });

    test("a body that is packed and well is read, one that is packed badly is refused", async () => {
      expect((await send("Observation", "POST", gzipSync(JSON.stringify(observation)), { "content-encoding": "gzip" })).status).toBe(201);
      expect((await send("Observation", "POST", Buffer.from("geen gzip"), { "content-encoding": "gzip" })).status).toBe(400);
      expect((await send("Observation", "POST", gzipSync(JSON.stringify(observation)).subarray(0, 60), { "content-encoding": "gzip" })).status).toBe(400);
    });

    test("a publication may be 25 MB and no more", async () => {
      expect((await send(publish, "POST", padded(24, parameters()))).status).toBe(200);
      expect((await send(publish, "POST", padded(25, parameters()))).status).toBe(413);
      expect((await send(publish, "POST", chunked(padded(25, parameters())))).status).toBe(413);
    });

    test("only a publication may", async () => {
      expect((await send(`Observation?x=/$publish-handover`, "POST", padded(6, observation))).status).toBe(413);
      expect((await send(`${mainPatient}/$assemble-handover`, "POST", padded(6, parameters()))).status).toBe(413);
    });
  });

  test("the numbers about the server are for this machine, not for whom a proxy on it lets through", async () => {
    expect((await fetch(`${demo.url}/metrics`)).status).toBe(200);
    for (const name of ["x-forwarded-for", "forwarded", "via"]) expect((await fetch(`${demo.url}/metrics`, { headers: { [name]: "203.0.113.7" } })).status).toBe(404);
  });

  describe("what a client says that isn't its to say", () => {
    test("versions, times, source and ids of its own are replaced", async () => {
      const meta = { versionId: "99", lastUpdated: "2001-01-01T00:00:00Z", source: "https://elders.example/iemand" };
      const answer = await demo.ask("huisarts", "POST", "Observation", { ...observation, id: "mijn-eigen-id", meta });
      expect(answer.status).toBe(201);
      expect(answer.body).toMatchObject({ meta: { versionId: "1", lastUpdated: demo.now.toISOString(), source: `${demo.url}/fhir/PractitionerRole/eva-fictief-huisarts` } });
      expect(answer.body.id).not.toBe("mijn-eigen-id");
    });

    test("the GP of a patient follows the registration, whatever is sent", async () => {
      const { headers, body } = await demo.ask("huisarts", "GET", mainPatient);
      const patient = { ...(body as unknown as Resource), generalPractitioner: [{ reference: "Organization/praktijk-elders" }] };
      const answer = await demo.ask("huisarts", "PUT", mainPatient, patient, { "if-match": headers.get("etag") ?? "" });
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({ generalPractitioner: [{ reference: "Organization/praktijk-voorbeeldstraat" }, { reference: "PractitionerRole/eva-fictief-huisarts" }, { reference: "PractitionerRole/bas-verzonnen-huisarts" }] });
    });

    test("a directive without label is the dossier's", async () => {
      const answer = await demo.ask("huisarts", "POST", "Consent", limit({}));
      expect(answer.status).toBe(201);
      expect((answer.body as unknown as Consent).meta?.security).toEqual([{ system: "https://wijkverband.example/fhir/CodeSystem/domein", code: "medisch" }]);
    });

    test("stranger: a reference to another patient's resource, to one that is hidden and to one that isn't there are refused with the same words", async () => {
      const hidden = await demo.ask("huisarts", "POST", "Goal", { resourceType: "Goal", lifecycleStatus: "active", description: { text: "pijn onder controle" }, subject: { reference: mainPatient } });
      expect(hidden.status).toBe(201);
      const elsewhere = await demo.ask("wijkverpleegkundige", "POST", "CarePlan", plan(`Goal/${hidden.body.id}`));
      const missing = await demo.ask("wijkverpleegkundige", "POST", "CarePlan", plan("Goal/onbekend"));
      expect(missing.status).toBe(422);
      expect(faults(missing.body)).toEqual([expect.objectContaining({ rule: "reference", expression: "CarePlan.goal[0]" })]);
      expect(elsewhere.status).toBe(422);
      expect(elsewhere.text).toBe(missing.text);

      const about = await demo.ask("huisarts", "POST", "Observation", { ...observation, subject: { reference: "Patient/patient-0001" } });
      expect(about.status).toBe(201);
      const mixed = await demo.ask("huisarts", "POST", "Observation", { ...observation, hasMember: [{ reference: `Observation/${about.body.id}` }] });
      const none = await demo.ask("huisarts", "POST", "Observation", { ...observation, hasMember: [{ reference: "Observation/onbekend" }] });
      expect(mixed.status).toBe(422);
      expect(mixed.text).toBe(none.text);
    });
  });
});

function plan(goal: string): object {
  return { resourceType: "CarePlan", status: "active", intent: "plan", category: [{ coding: [{ system: "http://snomed.info/sct", code: "243114000" }] }], subject: { reference: mainPatient }, goal: [{ reference: goal }], activity: [{ detail: { status: "in-progress", description: "hulp bij wassen", performer: [{ reference: "Organization/thuiszorg-proeftuin" }] } }] };
}

/** A body that comes in pieces and doesn't say how long it is. */
function chunked(text: string): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) controller.close();
      else controller.enqueue(bytes.subarray(at, (at += 65_536)));
    },
  });
}
