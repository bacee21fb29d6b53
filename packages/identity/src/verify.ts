import { createHash } from "node:crypto";
import { createLocalJWKSet, createRemoteJWKSet, decodeJwt, type JSONWebKeySet, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";
import { Anomaly } from "@wijkverband/fhir";
import { type ClaimMap, readPrincipal } from "./claim-map.ts";
import type { VerifyProof } from "./dpop.ts";
import type { Principal } from "./principal.ts";
import { reasonOf, refusal } from "./refusal.ts";
import { TokenCache } from "./token-cache.ts";

/** Asymmetric signatures only: `none` and HS* aren't in the type, and configuration that names them is refused. */
export type SigningAlgorithm = "ES256" | "ES384" | "ES512" | "PS256" | "PS384" | "PS512" | "RS256" | "RS384" | "RS512" | "EdDSA";

export const signingAlgorithms: readonly SigningAlgorithm[] = ["ES256", "ES384", "ES512", "PS256", "PS384", "PS512", "RS256", "RS384", "RS512", "EdDSA"];

/** Somebody whose tokens we take, and how to read them. */
export interface TrustedIssuer {
  /** Compared to `iss` to the letter. */
  readonly issuer: string;
  /** Keys at hand, or where to fetch them: `https`, or `http` on this machine. */
  readonly jwks: JSONWebKeySet | { readonly url: string };
  /** What `aud` must hold. */
  readonly audience: string;
  readonly claims: ClaimMap;
  /** Absent: all of `signingAlgorithms`. */
  readonly algorithms?: readonly SigningAlgorithm[];
  /** Required `typ` header, such as `at+jwt`. Absent: not looked at, since networks differ. */
  readonly typ?: string;
  /** Identifiers of the organisations this issuer may speak for. Absent: any. */
  readonly organizations?: readonly string[];
}

export interface VerifierConfig {
  readonly issuers: readonly TrustedIssuer[];
  /** Epoch milliseconds. */
  readonly clock?: () => number;
  /** Asked at each use: a token or a client may be withdrawn before it expires. Must be quick. */
  readonly revoked?: (tokenId: string, client: string) => boolean;
  /** Checks proofs of possession; without it a bound token is refused. */
  readonly proof?: VerifyProof;
  /** How many verified tokens are remembered. */
  readonly cacheSize?: number;
}

/** What a proof of possession is about; needed for bound tokens only. */
export interface TokenUse {
  readonly method: string;
  /** Path as called from outside, below the public base of the proof verifier. */
  readonly path: string;
  /** The `DPoP` header. */
  readonly proof?: string;
}

/** Who asks, by the `Authorization` header. @throws {Anomaly} `unauthenticated` with one text whatever is wrong; the reason, which
 *  never quotes the token, is in `cause`. */
export type Verify = (authorization: string | undefined, use?: TokenUse) => Promise<Principal>;

interface Verified {
  /** The whole header, scheme and all: what is remembered counts for this and nothing like it. */
  readonly authorization: string;
  readonly principal: Principal;
  readonly token: string;
  /** Thumbprint of the key a DPoP token is bound to. */
  readonly bound: string | undefined;
}

interface Gate extends TrustedIssuer {
  readonly key: JWTVerifyGetKey;
}

/** Seconds that an issuer's clock may differ from ours. */
const tolerance = 30;
const longestHeader = 16_384;

/** @throws {Anomaly} `fault` for a configuration that would let in what it shouldn't. */
export function createVerifier({ issuers, clock = Date.now, revoked, proof, cacheSize = 5000 }: VerifierConfig): Verify {
  const gates = new Map(issuers.map((trusted) => [trusted.issuer, openGate(trusted)]));
  if (gates.size !== issuers.length) throw new Anomaly("fault", "an issuer is listed twice");
  const cache = new TokenCache<Verified>(cacheSize);

  /** Never beyond `exp`: a token in its last seconds of tolerance is verified afresh each time. */
  function recall(authorization: string, now: number): Verified | undefined {
    const cached = cache.get(cacheKey(authorization));
    if (cached === undefined || cached.authorization !== authorization) return undefined;
    if (now < cached.principal.expires) return cached;
    cache.delete(cacheKey(authorization));
    return undefined;
  }

  return async (authorization, use) => {
    if (authorization === undefined) throw refusal("no authorization");
    const now = clock() / 1000;
    let verified = recall(authorization, now);
    if (verified === undefined) {
      verified = await verifyToken(authorization, gates, now);
      if (now < verified.principal.expires) cache.set(cacheKey(authorization), verified);
    }
    const { principal, token, bound } = verified;
    if (revoked?.(principal.tokenId, principal.client)) throw refusal("revoked");
    if (bound !== undefined) {
      if (proof === undefined || use?.proof === undefined) throw refusal("DPoP proof missing");
      if ((await proof({ method: use.method, path: use.path, proof: use.proof, accessToken: token })) !== bound) throw refusal("DPoP key");
    }
    return principal;
  };
}

/** The end of the signature: as good a handle as the whole header, and hashed in no time. */
function cacheKey(authorization: string): string {
  return authorization.slice(-64);
}

function openGate(trusted: TrustedIssuer): Gate {
  const { issuer, audience, jwks, algorithms = signingAlgorithms } = trusted;
  if (issuer === "" || audience === "") throw new Anomaly("fault", "a trusted issuer needs an issuer and an audience");
  if (algorithms.length === 0 || !algorithms.every((algorithm) => signingAlgorithms.includes(algorithm))) throw new Anomaly("fault", `issuer ${issuer} may sign with asymmetric algorithms only`);
  if (!("url" in jwks) || typeof jwks.url !== "string") return { ...trusted, key: createLocalJWKSet(jwks as JSONWebKeySet) };
  const url = URL.parse(jwks.url);
  const local = url?.protocol === "http:" && ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  if (!url || !(url.protocol === "https:" || local)) throw new Anomaly("fault", `the keys of issuer ${issuer} must come over https`);
  return { ...trusted, key: createRemoteJWKSet(url, { timeoutDuration: 3000 }) };
}

async function verifyToken(authorization: string, gates: ReadonlyMap<string, Gate>, now: number): Promise<Verified> {
  if (authorization.length > longestHeader) throw refusal("authorization too long");
  const [, scheme, token] = /^(Bearer|DPoP) +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization) ?? [];
  if (scheme === undefined || token === undefined) throw refusal("authorization isn't a Bearer or DPoP JWT");
  const gate = gates.get(issuerOf(token) ?? "");
  if (gate === undefined) throw refusal("unknown issuer");
  const claims = await verifySignature(token, gate, now);
  const principal = readPrincipal(claims, gate.claims, createHash("sha256").update(token).digest("base64url"));
  if (gate.organizations && !gate.organizations.includes(principal.organization?.identifier ?? "")) throw refusal("organisation not of this issuer");
  return { authorization, principal, token, bound: boundTo(claims, scheme.toLowerCase() === "dpop") };
}

function issuerOf(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}

async function verifySignature(token: string, { issuer, audience, algorithms = signingAlgorithms, typ, key }: Gate, now: number): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, key, {
      issuer,
      audience,
      algorithms: [...algorithms],
      ...(typ !== undefined && { typ }),
      clockTolerance: tolerance,
      currentDate: new Date(now * 1000),
      requiredClaims: ["exp"],
    });
    return payload;
  } catch (error) {
    throw refusal(reasonOf(error));
  }
}

/** The thumbprint in `cnf.jkt` (RFC 9449, 6). A token bound in a way we can't check, or presented in the scheme of the other
 *  kind, is refused: a stolen bound token must not work as a bearer token. */
function boundTo({ cnf }: JWTPayload, presentedBound: boolean): string | undefined {
  if (cnf === undefined && !presentedBound) return undefined;
  const parts = typeof cnf === "object" && cnf !== null ? Object.entries(cnf) : [];
  const [name, value] = parts[0] ?? [];
  if (!presentedBound || parts.length !== 1 || name !== "jkt" || typeof value !== "string") throw refusal("binding doesn't fit the scheme");
  return value;
}
