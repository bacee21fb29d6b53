import { createHmac, timingSafeEqual, type KeyObject } from "node:crypto";
import type { ChainMark, HourHead } from "../store.ts";
import { genesis } from "./audit-chain.ts";

const hour = 3_600_000;

/** What hourly heads add up to: the last of them, and where every chain stood at it, by its name. */
export interface HoursSoFar {
  readonly last: HourHead | undefined;
  readonly marks: ReadonlyMap<string, ChainMark>;
}

/** Adds heads up, oldest first; grows with them, so that a head more costs what that head lists. */
export class HourSum implements HoursSoFar {
  #last: HourHead | undefined;
  readonly #marks = new Map<string, ChainMark>();

  get last(): HourHead | undefined {
    return this.#last;
  }

  get marks(): ReadonlyMap<string, ChainMark> {
    return this.#marks;
  }

  add(head: HourHead): void {
    this.#last = head;
    for (const mark of head.moved) this.#marks.set(mark.chain, mark);
  }
}

/** The head over all chains together, once an hour; `undefined` while the hour of the last one lasts.
 *  It lists only chains that grew, and is sealed over where all of them stand, so that it stays small however often a server was started. */
export function nextHour(soFar: HoursSoFar, chains: readonly ChainMark[], at: Date, key: Uint8Array | KeyObject): HourHead | undefined {
  const { last, marks } = soFar;
  if (last !== undefined && Math.floor(at.getTime() / hour) <= Math.floor(Date.parse(last.at) / hour)) return undefined;
  if (last === undefined && chains.length === 0) return undefined;
  const moved = chains
    .filter(({ chain, sequence }) => sequence > (marks.get(chain)?.sequence ?? 0))
    .map(({ chain, sequence, hash }) => ({ chain, sequence, hash }))
    .toSorted(byChain);
  const open = { number: (last?.number ?? 0) + 1, at: at.toISOString(), previous: last?.seal ?? genesis, moved };
  return { ...open, seal: sealOf(soFar, open, key).toString("hex") };
}

/** Tells whether a head was sealed with this key as the one after `soFar`. */
export function isHourSealed(soFar: HoursSoFar, head: HourHead, key: Uint8Array | KeyObject): boolean {
  const expected = sealOf(soFar, head, key);
  const found = Buffer.from(head.seal, "hex");
  return found.length === expected.length && timingSafeEqual(found, expected);
}

/** HMAC-SHA-256 over, each on a line: number, instant, the former head's seal, and every chain in order of name with its sequence and hash. */
function sealOf({ marks }: HoursSoFar, { number, at, previous, moved }: Omit<HourHead, "seal">, key: Uint8Array | KeyObject): Buffer {
  const all = new Map([...marks, ...moved.map((mark): [string, ChainMark] => [mark.chain, mark])]);
  const lines = [...all.values()].toSorted(byChain).map(({ chain, sequence, hash }) => `${chain} ${sequence} ${hash}`);
  return createHmac("sha256", key).update([`hour ${number}`, at, previous, ...lines].join("\n")).digest();
}

function byChain(left: ChainMark, right: ChainMark): number {
  return left.chain < right.chain ? -1 : left.chain > right.chain ? 1 : 0;
}
