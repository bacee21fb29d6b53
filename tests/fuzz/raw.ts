import { connect } from "node:net";
import { setTimeout } from "node:timers/promises";

/** A conversation on a bare socket: what is written, in pieces with pauses (milliseconds) between, and which statuses may come back. */
export interface Raw {
  readonly name: string;
  readonly pieces: readonly (string | Uint8Array | number)[];
  /** Of all that is answered, in turn; `none`: the connection may end without an answer. */
  readonly statuses: readonly number[] | "none";
  /** The least number of answers. */
  readonly answers?: number;
  /** We hang up after the last piece, without waiting. */
  readonly leaves?: true;
  /** So many of them at once. */
  readonly times?: number;
}

const post = (headers: string, body = ""): string => `POST /fhir/Observation HTTP/1.1\r\nHost: a\r\nContent-Type: application/fhir+json\r\n${headers}\r\n\r\n${body}`;
const get = (path = "/fhir/metadata", headers = ""): string => `GET ${path} HTTP/1.1\r\nHost: a\r\n${headers}\r\n`;
const close = "Connection: close\r\n";
const websocket = get("/fhir/$subscriptions-ws", "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n");
const refused = [400, 401, 404, 405, 408, 413, 414, 417, 431, 501];

/** Every way of breaking HTTP that we know of, by name. */
export const raws: readonly Raw[] = [
  { name: "half a body, and then the end", pieces: [post("Content-Length: 1000", '{"resourceType"')], statuses: refused, leaves: true },
  { name: "half a body on 100 connections that hang up", pieces: [post("Content-Length: 1000", '{"resourceType"'), 50], statuses: refused, leaves: true, times: 100 },
  { name: "half a request line", pieces: ["GET /fhir/Pati", 100], statuses: refused, leaves: true },
  { name: "a length and chunks at once", pieces: [post("Content-Length: 5\r\nTransfer-Encoding: chunked", "0\r\n\r\nGET /fhir/Patient HTTP/1.1\r\n\r\n")], statuses: refused },
  { name: "two lengths", pieces: [post("Content-Length: 5\r\nContent-Length: 6", "12345")], statuses: refused },
  { name: "a length that is none", pieces: [post("Content-Length: +5", "12345")], statuses: refused },
  { name: "a length of 30 digits", pieces: [post(`Content-Length: ${"9".repeat(30)}`)], statuses: refused },
  { name: "a length that is negative", pieces: [post("Content-Length: -1")], statuses: refused },
  { name: "a transfer encoding spelled oddly", pieces: [post("Transfer-Encoding : chunked", "0\r\n\r\n")], statuses: refused },
  { name: "a transfer encoding that isn't known", pieces: [post("Transfer-Encoding: xchunked", "0\r\n\r\n")], statuses: refused },
  { name: "chunks whose size is no number", pieces: [post("Transfer-Encoding: chunked", "ZZ\r\nabc\r\n0\r\n\r\n")], statuses: refused },
  { name: "a chunk of 2^64 bytes", pieces: [post("Transfer-Encoding: chunked", "FFFFFFFFFFFFFFFFF\r\nabc")], statuses: refused },
  { name: "chunks that never end", pieces: [post("Transfer-Encoding: chunked", "3\r\nabc\r\n"), 200], statuses: refused, leaves: true },
  { name: "chunks with 20 kB of extensions", pieces: [post("Transfer-Encoding: chunked", `3;${"a=b;".repeat(5000)}\r\nabc\r\n0\r\n\r\n`)], statuses: refused },
  { name: "a body longer than its length says", pieces: [post("Content-Length: 2", "{}GET /fhir/Patient/willem-voorbeeld HTTP/1.1\r\nHost: a\r\n\r\n")], statuses: refused },
  { name: "a trailer that would be a header", pieces: [post("Transfer-Encoding: chunked", "2\r\n{}\r\n0\r\nAuthorization: Bearer x\r\n\r\n")], statuses: refused },
  { name: "no Host", pieces: ["GET /fhir/metadata HTTP/1.1\r\n\r\n"], statuses: refused },
  { name: "two Hosts", pieces: [get("/fhir/metadata", `Host: b\r\n${close}`)], statuses: [200, ...refused] },
  { name: "HTTP/1.0", pieces: ["GET /fhir/metadata HTTP/1.0\r\n\r\n"], statuses: [200] },
  { name: "HTTP/0.9", pieces: ["GET /\r\n", 50], statuses: refused, leaves: true },
  { name: "HTTP/2", pieces: ["PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"], statuses: refused },
  { name: "TLS", pieces: [Buffer.from("1603010200010001fc0303", "hex")], statuses: refused },
  { name: "1 MB of noise", pieces: [Buffer.alloc(1024 * 1024, 0xa5)], statuses: refused },
  { name: "lines that end with LF only", pieces: ["GET /fhir/metadata HTTP/1.1\nHost: a\n\n"], statuses: [200, ...refused] },
  { name: "a header that goes on on the next line", pieces: [get("/fhir/metadata", `Accept: application/fhir+json\r\n ;q=1\r\n${close}`)], statuses: [200, ...refused] },
  { name: "NUL in a header", pieces: [get("/fhir/metadata", "Accept: a\0b\r\n")], statuses: refused },
  { name: "bytes that aren't UTF-8 in a header and a URL", pieces: [Buffer.concat([Buffer.from("GET /fhir/Patient/"), Buffer.from([0xff, 0xfe, 0xc0, 0xaf]), Buffer.from(" HTTP/1.1\r\nHost: a\r\nAccept: "), Buffer.from([0xff, 0xed, 0xa0, 0x80]), Buffer.from("\r\nConnection: close\r\n\r\n")])], statuses: refused },
  { name: "a method that isn't known", pieces: ["GEHEIM /fhir/metadata HTTP/1.1\r\nHost: a\r\n\r\n"], statuses: refused },
  { name: "a header of 100 kB", pieces: [get("/fhir/metadata", `Accept: ${"a".repeat(100_000)}\r\n`)], statuses: [431] },
  { name: "3,000 headers", pieces: [get("/fhir/metadata", `${"A: b\r\n".repeat(2000)}${close}`)], statuses: [200, 431] },
  { name: "a URL of 100 kB", pieces: [get(`/fhir/${"a".repeat(100_000)}`)], statuses: [431, 414] },
  { name: "the URL of another server", pieces: [get("http://elders.voorbeeld.example/fhir/metadata", close)], statuses: [200, 400, 404] },
  { name: "CONNECT", pieces: ["CONNECT localhost:22 HTTP/1.1\r\nHost: localhost:22\r\n\r\n"], statuses: "none" },
  { name: "OPTIONS of all", pieces: [`OPTIONS * HTTP/1.1\r\nHost: a\r\n${close}\r\n`], statuses: [200, 204, 400, 401, 404] },
  { name: "an upgrade to HTTP/2", pieces: [get("/fhir/metadata", `Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AA\r\n`)], statuses: [200] },
  { name: "a websocket that sends what is no frame", pieces: [websocket, 100, "GET /fhir/metadata HTTP/1.1\r\nHost: a\r\n\r\n"], statuses: [101] },
  { name: "a websocket whose frame says it is 2^63 bytes", pieces: [websocket, 100, Buffer.from("81ff7fffffffffffffff00000000", "hex")], statuses: [101] },
  { name: "a websocket of 10,000 empty fragments", pieces: [websocket, 100, Buffer.concat([Buffer.from("018000000000", "hex"), ...Array.from({ length: 10_000 }, () => Buffer.from("008000000000", "hex"))])], statuses: [101] },
  { name: "a websocket that pings 5,000 times, on ten connections", pieces: [websocket, 100, Buffer.concat(Array.from({ length: 5000 }, () => Buffer.from("898000000000", "hex")))], statuses: [101], leaves: true, times: 10 },
  { name: "a websocket that sends broken UTF-8", pieces: [websocket, 100, Buffer.from("818200000000c0af", "hex")], statuses: [101] },
  { name: "300 websockets that say nothing and hang up", pieces: [websocket, 100], statuses: [101, 503], leaves: true, times: 300 },
  { name: "a websocket at another version", pieces: [websocket.replace("Version: 13", "Version: 99")], statuses: [400, 426] },
  { name: "an upgrade to a websocket where there is none", pieces: [get("/fhir/Patient", "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"), 100], statuses: [200, ...refused], leaves: true },
  { name: "100-continue, and then nothing", pieces: [post("Content-Length: 10\r\nExpect: 100-continue"), 200], statuses: [100, ...refused], leaves: true },
  { name: "an expectation that isn't known", pieces: [post("Content-Length: 0\r\nExpect: geheim\r\nConnection: close")], statuses: refused },
  { name: "fifty requests in one write", pieces: [get().repeat(49) + get("/fhir/metadata", close)], statuses: [200], answers: 50 },
  { name: "fifty requests with nobody's token in one write", pieces: [get("/fhir/Patient/willem-voorbeeld").repeat(49) + get("/fhir/Patient", close)], statuses: [401], answers: 50 },
  { name: "requests in one write, the middle one broken", pieces: [`${get()}${post("Content-Length: x")}${get()}`], statuses: [200, 400] },
  { name: "a body in single bytes", pieces: [post("Content-Length: 40\r\nConnection: close"), ...Array.from({ length: 40 }, () => ["x", 2]).flat()], statuses: refused },
  { name: "a request line that comes in a byte every 20 ms, on 200 connections", pieces: Array.from({ length: 60 }, () => ["a", 20]).flat(), statuses: refused, leaves: true, times: 200 },
  { name: "headers that come in one every 20 ms, on 200 connections", pieces: ["GET /fhir/metadata HTTP/1.1\r\nHost: a\r\n", ...Array.from({ length: 60 }, () => ["a: b\r\n", 20]).flat()], statuses: refused, leaves: true, times: 200 },
  { name: "1,000 connections that say nothing", pieces: [500], statuses: refused, leaves: true, times: 1000 },
  { name: "an answer that nobody reads", pieces: [get().repeat(500), 200], statuses: [200], leaves: true, times: 5 },
];

