import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createKeySet, isSecret, loadOrCreate, publicPart } from "./keys.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "wijkverband-keys-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

test("a key set has a key for tokens, one for seals, one for the audit and one a client, all different", async () => {
  const keys = await createKeySet(["his"]);
  expect(keys).toMatchObject({ token: { alg: "ES384", crv: "P-384" }, seal: { alg: "ES256", crv: "P-256" }, audit: { kty: "oct" }, clients: { his: { alg: "ES384" } } });
  expect(Buffer.from(keys.audit.k!, "base64url")).toHaveLength(32);
  expect(new Set([keys.token.kid, keys.seal.kid, keys.audit.kid, keys.clients["his"]?.kid]).size).toBe(4);
});

test("the public part verifies and tells nothing", async () => {
  const { token, audit } = await createKeySet();
  expect(isSecret(token)).toBe(true);
  expect(isSecret(publicPart(token))).toBe(false);
  expect(Object.keys(publicPart(token)).sort()).toEqual(["alg", "crv", "kid", "kty", "use", "x", "y"]);
  expect(() => publicPart(audit)).toThrow("a symmetric key has no public part");
});

describe("keys in a folder", () => {
  test("are made once, for the owner's eyes only, and found again", async () => {
    const inside = join(folder, "deep", "keys");
    const first = await loadOrCreate(inside, ["his"]);
    expect((await readdir(inside)).sort()).toEqual(["audit.jwk.json", "client-his.jwk.json", "seal.jwk.json", "token.jwk.json"]);
    for (const file of await readdir(inside)) expect((await stat(join(inside, file))).mode & 0o777).toBe(0o600);
    expect((await stat(inside)).mode & 0o777).toBe(0o700);
    await expect(loadOrCreate(inside, ["his"])).resolves.toEqual(first);
  });

  test("are the same for processes that start at once", async () => {
    const sets = await Promise.all(Array.from({ length: 5 }, async () => await loadOrCreate(folder)));
    expect(new Set(sets.map((set) => JSON.stringify(set))).size).toBe(1);
    expect((await readdir(folder)).sort()).toEqual(["audit.jwk.json", "seal.jwk.json", "token.jwk.json"]);
  });

  test("that everybody may read are refused", async () => {
    await loadOrCreate(folder);
    await chmod(join(folder, "seal.jwk.json"), 0o644);
    await expect(loadOrCreate(folder)).rejects.toMatchObject({ category: "fault", message: expect.stringContaining("open to everybody") as unknown });
  });

  test.each(["not json {secret", "null", "{}", '{"alg":"ES384","kid":"x"}'])("that are no keys are refused without a quote: %s", async (text) => {
    await writeFile(join(folder, "token.jwk.json"), text, { mode: 0o600 });
    const error: unknown = await loadOrCreate(folder).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ category: "fault", message: expect.stringContaining("holds no ES384 key") as unknown });
    expect(JSON.stringify(error)).not.toContain("secret");
    expect(await readFile(join(folder, "token.jwk.json"), "utf8")).toBe(text);
  });

  test.each(["../his", "HIS", "a/b", ""])("aren't written for a client called %j", async (client) => {
    await expect(loadOrCreate(folder, [client])).rejects.toMatchObject({ category: "fault" });
    expect(await readdir(folder)).toEqual([]);
  });
});
