import { createHash } from "node:crypto";
import { EmbeddedJWK, calculateJwkThumbprint, jwtVerify } from "jose";
import { Anomaly } from "@wijkverband/fhir";
import { reasonOf, refusal } from "./refusal.ts";
import type { ReplayStore } from "./replay-store.ts";

/** Signature algorithms of a proof: asymmetric ones only (RFC 9449, 11.6). */
export const dpopAlgorithms: readonly string[] = ["ES256", "ES384", "PS256", "EdDSA", "Ed25519"];

export interface DpopConfig {
  /** Scheme, host and path prefix under which the world calls us, e.g. `https://fhir.wijk.example`. Never taken from `Host`,
   *  which the caller writes. */
  readonly publicBase: string;
  readonly replay: ReplayStore;
  /** Epoch milliseconds. */
  readonly clock?: () => number;
  /** How old a proof may be, in seconds. */
  readonly window?: number;
}

/** The request a proof is about. */
export interface ProvenRequest {
  readonly method: string;
  /** Path as called from outside, below `publicBase`, with or without a query. */
  readonly path: string;
  /** The value of the `DPoP` header. */
  readonly proof: string;
  readonly accessToken: string;
}

/** Answers the JWK thumbprint (RFC 7638, SHA-256) of the key that made the proof.
 *  @throws {Anomaly} `unauthenticated` */
export type VerifyProof = (request: ProvenRequest) => Promise<string>;

/** Seconds that two clocks may differ. */
const tolerance = 30;
const longestProof = 8192;

function hash(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}

/** Scheme, host and path, as RFC 9449 4.3 compares them: normalised, without query and fragment. */
function withoutQuery(url: string): string | undefined {
  const parsed = URL.parse(url);
  if (!parsed || parsed.username !== "" || parsed.password !== "") return undefined;
  return `${parsed.origin}${parsed.pathname}`;
}

/** Checks proofs of possession as RFC 9449 4.3 lists: one signed by the key in its own header, for this method and URL and
 *  this token, fresh, and never used before. Server nonces aren't used. */
export function createProofVerifier({ publicBase, replay, clock = Date.now, window = 60 }: DpopConfig): VerifyProof {
  const base = publicBase.endsWith("/") ? publicBase.slice(0, -1) : publicBase;
  if (withoutQuery(`${base}/`) === undefined) throw new Anomaly("fault", "the public base of DPoP proofs isn't a URL");

  return async ({ method, path, proof, accessToken }) => {
    // Several DPoP headers arrive joined by a comma, which no JWT holds: such a proof fails to parse.
    if (proof.length > longestProof) throw refusal("DPoP proof too long");
    const now = Math.floor(clock() / 1000);
    const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
      algorithms: [...dpopAlgorithms],
      typ: "dpop+jwt",
      currentDate: new Date(now * 1000),
      clockTolerance: tolerance,
    }).catch((error: unknown) => {
      throw refusal(`DPoP ${reasonOf(error)}`);
    });
    const { jti, iat, htm, htu, ath } = payload as Readonly<Record<string, unknown>>;
    if (typeof iat !== "number" || iat < now - window || iat > now + tolerance) throw refusal("DPoP iat");
    if (htm !== method) throw refusal("DPoP htm");
    const target = withoutQuery(`${base}${path}`);
    if (target === undefined || typeof htu !== "string" || withoutQuery(htu) !== target) throw refusal("DPoP htu");
    if (ath !== hash(accessToken)) throw refusal("DPoP ath");
    if (typeof jti !== "string" || jti === "" || jti.length > 256 || protectedHeader.jwk === undefined) throw refusal("DPoP jti");
    const thumbprint = await calculateJwkThumbprint(protectedHeader.jwk);
    if (await isReplayed(replay, hash(`dpop ${thumbprint} ${jti}`), iat + window + tolerance)) throw refusal("DPoP replay");
    return thumbprint;
  };
}

/** A store that doesn't answer refuses: the proof can't be told from a replay. */
async function isReplayed(replay: ReplayStore, key: string, expires: number): Promise<boolean> {
  try {
    return await replay.seen(key, expires);
  } catch (error) {
    throw refusal(`replay store: ${reasonOf(error)}`);
  }
}
