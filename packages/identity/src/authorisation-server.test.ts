import { createHmac, randomUUID } from "node:crypto";
import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, importJWK, type JWK, type JWTPayload, SignJWT } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { createClientAssertion, requestToken } from "./client-assertion.ts";
import { createTestKeys, deLinde, drVisser, fhirBase, publicSet, registerDeLinde, type Running, startServer, threeAtNight } from "./fixtures/de-linde.ts";
import { createClientKey } from "./keys.ts";
import { createVerifier } from "./verify.ts";

let running: Running;
let clientKey: JWK;
let tokenEndpoint: string;
const now = threeAtNight.getTime() / 1000;

beforeAll(async () => {
  vi.setSystemTime(threeAtNight);
  const { keys, client } = await createTestKeys();
  clientKey = client;
  running = await startServer({
    keys: [keys.token],
    registrations: [
      registerDeLinde(publicSet(client)),
      { ...registerDeLinde(publicSet(client)), clientId: "portal", roles: ["patient", "mantelzorger"], acrs: ["substantial"], persons: [{ id: "p1", roles: ["patient"], fhirUser: "Patient/p1" }] },
    ],
    ownsFhirUser: async (fhirUser, organization) => fhirUser === "PractitionerRole/visser" && organization.identifier === deLinde.identifier,
  });
  tokenEndpoint = running.authorisationServer.tokenEndpoint;
});
beforeEach(() => {
  vi.setSystemTime(threeAtNight);
});
afterAll(async () => {
  vi.useRealTimers();
  await running.stop();
});

function goodClaims(): JWTPayload {
  return { iss: "his-de-linde", sub: "his-de-linde", aud: tokenEndpoint, jti: randomUUID(), iat: now, exp: now + 120, person: drVisser, purpose: "TREAT" };
}

async function sign(claims: JWTPayload, key: JWK = clientKey): Promise<string> {
  return await new SignJWT(claims).setProtectedHeader({ alg: "ES384", kid: clientKey.kid! }).sign(await importJWK(key, "ES384"));
}

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly headers: Headers;
}

async function ask(assertion: string, scope: string | undefined = "system/Patient.rs", more: Readonly<Record<string, string>> = {}, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const body = new URLSearchParams({
    grant_type: "client_credentials",
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: assertion,
    ...(scope !== undefined && { scope }),
    ...more,
  });
  const response = await fetch(tokenEndpoint, { method: "POST", body, headers });
  const text = await response.text();
  return { status: response.status, body: JSON.parse(text) as Answer["body"], text, headers: response.headers };
}

const sameRefusal = { error: "invalid_client", error_description: "client authentication failed" };

describe("a client that proves who it is", () => {
  test("gets a token that names software, organisation, person, role and purpose", async () => {
    const granted = await requestToken({ clientId: "his-de-linde", tokenEndpoint, key: clientKey, person: { ...drVisser, fhirUser: "PractitionerRole/visser" }, purpose: "TREAT", scope: "system/Patient.r wijkverband-palliatief" });
    expect(granted).toMatchObject({ tokenType: "Bearer", expiresIn: 300, scope: "system/Patient.r wijkverband-palliatief" });
    expect(decodeProtectedHeader(granted.accessToken)).toMatchObject({ alg: "ES384", typ: "at+jwt" });
    const claims = decodeJwt(granted.accessToken);
    expect(claims).toMatchObject({
      iss: running.authorisationServer.issuer,
      aud: fhirBase,
      iat: now,
      exp: now + 300,
      client_id: "his-de-linde",
      scope: "system/Patient.r wijkverband-palliatief",
      organization: deLinde,
      person: { ...drVisser, fhirUser: "PractitionerRole/visser" },
      purpose: "TREAT",
    });
    expect(claims.jti).toMatch(/^.{16,}$/);
  });

  test("gets one that our own verifier reads back as the principal that was audited", async () => {
    const { accessToken } = await requestToken({ clientId: "his-de-linde", tokenEndpoint, key: clientKey, person: drVisser, purpose: "ETREAT", scope: ["system/CarePlan.ru"] });
    const principal = await createVerifier({ issuers: [running.authorisationServer.trusted()], clock: () => threeAtNight.getTime() })(`Bearer ${accessToken}`);
    expect(principal).toMatchObject({ client: "his-de-linde", organization: deLinde, person: drVisser, purpose: "ETREAT", scopes: ["system/CarePlan.ru"], expires: now + 300 });
    expect(running.events.at(-1)).toEqual({ client: "his-de-linde", granted: true, principal });
  });

  test("may name the issuer as audience, and nobody at all as person", async () => {
    const { person: _person, purpose: _purpose, ...claims } = goodClaims();
    const answer = await ask(await sign({ ...claims, aud: running.authorisationServer.issuer }));
    expect(answer.status).toBe(200);
    const granted = decodeJwt(String(answer.body["access_token"]));
    expect(granted["purpose"]).toBe("TREAT");
    expect(granted).not.toHaveProperty("person");
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });

  test("signs with RSA too", async () => {
    const { privateKey, publicKey } = await generateKeyPair("RS384", { extractable: true });
    const key = { ...(await exportJWK(privateKey)), kid: "rsa" };
    const other = await startServer({ keys: [(await createTestKeys()).keys.token], registrations: [registerDeLinde({ keys: [{ ...(await exportJWK(publicKey)), kid: "rsa" }] })] });
    try {
      const granted = await requestToken({ clientId: "his-de-linde", tokenEndpoint: other.authorisationServer.tokenEndpoint, key, person: drVisser, scope: "system/Patient.s" });
      expect(granted.scope).toBe("system/Patient.s");
    } finally {
      await other.stop();
    }
  });
});

