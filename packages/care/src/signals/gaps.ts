import { responsibleOptions } from "../responsible-options.ts";
import type { Surroundings } from "../surroundings.ts";
import { joined, type Span } from "./span.ts";

/** Finds when `$responsible-gp` answers `gap`: at each instant the first option that covers it answers, until that one or one before it changes.
 *  Asked of a day at a time it takes a millisecond at most, so that whoever has four weeks to look at does something else in between. */
export function gapFinder(around: Surroundings): (from: number, until: number) => readonly Span[] {
  const options = responsibleOptions(around);
  return (from, until) => {
    const gaps: Span[] = [];
    for (let at = from; at < until; ) {
      const answering = options.findIndex(({ schedule }) => schedule.covers(at));
      const asked = answering < 0 ? options : options.slice(0, answering + 1);
      const next = Math.min(until, ...asked.map(({ schedule }) => schedule.next(at)));
      if (answering < 0 || options[answering]!.rule === "gap") gaps.push({ start: at, end: next });
      at = next;
    }
    return joined(gaps);
  };
}
