import { randomUUID } from "node:crypto";
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createProof, requestToken } from "./client-assertion.ts";
import { createProofVerifier } from "./dpop.ts";
import { createTestKeys, drVisser, publicSet, registerDeLinde, type Running, startServer, threeAtNight } from "./fixtures/de-linde.ts";
import { createMemoryReplayStore } from "./replay-store.ts";
import { createVerifier, type TokenUse, type Verify } from "./verify.ts";

const publicBase = "https://fhir.wijk.example";
const path = "/fhir/Patient/1/$palliative-handover";
const url = `${publicBase}${path}`;
const start = threeAtNight.getTime();
let now = start;
const clock = (): number => now;
let running: Running;
let verify: Verify;
let token: string;
let bearer: string;
let key: JWK;

async function createDpopKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  return await exportJWK(privateKey);
}

beforeAll(async () => {
  vi.setSystemTime(threeAtNight);
  const { keys, client } = await createTestKeys();
  running = await startServer({ keys: [keys.token], registrations: [registerDeLinde(publicSet(client))] });
  const { tokenEndpoint } = running.authorisationServer;
  key = await createDpopKey();
  const request = { clientId: "his-de-linde", tokenEndpoint, key: client, person: drVisser, purpose: "TREAT", scope: "system/Patient.rs" };
  const granted = await requestToken({ ...request, dpopKey: key });
  token = granted.accessToken;
  bearer = (await requestToken(request)).accessToken;
  verify = createVerifier({ issuers: [running.authorisationServer.trusted()], clock, proof: createProofVerifier({ publicBase, replay: createMemoryReplayStore(clock), clock }) });
});
afterAll(async () => {
  vi.useRealTimers();
  await running.stop();
});

async function use(proof: string | undefined, more: Partial<TokenUse> = {}): Promise<TokenUse> {
  return { method: "GET", path, ...(proof !== undefined && { proof }), ...more };
}

async function proofWith(claims: Readonly<Record<string, unknown>>, header: Readonly<Record<string, unknown>> = {}, signer: JWK = key): Promise<string> {
  const { d: _d, ...jwk } = signer;
  const good = await createProof({ key, method: "GET", url, accessToken: token, clock });
  const { ath } = JSON.parse(Buffer.from(good.split(".")[1]!, "base64url").toString()) as { ath: string };
  return await new SignJWT({ htm: "GET", htu: url, ath, iat: start / 1000, jti: randomUUID(), ...claims })
    .setProtectedHeader({ alg: "ES256", typ: "dpop+jwt", jwk, ...header })
    .sign(await importJWK(signer, "ES256"));
}

test("a bound token works with a proof by its key, again and again with a new one", async () => {
  for (const query of ["", "?_format=json", ""]) {
    const proof = await createProof({ key, method: "GET", url, accessToken: token, clock });
    await expect(verify(`DPoP ${token}`, await use(proof, { path: path + query }))).resolves.toMatchObject({ person: drVisser });
  }
});

test("a port, a capital or a query in the proof's URL makes no difference", async () => {
  const proof = await proofWith({ htu: `https://FHIR.wijk.example:443${path}?x=1#y` });
  await expect(verify(`DPoP ${token}`, await use(proof))).resolves.toBeDefined();
});

