import { signals } from "./list.ts";
import type { PracticeFacts } from "./practice-facts.ts";
import type { Finding, SignalKey } from "./signal.ts";

/** What a practice shows of every signal. */
export function measureAll(facts: PracticeFacts): ReadonlyMap<SignalKey, Finding> {
  return new Map(signals.map(({ key, measure }) => [key, measure(facts)]));
}
