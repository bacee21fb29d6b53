import type { Judgement } from "./judge.ts";

/** A kind of verdict on which the two validators differ, and why ours stays as it is. Each disagreement must be of one of these. */
export interface KnownDifference {
  /** As the table in docs/validation.md has it. */
  readonly what: string;
  readonly official: "accepted" | "refused";
  /** On these instances. */
  readonly on: RegExp;
  /** One of the errors of whoever refuses; each of ours, where the official one accepts. */
  readonly says: RegExp;
  readonly reason: string;
}

export const knownDifferences: readonly KnownDifference[] = [
  {
    what: "an empty text beside which extensions stand (`given: [\"\"]` with `_given`)",
    official: "accepted",
    on: /^mutant\/.*\/empty text /,
    says: /^expected text that is not empty/,
    reason: "HL7's parser passes over it, and refuses it where no extension stands beside; R4 allows no empty text anywhere",
  },
  {
    what: "a modifier extension that nobody here knows",
    official: "accepted",
    on: /^(?:mutant\/.*\/extension that nobody defined |live\/Basic\/topic-)/,
    says: /^(?:a modifier extension that is not understood$|expected exactly "http|A limit is permit, deny or anders)/,
    reason: "the official validator is run with unknown extensions allowed and says nothing of modifiers; R4 forbids a system to take what it doesn't understand (`unknown-modifier`). A topic is read here, never taken",
  },
  {
    what: "the place in `/metadata` where clients of SMART 1 look for the endpoint of tokens",
    official: "accepted",
    on: /^live\/metadata$/,
    says: /^slice authorize: /,
    reason: "both miss the endpoint for browsers beside it; of the official one it is let through, since there is none to name",
  },
  {
    what: "a MeasureReport in a Bundle",
    official: "accepted",
    on: /^live\/continuity-signals/,
    says: /^a resource type that is not known here$/,
    reason: "the server makes it and takes none: its definition isn't kept",
  },
];

/** The kind that a disagreement is of, or `undefined`: then it counts as a failure. */
export function differenceOf({ name, official, errors, ownErrors }: Pick<Judgement, "name" | "official" | "errors" | "ownErrors">, list: readonly KnownDifference[] = knownDifferences): KnownDifference | undefined {
  const isOf = ({ official: verdict, on, says }: KnownDifference): boolean =>
    verdict === official && on.test(name) && (official === "accepted" ? ownErrors.every(({ text }) => says.test(text)) : errors.some(({ text }) => says.test(text)));
  return list.find(isOf);
}