describe("an assertion is refused with 401 and one text", () => {
  const wrong: readonly (readonly [string, () => Promise<string>])[] = [
    ["it has expired", async () => await sign({ ...goodClaims(), iat: now - 300, exp: now - 60 })],
    ["it has no exp", async () => await sign(without("exp"))],
    ["it lives longer than five minutes", async () => await sign({ ...goodClaims(), exp: now + 600 })],
    ["it lives longer than five minutes and hides when it was made", async () => await sign({ ...without("iat"), exp: now + 600 })],
    ["it lives longer than five minutes, most of them past", async () => await sign({ ...goodClaims(), iat: now - 400, exp: now + 60 })],
    ["it was made in the future", async () => await sign({ ...goodClaims(), iat: now + 60 })],
    ["it isn't valid yet", async () => await sign({ ...goodClaims(), nbf: now + 60 })],
    ["another key signed it", async () => await sign(goodClaims(), await createClientKey())],
    ["it was changed after signing", async () => tamper(await sign(goodClaims()))],
    ["nobody signed it (alg none)", async () => unsigned({ alg: "none" }, goodClaims(), "")],
    ["the public key was used as a shared secret (HS256)", async () => macWithPublicKey(goodClaims())],
    ["it was made for another server", async () => await sign({ ...goodClaims(), aud: "https://elsewhere.example/token" })],
    ["it was made for two servers", async () => await sign({ ...goodClaims(), aud: [tokenEndpoint, "https://elsewhere.example/token"] })],
    ["it has no audience", async () => await sign(without("aud"))],
    ["it has no jti", async () => await sign(without("jti"))],
    ["its jti is endless", async () => await sign({ ...goodClaims(), jti: "x".repeat(300) })],
    ["issuer and subject differ", async () => await sign({ ...goodClaims(), iss: "portal" })],
    ["the client isn't registered", async () => await sign({ ...goodClaims(), iss: "stranger", sub: "stranger" })],
  ];
  test.each(wrong)("when %s", async (_title, make) => {
    const answer = await ask(await make());
    expect([answer.status, answer.body]).toEqual([401, sameRefusal]);
    expect(running.events.at(-1)).toMatchObject({ granted: false, error: "invalid_client" });
  });

  test("when it is used a second time", async () => {
    const assertion = await sign(goodClaims());
    expect((await ask(assertion)).status).toBe(200);
    expect(await ask(assertion)).toMatchObject({ status: 401, body: sameRefusal });
  });

  test("when it is used twice at the same moment, once", async () => {
    const assertion = await sign(goodClaims());
    const answers = await Promise.all(Array.from({ length: 8 }, async () => await ask(assertion)));
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, ...Array.from({ length: 7 }, () => 401)]);
  });

  test("and neither answer nor event quotes it", async () => {
    const assertion = await sign({ ...goodClaims(), aud: "https://elsewhere.example/token" });
    const { text } = await ask(assertion);
    const said = text + JSON.stringify(running.events) + JSON.stringify(running.faults);
    expect(said).not.toContain(assertion);
    expect(said).not.toContain(assertion.split(".")[2]);
    expect(said).not.toContain("elsewhere");
  });
});

