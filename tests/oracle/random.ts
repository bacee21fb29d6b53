/** Chance that can be had again: the same seed gives the same draws, on any machine. */
export interface Random {
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number;
  /** True `share` of the times, 0 to 1. */
  chance(share: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** Some of a list, in its order, each with `share`. */
  some<T>(list: readonly T[], share: number): readonly T[];
}

/** Mulberry32: small, quick and good enough to draw test cases by. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const random: Random = {
    whole: (least, most) => least + Math.floor(next() * (most - least + 1)),
    chance: (share) => next() < share,
    pick(list) {
      if (list.length === 0) throw new Error("nothing to pick from");
      return list[random.whole(0, list.length - 1)] as typeof list[number];
    },
    some: (list, share) => list.filter(() => random.chance(share)),
  };
  return random;
}
