import { randomBytes, randomUUID } from "node:crypto";
import { link, mkdir, open, readFile, stat, unlink } from "node:fs/promises";
import { join } from "node:path";
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from "jose";
import { Anomaly } from "@wijkverband/fhir";

/** The secrets of one installation, as private JWKs. Never logged, never answered. */
export interface KeySet {
  /** ES384; signs access tokens. */
  readonly token: JWK;
  /** ES256; seals handover documents. */
  readonly seal: JWK;
  /** 32 bytes (kty `oct`); keyed hashes of the audit chain. */
  readonly audit: JWK;
  /** ES384; by client id, for the sandbox and for tests. A vendor keeps its own. */
  readonly clients: Readonly<Record<string, JWK>>;
}

type KeyUse = "ES384" | "ES256" | "HS256";

async function createKey(alg: KeyUse): Promise<JWK> {
  if (alg === "HS256") return { kty: "oct", k: randomBytes(32).toString("base64url"), alg, kid: randomUUID(), use: "sig" };
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = await exportJWK(privateKey);
  return { ...jwk, alg, kid: await calculateJwkThumbprint(jwk), use: "sig" };
}

/** A fresh ES384 key with which a client signs its assertions. */
export async function createClientKey(): Promise<JWK> {
  return await createKey("ES384");
}

/** Fresh keys for an installation, kept nowhere yet. */
export async function createKeySet(clients: readonly string[] = []): Promise<KeySet> {
  const [token, seal, audit] = await Promise.all([createKey("ES384"), createKey("ES256"), createKey("HS256")]);
  const named = await Promise.all(clients.map(async (client) => [client, await createKey("ES384")] as const));
  return { token, seal, audit, clients: Object.fromEntries(named) };
}

const secretParts = ["d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"];

/** The part of an asymmetric key that others may have.
 *  @throws {Anomaly} `fault` for a symmetric key, which has no such part. */
export function publicPart(key: JWK): JWK {
  if (key.kty === "oct") throw new Anomaly("fault", "a symmetric key has no public part");
  return Object.fromEntries(Object.entries(key).filter(([name]) => !secretParts.includes(name)));
}

/** Tells whether a JWK holds anything secret. */
export function isSecret(key: JWK): boolean {
  return secretParts.some((name) => name in key);
}

const clientName = /^[a-z0-9][a-z0-9-]{0,63}$/;

/** The keys in `folder`, each in a file `<name>.jwk.json`; a missing one is made and written with mode 0600. Two processes
 *  that start at once end with the same keys. `clients` names the client keys wanted (`client-<id>.jwk.json`).
 *  @throws {Anomaly} `fault` when a file is readable by everybody, isn't a key of the right kind, or a client id isn't a file name. */
export async function loadOrCreate(folder: string, clients: readonly string[] = []): Promise<KeySet> {
  for (const client of clients) if (!clientName.test(client)) throw new Anomaly("fault", "a client id for a key file has lower case letters, digits and dashes");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const token = await loadOrCreateKey(join(folder, "token.jwk.json"), "ES384");
  const seal = await loadOrCreateKey(join(folder, "seal.jwk.json"), "ES256");
  const audit = await loadOrCreateKey(join(folder, "audit.jwk.json"), "HS256");
  const named: [string, JWK][] = [];
  for (const client of clients) named.push([client, await loadOrCreateKey(join(folder, `client-${client}.jwk.json`), "ES384")]);
  return { token, seal, audit, clients: Object.fromEntries(named) };
}

async function loadOrCreateKey(file: string, alg: KeyUse): Promise<JWK> {
  const found = await readKey(file, alg);
  if (found) return found;
  await writeOnce(file, JSON.stringify(await createKey(alg)));
  const written = await readKey(file, alg);
  if (!written) throw new Anomaly("fault", `key file ${file} vanished`);
  return written;
}

/** Complete or absent, and the first writer wins: a link to a finished file either is made or is refused. */
async function writeOnce(file: string, text: string): Promise<void> {
  const draft = `${file}.${randomUUID()}`;
  const handle = await open(draft, "wx", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(draft, file);
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw new Anomaly("fault", `key file ${file} can't be written`, { cause: error });
  } finally {
    await unlink(draft);
  }
}

async function readKey(file: string, alg: KeyUse): Promise<JWK | undefined> {
  let text: string;
  try {
    if ((await stat(file)).mode & 0o007) throw new Anomaly("fault", `key file ${file} is open to everybody; give it mode 0600`);
    text = await readFile(file, "utf8");
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error instanceof Anomaly ? error : new Anomaly("fault", `key file ${file} can't be read`, { cause: error });
  }
  const key = parseKey(text);
  const secret = alg === "HS256" ? key?.k : key?.d;
  if (key?.alg !== alg || typeof key.kid !== "string" || typeof secret !== "string") throw new Anomaly("fault", `key file ${file} holds no ${alg} key`);
  return key;
}

/** A parse error quotes the text it stumbled over, and here that is a secret: it is dropped. */
function parseKey(text: string): JWK | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
