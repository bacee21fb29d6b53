import { gzipSync } from "node:zlib";
import { mainBsn, mainPatient } from "@wijkverband/server";
import { byBsn } from "../harness.ts";
import type { Sent } from "./send.ts";

/** One input that somebody made to hurt: what it is, and which statuses are a right answer to it. */
export interface Hostile {
  readonly name: string;
  readonly statuses: readonly number[];
  /** Made when it is needed: some are megabytes. */
  request(this: void): Sent;
}

const mega = 1024 * 1024;
const json = { "content-type": "application/fhir+json" };
const xml = { "content-type": "application/fhir+xml" };
const bsnSystem = "http://fhir.nl/fhir/NamingSystem/bsn";
/** About whom it is written, so that the record which others ask for stays as it was. */
const written = "Patient/patient-0001";
const subject = { reference: written };
const uuid = (number: number): string => `urn:uuid:00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;

function get(path: string, headers: Sent["headers"] = {}): () => Sent {
  return () => ({ who: "huisarts", method: "GET", path: `/fhir/${path}`, headers });
}

function post(path: string, body: () => unknown, headers: Sent["headers"] = json, method = "POST"): () => Sent {
  return () => {
    const made = body();
    return { who: "huisarts", method, path: `/fhir${path === "" ? "" : `/${path}`}`, headers, body: typeof made === "string" || made instanceof Uint8Array ? made : JSON.stringify(made) };
  };
}

const observation = (more: object = {}): object => ({ resourceType: "Observation", status: "final", code: { text: "hoest" }, subject, ...more });
const nested = (levels: number, open: string, core: string, close: string): string => open.repeat(levels) + core + close.repeat(levels);
const list = <T>(length: number, make: (index: number) => T): T[] => Array.from({ length }, (_, index) => make(index));
const observationXml = (inside: string): string => `<Observation xmlns="http://hl7.org/fhir">${inside}<status value="final"/><code><text value="hoest"/></code><subject><reference value="${written}"/></subject></Observation>`;
const refused = [400, 413, 422];

function gzipBomb(): Uint8Array {
  return gzipSync(Buffer.alloc(100 * mega, " "));
}

function patchOperation(path: string): object {
  const part = (name: string, value: object): object => ({ name, ...value });
  return { name: "operation", part: [part("type", { valueCode: "replace" }), part("path", { valueString: path }), part("value", { valueString: "a" })] };
}

function fhirPathPatch(path: string): () => Sent {
  return post("Goal/willem-beleidsdoel", () => ({ resourceType: "Parameters", parameter: [patchOperation(path)] }), { ...json, "if-match": 'W/"1"' }, "PATCH");
}

function jsonPatch(operations: () => unknown): () => Sent {
  return post("Goal/willem-beleidsdoel", operations, { "content-type": "application/json-patch+json", "if-match": 'W/"1"' }, "PATCH");
}

/** Every kind of hostile input that we know of, by name. A row is added when something new is found, and none is taken out. */
export const hostile: readonly Hostile[] = [
  // nesting
  { name: "arrays in arrays, 10,000 deep", statuses: refused, request: post("Observation", () => nested(10_000, "[", "", "]")) },
  { name: "objects in objects, 10,000 deep", statuses: refused, request: post("Observation", () => nested(10_000, '{"a":', "1", "}")) },
  { name: "arrays in arrays, 5 MB of them", statuses: refused, request: post("Observation", () => nested(2.4 * mega, "[", "", "]")) },
  { name: "an extension in an extension, 10,000 deep", statuses: refused, request: post("Observation", () => `{"resourceType":"Observation",${nested(10_000, '"extension":[{"url":"urn:x",', '"valueCode":"a"', "}]")}}`) },
  { name: "an extension in an extension, as deep as is read", statuses: [201, ...refused], request: post("Observation", () => `{"resourceType":"Observation","status":"final","code":{"text":"a"},"subject":{"reference":"${written}"},${nested(45, '"extension":[{"url":"urn:x",', '"valueCode":"a"', "}]")}}`) },
  { name: "a contained resource in a contained resource, 10,000 deep", statuses: refused, request: post("Observation", () => `{"resourceType":"Observation",${nested(10_000, '"contained":[{"resourceType":"Observation",', '"status":"final"', "}]")}}`) },
  { name: "a contained resource in a contained resource, as deep as is read", statuses: refused, request: post("Observation", () => `{"resourceType":"Observation","status":"final","code":{"text":"a"},${nested(45, '"contained":[{"resourceType":"Observation","status":"final","code":{"text":"a"},', '"subject":{"display":"x"}', "}]")}}`) },
  { name: "Parameters in Parameters, as deep as is read", statuses: refused, request: post("Patient/$palliative-handover", () => `{"resourceType":"Parameters",${nested(45, '"parameter":[{"name":"a","resource":{"resourceType":"Parameters",', '"id":"a"', "}}]")}}`) },
  { name: "a Bundle in a Bundle, as deep as is read", statuses: [...refused, 405], request: post("", () => `{"resourceType":"Bundle","type":"transaction",${nested(30, '"entry":[{"request":{"method":"POST","url":"Bundle"},"resource":{"resourceType":"Bundle","type":"transaction",', '"id":"a"', "}}]")}}`) },
  // numbers
  { name: "a decimal of 100,000 digits", statuses: [201, ...refused], request: post("Observation", () => `{"resourceType":"Observation","status":"final","code":{"text":"a"},"subject":{"reference":"${written}"},"valueQuantity":{"value":1.${"3".repeat(100_000)}}}`) },
  { name: "a decimal of 100,000 zeroes and a one", statuses: [201, ...refused], request: post("Observation", () => `{"resourceType":"Observation","status":"final","code":{"text":"a"},"subject":{"reference":"${written}"},"valueQuantity":{"value":1.${"0".repeat(100_000)}1}}`) },
  { name: "a search for a quantity of 100,000 zeroes and a one", statuses: [200, 400], request: post("Observation/_search", () => `value-quantity=1.${"0".repeat(100_000)}1&patient=willem-voorbeeld`, { "content-type": "application/x-www-form-urlencoded" }) },
  { name: "a full URL that nearly is that of a version, 20,000 times", statuses: refused, request: post("", () => ({ resourceType: "Bundle", type: "transaction", entry: [{ fullUrl: `http://x${"/Ab/c/_history/".repeat(20_000)}\n`, resource: observation(), request: { method: "POST", url: "Observation" } }] })) },
  { name: "a reference that nearly is that of a version, 60,000 times", statuses: [201, ...refused], request: post("Observation", () => observation({ performer: [{ reference: `http://x${"/Ab/c/_history/".repeat(60_000)}/` }] })) },
  { name: "a narrative of a comment full of brackets", statuses: [201, ...refused], request: post("Observation", () => observation({ text: { status: "generated", div: `<div xmlns="http://www.w3.org/1999/xhtml">a<!-- ${"<".repeat(900_000)} --></div>` } })) },
  { name: "a narrative of links without end", statuses: refused, request: post("Observation", () => observation({ text: { status: "generated", div: `<div xmlns="http://www.w3.org/1999/xhtml">a<a${' href="'.repeat(150_000)}></a></div>` } })) },
  { name: "a reason of numbers that nearly are a BSN", statuses: refused, request: post(`${mainPatient}/$break-glass`, () => ({ resourceType: "Parameters", parameter: [{ name: "reason", valueString: "+31 1234 12 12 ".repeat(300_000) }] })) },
  { name: "a note of nine digits, 100,000 times", statuses: [201, ...refused], request: post("Observation", () => observation({ note: [{ text: "123456789 ".repeat(100_000) }] })) },
  { name: "an integer of 100,000 digits", statuses: refused, request: post("Observation", () => `{"resourceType":"Observation","status":"final","code":{"text":"a"},"valueInteger":${"9".repeat(100_000)}}`) },
  { name: "a decimal with a huge exponent", statuses: refused, request: post("Observation", () => `{"resourceType":"Observation","status":"final","code":{"text":"a"},"valueQuantity":{"value":1e999999999}}`) },
  { name: "100,000 numbers with an exponent", statuses: refused, request: post("Observation", () => `{"resourceType":"Observation","status":"final","code":{"text":"a"},"component":[${list(100_000, () => "1e10").join(",")}]}`) },
  { name: "5 MB of one number", statuses: refused, request: post("Observation", () => `{"resourceType":"Observation","valueInteger":${"1".repeat(4.9 * mega)}}`) },
  { name: "a number of white space, 5 MB", statuses: refused, request: post("Observation", () => `{"resourceType":"Observation","valueInteger":${" ".repeat(4.9 * mega)}}`) },
  { name: "a search for a number of 15,000 digits", statuses: [200, 400, 414, 431], request: get(`MedicationRequest?_count=${"9".repeat(10_000)}`) },
  // size
  { name: "5 MB of one string", statuses: refused, request: post("Observation", () => observation({ note: [{ text: "a".repeat(4.9 * mega) }] })) },
  { name: "5 MB of digits in one string", statuses: refused, request: post("Observation", () => observation({ note: [{ text: "1".repeat(4.9 * mega) }] })) },
  { name: "5 MB of digits and spaces in a reason", statuses: refused, request: post(`${mainPatient}/$break-glass`, () => ({ resourceType: "Parameters", parameter: [{ name: "reason", valueString: "1 ".repeat(2.4 * mega) }] })) },
  { name: "1 MB of white space in one string", statuses: [201, ...refused], request: post("Observation", () => observation({ note: [{ text: `a${" ".repeat(mega - 2)}b` }] })) },
  { name: "1 MB of a reference", statuses: [201, ...refused], request: post("Observation", () => observation({ performer: [{ reference: `Practitioner/${"a/".repeat(500_000)}` }] })) },
  { name: "1 MB of a URL", statuses: [201, ...refused], request: post("Observation", () => observation({ extension: [{ url: `http://${"a.".repeat(500_000)}`, valueUri: "/".repeat(mega) }] })) },
  { name: "1 MB of a code", statuses: refused, request: post("Observation", () => observation({ status: "a ".repeat(500_000) })) },
  { name: "1 MB of an id", statuses: refused, request: post("Observation", () => observation({ id: "a".repeat(mega), contained: [{ resourceType: "Patient", id: "-".repeat(mega) }] })) },
  { name: "1 MB of a date", statuses: refused, request: post("Observation", () => observation({ effectiveDateTime: `2026-01-01T00:00:00.${"0".repeat(mega)}` })) },
  { name: "3 MB of base64 that ends badly", statuses: [201, ...refused], request: post("Observation", () => observation({ extension: [{ url: "urn:x", valueBase64Binary: `${"QUJD ".repeat(600_000)}=!` }] })) },
  { name: "1 MB of a narrative that never closes", statuses: refused, request: post("Observation", () => observation({ text: { status: "generated", div: `<div xmlns="http://www.w3.org/1999/xhtml">${"<p ".repeat(300_000)}` } })) },
  { name: "1 MB of a narrative of comments and entities", statuses: refused, request: post("Observation", () => observation({ text: { status: "generated", div: `<div xmlns="http://www.w3.org/1999/xhtml">${"<!--&".repeat(200_000)}</div>` } })) },
  { name: "a narrative 10,000 deep", statuses: [201, ...refused], request: post("Observation", () => observation({ text: { status: "generated", div: `<div xmlns="http://www.w3.org/1999/xhtml">${nested(10_000, "<p>", "a", "</p>")}</div>` } })) },
  { name: "an array of 100,000 numbers", statuses: refused, request: post("Observation", () => observation({ component: list(100_000, (index) => index) })) },
  { name: "an array of 100,000 codings", statuses: [201, ...refused], request: post("Observation", () => observation({ code: { coding: list(100_000, (index) => ({ code: `c${index}` })) } })) },
  { name: "an array of 100,000 references", statuses: [201, ...refused], request: post("Observation", () => observation({ hasMember: list(100_000, (index) => ({ reference: `Observation/${index}` })) })) },
  { name: "an array of 100,000 extensions with nothing in them", statuses: refused, request: post("Observation", () => observation({ extension: list(100_000, () => ({})) })) },
  { name: "an array of a million nulls", statuses: refused, request: post("Observation", () => observation({ component: list(900_000, () => null) })) },
  { name: "an object of 100,000 unknown names", statuses: refused, request: post("Observation", () => observation(Object.fromEntries(list(100_000, (index) => [`n${index}`, index])))) },
  { name: "4,000 contained Observations that all are named", statuses: refused, request: post("Observation", () => observation({ contained: list(4000, (index) => ({ resourceType: "Observation", id: `c${index}`, status: "final", code: { text: "a" } })), hasMember: list(4000, (index) => ({ reference: `#c${index}` })) })) },
  { name: "20,000 components of an Observation", statuses: [201, ...refused], request: post("Observation", () => observation({ component: list(20_000, (index) => ({ code: { text: `c${index}` }, valueQuantity: { value: index, unit: "mg" } })) })) },
  // names and text
  { name: "__proto__ as a name", statuses: refused, request: post("Observation", () => `{"resourceType":"Observation","__proto__":{"status":"final","isAdmin":true},"code":{"text":"a"}}`) },
  { name: "constructor, toString and hasOwnProperty as names", statuses: refused, request: post("Observation", () => `{"resourceType":"Observation","status":"final","code":{"text":"a"},"constructor":{"prototype":{"isAdmin":true}},"toString":1,"hasOwnProperty":null}`) },
  { name: "__proto__ as a resource type", statuses: refused, request: post("Observation", () => ({ resourceType: "__proto__" })) },
  { name: "constructor as a path", statuses: [404], request: get("constructor/prototype") },
  { name: "__proto__ as an operation's input", statuses: refused, request: post("Patient/$palliative-handover", () => `{"resourceType":"Parameters","parameter":[{"name":"__proto__","valueString":"a"},{"name":"constructor","valueString":"a"}]}`) },
  { name: "__proto__ as a search parameter", statuses: [400], request: get("Observation?__proto__=a&constructor=b&patient:__proto__.name=c") },
  { name: "names twice in one object", statuses: [201, ...refused], request: post("Observation", () => `{"resourceType":"Observation","resourceType":"Patient","status":"final","status":"geheim","code":{"text":"a"}}`) },
  { name: "half a surrogate pair", statuses: refused, request: post("Observation", () => `{"resourceType":"Observation","status":"final","code":{"text":"\\ud800 \\udc00"},"subject":{"reference":"${written}"}}`) },
  { name: "half a surrogate pair, back as XML", statuses: refused, request: post("Observation", () => `{"resourceType":"Observation","status":"final","code":{"text":"\\ud800"},"subject":{"reference":"${written}"}}`, { ...json, accept: "application/fhir+xml" }) },
  { name: "NUL in a string", statuses: [201, ...refused], request: post("Observation", () => observation({ code: { text: "a\u0000b" } })) },
  { name: "a byte order mark", statuses: [201, ...refused], request: post("Observation", () => `\ufeff${JSON.stringify(observation())}`) },
  { name: "UTF-16", statuses: [...refused, 415], request: post("Observation", () => Buffer.from(JSON.stringify(observation()), "utf16le"), { "content-type": "application/fhir+json; charset=utf-16" }) },
  { name: "bytes that aren't UTF-8", statuses: refused, request: post("Observation", () => Buffer.concat([Buffer.from('{"resourceType":"'), Buffer.from([0xc0, 0xaf, 0xed, 0xa0, 0x80, 0xff]), Buffer.from('"}')])) },
  { name: "an empty body", statuses: refused, request: post("Observation", () => "") },
  { name: "no object but null", statuses: refused, request: post("Observation", () => "null") },
  { name: "a bomb of gzip: 100 MB in 100 kB", statuses: [413], request: post("Observation", () => gzipBomb(), { ...json, "content-encoding": "gzip" }) },
  { name: "gzip that is none", statuses: [400, 415], request: post("Observation", () => "no gzip", { ...json, "content-encoding": "gzip" }) },
  // URLs
  { name: "a URL longer than a server reads", statuses: [414, 431], request: get(`Observation?code=${"a".repeat(20_000)}`) },
  { name: "a URL as long as a server reads", statuses: [200, 400], request: get(`Observation?patient=${mainPatient}&code=${"a,".repeat(6000)}`) },
  { name: "a chain of 1,000 references", statuses: [400], request: get(`Observation?${"patient.".repeat(1000)}name=a`) },
  { name: "900 chained parameters in a URL", statuses: [200, 400], request: get(`Observation?${"patient.name=a&".repeat(900)}`) },
  { name: "10,000 chained parameters in a form", statuses: [200, 400], request: post("Observation/_search", () => "patient.name=a&".repeat(10_000), { "content-type": "application/x-www-form-urlencoded" }) },
  { name: "10,000 parameters with 100 values each in a form", statuses: [413], request: post("Observation/_search", () => `code=${"a,".repeat(100)}&`.repeat(10_000), { "content-type": "application/x-www-form-urlencoded" }) },
  { name: "5 MB of one parameter in a form", statuses: [413], request: post("Observation/_search", () => `code=${"a|b,".repeat(1.2 * mega)}`, { "content-type": "application/x-www-form-urlencoded" }) },
  { name: "5 MB of ampersands in a form", statuses: [413], request: post("Observation/_search", () => "&".repeat(4.9 * mega), { "content-type": "application/x-www-form-urlencoded" }) },
  { name: "5 MB of small parameters in a form", statuses: [413], request: post("Observation/_search", () => "a=&".repeat(1.6 * mega), { "content-type": "application/x-www-form-urlencoded" }) },
  { name: "5 MB of percent signs in a form", statuses: [413], request: post("Observation/_search", () => `code=${"%".repeat(4.9 * mega)}`, { "content-type": "application/x-www-form-urlencoded" }) },
  { name: "a form of _has in _has, 1,000 deep", statuses: [400], request: post("Patient/_search", () => `${"_has:Observation:patient:".repeat(1000)}code=a`, { "content-type": "application/x-www-form-urlencoded" }) },
  { name: "1,000 times _include:iterate", statuses: [200, 400], request: post("CarePlan/_search", () => "_include:iterate=CarePlan:subject&".repeat(1000), { "content-type": "application/x-www-form-urlencoded" }) },
  { name: "a path of 5,000 segments", statuses: [404], request: get("Patient/".repeat(1500)) },
  { name: "a path encoded twice and badly", statuses: [400, 404], request: get("Patient/%25%32%65%25%32%65/%c0%ae%c0%ae/") },
  { name: "a cursor of 10,000 letters", statuses: [400, 404, 410], request: get(`Observation?patient=${mainPatient}&_cursor=${"A".repeat(10_000)}`) },
  { name: "a string search of wildcards and escapes", statuses: [200, 400], request: get(`Patient?name=${"%25_%5C*".repeat(1000)}`) },
  { name: "a date search of 10,000 digits", statuses: [400], request: get(`Observation?date=2026-01-01T00:00:00.${"1".repeat(10_000)}Z`) },
  { name: "a date search that nearly is one", statuses: [400], request: get(`Observation?date=${"2026-".repeat(2000)}`) },
  { name: "a token search of bars", statuses: [200, 400], request: get(`Observation?code=${"|".repeat(12_000)}`) },
  // bundles
  { name: "a batch of 10,000 reads", statuses: [200, ...refused], request: post("", () => ({ resourceType: "Bundle", type: "batch", entry: list(10_000, () => ({ request: { method: "GET", url: mainPatient } })) })) },
  { name: "a transaction of 10,000 creates", statuses: refused, request: post("", () => ({ resourceType: "Bundle", type: "transaction", entry: list(10_000, (index) => ({ fullUrl: uuid(index), resource: observation(), request: { method: "POST", url: "Observation" } })) })) },
  { name: "a transaction of 10,000 conditional references", statuses: refused, request: post("", () => ({ resourceType: "Bundle", type: "transaction", entry: list(10_000, (index) => ({ fullUrl: uuid(index), resource: observation({ subject: { reference: `Patient?name=n${index}` } }), request: { method: "POST", url: "Observation" } })) })) },
  { name: "a document of 10,000 entries", statuses: refused, request: post(`${mainPatient}/$publish-handover`, () => ({ resourceType: "Bundle", type: "document", entry: list(10_000, (index) => ({ fullUrl: uuid(index), resource: observation() })) })) },
  { name: "10,000 entries that are null", statuses: refused, request: post("", () => ({ resourceType: "Bundle", type: "batch", entry: list(10_000, () => null) })) },
  { name: "a transaction whose entries name each other", statuses: [200, ...refused], request: post("", () => ({ resourceType: "Bundle", type: "transaction", entry: list(90, (index) => ({ fullUrl: uuid(index), resource: observation({ hasMember: list(90, (other) => ({ reference: uuid(other) })) }), request: { method: "POST", url: "Observation" } })) })) },
  { name: "100,000 parameters of an operation", statuses: refused, request: post("Patient/$palliative-handover", () => ({ resourceType: "Parameters", parameter: list(100_000, (index) => ({ name: `p${index}`, valueString: "a" })) })) },
  { name: "900 identifiers that no operation asked for", statuses: refused, request: post("Patient/$palliative-handover", () => ({ resourceType: "Parameters", parameter: list(900, () => ({ name: "identifier", valueIdentifier: { system: bsnSystem, value: mainBsn } })) })) },
  // patches
  { name: "a FHIRPath Patch whose path repeats itself", statuses: [400, 409, 412, 422], request: fhirPathPatch(`Goal${".descendants()".repeat(8)}`) },
  { name: "a FHIRPath Patch with a regular expression that backtracks", statuses: [400, 409, 412, 422], request: fhirPathPatch("Goal.where('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.matches('^(a+)+$'))") },
  { name: "a FHIRPath Patch of nested where and repeat", statuses: [400, 409, 412, 422], request: fhirPathPatch(`Goal${".where(repeat(children()).exists()".repeat(6)}${")".repeat(6)}`) },
  { name: "a FHIRPath Patch of 100,000 parentheses", statuses: [400, 409, 412, 422], request: fhirPathPatch(nested(100_000, "(", "Goal", ")")) },
  { name: "a FHIRPath Patch of 1 MB of dots", statuses: [400, 409, 412, 422], request: fhirPathPatch("Goal.".repeat(200_000)) },
  { name: "20,000 operations in a FHIRPath Patch", statuses: [400, 409, 412, 413, 422], request: post("Goal/willem-beleidsdoel", () => ({ resourceType: "Parameters", parameter: list(20_000, () => patchOperation("Goal.description.text")) }), { ...json, "if-match": 'W/"1"' }, "PATCH") },
  { name: "a JSON Patch with a huge index", statuses: [400, 409, 412, 422], request: jsonPatch(() => [{ op: "add", path: "/note/99999999999999999999", value: {} }, { op: "add", path: "/note/4294967295", value: {} }, { op: "remove", path: "/note/1e9" }]) },
  { name: "a JSON Patch with a path of 1 MB", statuses: [400, 409, 412, 422], request: jsonPatch(() => [{ op: "replace", path: "/a".repeat(mega / 2), value: 1 }]) },
  { name: "a JSON Patch of tildes", statuses: [400, 409, 412, 422], request: jsonPatch(() => [{ op: "replace", path: `/${"~1~0~".repeat(200_000)}`, value: 1 }]) },
  { name: "a JSON Patch that doubles itself 30 times", statuses: [400, 409, 412, 413, 422], request: jsonPatch(() => [{ op: "add", path: "/note", value: [{ text: "a" }] }, ...list(30, () => ({ op: "copy", from: "/note", path: "/note/-" }))]) },
  { name: "a JSON Patch of 50,000 operations", statuses: [400, 409, 412, 413, 422], request: jsonPatch(() => [{ op: "add", path: "/note", value: [] }, ...list(50_000, () => ({ op: "add", path: "/note/0", value: { text: "a" } }))]) },
  { name: "a JSON Patch of __proto__", statuses: [400, 409, 412, 422], request: jsonPatch(() => [{ op: "add", path: "/__proto__/isAdmin", value: true }, { op: "add", path: "/constructor/prototype/isAdmin", value: true }]) },
  // XML
  { name: "XML with entities that grow", statuses: refused, request: post("Observation", () => `<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">${list(9, (index) => `<!ENTITY ${"b".repeat(index + 1)} "${`&${index === 0 ? "a" : "b".repeat(index)};`.repeat(10)}">`).join("")}]>${observationXml('<id value="&bbbbbbbbb;"/>')}`, xml) },
  { name: "XML with an entity of a file", statuses: refused, request: post("Observation", () => `<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>${observationXml('<id value="&a;"/>')}`, xml) },
  { name: "XML with an attribute of 5 MB", statuses: [201, ...refused], request: post("Observation", () => observationXml(`<id value="${"a".repeat(4.9 * mega)}"/>`), xml) },
  { name: "XML with an attribute of 5 MB of references to characters", statuses: [201, ...refused], request: post("Observation", () => observationXml(`<id value="${"&#97;".repeat(mega - 100)}"/>`), xml) },
  { name: "XML 10,000 deep", statuses: refused, request: post("Observation", () => observationXml(nested(10_000, '<extension url="a">', "", "</extension>")), xml) },
  { name: "XML of 5 MB of small elements", statuses: refused, request: post("Observation", () => observationXml('<note><text value="a"/></note>'.repeat(160_000)), xml) },
  { name: "XML of as many small elements as are read", statuses: refused, request: post("Observation", () => observationXml('<note><text value="a"/></note>'.repeat(74_000)), xml) },
  { name: "XML of 5 MB of namespaces", statuses: refused, request: post("Observation", () => observationXml(`<id ${list(100_000, (index) => `xmlns:n${index}="urn:n${index}"`).join(" ")} value="a"/>`), xml) },
  { name: "XML of 5 MB in a comment", statuses: [201, ...refused], request: post("Observation", () => observationXml(`<!-- ${"- ".repeat(2.4 * mega)} -->`), xml) },
  { name: "XML of 5 MB in a narrative", statuses: refused, request: post("Observation", () => observationXml(`<text><status value="generated"/><div xmlns="http://www.w3.org/1999/xhtml">${"<b>a</b>".repeat(600_000)}</div></text>`), xml) },
  { name: "XML of 5 MB of white space", statuses: [201, ...refused], request: post("Observation", () => observationXml(" \n".repeat(2.4 * mega)), xml) },
  { name: "XML that is cut off after 5 MB", statuses: refused, request: post("Observation", () => `<Observation xmlns="http://hl7.org/fhir">${"<note><text>".repeat(400_000)}`, xml) },
  { name: "JSON that is cut off after 5 MB", statuses: refused, request: post("Observation", () => `{"resourceType":"Observation","note":[${'{"text":"a"},'.repeat(370_000)}`) },
  { name: "JSON of 5 MB of small objects", statuses: refused, request: post("Observation", () => observation({ note: list(370_000, () => ({ text: "a" })) })) },
  { name: "JSON of 5 MB of empty objects", statuses: refused, request: post("Observation", () => observation({ note: list(1_600_000, () => ({})) })) },
  { name: "JSON of 5 MB of small numbers in many objects", statuses: refused, request: post("Observation", () => observation({ component: list(250_000, () => ({ valueInteger: 1.0e5 })) })) },
  { name: "a body of as many small values as are read", statuses: [201, ...refused], request: post("Observation", () => observation({ code: { coding: list(12_000, (index) => ({ code: `c${index}` })) } })) },
  { name: "a body of as many references as are read", statuses: [201, ...refused], request: post("Observation", () => observation({ hasMember: list(12_000, (index) => ({ reference: `Observation/${index}` })) })) },
  { name: "a body of as many unknown names as are read", statuses: refused, request: post("Observation", () => observation(Object.fromEntries(list(24_900, (index) => [`n${index}`, index])))) },
  { name: "a body of as many contained resources as are read", statuses: [201, ...refused], request: post("Observation", () => observation({ contained: list(3000, (index) => ({ resourceType: "Observation", id: `c${index}`, status: "final", code: { text: "a" } })), hasMember: list(3000, (index) => ({ reference: `#c${index}` })) })) },
  { name: "a body of as many empty extensions as are read", statuses: refused, request: post("Observation", () => observation({ extension: list(24_900, () => ({})) })) },
  { name: "XML of as many elements as are read, on the last of which it fails", statuses: refused, request: post("Observation", () => observationXml('<note><text value="a"/></note>'.repeat(11_900)), xml) },
  { name: "five strings as long as may be, to be read back", statuses: [201], request: post("Observation", () => observation({ note: list(4, (index) => ({ text: `${index}`.repeat(mega) })) })) },
  { name: "five narratives as long as may be, back as XML", statuses: [201, ...refused], request: post("Observation", () => observation({ text: { status: "generated", div: `<div xmlns="http://www.w3.org/1999/xhtml">${"<b>a</b>".repeat(130_000)}</div>` } }), { ...json, accept: "application/fhir+xml" }) },
  { name: "a batch of 500 reads", statuses: [200], request: post("", () => ({ resourceType: "Bundle", type: "batch", entry: list(500, () => ({ request: { method: "GET", url: mainPatient } })) })) },
  { name: "a batch of 500 searches", statuses: [200], request: post("", () => ({ resourceType: "Bundle", type: "batch", entry: list(500, () => ({ request: { method: "GET", url: "Consent?patient=willem-voorbeeld&_include=*" } })) })) },
  { name: "a batch of 30 handovers", statuses: [200], request: post("", () => ({ resourceType: "Bundle", type: "batch", entry: list(30, () => ({ request: { method: "POST", url: "Patient/$palliative-handover" }, resource: byBsn(mainBsn) })) })) },
  { name: "a transaction of 500 creates", statuses: [200], request: post("", () => ({ resourceType: "Bundle", type: "transaction", entry: list(500, (index) => ({ fullUrl: uuid(index), resource: observation({ identifier: [{ system: "urn:fuzz", value: `${index}` }] }), request: { method: "POST", url: "Observation" } })) })) },
  { name: "a transaction of 500 creates that each fail", statuses: refused, request: post("", () => ({ resourceType: "Bundle", type: "transaction", entry: list(500, (index) => ({ fullUrl: uuid(index), resource: observation({ status: "geheim", subject: { reference: "Patient/nobody" } }), request: { method: "POST", url: "Observation" } })) })) },
  { name: "a transaction of 500 conditional creates", statuses: [200, ...refused], request: post("", () => ({ resourceType: "Bundle", type: "transaction", entry: list(500, (index) => ({ fullUrl: uuid(index), resource: observation(), request: { method: "POST", url: "Observation", ifNoneExist: `identifier=urn:none|${index}&patient=patient-0001` } })) })) },
  { name: "a document with an attachment of 24 MB", statuses: refused, request: post(`${mainPatient}/$publish-handover`, () => ({ resourceType: "Parameters", parameter: [{ name: "document", resource: { resourceType: "Bundle", type: "document", identifier: { value: "a" }, timestamp: "2026-11-24T00:00:00Z", entry: [{ fullUrl: uuid(1), resource: { resourceType: "Composition", status: "final", title: "a" } }, { fullUrl: uuid(2), resource: { resourceType: "DocumentReference", status: "current", content: [{ attachment: { data: "QUJD".repeat(6 * mega) } }] } }] } }] })) },
  { name: "a document whose entries all name each other", statuses: refused, request: post(`${mainPatient}/$publish-handover`, () => ({ resourceType: "Bundle", type: "document", identifier: { value: "a" }, timestamp: "2026-11-24T00:00:00Z", entry: [{ fullUrl: uuid(0), resource: { resourceType: "Composition", status: "final", section: [{ entry: list(2400, (index) => ({ reference: uuid(2400 - index) })) }] } }, ...list(2400, (index) => ({ fullUrl: uuid(index + 1), resource: { resourceType: "Observation", status: "final", subject: { reference: uuid(index) } } }))] })) },
  { name: "everything of a patient", statuses: [200], request: get(`${written}/$everything?_count=200`) },
  { name: "everything of a patient, in XML", statuses: [200], request: get(`${written}/$everything?_count=200`, { accept: "application/fhir+xml" }) },
  { name: "a page of 200 of what was written here", statuses: [200], request: get(`Observation?patient=patient-0001&_count=200&_include=Observation:has-member`) },
  { name: "the history of what was written here", statuses: [200], request: get(`Observation/_history?_count=200&_total=accurate`) },
  { name: "the history of what was written here, in XML", statuses: [200], request: get(`Observation/_history?_count=200`, { accept: "application/fhir+xml" }) },
  { name: "the metadata, again and again in one batch", statuses: [200], request: get("metadata") },
  // headers
  { name: "an Authorization header of 10,000 letters", statuses: [401], request: () => ({ who: undefined, method: "GET", path: `/fhir/${mainPatient}`, headers: { authorization: `Bearer ${"a.".repeat(5000)}` } }) },
  { name: "a token whose parts are JSON bombs", statuses: [401], request: () => ({ who: undefined, method: "GET", path: `/fhir/${mainPatient}`, headers: { authorization: `Bearer ${Buffer.from(nested(3000, "[", "", "]")).toString("base64url")}.${Buffer.from(nested(1000, '{"a":', "1", "}")).toString("base64url")}.AA` } }) },
  { name: "an Accept header of 10,000 alternatives", statuses: [200, 400, 406], request: get(mainPatient, { accept: "a/b;q=0.1,".repeat(1000) }) },
  { name: "an Accept-Language of 10,000 letters", statuses: [200, 400], request: get(mainPatient, { "accept-language": "nl-".repeat(3000) }) },
  { name: "a Prefer header of 10,000 letters", statuses: [200, 400], request: get(mainPatient, { prefer: `${"return=".repeat(1500)};,` }) },
  { name: "a Content-Type of 10,000 letters", statuses: [400, 415], request: post("Observation", () => "{}", { "content-type": `application/fhir+json${"; a=b".repeat(2000)}x` }) },
  { name: "an If-Match of 10,000 versions", statuses: [400, 412, 422], request: post("Goal/willem-beleidsdoel", () => "[]", { "content-type": "application/json-patch+json", "if-match": 'W/"1",'.repeat(2000) }, "PATCH") },
  { name: "an If-None-Exist of 10,000 letters", statuses: [400, 412, 422, 201], request: post("Observation", () => observation(), { ...json, "if-none-exist": `code=${"a|b,".repeat(2500)}` }) },
  { name: "a traceparent of 10,000 letters", statuses: [200], request: get(mainPatient, { traceparent: "00-".repeat(3000) }) },
  // the token endpoint
  { name: "5 MB for the token endpoint", statuses: [400, 401, 413], request: () => ({ who: undefined, method: "POST", path: "/oauth/token", headers: { "content-type": "application/x-www-form-urlencoded" }, body: `grant_type=client_credentials&scope=${"a ".repeat(2.4 * mega)}` }) },
  { name: "50,000 parameters for the token endpoint", statuses: [400, 401, 413], request: () => ({ who: undefined, method: "POST", path: "/oauth/token", headers: { "content-type": "application/x-www-form-urlencoded" }, body: "grant_type=client_credentials&".repeat(1500) }) },
  { name: "an ordinary question, to compare with", statuses: [200], request: post("Patient/$palliative-handover", () => byBsn(mainBsn)) },
];
