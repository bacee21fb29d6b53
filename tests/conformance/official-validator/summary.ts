import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { allowList } from "./allow-list.ts";
import { agreement, type Judgement } from "./judge.ts";
import { differenceOf, knownDifferences } from "./known-differences.ts";

/** What docs/validation.md says of the last full run; `--docs` writes it. */
export const page: string = fileURLToPath(new URL("../../../docs/validation.md", import.meta.url));

const [opens, closes] = ["<!-- official-validator -->", "<!-- /official-validator -->"];

const kinds: readonly (readonly [Judgement["kind"], string])[] = [
  ["artefact", "profiles, value sets and other artefacts: no error"],
  ["example", "valid examples, the national example patient among them: no error"],
  ["national", "our examples as the national profile that theirs promises: no error"],
  ["invalid", "invalid examples: both refuse"],
  ["mutant", "mutants: the same verdict"],
  ["live", "answers of a running server: no error"],
];

/** The table of the kinds of disagreement, with how often each was met. */
function differenceTable(judgements: readonly Judgement[]): string {
  const differing = judgements.filter(({ own, official }) => own !== undefined && own !== official);
  const rows = knownDifferences.map((known) => `| ${known.what} | ${known.official} | ${differing.filter((each) => differenceOf(each) === known).length} | ${known.reason} |`);
  return ["| what | official | met | why ours stays as it is |", "|---|---|---|---|", ...rows].join("\n");
}

/** What the official validator says that isn't counted: the reasons alone, for people. */
function exclusions(): string {
  return [...new Set(allowList.map(({ reason }) => `- ${reason}`))].join("\n");
}

/** The part of the page between its marks. */
function summaryOf(judgements: readonly Judgement[]): string {
  const rows = kinds.map(([kind, what]) => {
    const some = judgements.filter((each) => each.kind === kind);
    return `| ${what} | ${some.length.toLocaleString("en")} | ${some.filter(({ passed }) => passed).length.toLocaleString("en")} |`;
  });
  const { equal, asked } = agreement(judgements.filter(({ kind }) => kind === "mutant"));
  return [
    "| what | judged | as it should be |",
    "|---|---|---|",
    ...rows,
    "",
    `Equal verdicts on the mutants: ${((100 * equal) / asked).toFixed(2)} %. The kinds on which they differ:`,
    "",
    differenceTable(judgements),
    "",
    "Not counted of what the official validator says, since the machine lacks what it asks for, or because it can't work it out:",
    "",
    exclusions(),
  ].join("\n");
}

export function writeSummary(judgements: readonly Judgement[]): void {
  const text = readFileSync(page, "utf8");
  const [from, until] = [text.indexOf(opens), text.indexOf(closes)];
  if (from < 0 || until < from) throw new Error(`${page} has no place for the summary`);
  writeFileSync(page, `${text.slice(0, from + opens.length)}\n${summaryOf(judgements)}\n${text.slice(until)}`);
}

/** The rows and reasons that the page must have, whatever was counted. */
export function promised(): readonly string[] {
  return [...knownDifferences.flatMap(({ what, reason }) => [what, reason]), ...allowList.map(({ reason }) => reason)];
}
