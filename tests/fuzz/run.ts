import type { Bundle, CapabilityStatement, Parameters, Patient } from "hl7-fhir-r4-types";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { byBsn, valueOf } from "../harness.ts";
import { createRandom } from "../oracle/random.ts";
import { drawRequest } from "./draw/draw-request.ts";
import { control, gatherMaterial, remember } from "./draw/material.ts";
import { hostile } from "./hostile.ts";
import { faultOf } from "./judge.ts";
import { converse, raws } from "./raw.ts";
import { NoAnswer, send, type Got, type Sent } from "./send.ts";
import { logFile, startServer, type Server } from "./server.ts";
import { createSuspects, longestStall } from "./suspects.ts";

/** `npm run fuzz -- --requests 1000000 [--seed n] [--at-once 8] [--again file]`: see docs/limits.md. Ends with 1 when anything fails. */
const { values } = parseArgs({ options: { requests: { type: "string", default: "20000" }, seed: { type: "string" }, "at-once": { type: "string", default: "8" }, most: { type: "string", default: "25" }, again: { type: "string" } } });
const requests = Number(values.requests);
const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000_000));

/** Milliseconds: after which no answer counts as a hang, and for which nothing may keep the others waiting. */
const patience = 5000;
const stall = 200;
/** Bytes that memory may grow by between the first tenth and the end: the heap after its garbage was collected, and the whole process, in which SQLite has its pages. */
const mostHeap = 64 * 1024 * 1024;
const mostRss = 384 * 1024 * 1024;

const hang = "no answer in time";
const began = performance.now();
const statuses = new Map<number, number>();
const told = new Map<string, number>();
let passed = 0;
let failed = 0;

