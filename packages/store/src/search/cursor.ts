import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";
import type { SearchQuery } from "@wijkverband/fhir";
import { Anomaly } from "@wijkverband/fhir";
import type { Position, SortKey } from "./order.ts";

/** Writes and reads `SearchResult.next`. */
export interface Cursors {
  seal(position: Position, query: SearchQuery): string;
  /** @throws {Anomaly} `incorrect` for a text that we did not make for a search of this type and order. */
  open(text: string, query: SearchQuery): Position;
}

const algorithm = "aes-256-gcm";
const nonceLength = 12;
const tagLength = 16;

/** Positions are encrypted, because they hold sort values (a name, an identifier) and end up in a link (`no-bsn`),
 *  and bound to type and order, so that one can't be used to probe another search.
 *  @param secret from which a key of its own is derived. */
export function createCursors(secret: Uint8Array): Cursors {
  const key = createHmac("sha256", secret).update("search position").digest();

  function seal({ keys, slot }: Position, query: SearchQuery): string {
    const nonce = randomBytes(nonceLength);
    const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagLength }).setAAD(orderOf(query));
    const body = Buffer.concat([cipher.update(JSON.stringify([...keys, slot])), cipher.final()]);
    return Buffer.concat([nonce, body, cipher.getAuthTag()]).toString("base64url");
  }

  function open(text: string, query: SearchQuery): Position {
    try {
      const bytes = Buffer.from(text, "base64url");
      const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceLength), { authTagLength: tagLength });
      decipher.setAAD(orderOf(query)).setAuthTag(bytes.subarray(-tagLength));
      const body = Buffer.concat([decipher.update(bytes.subarray(nonceLength, -tagLength)), decipher.final()]);
      const parts = JSON.parse(body.toString()) as SortKey[];
      return { keys: parts.slice(0, -1), slot: Number(parts.at(-1)) };
    } catch (cause) {
      throw new Anomaly("incorrect", "the page position does not belong to this search", { cause });
    }
  }

  return { seal, open };
}

function orderOf({ type, sort }: SearchQuery): Buffer {
  return Buffer.from(JSON.stringify([type, sort.map(({ parameter, descending }) => [parameter, descending])]));
}