describe("whom a client may speak for is its registration's to say", () => {
  const claims: readonly (readonly [string, string, JWTPayload, string])[] = [
    ["a role it wasn't given", "his-de-linde", { person: { ...drVisser, role: "apotheker" } }, "the client may not name a person in this role"],
    ["another organisation", "his-de-linde", { organization: { ...deLinde, identifier: "90000002" } }, "the client may not speak for this organisation"],
    ["its organisation as another type", "his-de-linde", { organization: { ...deLinde, type: "N6" } }, "the client may not speak for this organisation"],
    ["half a person", "his-de-linde", { person: { id: "1", role: "huisarts" } }, "person needs id, name and role, each a short text"],
    ["a purpose that isn't one", "his-de-linde", { purpose: "CURIOSITY" }, "the purpose isn't one this client may name"],
    ["a fhirUser of another practice", "his-de-linde", { person: { ...drVisser, fhirUser: "PractitionerRole/elsewhere" } }, "the fhirUser isn't known as one of this organisation"],
    ["a fhirUser that is a path", "his-de-linde", { person: { ...drVisser, fhirUser: "PractitionerRole/../x" } }, "fhirUser must be PractitionerRole/id, Patient/id or RelatedPerson/id"],
    ["an authentication level it can't vouch for", "his-de-linde", { person: { ...drVisser, acr: "high" } }, "the client may not vouch for this authentication level"],
    ["a person that isn't listed", "portal", { person: { id: "p2", name: "P. Twee", role: "patient" } }, "the client may not name this person"],
    ["a listed person in a role of another", "portal", { person: { id: "p1", name: "P. Een", role: "mantelzorger" } }, "the client may not name this person in this role"],
    ["another's record for a listed person", "portal", { person: { id: "p1", name: "P. Een", role: "patient", fhirUser: "Patient/p2" } }, "the client may not name this fhirUser for this person"],
  ];
  test.each(claims)("it can't name %s", async (_title, client, named, why) => {
    const answer = await ask(await sign({ ...goodClaims(), iss: client, sub: client, ...named }));
    expect([answer.status, answer.body]).toEqual([400, { error: "access_denied", error_description: why }]);
    expect(running.events.at(-1)).toEqual({ client, granted: false, error: "access_denied", reason: why });
  });

  test("claims it smuggles in never reach the token", async () => {
    const answer = await ask(await sign({ ...goodClaims(), organization_ura: "90000002", scope: "system/Task.cruds", client_id: "portal", cnf: { jkt: "x" } }));
    const granted = decodeJwt(String(answer.body["access_token"]));
    expect(granted).toMatchObject({ client_id: "his-de-linde", scope: "system/Patient.rs", organization: deLinde });
    expect(granted).not.toHaveProperty("organization_ura");
    expect(granted).not.toHaveProperty("cnf");
  });

  test("a listed person gets the record of the registration and the level it may be given", async () => {
    await ask(await sign({ ...goodClaims(), iss: "portal", sub: "portal", person: { id: "p1", name: "P. Een", role: "patient", acr: "substantial" } }));
    expect(running.events.at(-1)?.principal?.person).toEqual({ id: "p1", name: "P. Een", role: "patient", acr: "substantial", fhirUser: "Patient/p1" });
  });
});

describe("scopes", () => {
  test.each(["system/Patient.read", "system/Patient.sr", "system/*.rs", "user/Patient.rs", "patient/Patient.r", "system/Banana.r", "system/Patient.", "openid", "system/Patient.rs?_id=1"])("%s is not a scope", async (scope) => {
    const answer = await ask(await sign(goodClaims()), `system/Patient.r ${scope}`);
    expect([answer.status, answer.body]).toEqual([400, { error: "invalid_scope", error_description: "a requested scope isn't supported" }]);
  });

  test.each(["system/Patient.u", "system/Task.r", "wijkverband-zorgplan"])("%s is one, but this client wasn't given it", async (scope) => {
    expect(await ask(await sign(goodClaims()), scope)).toMatchObject({ status: 400, body: { error: "invalid_scope" } });
    expect(running.events.at(-1)).toMatchObject({ client: "his-de-linde", granted: false, error: "invalid_scope" });
  });

  test("a request without any is refused", async () => {
    const answer = await ask(await sign(goodClaims()), "");
    expect(answer).toMatchObject({ status: 400, body: { error: "invalid_scope" } });
  });

  test("a token for another resource is refused", async () => {
    const answer = await ask(await sign(goodClaims()), "system/Patient.r", { resource: "https://elsewhere.example/fhir" });
    expect(answer).toMatchObject({ status: 400, body: { error: "invalid_target" } });
  });
});