{
  await using server = await startServer();
  if (values.again === undefined) await all(server);
  else await again(server, values.again);
}
say(`  statuses (0: the client or the server hung up): ${[...statuses].toSorted(([one], [other]) => one - other).map(([status, times]) => `${status} ${times}`).join(", ")}`);
say(`fuzz: ${requests} requests in ${((performance.now() - began) / 1000).toFixed(1)} s, seed ${seed}`);
say(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

async function all(server: Server): Promise<void> {
  say(`fuzz: ${hostile.length} hostile inputs, ${raws.length} broken exchanges, ${requests} requests, seed ${seed}`);
  check("somebody's handover can be read at 03:00", await handoverStatus(server), "current");
  await eachHostile(server);
  await eachRaw(server);
  await atRandom(server);
  if (server.ended !== undefined) return fail("the server's process", server.ended);
  const { delays } = await server.loop();
  say(`  event loop: half of its turns within ${delays.p50.toFixed(0)} ms, 99 % within ${delays.p99.toFixed(0)} ms, the longest ${delays.max.toFixed(0)} ms (of which garbage collected by us, and other programs)`);
  check("the handover at 03:00 is as before", await handoverStatus(server), "current");
  const { findings, events } = await server.audit();
  check(`the audit of ${events} events is whole`, findings.slice(0, 5).join("; "), "");
}

/** Each by itself: the right status in time, and nobody kept waiting. */
async function eachHostile(server: Server): Promise<void> {
  let longest = 0;
  for (const one of hostile) {
    const { name, statuses: right } = one;
    const sent = one.request();
    const answered = await askAlone(server, sent);
    const fault = typeof answered === "string" ? answered : (faultOf(sent, answered) ?? (right.includes(answered.status) ? undefined : `status ${answered.status}, not ${right.join(" or ")}: ${answered.text.slice(0, 200)}`));
    const blocked = fault === undefined ? await longestStall(server, async () => void (await ask(server, sent)), stall) : 0;
    longest = Math.max(longest, blocked);
    if (fault !== undefined) fail(name, fault);
    else if (blocked > stall) fail(name, `the event loop stood still for ${blocked.toFixed(0)} ms, three times`);
    else passed += 1;
  }
  say(`  hostile inputs: the event loop stood still for ${longest.toFixed(0)} ms at most`);
}

async function eachRaw(server: Server): Promise<void> {
  for (const raw of raws) {
    const fault = (await converse(server.url, raw, patience)) ?? (server.ended === undefined ? undefined : `the server ended: ${server.ended}`);
    const after = await ask(server, { who: undefined, method: "GET", path: "/fhir/metadata", headers: {} });
    const dead = typeof after === "string" ? after : after.status === 200 ? undefined : `status ${after.status}`;
    if (fault !== undefined || dead !== undefined) fail(raw.name, fault ?? `afterwards the server doesn't answer: ${dead}`);
    else passed += 1;
  }
}

/** Some at once, as they come; what was under way when the loop stood still is tried again alone. */
async function atRandom(server: Server): Promise<void> {
  const metadata = await ask(server, { who: undefined, method: "GET", path: "/fhir/metadata", headers: {} });
  if (typeof metadata === "string") return fail("metadata", metadata);
  const found = await ask(server, { who: "huisarts", method: "GET", path: "/fhir/Patient?_count=50", headers: {} });
  if (typeof found === "string") return fail("patients", found);
  const patients = (JSON.parse(found.text) as Bundle).entry?.map(({ resource }) => `Patient/${resource?.id}`) ?? [];
  const material = gatherMaterial(JSON.parse(metadata.text) as CapabilityStatement, patients);
  for (const type of material.types) {
    const page = await ask(server, { who: "huisarts", method: "GET", path: `/fhir/${type}?_count=50`, headers: {} });
    if (typeof page !== "string") remember(material, undefined, page.text);
  }
  // what stood still before is told of by then
  await server.loop();
  const suspects = createSuspects();
  const at = { next: 0, sent: 0 };
  const hung: Sent[] = [];
  let base: { readonly rss: number; readonly heap: number } | undefined;
  let shown = performance.now();
  const tenth = Math.max(1, Math.floor(requests / 10));
  const worker = async (): Promise<void> => {
    while (at.next < requests && failed < Number(values.most) && server.ended === undefined) {
      const number = at.next++;
      const request = drawRequest(createRandom(seed * 31 + number * 2_654_435_761), material);
      const end = suspects.begin(request);
      const answered = await ask(server, request);
      end();
      at.sent += 1;
      // other programs on the machine may have kept the server from answering
      if (answered === hang) {
        hung.push(request);
        continue;
      }
      if (answered === "unsendable") {
        statuses.set(0, (statuses.get(0) ?? 0) + 1);
        continue;
      }
      const fault = typeof answered === "string" ? answered : faultOf(request, answered);
      if (fault === undefined) passed += 1;
      else fail(`request ${number}, ${request.who} ${request.method} ${request.path.slice(0, 200)}`, fault, request, typeof answered === "string" ? "" : answered.text);
      if (typeof answered !== "string") remember(material, String(answered.headers["location"] ?? ""), answered.text);
    }
  };
  const watch = async (): Promise<void> => {
    while (at.sent < requests) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      if (server.ended !== undefined || failed >= Number(values.most)) return;
      suspects.accuse((await server.loop()).stalls);
      if (base === undefined && at.sent >= tenth) base = await server.memory();
      if (performance.now() - shown > 15_000) {
        shown = performance.now();
        say(`  ${at.sent} requests, ${failed} failed, ${suspects.count()} stalls, ${((shown - began) / 1000).toFixed(0)} s`);
      }
    }
  };
  await Promise.all([watch(), ...Array.from({ length: Number(values["at-once"]) }, worker)]);
  if (server.ended !== undefined) return;
  suspects.accuse((await server.loop()).stalls);
  const after = await server.memory();
  const grown = { heap: after.heap - (base ?? after).heap, rss: after.rss - (base ?? after).rss };
  say(`  memory: heap ${mb(after.heap)} MB (${mb(grown.heap)} more than after a tenth), process ${mb(after.rss)} MB (${mb(grown.rss)} more)`);
  check("the heap grows by 64 MB at most", grown.heap <= mostHeap ? "" : `${mb(grown.heap)} MB`, "");
  check("the process grows by 384 MB at most", grown.rss <= mostRss ? "" : `${mb(grown.rss)} MB`, "");
  for (const request of hung.slice(0, 20)) {
    const answered = await askAlone(server, request);
    const fault = typeof answered === "string" ? answered : faultOf(request, answered);
    if (fault === undefined) passed += 1;
    else fail(`${request.who} ${request.method} ${request.path.slice(0, 200)}, sent again alone`, fault, request);
  }
  const { times, worst } = suspects.worst(60);
  let longest = 0;
  for (const request of worst) {
    const blocked = await longestStall(server, async () => void (await ask(server, request)), stall);
    longest = Math.max(longest, blocked);
    if (blocked > stall) fail(`${request.who} ${request.method} ${request.path.slice(0, 200)}`, `the event loop stood still for ${blocked.toFixed(0)} ms, three times`, request);
  }
  say(`  ${hung.length} requests had no answer within ${patience} ms with all at once`);
  say(`  event loop: ${times} stalls over ${stall} ms with all at once; ${worst.length} requests sent again alone, of which the longest took ${longest.toFixed(0)} ms`);
}

