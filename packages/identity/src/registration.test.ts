import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exportJWK, generateKeyPair } from "jose";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { requestToken } from "./client-assertion.ts";
import { createTestKeys, publicSet, registerDeLinde, startServer } from "./fixtures/de-linde.ts";
import { createClientKey, createKeySet } from "./keys.ts";
import { type ClientRegistration, indexRegistrations } from "./registration.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "wijkverband-clients-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe("a registration with a mistake is refused at start", () => {
  const mistakes: readonly (readonly [string, string, (good: ClientRegistration) => Promise<readonly ClientRegistration[]>])[] = [
    ["a client twice", "registered twice", async (good) => [good, good]],
    ["a client id with a space", "visible ASCII", async (good) => [{ ...good, clientId: "my his" }]],
    ["a scope that isn't one", "system/Patient.read, which isn't a scope of ours", async (good) => [{ ...good, scopes: ["system/Patient.read"] }]],
    ["a person in a role that the client hasn't", "a role it wasn't given", async (good) => [{ ...good, persons: [{ id: "1", roles: ["apotheker"] }] }]],
    ["no keys", "has no keys", async (good) => [{ ...good, jwks: { keys: [] } }]],
    ["a private key", "private, weak or neither", async (good) => [{ ...good, jwks: { keys: [await createClientKey()] } }]],
    ["a shared secret", "private, weak or neither", async (good) => [{ ...good, jwks: { keys: [(await createKeySet()).audit] } }]],
    ["a key on another curve", "private, weak or neither", async (good) => [{ ...good, jwks: publicSet((await createKeySet()).seal) }]],
    ["a short RSA key", "private, weak or neither", async (good) => [{ ...good, jwks: { keys: [{ kty: "RSA", e: "AQAB", n: Buffer.alloc(128, 1).toString("base64url") }] } }]],
    ["a key file that isn't there", "can't be read", async (good) => [{ ...good, jwks: { file: join(folder, "absent.json") } }]],
    ["a key file that isn't JSON", "isn't JSON", async (good) => [{ ...good, jwks: { file: await write("{") } }]],
  ];
  test.each(mistakes)("%s", async (_title, message, make) => {
    const registrations = await make(registerDeLinde(publicSet(await createClientKey())));
    expect(() => indexRegistrations(registrations)).toThrow(message);
  });
});

test("an RSA key of 2048 bits is good enough", async () => {
  const { publicKey } = await generateKeyPair("RS384");
  expect(indexRegistrations([registerDeLinde({ keys: [await exportJWK(publicKey)] })]).size).toBe(1);
});

test("keys in a file may change while the server runs; a broken file locks out that client only", async () => {
  const { keys, client } = await createTestKeys();
  const next = await createClientKey();
  const file = await write(JSON.stringify(publicSet(client)));
  const running = await startServer({ keys: [keys.token], registrations: [registerDeLinde({ file }), { ...registerDeLinde(publicSet(client)), clientId: "neighbour" }] });
  try {
    const request = { clientId: "his-de-linde", tokenEndpoint: running.authorisationServer.tokenEndpoint, scope: "system/Patient.r" };
    await expect(requestToken({ ...request, key: client })).resolves.toBeDefined();
    await expect(requestToken({ ...request, key: next })).rejects.toMatchObject({ category: "unauthenticated" });
    await write(JSON.stringify(publicSet(next)));
    await expect(requestToken({ ...request, key: next })).resolves.toBeDefined();
    await expect(requestToken({ ...request, key: client })).rejects.toMatchObject({ category: "unauthenticated" });
    await write("half a fi");
    await expect(requestToken({ ...request, key: next })).rejects.toMatchObject({ category: "unauthenticated", message: "no token: invalid_client: client authentication failed" });
    expect(running.faults).toHaveLength(1);
    await expect(requestToken({ ...request, clientId: "neighbour", key: client })).resolves.toBeDefined();
  } finally {
    await running.stop();
  }
});

async function write(text: string): Promise<string> {
  const file = join(folder, "jwks.json");
  await writeFile(file, text);
  await chmod(file, 0o644);
  return file;
}
