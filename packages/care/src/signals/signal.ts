import type { PracticeFacts } from "./practice-facts.ts";

/** In Dutch and in English. */
export interface Words {
  readonly nl: string;
  readonly en: string;
}

/** What is counted, and so what the numbers of a report are of. */
export type Unit = "patients" | "hours" | "people" | "practice" | "handovers" | "reports" | "agreements";

/** Patients a full-time GP, or hours (UCUM `h`). */
export interface Score {
  readonly value: number;
  readonly unit: Words;
  readonly code?: "h";
}

/** What one practice shows of one signal. */
export interface Finding {
  /** `unknown`: what it is measured on isn't recorded, which is no verdict either. */
  readonly state: "present" | "absent" | "unknown";
  /** How many of how many, in whole numbers; absent where nothing can be counted. */
  readonly count?: number;
  readonly of?: number;
  /** The figure itself, where it is no count. */
  readonly score?: Score;
}

/** A signal as data: what it is called, what it means, where it comes from, and how it is measured.
 *  The published Measure, the report, the docs and the tests say the same, because they read this. */
export interface Signal {
  readonly key: SignalKey;
  readonly name: Words;
  /** For doctors and practice managers, in plain words. */
  readonly definition: Words;
  readonly source: Words;
  readonly unit: Unit;
  /** What a region gets: the counts of its practices added up, or how many practices show the signal. */
  readonly region: "sum" | "practices";
  /** What `count` counts, and out of what. */
  readonly numerator: Words;
  readonly denominator: Words;
  /** Measured again at any moment with the same facts, it finds the same. */
  readonly measure: (facts: PracticeFacts) => Finding;
}

export type SignalKey =
  | "without-gp"
  | "patients-per-fte"
  | "hours-without-gp"
  | "days-per-gp"
  | "more-than-two-gps"
  | "changing-locums"
  | "gp-out-of-reach"
  | "owner-no-gp"
  | "unclear-organisation"
  | "no-cooperation"
  | "no-cover-plan"
  | "gaps"
  | "handovers-outdated"
  | "contact-reports-unread"
  | "anios-supervision";

/** Stands with every report. */
export const disclaimer: Words = {
  nl: "Een signaal om over te praten, nooit een oordeel.",
  en: "A signal to talk about, never a verdict.",
};

/** There, or not there, by a count. */
export function counted(count: number, of: number): Finding {
  return { state: count > 0 ? "present" : "absent", count, of };
}
