import { Anomaly } from "@wijkverband/fhir";

/** Remembers what may be used once. Several server processes must share one store, or a replay slips in through the neighbour. */
export interface ReplayStore {
  /** Atomically: `true` when `jti` was given before and hasn't expired; otherwise keeps it until `expires` (epoch seconds)
   *  and answers `false`. A rejection is a refusal: what can't be checked isn't accepted. */
  seen(jti: string, expires: number): Promise<boolean>;
}

/** Above this number of live entries the memory store refuses rather than forgets: forgetting would let a replay in. */
const mostEntries = 1_000_000;

/** For one process and for tests. `clock` gives epoch milliseconds.
 *  @throws {Anomaly} `unavailable` from `seen` when a million entries are alive. */
export function createMemoryReplayStore(clock: () => number = Date.now): ReplayStore {
  const entries = new Map<string, number>();
  let nextSweep = 0;
  return {
    async seen(jti, expires) {
      const now = clock() / 1000;
      if (now >= nextSweep || entries.size >= mostEntries) {
        for (const [key, end] of entries) if (end < now) entries.delete(key);
        nextSweep = now + 60;
      }
      const known = entries.get(jti);
      if (known !== undefined && known >= now) return true;
      if (entries.size >= mostEntries) throw new Anomaly("unavailable", "too many tokens to remember");
      entries.set(jti, expires);
      return false;
    },
  };
}
