import { createHmac } from "node:crypto";
import { exportJWK, generateKeyPair, importJWK, type JWK, type JWTPayload, SignJWT } from "jose";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Anomaly } from "@wijkverband/fhir";
import { deziClaims, ownClaims } from "./claim-map.ts";
import { deLinde, drVisser, fhirBase, listen, publicSet, stopServer, threeAtNight } from "./fixtures/de-linde.ts";
import { createClientKey } from "./keys.ts";
import { unauthenticatedText } from "./refusal.ts";
import { createVerifier, type TrustedIssuer, type Verify } from "./verify.ts";

const issuer = "https://fhir.wijk.example/oauth";
const start = threeAtNight.getTime() / 1000;
let now = start;
let key: JWK;
let own: TrustedIssuer;
let verify: Verify;

beforeAll(async () => {
  key = await createClientKey();
  own = { issuer, jwks: publicSet(key), audience: fhirBase, claims: ownClaims, algorithms: ["ES384"], typ: "at+jwt" };
});
beforeEach(() => {
  now = start;
  verify = createVerifier({ issuers: [own], clock: () => now * 1000 });
});

const good: JWTPayload = { iss: issuer, aud: fhirBase, iat: start, exp: start + 300, jti: "token-1", client_id: "his-de-linde", scope: "system/Patient.rs wijkverband-palliatief", organization: deLinde, person: drVisser, purpose: "TREAT" };

async function sign(claims: JWTPayload, header: Readonly<Record<string, unknown>> = {}, signer: JWK = key): Promise<string> {
  const token = await new SignJWT(claims).setProtectedHeader({ alg: "ES384", typ: "at+jwt", kid: key.kid!, ...header }).sign(await importJWK(signer, "ES384"));
  return `Bearer ${token}`;
}

function without(name: string): JWTPayload {
  return Object.fromEntries(Object.entries(good).filter(([claim]) => claim !== name));
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}

async function refusalOf(authorization: string | undefined, check: Verify = verify): Promise<Anomaly> {
  const error: unknown = await check(authorization).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Anomaly)) throw new Error("the token was accepted", { cause: error });
  return error;
}

test("a good token becomes a principal that nobody can change", async () => {
  const principal = await verify(await sign(good));
  expect(principal).toEqual({
    client: "his-de-linde",
    organization: deLinde,
    person: drVisser,
    purpose: "TREAT",
    scopes: ["system/Patient.rs", "wijkverband-palliatief"],
    tokenId: "token-1",
    expires: start + 300,
  });
  expect([principal, principal.person, principal.organization, principal.scopes].every(Object.isFrozen)).toBe(true);
});

