import type { ChainedEvent, ChainHead, ChainMark } from "../store.ts";
import { genesis, hashEvent, isSealed } from "./audit-chain.ts";

/** What is wrong at one place of a chain.
 *  - `edited`: the text, the hash or the whole event is not what was chained there;
 *  - `removed`: its predecessor is gone;
 *  - `inserted`: something stands between events that followed each other, or behind the sealed end;
 *  - `reordered`: events changed places;
 *  - `cut-off`: the chain ends before its sealed head, or before a head that was kept elsewhere;
 *  - `forged-head`: the seal does not fit; `missing-head`: events without a head;
 *  - `hour-unfit`: an hourly head names this place, and the chain does not go through it;
 *  - `hour-forged`, `hour-removed`: an hourly head whose seal does not fit, or that is gone (`chain` is `hours`, `sequence` its number). */
export interface ChainFinding {
  readonly chain: string;
  readonly sequence: number;
  readonly what: "edited" | "removed" | "inserted" | "reordered" | "cut-off" | "forged-head" | "missing-head" | "hour-unfit" | "hour-forged" | "hour-removed";
}

/** How far back a link is looked for to tell an insertion from a removal. Only the name of the finding depends on it. */
const lookBack = 256;

interface Progress {
  sequence: number;
  hash: string;
  recent: string[];
  /** Predecessors that were named but not seen yet, by the sequence of the event that named them. */
  readonly awaited: Map<string, number>;
}

/** Checks chains event by event, so that a log of any size fits. */
export interface ChainVerifier {
  add(event: ChainedEvent): void;
  finish(): readonly ChainFinding[];
}

/** @param heads as the database holds them. @param witnessed heads that were kept elsewhere (hourly): each must still lie on its chain;
 *  without them, cutting off a tail together with restoring the older head can't be seen.
 *  @param marks places that sealed hourly heads say the chains went through. */
export function createChainVerifier(heads: readonly ChainHead[], key: Uint8Array, witnessed: readonly ChainHead[] = [], marks: readonly ChainMark[] = []): ChainVerifier {
  const findings: ChainFinding[] = [];
  const chains = new Map<string, Progress>();
  const report = (chain: string, sequence: number, what: ChainFinding["what"]): void => void findings.push({ chain, sequence, what });
  for (const head of witnessed) if (!isSealed(head, key)) report(head.chain, head.sequence, "forged-head");
  const waiting = new Map(witnessed.filter((head) => isSealed(head, key)).map((head) => [`${head.chain} ${head.sequence}`, head]));

  const hourly = new Map(marks.map((mark) => [`${mark.chain} ${mark.sequence}`, mark]));

  function add(event: ChainedEvent): void {
    const progress = chains.get(event.chain) ?? { sequence: 0, hash: genesis, recent: [], awaited: new Map<string, number>() };
    chains.set(event.chain, progress);
    checkLink(event, progress, (sequence, what) => report(event.chain, sequence, what));
    const place = `${event.chain} ${event.sequence}`;
    const witness = waiting.get(place);
    if (witness !== undefined) {
      if (witness.hash !== event.hash) report(event.chain, event.sequence, "edited");
      waiting.delete(place);
    }
    if (hourly.get(place)?.hash === event.hash) hourly.delete(place);
    progress.recent.push(progress.hash);
    if (progress.recent.length > lookBack) progress.recent.shift();
    progress.sequence = event.sequence;
    progress.hash = event.hash;
  }

  function finish(): readonly ChainFinding[] {
    for (const [chain, { awaited }] of chains) for (const sequence of awaited.values()) report(chain, sequence, "removed");
    for (const head of heads) checkHead(head, chains.get(head.chain), key, report);
    const headed = new Set(heads.map(({ chain }) => chain));
    for (const [chain, { sequence }] of chains) if (!headed.has(chain)) report(chain, sequence, "missing-head");
    for (const head of waiting.values()) report(head.chain, head.sequence, "cut-off");
    for (const mark of hourly.values()) report(mark.chain, mark.sequence, "hour-unfit");
    return findings;
  }

  return { add, finish };
}

function checkLink(event: ChainedEvent, progress: Progress, report: (sequence: number, what: ChainFinding["what"]) => void): void {
  if (hashEvent(event.previous, event.json) !== event.hash) report(event.sequence, "edited");
  const expected = progress.sequence + 1;
  const wasAwaited = progress.awaited.delete(event.hash);
  if (wasAwaited) report(event.sequence, "reordered");
  if (event.sequence > expected) report(expected, "removed");
  else if (event.sequence < expected) report(event.sequence, event.sequence === progress.sequence ? "inserted" : "reordered");
  else if (event.previous !== progress.hash && !wasAwaited) {
    if (progress.recent.includes(event.previous)) report(event.sequence - 1, "inserted");
    else progress.awaited.set(event.previous, event.sequence);
  }
}

function checkHead(head: ChainHead, progress: Progress | undefined, key: Uint8Array, report: (chain: string, sequence: number, what: ChainFinding["what"]) => void): void {
  if (!isSealed(head, key)) return report(head.chain, head.sequence, "forged-head");
  const reached = progress?.sequence ?? 0;
  if (reached < head.sequence) return report(head.chain, reached + 1, "cut-off");
  if (reached > head.sequence) return report(head.chain, head.sequence + 1, "inserted");
  if (progress?.hash !== head.hash) report(head.chain, head.sequence, "edited");
}

/** Checks whole chains at rest. `events` in order of chain and sequence, as `Store.auditChain` gives them. No finding: all is as it was chained. */
export function verifyChain(events: Iterable<ChainedEvent>, heads: readonly ChainHead[], key: Uint8Array, witnessed: readonly ChainHead[] = [], marks: readonly ChainMark[] = []): readonly ChainFinding[] {
  const verifier = createChainVerifier(heads, key, witnessed, marks);
  for (const event of events) verifier.add(event);
  return verifier.finish();
}
