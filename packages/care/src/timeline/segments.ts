import type { ResponsibleGp } from "../handover/answer.ts";
import { hoofdbehandelaars } from "../hoofdbehandelaar.ts";
import type { Answer, Option } from "../responsible-answer.ts";
import { responsibleOptions } from "../responsible-options.ts";
import type { Surroundings } from "../surroundings.ts";

/** Who was, is or will be responsible for a while: from `start` up to, not including, `end` (epoch milliseconds). */
export interface Segment extends Omit<ResponsibleGp, "until" | "fallback" | "hoofdbehandelaar"> {
  readonly start: number;
  readonly end: number;
}

/** Who answers for the patient from one instant to another, by the rules of `responsible-gp`: consecutive, without gap or overlap; neighbours may say the
 *  same (`joinSegments`). Lazy, so that whoever asks for years can let others go first now and then.
 *  @param around the surroundings with the registration of this stretch; `from` lies before `to` */
export function* segmentsOf(around: Surroundings, from: number, to: number): Generator<Segment> {
  const options = responsibleOptions(around);
  for (let at = from; at < to; ) {
    const place = options.findIndex(({ schedule }) => schedule.covers(at));
    const next = Math.min(to, earliest(options.slice(0, place + 1), at));
    yield { ...options[place]!.answer(), start: at, end: next };
    at = next;
  }
}

/** Two neighbours as one, where they say the same; otherwise `undefined`. */
export function joinSegments(one: Segment, other: Segment): Segment | undefined {
  if (one.end !== other.start || essence(one) !== essence(other)) return undefined;
  return { ...one, end: other.end, evidence: [...new Set([...one.evidence, ...other.evidence])] };
}

/** Until when an answer for an instant surely stays as it is, fallback, hoofdbehandelaar and evidence included, as long as nothing is written. */
export function settledUntil(around: Surroundings, at: Date): number {
  return earliest([...responsibleOptions(around), ...hoofdbehandelaars(around)], at.getTime());
}

function earliest(list: readonly Pick<Option, "schedule">[], at: number): number {
  return list.reduce((edge, { schedule }) => Math.min(edge, schedule.next(at)), Infinity);
}

function essence({ rule, person, role, practice, phone, secondPhone, unrostered, presence, text }: Answer): string {
  return JSON.stringify([rule, person, role, practice, phone, secondPhone, unrostered, presence, text]);
}