describe("every refusal sounds the same and says why only in its cause", () => {
  const wrong: readonly (readonly [string, string, () => Promise<string | undefined>])[] = [
    ["nothing was sent", "no authorization", async () => undefined],
    ["it isn't a bearer token", "authorization isn't a Bearer or DPoP JWT", async () => "Basic aGlzOnNlY3JldA=="],
    ["it is no JWT", "authorization isn't a Bearer or DPoP JWT", async () => "Bearer opaque"],
    ["it is endless", "authorization too long", async () => `Bearer ${"a".repeat(20_000)}`],
    ["its claims aren't JSON", "unknown issuer", async () => "Bearer e30.AAAA.AAAA"],
    ["it has expired", "ERR_JWT_EXPIRED", async () => await sign({ ...good, exp: start - 31 })],
    ["it isn't valid yet", "ERR_JWT_CLAIM_VALIDATION_FAILED", async () => await sign({ ...good, nbf: start + 31 })],
    ["it never expires", "ERR_JWT_CLAIM_VALIDATION_FAILED", async () => await sign(without("exp"))],
    ["another key signed it", "ERR_JWS_SIGNATURE_VERIFICATION_FAILED", async () => await sign(good, {}, await createClientKey())],
    ["its key is unknown", "ERR_JWKS_NO_MATCHING_KEY", async () => await sign(good, { kid: "other" })],
    ["it brings its own key", "ERR_JWS_SIGNATURE_VERIFICATION_FAILED", async () => await signWithOwnKey()],
    ["nobody signed it (alg none)", "authorization isn't a Bearer or DPoP JWT", async () => `Bearer ${encode({ alg: "none", typ: "at+jwt" })}.${encode(good)}.`],
    ["alg none has a signature", "ERR_JOSE_ALG_NOT_ALLOWED", async () => `Bearer ${encode({ alg: "none", typ: "at+jwt" })}.${encode(good)}.AAAA`],
    ["the public key was used as a shared secret (HS256)", "ERR_JOSE_ALG_NOT_ALLOWED", async () => macWithPublicKey()],
    ["it is for another audience", "ERR_JWT_CLAIM_VALIDATION_FAILED", async () => await sign({ ...good, aud: "https://elsewhere.example/fhir" })],
    ["it is for no audience", "ERR_JWT_CLAIM_VALIDATION_FAILED", async () => await sign(without("aud"))],
    ["another issuer made it", "unknown issuer", async () => await sign({ ...good, iss: "https://elsewhere.example" })],
    ["no issuer made it", "unknown issuer", async () => await sign(without("iss"))],
    ["it is another kind of JWT", "ERR_JWT_CLAIM_VALIDATION_FAILED", async () => await sign(good, { typ: "JWT" })],
    ["it needs an extension we don't know", "ERR_JOSE_NOT_SUPPORTED", async () => await withUnknownExtension()],
    ["it names no client", "no client named", async () => await sign(without("client_id"))],
    ["it names no purpose", "no purpose named", async () => await sign(without("purpose"))],
    ["it half names a person", "person half named", async () => await sign({ ...good, person: { id: "1", role: "huisarts" } })],
    ["it half names an organisation", "organisation half named", async () => await sign({ ...good, organization: { identifier: "90000001" } })],
    ["a name breaks the line", "claim value too long or with control characters", async () => await sign({ ...good, person: { ...drVisser, name: "A\nVisser" } })],
    ["it is bound to a key and comes as a bearer token", "binding doesn't fit the scheme", async () => await sign({ ...good, cnf: { jkt: "abc" } })],
    ["it is bound to a certificate", "binding doesn't fit the scheme", async () => await sign({ ...good, cnf: { "x5t#S256": "abc" } })],
    ["it is unbound and comes as DPoP", "binding doesn't fit the scheme", async () => (await sign(good)).replace("Bearer", "DPoP")],
  ];
  test.each(wrong)("when %s", async (_title, why, make) => {
    const authorization = await make();
    const refused = await refusalOf(authorization);
    expect(refused).toMatchObject({ category: "unauthenticated", message: unauthenticatedText, cause: why, issues: [{ text: unauthenticatedText }] });
    expect(JSON.stringify(refused.cause)).not.toContain("Visser");
  });
});

describe("time", () => {
  test("clocks may differ by thirty seconds, in both directions", async () => {
    await expect(verify(await sign({ ...good, exp: start - 29 }))).resolves.toMatchObject({ client: "his-de-linde" });
    await expect(verify(await sign({ ...good, nbf: start + 29 }))).resolves.toMatchObject({ client: "his-de-linde" });
  });

  test("a remembered token ends when it would have ended", async () => {
    const authorization = await sign(good);
    const first = await verify(authorization);
    now = start + 299;
    await expect(verify(authorization)).resolves.toBe(first);
    now = start + 310;
    await expect(verify(authorization)).resolves.toEqual(first);
    now = start + 331;
    expect((await refusalOf(authorization)).cause).toBe("ERR_JWT_EXPIRED");
  });
});

test("a revoked token or client is refused, remembered or not", async () => {
  const revoked = new Set<string>();
  const check = createVerifier({ issuers: [own], clock: () => now * 1000, revoked: (tokenId, client) => revoked.has(tokenId) || revoked.has(client) });
  const authorization = await sign(good);
  await check(authorization);
  revoked.add("token-1");
  expect((await refusalOf(authorization, check)).cause).toBe("revoked");
  revoked.clear();
  await expect(check(authorization)).resolves.toBeDefined();
  revoked.add("his-de-linde");
  expect((await refusalOf(await sign({ ...good, jti: "token-2" }), check)).cause).toBe("revoked");
});

test("a remembered token isn't verified again, and the memory is bounded", async () => {
  const check = createVerifier({ issuers: [own], clock: () => now * 1000, cacheSize: 2 });
  const authorizations = await Promise.all(["a", "b", "c"].map(async (jti) => await sign({ ...good, jti })));
  const first = await check(authorizations[0]);
  await check(authorizations[1]);
  await expect(check(authorizations[0])).resolves.toBe(first);
  const second = await check(authorizations[1]);
  await check(authorizations[2]);
  await expect(check(authorizations[1])).resolves.toBe(second);
  await expect(check(authorizations[0])).resolves.not.toBe(first);
});

