import { createHmac, hash, timingSafeEqual, type KeyObject } from "node:crypto";
import type { ChainedEvent, ChainHead } from "../store.ts";

/** What the first event of a chain names as its predecessor. */
export const genesis: string = "0".repeat(64);

/** The place after which the next event comes. */
export interface ChainPlace {
  readonly sequence: number;
  readonly hash: string;
}

/** Where a chain without events stands. */
export const chainStart: ChainPlace = { sequence: 0, hash: genesis };

/** SHA-256 (hex) over `previous`, a line feed and the event's text. */
export function hashEvent(previous: string, json: string): string {
  return hash("sha256", `${previous}\n${json}`, "hex");
}

/** The next event of a chain. */
export function chainEvent(chain: string, after: ChainPlace, json: string): ChainedEvent {
  return { chain, sequence: after.sequence + 1, previous: after.hash, hash: hashEvent(after.hash, json), json };
}

/** Seals the end of a chain with a key that whoever holds the database does not have. */
export function sealHead(chain: string, { sequence, hash }: ChainPlace, key: Uint8Array | KeyObject): ChainHead {
  return { chain, sequence, hash, seal: createHmac("sha256", key).update(`${chain} ${sequence} ${hash}`).digest("hex") };
}

/** Tells whether a head was sealed with this key and not altered since. */
export function isSealed(head: ChainHead, key: Uint8Array): boolean {
  const expected = Buffer.from(sealHead(head.chain, head, key).seal, "hex");
  const found = Buffer.from(head.seal, "hex");
  return found.length === expected.length && timingSafeEqual(found, expected);
}
