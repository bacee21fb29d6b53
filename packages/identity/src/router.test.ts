import type { IncomingMessage, ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { createAuthorisationServer, type TokenEvent } from "./authorisation-server.ts";
import { requestToken } from "./client-assertion.ts";
import { createTestKeys, fhirBase, listen, publicSet, registerDeLinde, startServer, stopServer } from "./fixtures/de-linde.ts";
import { createMemoryReplayStore } from "./replay-store.ts";

type Mount = (handler: (request: IncomingMessage, response: ServerResponse) => void) => (request: IncomingMessage & { originalUrl?: string }, response: ServerResponse) => void;

/** What Express does at `app.use("/oauth", handler)`. */
const likeExpress: Mount = (handler) => (request, response) => {
  const url = request.url ?? "/";
  request.originalUrl = url;
  request.url = url.slice("/oauth".length) || "/";
  handler(request, response);
};
const alone: Mount = (handler) => handler;

test.each([
  ["mounted under its path", "/oauth", likeExpress],
  ["alone with a path", "/oauth", alone],
  ["alone without a path", "", alone],
  ["alone with a slash", "/", alone],
])("a token is granted %s", async (_title, path, mount) => {
  const { keys, client } = await createTestKeys();
  const { server, port } = await listen();
  const issuer = `http://localhost:${port}${path}`;
  const { handler, tokenEndpoint } = createAuthorisationServer({ issuer, audience: fhirBase, registrations: [registerDeLinde(publicSet(client))], keys: [keys.token], replay: createMemoryReplayStore() });
  server.on("request", mount(handler));
  try {
    for (const audience of [tokenEndpoint, issuer]) {
      const sent: typeof fetch = async (_input, init) => await fetch(tokenEndpoint, init);
      await expect(requestToken({ clientId: "his-de-linde", tokenEndpoint: audience, key: client, scope: "system/Patient.r", fetch: sent })).resolves.toMatchObject({ scope: "system/Patient.r" });
    }
    expect((await fetch(`${issuer.replace(/\/$/, "")}/.well-known/oauth-authorization-server?x=1`)).status).toBe(200);
  } finally {
    await stopServer(server);
  }
});

test.each<[string, RequestInit]>([
  ["JSON", { body: "{}", headers: { "content-type": "application/json" } }],
  ["nothing", {}],
  ["a form cut short", { body: "client_assertion=e30", headers: { "content-type": "application/x-www-form-urlencoded" } }],
  ["a parameter twice", { body: "grant_type=client_credentials&client_assertion=a&client_assertion=b", headers: { "content-type": "application/x-www-form-urlencoded" } }],
  ["a form of 60 kB", { body: `client_assertion=${"x".repeat(60_000)}`, headers: { "content-type": "application/x-www-form-urlencoded" } }],
])("a token request of %s is refused and reported without a client", async (_title, init) => {
  const { keys, client } = await createTestKeys();
  const running = await startServer({ keys: [keys.token], registrations: [registerDeLinde(publicSet(client))] });
  try {
    const response = await fetch(running.authorisationServer.tokenEndpoint, { method: "POST", ...init });
    expect([400, 401]).toContain(response.status);
    const expected: TokenEvent = { granted: false, error: String(((await response.json()) as Readonly<Record<string, unknown>>)["error"]) };
    expect(running.events).toEqual([expected]);
    expect(running.faults).toEqual([]);
  } finally {
    await running.stop();
  }
});
