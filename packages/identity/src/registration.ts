import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { JSONWebKeySet, JWK } from "jose";
import { Anomaly } from "@wijkverband/fhir";
import { isSecret } from "./keys.ts";
import type { Principal } from "./principal.ts";
import { isKnownScope } from "./scopes.ts";

/** A person whom a client may name. */
export interface RegisteredPerson {
  readonly id: string;
  /** Fewer roles than the client's; absent: any of them. */
  readonly roles?: readonly string[];
  /** `PractitionerRole/x`, `Patient/x` or `RelatedPerson/x` in our directory. */
  readonly fhirUser?: string;
}

/** What one piece of software may say, and for whom. It speaks for exactly one organisation. */
export interface ClientRegistration {
  readonly clientId: string;
  /** The client's public keys: inline, or in a file that is read again at each token request, so that keys can be changed without a restart. */
  readonly jwks: JSONWebKeySet | { readonly file: string };
  readonly organization: NonNullable<Principal["organization"]>;
  readonly persons: "any-of-organisation" | readonly RegisteredPerson[];
  /** Role keys of the policy table. */
  readonly roles: readonly string[];
  /** Scopes of `scopes.ts`; a client may ask for fewer letters. */
  readonly scopes: readonly string[];
  /** v3 PurposeOfUse codes; absent: those of `purposes`. */
  readonly purposes?: readonly string[];
  /** Authentication levels that the client may say of its persons. Absent: it may say none. */
  readonly acrs?: readonly string[];
}

/** The algorithms of SMART Backend Services, and the kinds of key that go with them. */
export const assertionAlgorithms: readonly string[] = ["RS384", "ES384"];

/** How many bits an RSA modulus has at least. Source: NIST SP 800-131A. */
const fewestRsaBits = 2048;

function isUsableKey(key: JWK): boolean {
  if (isSecret(key)) return false;
  if (key.kty === "EC") return key.crv === "P-384";
  return key.kty === "RSA" && typeof key.n === "string" && Buffer.from(key.n, "base64url").length * 8 >= fewestRsaBits;
}

function checkKeys(clientId: string, value: unknown): readonly JWK[] {
  const keys = typeof value === "object" && value !== null && "keys" in value ? value.keys : undefined;
  if (!Array.isArray(keys) || keys.length === 0) throw new Anomaly("fault", `client ${clientId} has no keys`);
  if (!(keys as readonly JWK[]).every(isUsableKey)) throw new Anomaly("fault", `client ${clientId} has a key that is private, weak or neither P-384 nor RSA`);
  return keys as readonly JWK[];
}

function parseKeys(clientId: string, text: string): readonly JWK[] {
  try {
    return checkKeys(clientId, JSON.parse(text));
  } catch (error) {
    throw error instanceof Anomaly ? error : new Anomaly("fault", `the key file of client ${clientId} isn't JSON`);
  }
}

/** The keys of a client as they are now. @throws {Anomaly} `fault` when the file is missing or holds no usable keys. */
export async function readClientKeys({ clientId, jwks }: ClientRegistration): Promise<readonly JWK[]> {
  if (!("file" in jwks) || typeof jwks.file !== "string") return checkKeys(clientId, jwks);
  let text: string;
  try {
    text = await readFile(jwks.file, "utf8");
  } catch (cause) {
    throw new Anomaly("fault", `the key file of client ${clientId} can't be read`, { cause });
  }
  return parseKeys(clientId, text);
}

/** Registrations by client id, each checked, so that a mistake shows at start and not at night.
 *  @throws {Anomaly} `fault` naming the client and what is wrong with it. */
export function indexRegistrations(registrations: readonly ClientRegistration[]): ReadonlyMap<string, ClientRegistration> {
  const byId = new Map<string, ClientRegistration>();
  for (const registration of registrations) {
    const { clientId, jwks, scopes, roles, persons } = registration;
    if (!/^[\x21-\x7e]{1,128}$/.test(clientId)) throw new Anomaly("fault", "a client id is 1 to 128 visible ASCII characters");
    if (byId.has(clientId)) throw new Anomaly("fault", `client ${clientId} is registered twice`);
    const unknown = scopes.find((scope) => !isKnownScope(scope));
    if (unknown !== undefined) throw new Anomaly("fault", `client ${clientId} is given ${unknown}, which isn't a scope of ours`);
    const stray = persons === "any-of-organisation" ? undefined : persons.flatMap((person) => person.roles ?? []).find((role) => !roles.includes(role));
    if (stray !== undefined) throw new Anomaly("fault", `client ${clientId} lists a person as ${stray}, a role it wasn't given`);
    if ("file" in jwks && typeof jwks.file === "string") parseKeys(clientId, readKeyFile(clientId, jwks.file));
    else checkKeys(clientId, jwks);
    byId.set(clientId, registration);
  }
  return byId;
}

function readKeyFile(clientId: string, file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new Anomaly("fault", `the key file of client ${clientId} can't be read`, { cause });
  }
}