describe("another network", () => {
  const claims: JWTPayload = {
    iss: "https://login.example", aud: fhirBase, exp: start + 60, client_id: "zorginzage", organization_ura: "90000009", organization_name: "Huisartsenspoedpost Noord", organization_facility_type: "N6",
    user_id: "900000202", user_initials: "B.", user_surname_prefix: "de", user_surname: "Boer", user_role: "01.015", scope: "pzp_gf",
  };

  test("names things its own way and still becomes the same principal, its keys fetched once", async () => {
    const { privateKey, publicKey } = await generateKeyPair("RS256");
    let fetched = 0;
    const { server, port } = await listen();
    server.on("request", (_request, response) => {
      fetched += 1;
      void exportJWK(publicKey).then((jwk) => response.setHeader("content-type", "application/json").end(JSON.stringify({ keys: [{ ...jwk, kid: "n1", alg: "RS256" }] })));
    });
    try {
      const network: TrustedIssuer = { issuer: "https://login.example", jwks: { url: `http://localhost:${port}/jwks` }, audience: fhirBase, claims: { ...deziClaims, scopeNames: { pzp_gf: "wijkverband-palliatief" } } };
      const check = createVerifier({ issuers: [own, network], clock: () => now * 1000 });
      for (const jti of ["1", "2"]) {
        const token = await new SignJWT({ ...claims, jti }).setProtectedHeader({ alg: "RS256", kid: "n1" }).sign(privateKey);
        await expect(check(`Bearer ${token}`)).resolves.toEqual({
          client: "zorginzage",
          organization: { system: "http://fhir.nl/fhir/NamingSystem/ura", identifier: "90000009", name: "Huisartsenspoedpost Noord", type: "N6" },
          person: { id: "900000202", name: "B. de Boer", role: "post-huisarts" },
          purpose: "TREAT",
          scopes: ["wijkverband-palliatief"],
          tokenId: jti,
          expires: start + 60,
        });
      }
      expect(fetched).toBe(1);
    } finally {
      await stopServer(server);
    }
  });

  test("can't sign in the name of another issuer, nor for an organisation it doesn't serve", async () => {
    const other = await createClientKey();
    const network: TrustedIssuer = { issuer: "https://login.example", jwks: publicSet(other), audience: fhirBase, claims: deziClaims, organizations: ["90000008"] };
    const check = createVerifier({ issuers: [own, network], clock: () => now * 1000 });
    expect((await refusalOf(await sign(good, { kid: other.kid }, other), check)).cause).toBe("ERR_JWKS_NO_MATCHING_KEY");
    expect((await refusalOf(await sign(claims, { kid: other.kid }, other), check)).cause).toBe("organisation not of this issuer");
  });

  test("whose keys can't be had is refused", async () => {
    const { server, port } = await listen();
    await stopServer(server);
    const network: TrustedIssuer = { issuer: "https://login.example", jwks: { url: `http://localhost:${port}/jwks` }, audience: fhirBase, claims: deziClaims };
    expect(await refusalOf(await sign(claims), createVerifier({ issuers: [network], clock: () => now * 1000 }))).toMatchObject({ category: "unauthenticated", message: unauthenticatedText });
  });
});

test.each([
  ["an issuer twice", () => [own, own]],
  ["a symmetric algorithm", () => [{ ...own, algorithms: ["HS256"] as unknown as TrustedIssuer["algorithms"] & object }]],
  ["keys over plain http", () => [{ ...own, jwks: { url: "http://elsewhere.example/jwks" } }]],
  ["no audience", () => [{ ...own, audience: "" }]],
])("a configuration with %s doesn't start", (_title, issuers) => {
  expect(() => createVerifier({ issuers: issuers() })).toThrow(Anomaly);
});

async function signWithOwnKey(): Promise<string> {
  const intruder = await createClientKey();
  const { d: _d, ...jwk } = intruder;
  return await sign(good, { jwk, jku: "https://elsewhere.example/jwks" }, intruder);
}

function macWithPublicKey(): string {
  const { d: _d, ...open } = key;
  const input = `${encode({ alg: "HS256", typ: "at+jwt", kid: key.kid })}.${encode(good)}`;
  return `Bearer ${input}.${createHmac("sha256", JSON.stringify(open)).update(input).digest("base64url")}`;
}

async function withUnknownExtension(): Promise<string> {
  const token = await new SignJWT(good)
    .setProtectedHeader({ alg: "ES384", typ: "at+jwt", kid: key.kid!, crit: ["urn:x"], "urn:x": true })
    .sign(await importJWK(key, "ES384"), { crit: { "urn:x": true } });
  return `Bearer ${token}`;
}
