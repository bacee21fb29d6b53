import type { Random } from "../../oracle/random.ts";
import type { Material } from "./material.ts";

/** Header lines that a client may send, and some that none should. */
const lines: Readonly<Record<string, readonly string[]>> = {
  accept: ["application/fhir+json", "application/fhir+xml", "application/fhir+xml; q=0.5, application/fhir+json; q=0.4", "text/html", "application/pdf", "text/xml; q=0.1", "*/*", "*/*;q=0", "application/fhir+json; fhirVersion=3.0", "application/fhir+json; fhirVersion=4.0", "application/fhir+turtle", ";;;", "q=", "text/html;q=a", ","],
  "accept-language": ["nl", "en;q=0.8", "*", "x-y-z", ";", "nl-NL,nl;q=0.9"],
  "accept-encoding": ["gzip", "br", "gzip, br;q=0.1", "*", "identity;q=0", "x"],
  "accept-charset": ["utf-8", "latin1"],
  prefer: ["return=minimal", "return=representation", "return=OperationOutcome", "handling=lenient", "handling=strict", "respond-async", "return=minimal, handling=lenient", "return=", "return=x", ";;"],
  "if-match": ['W/"1"', 'W/"2"', '"1"', "1", "*", 'W/"a"', 'W/"1", W/"2"', "W/", '"'],
  "if-none-match": ['W/"1"', "*", '"x"', 'W/"1", W/"2"'],
  "if-modified-since": ["Tue, 24 Nov 2026 02:00:00 GMT", "2026-11-24", "x", "Thu, 01 Jan 1970 00:00:00 GMT"],
  "if-unmodified-since": ["Tue, 24 Nov 2020 02:00:00 GMT", "x"],
  "if-none-exist": ["identifier=a|b", "patient=willem-voorbeeld", "_id=willem-voorbeeld", "x=y", "", "&&&", "Observation?code=a", "code=%"],
  "x-request-id": ["11111111-1111-4111-8111-111111111111", "999911120", "a b", "<script>"],
  traceparent: ["00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "00-00000000000000000000000000000000-0000000000000000-00", "x", "ff-"],
  "x-forwarded-for": ["192.0.2.7", "a, b, c", "::", "127.0.0.1"],
  "x-http-method-override": ["DELETE", "GET"],
  "x-provenance": ['{"resourceType":"Provenance"}', "{"],
  origin: ["https://elders.voorbeeld.example", "null"],
  range: ["bytes=0-1", "x"],
  cookie: ["a=b", "session=<x>"],
  host: ["elders.voorbeeld.example", "localhost:0", "a b"],
  "content-language": ["nl"],
  te: ["trailers"],
};

const contentTypes = ["application/fhir+json", "application/json", "application/fhir+json; charset=latin1", "application/fhir+json; charset=utf-8", "application/fhir+json; fhirVersion=3.0", "application/fhir+xml", "text/xml", "application/xml", "application/x-www-form-urlencoded", "application/json-patch+json", "application/merge-patch+json", "multipart/form-data; boundary=a", "text/plain", "", "*/*", ";", "application/fhir+json;;;", "x"];

const authorizations = ["Bearer", "Bearer ", "Bearer a.b.c", "Basic YTpi", "DPoP a.b.c", "bearer x", "Bearer eyJhbGciOiJub25lIn0.eyJpc3MiOiJhIn0.", "Negotiate x", "Bearer a,Bearer b"];

/** Headers besides those that belong to the body. */
export function drawHeaders(random: Random): Record<string, string> {
  const headers: Record<string, string> = {};
  const names = Object.keys(lines);
  const count = random.chance(0.75) ? 0 : random.whole(1, 3);
  for (let index = 0; index < count; index += 1) {
    const name = random.pick(names);
    headers[name] = random.pick(lines[name] ?? [""]);
  }
  if (random.chance(0.02)) headers["content-type"] = random.pick(contentTypes);
  if (random.chance(0.02)) headers["content-encoding"] = random.pick(["gzip", "br", "deflate", "identity", "x", "gzip, gzip", "zstd"]);
  if (random.chance(0.01)) headers["expect"] = random.pick(["100-continue", "x"]);
  if (random.chance(0.01)) headers["authorization"] = random.pick(authorizations);
  if (random.chance(0.02)) headers["dpop"] = random.pick(["a.b.c", "x", "eyJ0eXAiOiJkcG9wK2p3dCJ9.e30.AA"]);
  return headers;
}

/** Who asks: mostly those who may do much, sometimes anybody, and nobody. */
export function drawPerson(random: Random, { people }: Material): string | undefined {
  if (random.chance(0.01)) return undefined;
  return random.chance(0.8) ? random.pick(["huisarts", "huisarts", "huisarts", "huisarts", "wijkverpleegkundige", "post-huisarts", "patient"]) : random.pick(people);
}
