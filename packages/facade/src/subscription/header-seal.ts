import type { Extension, Subscription } from "hl7-fhir-r4-types";
import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from "node:crypto";
import { sealedHeadersUrl } from "./subscription.ts";

type Headers = readonly (readonly [name: string, value: string])[];

const nonce = 12;
const tag = 16;

/** Seals the headers of a Subscription with AES-256-GCM, bound to that very Subscription: moved to another one they don't open.
 *  @param key 32 bytes, of this installation
 *  @returns the extension that keeps them */
export function sealHeaders(key: KeyObject, subscription: string, headers: Headers): Extension {
  const iv = randomBytes(nonce);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(`Subscription/${subscription}`));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(headers), "utf8"), cipher.final()]);
  return { url: sealedHeadersUrl, valueString: Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64url") };
}

/** The headers of a stored Subscription with their values. None when there are none, or when the seal doesn't open under this key. */
export function openHeaders(key: KeyObject, { id = "", channel }: Pick<Subscription, "id" | "channel">): Headers {
  const sealed = channel.extension?.find(({ url }) => url === sealedHeadersUrl)?.valueString;
  const bytes = Buffer.from(sealed ?? "", "base64url");
  if (bytes.length <= nonce + tag) return [];
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, nonce)).setAAD(Buffer.from(`Subscription/${id}`)).setAuthTag(bytes.subarray(nonce, nonce + tag));
    return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(nonce + tag)), decipher.final()]).toString("utf8")) as Headers;
  } catch {
    return [];
  }
}