describe("the server", () => {
  test("describes exactly what it does", async () => {
    const { issuer } = running.authorisationServer;
    const discovery = (await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()) as Readonly<Record<string, unknown>>;
    expect(discovery).toMatchObject({ issuer, token_endpoint: tokenEndpoint, jwks_uri: `${issuer}/jwks`, grant_types_supported: ["client_credentials"] });
    expect(running.authorisationServer.smartConfiguration()).toMatchObject({
      token_endpoint: tokenEndpoint,
      token_endpoint_auth_methods_supported: ["private_key_jwt"],
      token_endpoint_auth_signing_alg_values_supported: ["RS384", "ES384"],
      capabilities: ["client-confidential-asymmetric", "permission-v2"],
      scopes_supported: expect.arrayContaining(["system/CarePlan.cruds", "wijkverband-palliatief"]) as unknown,
    });
    expect(JSON.stringify(discovery)).not.toContain("authorization_endpoint");
  });

  test("publishes public keys only", async () => {
    const published: unknown = await (await fetch(`${running.authorisationServer.issuer}/jwks`)).json();
    expect(published).toEqual(running.authorisationServer.jwks());
    expect(JSON.stringify(published)).not.toContain('"d"');
  });

  test.each(["/auth", "/me", "/request", "/session/end", "/session/end/confirm", "/token/introspection", "/interaction/1", "/reg", "/__proto__", "/constructor"])("has nothing at %s", async (path) => {
    const { issuer } = running.authorisationServer;
    for (const method of ["GET", "POST"]) {
      const response = await fetch(`${issuer}${path}`, { method });
      expect([response.status, await response.json()]).toEqual([404, { error: "not_found" }]);
      expect(response.headers.get("set-cookie")).toBeNull();
    }
  });

  test("takes token requests by POST only, without a browser's origin, and no other grant or client authentication", async () => {
    expect((await fetch(tokenEndpoint)).status).toBe(405);
    expect(await ask(await sign(goodClaims()), "system/Patient.r", {}, { origin: "https://page.example" })).toMatchObject({ status: 400 });
    expect(await ask(await sign(goodClaims()), "system/Patient.r", { grant_type: "authorization_code" })).toMatchObject({ status: 400, body: { error: "unsupported_grant_type" } });
    const basic = await fetch(tokenEndpoint, { method: "POST", body: new URLSearchParams({ grant_type: "client_credentials", scope: "system/Patient.r" }), headers: { authorization: `Basic ${btoa("his-de-linde:secret")}` } });
    expect(basic.status).toBe(401);
    expect(running.faults).toEqual([]);
  });

  test("gives no token that it could not audit", async () => {
    const deaf = await startServer({
      keys: [(await createTestKeys()).keys.token],
      registrations: [registerDeLinde(publicSet(clientKey))],
      onToken: async () => await Promise.reject(new Error("disk full")),
    });
    try {
      const refused = requestToken({ clientId: "his-de-linde", tokenEndpoint: deaf.authorisationServer.tokenEndpoint, key: clientKey, scope: "system/Patient.r" });
      await expect(refused).rejects.toMatchObject({ category: "unavailable", message: "no token: temporarily_unavailable" });
      expect(deaf.faults).toHaveLength(1);
    } finally {
      await deaf.stop();
    }
  });

  test("gives no token when it can't tell a replay", async () => {
    const blind = await startServer({
      keys: [(await createTestKeys()).keys.token],
      registrations: [registerDeLinde(publicSet(clientKey))],
      replay: { seen: async () => await Promise.reject(new Error("store gone")) },
    });
    try {
      const refused = requestToken({ clientId: "his-de-linde", tokenEndpoint: blind.authorisationServer.tokenEndpoint, key: clientKey, scope: "system/Patient.r" });
      await expect(refused).rejects.toMatchObject({ category: "unavailable" });
      expect(blind.faults).toHaveLength(1);
      expect(blind.events).toMatchObject([{ client: "his-de-linde", granted: false, error: "server_error" }]);
    } finally {
      await blind.stop();
    }
  });
});

function without(name: string): JWTPayload {
  return Object.fromEntries(Object.entries(goodClaims()).filter(([key]) => key !== name));
}

function unsigned(header: object, claims: object, signature: string): string {
  return [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".") + `.${signature}`;
}

function macWithPublicKey(claims: object): string {
  const { d: _d, ...open } = clientKey;
  const input = unsigned({ alg: "HS256", kid: clientKey.kid }, claims, "").slice(0, -1);
  return `${input}.${createHmac("sha256", JSON.stringify(open)).update(input).digest("base64url")}`;
}

function tamper(assertion: string): string {
  const [header, , signature] = assertion.split(".");
  const claims = Buffer.from(JSON.stringify({ ...decodeJwt(assertion), person: { ...drVisser, role: "doktersassistent" } })).toString("base64url");
  return `${header}.${claims}.${signature}`;
}

test("createClientAssertion makes a new jti each time", async () => {
  const request = { clientId: "his-de-linde", tokenEndpoint, key: clientKey };
  const [one, two] = [decodeJwt(await createClientAssertion(request)), decodeJwt(await createClientAssertion(request))];
  expect(one.jti).not.toBe(two.jti);
});
