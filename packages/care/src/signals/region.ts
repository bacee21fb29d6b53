import { signals } from "./list.ts";
import type { Finding, Signal, SignalKey } from "./signal.ts";

/** Fewer practices than this are no region: a figure over two tells each of them the other's. */
const fewestPractices = 3;

/** Figures are shown in tens. */
const step = 10;

/** What a region gets of one signal: how many of how many, each in tens, and nothing where it would be about few. */
export interface RegionFigure {
  readonly key: SignalKey;
  readonly count?: number;
  readonly of?: number;
}

/** The secret place of the steps in which a quantity is shown: 1 to 10, the same for a quantity all through a month. */
export type Offset = (quantity: string) => number;

/** Adds up what practices show, so that no count under ten can be read from it, or be reckoned from all of it together.
 *
 *  - Each figure is one cell: there is no breakdown, and no total but the one that stands with it.
 *  - A count up to ten is never shown, whatever the offset, nor is one that leaves up to ten of its total. So of two regions that differ
 *    only in such a count every figure is the same.
 *  - What is shown is in tens from an offset that nobody knows, so that two figures can't be subtracted closer than ten, and the moment at which
 *    one changes doesn't say what it is.
 *  - A cell holds at least three practices, shown or not by how many there are, never by what is in them.
 *  @param practices what each practice shows */
export function regionFigures(practices: readonly ReadonlyMap<SignalKey, Finding>[], offset: Offset): readonly RegionFigure[] {
  return signals.map((signal) => figureOf(signal, practices.flatMap((findings) => findings.get(signal.key) ?? []), offset));
}

function figureOf({ key, region, unit }: Signal, findings: readonly Finding[], offset: Offset): RegionFigure {
  const known = findings.filter(({ state }) => state !== "unknown");
  if (known.length < fewestPractices) return { key };
  const [count, total] =
    region === "sum" ? [sum(known.map((each) => each.count ?? 0)), sum(known.map((each) => each.of ?? 0))] : [known.filter(({ state }) => state === "present").length, known.length];
  const of = inSteps(total, offset(region === "sum" ? unit : `practices ${key}`));
  const shown = inSteps(count, offset(key));
  if (of === undefined) return { key };
  // what is left of the total is a count as well
  if (shown === undefined || inSteps(total - count, offset(`${key} rest`)) === undefined) return { key, of };
  return { key, count: shown, of };
}

/** A count in tens, right to within nine; nothing for one of up to ten, and for a few more, by the offset. */
function inSteps(count: number, offset: number): number | undefined {
  const steps = Math.floor((count - offset) / step);
  return steps < 1 ? undefined : (steps + 1) * step;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
