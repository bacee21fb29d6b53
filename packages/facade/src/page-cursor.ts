import { Anomaly } from "@wijkverband/fhir";
import type { Principal } from "@wijkverband/identity";
import { createCipheriv, createDecipheriv, createHash, randomBytes, type KeyObject } from "node:crypto";

/** Where a page goes on, and what was asked. */
export interface PageCursor {
  /** What it is a page of: the type of a search, or the path of a history or operation. */
  readonly type: string;
  readonly query: readonly (readonly [string, string])[];
  readonly after: string;
}

/** How long a next link works, in milliseconds. */
const lifetime = 30 * 60_000;

/** Seals a cursor for one caller: encrypted, so that what was searched for stays out of URLs and logs, and useless to anybody else. */
export function sealCursor(key: KeyObject, principal: Principal, cursor: PageCursor, at: Date): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(bindingOf(principal));
  const text = JSON.stringify([cursor.type, cursor.query, cursor.after, at.getTime() + lifetime]);
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64url");
}

/** @throws {Anomaly} `incorrect` for a cursor of another caller, an old one, or anything else. */
export function openCursor(key: KeyObject, principal: Principal, token: string, at: Date): PageCursor {
  const refusal = new Anomaly("incorrect", "this page link isn't yours or has expired; ask again");
  const bytes = Buffer.from(token, "base64url");
  if (bytes.length < 29) throw refusal;
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12)).setAAD(bindingOf(principal)).setAuthTag(bytes.subarray(12, 28));
    const text = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
    const [type, query, after, until] = JSON.parse(text) as [string, [string, string][], string, number];
    if (until < at.getTime()) throw refusal;
    return { type, query, after };
  } catch {
    throw refusal;
  }
}

function bindingOf({ client, organization, person }: Principal): Buffer {
  return createHash("sha256").update(JSON.stringify([client, organization?.system, organization?.identifier, person?.id, person?.role])).digest();
}
