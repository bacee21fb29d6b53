import { createHash, randomUUID } from "node:crypto";
import { importJWK, type JWK, SignJWT } from "jose";
import { Anomaly } from "@wijkverband/fhir";
import { publicPart } from "./keys.ts";

/** The person whom a client asks a token for. */
export interface NamedPerson {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly fhirUser?: string;
  readonly acr?: string;
}

export interface ClientAssertion {
  readonly clientId: string;
  /** The audience: token endpoint or issuer. */
  readonly tokenEndpoint: string;
  /** Private JWK: P-384 (ES384) or RSA (RS384), with the `kid` that was registered. */
  readonly key: JWK;
  readonly person?: NamedPerson;
  /** v3 PurposeOfUse. */
  readonly purpose?: string;
  /** Epoch milliseconds. */
  readonly clock?: () => number;
}

export interface TokenRequest extends ClientAssertion {
  readonly scope: string | readonly string[];
  /** Key to bind the token to (RFC 9449); absent: a bearer token. */
  readonly dpopKey?: JWK;
  readonly fetch?: typeof globalThis.fetch;
}

export interface GrantedToken {
  readonly accessToken: string;
  readonly tokenType: "Bearer" | "DPoP";
  /** Seconds. */
  readonly expiresIn: number;
  readonly scope: string;
}

/** Seconds; long enough for a slow line, short enough to be useless tomorrow. */
const lifetime = 120;

/** A signed client assertion (RFC 7523, SMART Backend Services) for one use. */
export async function createClientAssertion({ clientId, tokenEndpoint, key, person, purpose, clock = Date.now }: ClientAssertion): Promise<string> {
  const alg = key.kty === "RSA" ? "RS384" : "ES384";
  const now = Math.floor(clock() / 1000);
  return await new SignJWT({ ...(person && { person }), ...(purpose !== undefined && { purpose }) })
    .setProtectedHeader({ alg, typ: "JWT", ...(key.kid !== undefined && { kid: key.kid }) })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(tokenEndpoint)
    .setJti(randomUUID())
    .setIssuedAt(now)
    .setExpirationTime(now + lifetime)
    .sign(await importJWK(key, alg));
}

export interface ProofRequest {
  readonly key: JWK;
  readonly method: string;
  readonly url: string;
  /** Absent at the token endpoint. */
  readonly accessToken?: string;
  /** Epoch milliseconds. */
  readonly clock?: () => number;
}

/** A DPoP proof (RFC 9449, 4.2) for one request. The key is P-256 (ES256) or P-384 (ES384). */
export async function createProof({ key, method, url, accessToken, clock = Date.now }: ProofRequest): Promise<string> {
  const alg = key.crv === "P-256" ? "ES256" : "ES384";
  const { kty, crv, x, y } = publicPart(key);
  if (kty !== "EC" || crv === undefined || x === undefined || y === undefined) throw new Anomaly("incorrect", "a DPoP key is an elliptic curve key");
  const target = new URL(url);
  const ath = accessToken === undefined ? {} : { ath: createHash("sha256").update(accessToken).digest("base64url") };
  return await new SignJWT({ htm: method, htu: `${target.origin}${target.pathname}`, ...ath })
    .setProtectedHeader({ alg, typ: "dpop+jwt", jwk: { kty, crv, x, y } })
    .setJti(randomUUID())
    .setIssuedAt(Math.floor(clock() / 1000))
    .sign(await importJWK(key, alg));
}

/** Asks for a token. @throws {Anomaly} `unavailable` when the server can't be reached or answers nonsense, `unauthenticated` when
 *  it doesn't know the client by this assertion, `forbidden` when it refuses what was asked; the text is the server's. */
export async function requestToken(request: TokenRequest): Promise<GrantedToken> {
  const { tokenEndpoint, scope, dpopKey, clock, fetch = globalThis.fetch } = request;
  const form = new URLSearchParams({
    grant_type: "client_credentials",
    scope: typeof scope === "string" ? scope : scope.join(" "),
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: await createClientAssertion(request),
  });
  const headers: Record<string, string> = { accept: "application/json" };
  if (dpopKey) headers["dpop"] = await createProof({ key: dpopKey, method: "POST", url: tokenEndpoint, ...(clock && { clock }) });
  let response: Response;
  let answer: unknown;
  try {
    response = await fetch(tokenEndpoint, { method: "POST", body: form, headers, redirect: "error" });
    answer = await response.json();
  } catch (cause) {
    throw new Anomaly("unavailable", "the token endpoint gives no answer", { cause });
  }
  if (response.status === 200) return readAnswer(answer);
  const { error, error_description: description } = (answer ?? {}) as Readonly<Record<string, unknown>>;
  const text = [error, description].filter((part) => typeof part === "string").join(": ") || `status ${response.status}`;
  throw new Anomaly(response.status === 401 ? "unauthenticated" : response.status >= 500 ? "unavailable" : "forbidden", `no token: ${text}`);
}

function readAnswer(answer: unknown): GrantedToken {
  const { access_token: accessToken, token_type: type, expires_in: expiresIn, scope } = (answer ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof accessToken !== "string" || (type !== "Bearer" && type !== "DPoP") || typeof expiresIn !== "number") throw new Anomaly("unavailable", "the token endpoint answers without a token");
  return { accessToken, tokenType: type, expiresIn, scope: typeof scope === "string" ? scope : "" };
}
