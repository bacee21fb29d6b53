import type { Allowed } from "./allow-list.ts";
import { agreement, type Judgement } from "./judge.ts";
import { differenceOf, knownDifferences } from "./known-differences.ts";

/** Least share of the mutants on which both validators must agree. */
const bar = 0.995;

/** Instances that passed and failed. The mutants are one: they pass together, when the validators agree on nearly all; besides, each on which they
 *  differ in a way that docs/validation.md doesn't explain fails by itself. */
export function countOf(judgements: readonly Judgement[]): { readonly passed: number; readonly failed: number } {
  const single = judgements.filter((each) => each.kind !== "mutant" || isUnknown(each));
  const { equal, asked } = agreement(ofKind(judgements, "mutant"));
  const passed = single.filter((each) => each.passed && !isUnknown(each)).length + (asked > 0 && equal >= bar * asked ? 1 : 0);
  return { passed, failed: single.length + (asked > 0 ? 1 : 0) - passed };
}

/** Whether the two differ in a way that nobody explained. */
function isUnknown(judgement: Judgement): boolean {
  return judgement.own !== undefined && judgement.own !== judgement.official && differenceOf(judgement) === undefined;
}

/** Says what came of it, for people: failures, differences, what the allow-list let through, rates, and the closing line. */
export function tell(judgements: readonly Judgement[], list: readonly Allowed[], say: (line: string) => void): void {
  for (const judgement of judgements.filter(({ passed }) => !passed)) tellFault(judgement, say);
  for (const judgement of judgements.filter(({ passed, own, official }) => passed && own !== undefined && own !== official)) tellFault(judgement, say);
  for (const known of knownDifferences) {
    const met = judgements.filter((each) => each.own !== undefined && each.own !== each.official && differenceOf(each) === known).length;
    say(`${met === 0 ? "known difference, met nowhere" : `known difference, ${met} times`}: ${known.what}`);
  }
  for (const each of list) {
    const met = judgements.reduce((count, { allowed }) => count + allowed.filter(({ by }) => by === each).length, 0);
    say(met === 0 ? `allowed, met nowhere: ${each.reason}` : `allowed ${met} times: ${each.reason}`);
  }
  for (const kind of ["artefact", "example", "national", "invalid", "mutant", "live"] as const) {
    const some = ofKind(judgements, kind);
    say(`${kind}: ${some.filter(({ passed }) => passed).length} of ${some.length} passed, ${some.reduce((count, { warnings }) => count + warnings.length, 0)} warnings`);
  }
  say(`equal verdicts: on invalid examples ${percentage(ofKind(judgements, "invalid"))}, on mutants ${percentage(ofKind(judgements, "mutant"))}, on all ${percentage(judgements)}`);
  const { passed, failed } = countOf(judgements);
  say(`${passed} passed, ${failed} failed`);
}

function tellFault(judgement: Judgement, say: (line: string) => void): void {
  const { name, kind, passed, official, own, errors, ownErrors } = judgement;
  const isUnexplained = isUnknown(judgement);
  const isDifference = own !== undefined && own !== official;
  say(`${passed || kind === "mutant" ? (isUnexplained ? "FAILED" : "DIFFERENT") : "FAILED"} ${name}${isDifference ? `: official ${official}, own ${own}` : ""}`);
  for (const { location, text, details } of errors.slice(0, 5)) for (const line of [`${location}: ${text}`, ...details.map((detail) => `  ${detail}`)]) say(`  official: ${line}`);
  if (errors.length > 5) say(`  official: and ${errors.length - 5} more`);
  if (isDifference) for (const { expression, text } of ownErrors.slice(0, 5)) say(`  own: ${expression}: ${text}`);
}

function ofKind(judgements: readonly Judgement[], kind: Judgement["kind"]): readonly Judgement[] {
  return judgements.filter((each) => each.kind === kind);
}

function percentage(judgements: readonly Judgement[]): string {
  const { equal, asked } = agreement(judgements);
  return asked === 0 ? "none asked" : `${((100 * equal) / asked).toFixed(2)} % (${equal} of ${asked})`;
}
