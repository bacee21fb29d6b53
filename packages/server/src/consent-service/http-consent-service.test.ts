import { system } from "@wijkverband/fhir";
import type { ConsentQuestion } from "@wijkverband/facade";
import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Writable } from "node:stream";
import { json } from "node:stream/consumers";
import { pino } from "pino";
import { describe, expect, test } from "vitest";
import { createHttpConsentService } from "./http-consent-service.ts";

const question: ConsentQuestion = {
  bsn: "999911120",
  requester: { system: system.ura, value: "00000102", type: "N6" },
  role: "post-huisarts",
  holder: { system: system.ura, value: "00000101", type: "Z3" },
  purpose: "TREAT",
};

/** A connector on a free port, as long as the test needs it. */
async function connector(listener: RequestListener): Promise<AsyncDisposable & { readonly url: string }> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/vraag`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Asks, and tells what was answered and what a real log took down. */
async function ask(url: string, milliseconds = 1500): Promise<{ readonly answer: string; readonly log: string }> {
  let log = "";
  const lines = new Writable({
    write(piece: Buffer, _encoding, done) {
      log += piece.toString();
      done();
    },
  });
  const logger = pino({ level: "trace" }, lines);
  const answer = await createHttpConsentService({ url, milliseconds, onFailure: (reason) => logger.warn({ reason }, "no answer") }).permits(question);
  return { answer, log };
}

const saying = (body: string, status = 200): RequestListener => (_request, response) => void response.writeHead(status, { "content-type": "application/json" }).end(body);

describe("basis: a connector to an outside consent service", () => {
  test("is asked with everything in the body and nothing in the URL", async () => {
    const seen: { request: IncomingMessage; body: unknown }[] = [];
    const hear = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      seen.push({ request, body: await json(request) });
      response.end('{"decision":"Permit"}');
    };
    await using service = await connector((request, response) => void hear(request, response));
    expect(await ask(service.url)).toEqual({ answer: "permit", log: "" });
    const [{ request, body } = {}] = seen;
    expect(seen).toHaveLength(1);
    expect([request?.method, request?.url, request?.headers["content-type"]]).toEqual(["POST", "/vraag", "application/json"]);
    expect(JSON.stringify(request?.headers)).not.toContain(question.bsn);
    expect(body).toEqual({
      patient: { system: "http://fhir.nl/fhir/NamingSystem/bsn", value: question.bsn },
      requester: { system: "http://fhir.nl/fhir/NamingSystem/ura", value: "00000102", type: "N6", role: "post-huisarts" },
      holder: { system: "http://fhir.nl/fhir/NamingSystem/ura", value: "00000101", type: "Z3" },
      purpose: "TREAT",
      event: "GGC002",
    });
  });

  test("may say no, which is no failure", async () => {
    await using service = await connector(saying('{"decision":"Deny"}'));
    expect(await ask(service.url)).toEqual({ answer: "deny", log: "" });
  });

  test.each<readonly [string, RequestListener]>([
    ["fails", saying('{"decision":"Permit"}', 500)],
    ["asks for a password", saying('{"decision":"Permit"}', 401)],
    ["took it in and says nothing", saying("", 204)],
    ["says nothing", saying("")],
    ["says something else", saying("<html>Permit</html>")],
    ["says it in other words", saying('{"decision":"permit"}')],
    ["says it twice", saying('{"decision":["Permit"]}')],
    ["says true", saying('{"decision":true}')],
    ["says null", saying("null")],
    ["names what every object has", saying('{"decision":"constructor"}')],
    ["goes on for ever", saying(`{"decision":"Permit","why":"${"x".repeat(10_000)}"}`)],
    ["sends on to somebody else", (_request, response) => void response.writeHead(307, { location: "http://127.0.0.1:1/elders" }).end()],
    ["hangs up", (request) => request.socket.destroy()],
    ["hangs up halfway", (request, response) => void response.writeHead(200, { "content-length": "100" }).write('{"decision":"Permit"}', () => request.socket.destroy())],
  ])("that %s permits nothing, and no BSN stands in the log", async (_what, listener) => {
    await using service = await connector(listener);
    const { answer, log } = await ask(service.url);
    expect(answer).toBe("unknown");
    expect(log).toContain('"reason":');
    expect(log).not.toContain(question.bsn);
  });

  test("that isn't there permits nothing", async () => {
    const { url } = await (async () => {
      await using gone = await connector(saying(""));
      return { url: gone.url };
    })();
    const { answer, log } = await ask(url);
    expect([answer, log.includes("no connection"), log.includes(question.bsn)]).toEqual(["unknown", true, false]);
  });

  test.each<readonly [string, RequestListener]>([
    ["to begin", () => {}],
    ["to end", (_request, response) => void response.writeHead(200).write('{"decision":')],
  ])("that is too slow %s permits nothing, within its time", async (_what, listener) => {
    await using service = await connector(listener);
    const before = performance.now();
    const { answer, log } = await ask(service.url, 200);
    expect(performance.now() - before).toBeLessThan(2000);
    expect([answer, log.includes("no answer in time"), log.includes(question.bsn)]).toEqual(["unknown", true, false]);
  });
});
