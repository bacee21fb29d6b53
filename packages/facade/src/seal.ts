import { canonicalBase } from "@wijkverband/fhir";
import canonicalize from "canonicalize";
import type { Bundle, Signature } from "hl7-fhir-r4-types";
import { CompactSign, compactVerify, createLocalJWKSet, type CryptoKey, type JSONWebKeySet, type JWK } from "jose";

/** Names what is signed: the Bundle without `id`, `meta` and `signature`, as RFC 8785 canonical JSON (decision 0004). */
export const targetFormat: string = `application/fhir+json;canonicalization=${canonicalBase}/canonicalization/handover-1`;

/** Seals documents with the server's key. The seal says: this is what was published here. It is not the doctor's signature (`attested`). */
export interface Sealer {
  seal(document: Bundle, at: Date): Promise<Bundle>;
  /** A detached JWS over bytes as they are (RFC 7515, appendix F): header and signature with nothing between the points. */
  sealBytes(bytes: Uint8Array): Promise<string>;
  readonly jwks: JSONWebKeySet;
  /** `Device/<id>` of the server. */
  readonly device: string;
}

export function createSealer(options: { readonly privateKey: CryptoKey; readonly publicJwk: JWK; readonly device: string }): Sealer {
  const { privateKey, publicJwk, device } = options;
  const header = { alg: "ES256", kid: publicJwk.kid ?? "", typ: "JOSE" };
  const sealBytes = async (bytes: Uint8Array): Promise<string> => {
    const [protectedHeader, , signature] = (await new CompactSign(bytes).setProtectedHeader(header).sign(privateKey)).split(".");
    return `${protectedHeader}..${signature}`;
  };
  return {
    device,
    jwks: { keys: [publicJwk] },
    sealBytes,
    async seal(document, at) {
      const jws = await sealBytes(sealedBytes(document));
      const seal: Signature = {
        type: [{ system: "urn:iso-astm:E1762-95:2013", code: "1.2.840.10065.1.12.1.14", display: "Source Signature" }],
        when: at.toISOString(),
        who: { reference: device },
        targetFormat,
        sigFormat: "application/jose",
        data: Buffer.from(jws).toString("base64"),
      };
      return { ...document, signature: seal };
    },
  };
}

export type SealVerdict =
  | { readonly outcome: "intact"; readonly kid: string; readonly when: string }
  | { readonly outcome: "broken"; readonly reason: "no-seal" | "other-format" | "not-a-jws" | "unknown-key" | "changed" };

/** Checks a downloaded document against published keys; needs no network. */
export async function verifySeal(document: Bundle, jwks: JSONWebKeySet): Promise<SealVerdict> {
  const { signature } = document;
  if (signature?.data === undefined) return { outcome: "broken", reason: "no-seal" };
  if (signature.targetFormat !== targetFormat) return { outcome: "broken", reason: "other-format" };
  const [protectedHeader, payload, proof] = Buffer.from(signature.data, "base64").toString("utf8").split(".");
  if (protectedHeader === undefined || payload !== "" || proof === undefined) return { outcome: "broken", reason: "not-a-jws" };
  const jws = `${protectedHeader}.${Buffer.from(sealedBytes(document)).toString("base64url")}.${proof}`;
  try {
    const { protectedHeader: header } = await compactVerify(jws, createLocalJWKSet(jwks), { algorithms: ["ES256"] });
    return { outcome: "intact", kid: header.kid ?? "", when: signature.when };
  } catch (thrown) {
    const code = thrown instanceof Error && "code" in thrown ? thrown.code : undefined;
    return { outcome: "broken", reason: code === "ERR_JWKS_NO_MATCHING_KEY" ? "unknown-key" : code === "ERR_JWS_INVALID" ? "not-a-jws" : "changed" };
  }
}

/** The bytes that the seal covers. */
export function sealedBytes(document: Bundle): Uint8Array {
  const { id: _id, meta: _meta, signature: _signature, ...sealed } = document;
  return new TextEncoder().encode(canonicalize(sealed));
}