/** With nothing else under way: what the server itself takes, in time of the processor, which others on the machine may use as well. */
async function askAlone(server: Server, sent: Sent): Promise<Got | string> {
  const before = await server.loop();
  const answered = await ask(server, sent, 12 * patience);
  const took = server.ended === undefined ? (await server.loop()).computed - before.computed : 0;
  return took > patience ? `computed for ${took.toFixed(0)} ms` : answered;
}

async function ask(server: Server, sent: Sent, wait = patience): Promise<Got | string> {
  try {
    const got = await send(server.url, sent, wait, sent.who === undefined ? undefined : await server.token(sent.who));
    statuses.set(got.status, (statuses.get(got.status) ?? 0) + 1);
    return got;
  } catch (thrown) {
    // a connection that the server ended: what was sent couldn't be read as HTTP, or came too late
    if (thrown instanceof NoAnswer) return thrown.message === "hang" || server.ended !== undefined ? (server.ended === undefined ? hang : `no answer: ${thrown.message}`) : "unsendable";
    if (thrown instanceof TypeError) return "unsendable";
    throw thrown;
  }
}

async function handoverStatus(server: Server): Promise<string> {
  const answered = await ask(server, { who: "post-huisarts", method: "POST", path: "/fhir/Patient/$palliative-handover", headers: { "content-type": "application/fhir+json" }, body: JSON.stringify(byBsn(await controlBsn(server))) });
  if (typeof answered === "string") return answered;
  if (answered.status !== 200) return `status ${answered.status}`;
  return String(valueOf(JSON.parse(answered.text) as Parameters, "status"));
}

async function controlBsn(server: Server): Promise<string> {
  const answered = await ask(server, { who: "huisarts", method: "GET", path: `/fhir/Patient/${control}`, headers: {} });
  return typeof answered === "string" ? "" : ((JSON.parse(answered.text) as Patient).identifier?.find(({ system }) => system?.endsWith("/bsn"))?.value ?? "");
}

async function again(server: Server, file: string): Promise<void> {
  const { body, ...sent } = JSON.parse(readFileSync(file, "utf8")) as Omit<Sent, "body"> & { body?: string };
  const request: Sent = { ...sent, ...(body !== undefined && { body: Buffer.from(body, "base64") }) };
  const answered = await ask(server, request);
  say(typeof answered === "string" ? answered : `${answered.status} ${answered.text.slice(0, 2000)}`);
  const fault = typeof answered === "string" ? answered : faultOf(request, answered);
  const blocked = await longestStall(server, async () => void (await ask(server, request)), stall);
  check("no fault", fault, undefined);
  check("nobody waits", blocked > stall ? `${blocked.toFixed(0)} ms` : "", "");
}

function check<T>(what: string, found: T, expected: T): void {
  if (found === expected) passed += 1;
  else fail(what, `${String(found)} instead of ${String(expected)}`);
}

/** Says what failed, the same thing a few times only, and keeps the request. */
function fail(what: string, fault: string, request?: Sent, answer = ""): void {
  failed += 1;
  const times = (told.get(fault) ?? 0) + 1;
  told.set(fault, times);
  if (times > 8) return;
  say(`NOT OK ${what}\n  ${fault}${answer === "" ? "" : `\n  ${answer.slice(0, 400)}`}${fault.startsWith("status 5") ? `\n  the server's log: ${logFile}` : ""}`);
  if (request === undefined) return;
  const folder = join(logFile, "..");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${seed}-${failed}.json`);
  const bytes = request.body === undefined ? undefined : Buffer.from(request.body as string);
  writeFileSync(file, JSON.stringify({ ...request, ...(bytes !== undefined && { body: bytes.toString("base64") }) }));
  say(`  again: npm run fuzz -- --again ${file}`);
}

function mb(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(0);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