/** Has the conversation, all copies at once. @returns what is wrong with the answers; `undefined` when nothing is */
export async function converse(url: string, raw: Raw, patience: number): Promise<string | undefined> {
  const faults = await Promise.all(Array.from({ length: raw.times ?? 1 }, async () => await one(url, raw, patience)));
  return faults.find((fault) => fault !== undefined);
}

async function one(url: string, { pieces, statuses, answers = 0, leaves }: Raw, patience: number): Promise<string | undefined> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const heard: Buffer[] = [];
  const end = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  socket.on("error", () => {});
  socket.on("data", (bytes: Buffer) => heard.push(bytes));
  const said = (): readonly number[] => [...Buffer.concat(heard).toString("latin1").matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
  for (const piece of pieces) {
    if (socket.closed) break;
    if (typeof piece === "number") await setTimeout(piece);
    else socket.write(piece);
  }
  const since = performance.now();
  const isHeard = (): boolean => said().length >= Math.max(1, answers) && performance.now() - since > 100;
  // a connection that stays open after its answers is ended by us
  const isOver = (): boolean => leaves === true || socket.closed || isHeard() || performance.now() - since >= patience;
  while (!isOver()) await setTimeout(20);
  const isSilent = said().length === 0 && !socket.closed && leaves !== true;
  socket.destroy();
  await end;
  if (isSilent) return `no answer within ${patience} ms`;
  if (said().length < answers) return `${said().length} answers instead of ${answers}`;
  const wrong = said().find((status) => statuses === "none" || !statuses.includes(status));
  return wrong === undefined ? undefined : `status ${wrong}`;
}