describe("it is refused", () => {
  const wrong: readonly (readonly [string, string, () => Promise<string | undefined>])[] = [
    ["without a proof", "DPoP proof missing", async () => undefined],
    ["with a proof for another URL", "DPoP htu", async () => await proofWith({ htu: `${publicBase}/fhir/Patient/2` })],
    ["with a proof for another host", "DPoP htu", async () => await proofWith({ htu: `https://evil.example${path}` })],
    ["with a proof for another method", "DPoP htm", async () => await proofWith({ htm: "POST" })],
    ["with a proof for another token", "DPoP ath", async () => await createProof({ key, method: "GET", url, accessToken: bearer, clock })],
    ["with a proof for no token", "DPoP ath", async () => await createProof({ key, method: "GET", url, clock })],
    ["with a proof by another key", "DPoP key", async () => await proofWith({}, {}, await createDpopKey())],
    ["with a proof that another key signed", "DPoP ERR_JWS_SIGNATURE_VERIFICATION_FAILED", async () => await forged()],
    ["with an old proof", "DPoP iat", async () => await proofWith({ iat: start / 1000 - 61 })],
    ["with a proof from the future", "DPoP iat", async () => await proofWith({ iat: start / 1000 + 31 })],
    ["with a proof without time", "DPoP iat", async () => await proofWith({ iat: undefined })],
    ["with a proof without jti", "DPoP jti", async () => await proofWith({ jti: "" })],
    ["with a JWT that is no proof", "DPoP ERR_JWT_CLAIM_VALIDATION_FAILED", async () => await proofWith({}, { typ: "JWT" })],
    ["with a proof that shows its private key", "DPoP ERR_JWS_INVALID", async () => await proofWith({}, { jwk: key })],
    ["with two proofs in one header", "DPoP ERR_JWS_INVALID", async () => `${await proofWith({})}, ${await proofWith({})}`],
    ["with an endless proof", "DPoP proof too long", async () => "x".repeat(9000)],
  ];
  test.each(wrong)("%s", async (_title, cause, make) => {
    await expect(verify(`DPoP ${token}`, await use(await make()))).rejects.toMatchObject({ category: "unauthenticated", cause });
  });

  test("with a proof used before, also much later", async () => {
    const proof = await proofWith({});
    await verify(`DPoP ${token}`, await use(proof));
    await expect(verify(`DPoP ${token}`, await use(proof))).rejects.toMatchObject({ cause: "DPoP replay" });
    now = start + 59_000;
    await expect(verify(`DPoP ${token}`, await use(proof))).rejects.toMatchObject({ cause: "DPoP replay" });
    now = start;
  });

  test("as a bearer token, remembered or not", async () => {
    await expect(verify(`Bearer ${token}`, await use(await proofWith({})))).rejects.toMatchObject({ cause: "binding doesn't fit the scheme" });
  });

  test("where nobody can check proofs", async () => {
    const blind = createVerifier({ issuers: [running.authorisationServer.trusted()], clock });
    await expect(blind(`DPoP ${token}`, await use(await proofWith({})))).rejects.toMatchObject({ cause: "DPoP proof missing" });
  });

  test("while the replay store is away", async () => {
    const proof = createProofVerifier({ publicBase, clock, replay: { seen: async () => await Promise.reject(new TypeError("gone")) } });
    const check = createVerifier({ issuers: [running.authorisationServer.trusted()], clock, proof });
    await expect(check(`DPoP ${token}`, await use(await proofWith({})))).rejects.toMatchObject({ category: "unauthenticated", cause: "replay store: TypeError" });
  });
});

test("an unbound token stays a bearer token", async () => {
  await expect(verify(`Bearer ${bearer}`)).resolves.toMatchObject({ person: drVisser });
  await expect(verify(`DPoP ${bearer}`, await use(await proofWith({})))).rejects.toMatchObject({ cause: "binding doesn't fit the scheme" });
});

test("a proof at the token endpoint works once", async () => {
  const { tokenEndpoint } = running.authorisationServer;
  const proof = await createProof({ key, method: "POST", url: tokenEndpoint });
  const { keys: more, client } = await createTestKeys();
  const other = await startServer({ keys: [more.token], registrations: [registerDeLinde(publicSet(client))] });
  try {
    // A proof made for the first server is worth nothing at the second.
    const request = { clientId: "his-de-linde", tokenEndpoint: other.authorisationServer.tokenEndpoint, key: client, scope: "system/Patient.r" };
    const withProof: typeof fetch = async (input, init) => await fetch(input, { ...init, headers: { dpop: proof } });
    await expect(requestToken({ ...request, fetch: withProof })).rejects.toMatchObject({ category: "forbidden", message: expect.stringContaining("invalid_dpop_proof") as unknown });
    const own = await createProof({ key, method: "POST", url: request.tokenEndpoint });
    const withOwn: typeof fetch = async (input, init) => await fetch(input, { ...init, headers: { dpop: own } });
    await expect(requestToken({ ...request, fetch: withOwn })).resolves.toMatchObject({ tokenType: "DPoP" });
    await expect(requestToken({ ...request, fetch: withOwn })).rejects.toMatchObject({ category: "unauthenticated" });
  } finally {
    await other.stop();
  }
});

async function forged(): Promise<string> {
  const { d: _d, ...jwk } = key;
  return await proofWith({}, { jwk }, await createDpopKey());
}
