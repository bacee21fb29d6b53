import { stringifyJson } from "@wijkverband/fhir";
import { Anomaly } from "@wijkverband/fhir";
import { deflateSync, gzipSync } from "node:zlib";
import type { Random } from "../../oracle/random.ts";
import type { Sent } from "../send.ts";
import { drawAny, drawBundle, drawFhirPathPatch, drawJsonPatch, drawParameters } from "./draw-body.ts";
import { drawHeaders, drawPerson } from "./draw-headers.ts";
import { drawPath, drawQuery } from "./draw-url.ts";
import type { Json, JsonObject, Material } from "./material.ts";
import { drawOdd, textOf } from "./odd-values.ts";
import { spoil, spoilText } from "./spoil.ts";

/** A request that makes sense, before it is spoilt. */
interface Meant {
  readonly method: string;
  readonly path: string;
  readonly body?: Json;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a request means, each form as often as its number says. */
const forms: readonly (readonly [number, (random: Random, material: Material) => Meant])[] = [
  [20, search],
  [6, searchByForm],
  [14, anyPath],
  [16, write],
  [14, operation],
  [8, (random, material) => ({ method: "POST", path: "", body: drawBundle(random, material) })],
  [8, patch],
  [3, page],
  [1, (random) => ({ method: random.pick(["GET", "HEAD", "POST"]), path: random.pick(["../healthz", "../readyz", "../", "../openapi.json", "../.well-known/jwks.json", "../oauth/token", "../oauth/jwks", "../metrics", "../docs", "../x"]), ...(random.chance(0.5) && { body: drawOdd(random), contentType: "application/x-www-form-urlencoded" }) })],
];
const sum = forms.reduce((total, [share]) => total + share, 0);

/** Draws one request. The same seed and the same answers before give the same request. */
export function drawRequest(random: Random, material: Material): Sent {
  let place = random.whole(1, sum);
  const [, draw] = forms.find(([share]) => (place -= share) <= 0) ?? forms[0]!;
  const { method, path, body, contentType, headers } = draw(random, material);
  const who = drawPerson(random, material);
  const url = `/fhir/${path}`.replace("/fhir/../", "/").replace(/^\/fhir\/(?=\/fhir\/)/, "");
  const sent = { who, method, path: url.replaceAll(/[^\x21-\x7e]/g, "%"), headers: { ...headers, ...drawHeaders(random) } };
  if (body === undefined) return sent;
  return { ...sent, ...bodyOf(random, material, body, contentType, sent.headers) };
}

/** The body as it goes over the wire: spoilt or not, in JSON or XML, packed or in pieces. */
function bodyOf(random: Random, { codec }: Material, body: Json, contentType: string | undefined, headers: Readonly<Record<string, string>>): Pick<Sent, "body" | "headers" | "chunked"> {
  let spoilt = body;
  if (contentType === undefined) for (let times = random.chance(0.45) ? 0 : random.whole(1, 3); times > 0; times -= 1) spoilt = spoil(random, spoilt);
  const form = contentType === "application/x-www-form-urlencoded" && typeof body === "string";
  let text = form ? body : stringifyJson(spoilt);
  let type = contentType ?? (random.chance(0.9) ? "application/fhir+json" : "application/json");
  if (contentType === undefined && random.chance(0.2)) {
    try {
      text = codec.resourceToXml(text);
      type = "application/fhir+xml";
    } catch (thrown) {
      if (!(thrown instanceof Anomaly)) throw thrown;
    }
  }
  if (random.chance(0.04)) text = spoilText(random, text);
  const plain = random.chance(0.01) ? Buffer.from(text, random.pick(["utf16le", "latin1"])) : Buffer.from(text);
  const packing = random.chance(0.03) ? random.pick(["gzip", "deflate"]) : undefined;
  const bytes = packing === undefined ? plain : packing === "gzip" ? gzipSync(plain) : deflateSync(plain);
  return { body: bytes, chunked: random.chance(0.03), headers: { "content-type": type, ...(packing !== undefined && { "content-encoding": packing }), ...headers } };
}

function search(random: Random, material: Material): Meant {
  const type = random.pick(material.types);
  return { method: random.chance(0.95) ? "GET" : "HEAD", path: `${type}?${drawQuery(random, material, type)}` };
}

function searchByForm(random: Random, material: Material): Meant {
  const type = random.pick(material.types);
  return { method: "POST", path: `${type}/_search${random.chance(0.1) ? `?${drawQuery(random, material, type)}` : ""}`, body: drawQuery(random, material, type), contentType: "application/x-www-form-urlencoded" };
}

function anyPath(random: Random, material: Material): Meant {
  const type = random.pick(material.types);
  const method = random.pick(["GET", "GET", "GET", "GET", "HEAD", "OPTIONS", "DELETE", "POST", "PUT", "PATCH", "TRACE", "PROPFIND", "QUERY"]);
  const query = random.chance(0.3) ? `?${drawQuery(random, material, type)}` : "";
  return { method, path: `${drawPath(random, material, type)}${query}`, ...(/^P[OUA]/.test(method) && { body: random.chance(0.5) ? drawAny(random, material, type) : drawOdd(random) }) };
}

function write(random: Random, material: Material): Meant {
  const known = random.chance(0.5) && material.seen.resources.length > 0 ? random.pick(material.seen.resources) : undefined;
  if (known !== undefined) return { method: random.chance(0.95) ? "PUT" : "DELETE", path: referenceOf(known), body: known, headers: { "if-match": versionOf(known) } };
  const type = random.pick(material.types);
  const resource = drawAny(random, material, type);
  const form = random.whole(0, 9);
  if (form <= 5) return { method: "POST", path: random.chance(0.97) ? type : random.pick(material.types), body: resource };
  const match = { "if-match": random.pick(['W/"1"', 'W/"1"', 'W/"2"', "*"]) };
  if (form === 6) return { method: random.pick(["PUT", "DELETE"]), path: `${type}?${drawQuery(random, material, type)}`, body: resource, headers: match };
  const id = random.chance(0.8) && typeof resource["id"] === "string" ? resource["id"] : "nobody";
  return { method: "PUT", path: `${type}/${id}`, body: { ...resource, id }, headers: match };
}

function operation(random: Random, material: Material): Meant {
  const { code, resource, instance, type } = random.pick(material.operations);
  const on = resource?.[0] ?? "Patient";
  const id = random.chance(0.85) && on === "Patient" ? (random.chance(0.5) ? "willem-voorbeeld" : (random.pick(material.patients).split("/")[1] ?? "")) : (random.pick(material.seen.references.filter((each) => each.startsWith(`${on}/`)).concat(`${on}/nobody`)).split("/")[1] ?? "");
  return { method: "POST", path: instance && (!type || random.chance(0.6)) ? `${on}/${id}/$${code}` : `${on}/$${code}`, body: drawParameters(random, material, code) };
}

function patch(random: Random, material: Material): Meant {
  const { resources } = material.seen;
  const target = random.chance(0.1) || resources.length === 0 ? random.pick(material.examples) : random.pick(resources);
  const isJson = random.chance(0.5);
  const path = random.chance(0.9) ? referenceOf(target) : `${textOf(target["resourceType"])}?${drawQuery(random, material, textOf(target["resourceType"]))}`;
  const headers = { "if-match": random.chance(0.9) ? versionOf(target) : random.pick(['W/"1"', 'W/"2"', "*"]) };
  return isJson ? { method: "PATCH", path, body: drawJsonPatch(random, target), contentType: "application/json-patch+json", headers } : { method: "PATCH", path, body: drawFhirPathPatch(random, target), headers };
}

function referenceOf(resource: JsonObject): string {
  return `${textOf(resource["resourceType"])}/${textOf(resource["id"])}`;
}

function versionOf({ meta }: JsonObject): string {
  return `W/"${textOf((meta as JsonObject | undefined)?.["versionId"] ?? "1")}"`;
}

/** A page that an earlier answer named, whole or spoilt. */
function page(random: Random, material: Material): Meant {
  const { urls } = material.seen;
  if (urls.length === 0) return search(random, material);
  const url = random.pick(urls);
  return { method: "GET", path: random.chance(0.5) ? url : spoilText(random, url).slice(0, 8000) };
}
