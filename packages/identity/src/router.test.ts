import { type IncomingMessage, request, type ServerResponse } from "node:http";
import { describe, expect, test } from "vitest";
import { createAuthorisationServer, type TokenEvent } from "./authorisation-server.ts";
import { createClientAssertion, createProof, requestToken } from "./client-assertion.ts";
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

describe("behind a TLS proxy that calls us by another name", () => {
  const issuer = "https://fhir.wijk.example/oauth";

  async function ask(audience: string, headers: Readonly<Record<string, string>>, proofFor?: string): Promise<number> {
    const { keys, client } = await createTestKeys();
    const { server, port } = await listen();
    const { handler } = createAuthorisationServer({ issuer, audience: fhirBase, registrations: [registerDeLinde(publicSet(client))], keys: [keys.token], replay: createMemoryReplayStore() });
    server.on("request", handler);
    const form = new URLSearchParams({
      grant_type: "client_credentials",
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion: await createClientAssertion({ clientId: "his-de-linde", tokenEndpoint: audience, key: client }),
      scope: "system/Patient.r",
    });
    const dpop = proofFor === undefined ? {} : { dpop: await createProof({ key: client, method: "POST", url: proofFor }) };
    const { promise, resolve } = Promise.withResolvers<number>();
    const call = request(`http://localhost:${port}/oauth/token`, { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded", ...headers, ...dpop } }, (response) => resolve(response.resume().statusCode ?? 0));
    call.end(form.toString());
    try {
      return await promise;
    } finally {
      await stopServer(server);
    }
  }

  test("an assertion for the public token endpoint is accepted, with a proof for it too", async () => {
    await expect(ask(`${issuer}/token`, { host: "internal:3000" })).resolves.toBe(200);
    await expect(ask(`${issuer}/token`, { host: "internal:3000" }, `${issuer}/token`)).resolves.toBe(200);
    await expect(ask(`${issuer}/token`, { host: "internal:3000" }, "http://internal:3000/oauth/token")).resolves.toBe(400);
  });

  test.each<[string, Readonly<Record<string, string>>]>([
    ["Host", { host: "evil.example" }],
    ["X-Forwarded-Host", { "x-forwarded-host": "evil.example" }],
    ["X-Forwarded-Proto", { host: "evil.example", "x-forwarded-proto": "http" }],
  ])("one for a server of which the caller writes the %s isn't", async (_title, headers) => {
    for (const scheme of ["http", "https"]) await expect(ask(`${scheme}://evil.example/oauth/token`, headers)).resolves.toBe(401);
  });
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
