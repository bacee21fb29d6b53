/** How long a count is believed, in milliseconds. */
const believed = 30_000;
/** Most counts that are kept; then all go. */
const mostKept = 1_000;

/** Counts by which a way to search is chosen. What a caller may see is thousands of rows, counted at every search and changing little: an old count
 *  makes a search slower at worst, never wrong, so it is kept for a while whatever was written since. */
export class CandidateCounts {
  readonly #counts = new Map<string, { readonly count: number; readonly until: number }>();
  readonly #clock: () => number;

  /** @param clock milliseconds that never go back. */
  constructor(clock: () => number = () => performance.now()) {
    this.#clock = clock;
  }

  /** The kept count, or the one that `ask` gives. */
  get(key: string, ask: () => number): number {
    const now = this.#clock();
    const kept = this.#counts.get(key);
    if (kept !== undefined && now < kept.until) return kept.count;
    if (this.#counts.size >= mostKept) this.#counts.clear();
    const count = ask();
    this.#counts.set(key, { count, until: now + believed });
    return count;
  }
}
