import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { compiledFolder, nlData } from "../profile-set.ts";
import { allowList } from "./allow-list.ts";
import { nationalPackages, ownValidator, storedInstances } from "./instances.ts";
import { agreement, judge, type Judgement } from "./judge.ts";
import { liveInstances } from "./live-instances.ts";
import { askOfficial, buildOfficial } from "./official.ts";

/** Has everything validated by both validators, writes the report and says what came of it. Returns whether all passed. */
export async function validateAll(report: string, say: (line: string) => void): Promise<boolean> {
  const home = import.meta.dirname;
  buildOfficial(home);
  if (nationalPackages.length === 0) say(`national packages: none in ${nlData} (WIJKVERBAND_NL_DATA names the folder); only our own profiles are checked`);
  const instances = [...storedInstances(), ...(await liveInstances())];
  const work = mkdtempSync(join(tmpdir(), "official-validator-"));
  try {
    const official = askOfficial(home, work, [compiledFolder, ...nationalPackages], instances);
    const validator = ownValidator();
    const judgements = instances.map((instance) => {
      const own = instance.kind === "artefact" ? undefined : validator.validate(instance.resource, { profiles: instance.profiles });
      return judge(instance, official.get(instance.name) ?? [{ severity: "fatal", location: "", id: "", details: [], text: "the official validator said nothing" }], own);
    });
    mkdirSync(dirname(report), { recursive: true });
    writeFileSync(report, `${JSON.stringify(reportOf(judgements), undefined, 1)}\n`);
    tell(judgements, say);
    return judgements.every(({ passed }) => passed);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function reportOf(judgements: readonly Judgement[]): object {
  return {
    agreement: { invalid: agreement(judgements.filter(({ kind }) => kind === "invalid")), all: agreement(judgements) },
    disagreements: judgements.filter(({ own, official }) => own !== undefined && own !== official).map(({ name, own, official, errors, ownErrors }) => ({ name, own, official, errors, ownErrors })),
    instances: judgements.map(({ allowed, ownErrors: _own, ...rest }) => ({ ...rest, allowed: allowed.map(({ message, by }) => ({ ...message, reason: by.reason })) })),
  };
}

function tell(judgements: readonly Judgement[], say: (line: string) => void): void {
  for (const { name, kind, errors, own, official, ownErrors } of judgements.filter(({ passed }) => !passed)) {
    say(`FAILED ${name}${kind === "invalid" ? `: official ${official}, own ${own}` : ""}`);
    for (const { location, text, details } of errors.slice(0, 5)) for (const line of [`${location}: ${text}`, ...details.map((detail) => `  ${detail}`)]) say(`  official: ${line}`);
    if (errors.length > 5) say(`  official: and ${errors.length - 5} more`);
    if (kind === "invalid") for (const { expression, text } of ownErrors.slice(0, 5)) say(`  own: ${expression}: ${text}`);
  }
  const lost = judgements.filter(({ kind, own, official }) => kind !== "invalid" && own !== undefined && own !== official);
  for (const { name, own, official, ownErrors } of lost.filter(({ passed }) => passed)) {
    say(`DISAGREED ${name}: official ${official}, own ${own}`);
    for (const { expression, text } of ownErrors.slice(0, 5)) say(`  own: ${expression}: ${text}`);
  }
  for (const each of allowList) {
    const met = judgements.reduce((count, { allowed }) => count + allowed.filter(({ by }) => by === each).length, 0);
    say(met === 0 ? `allowed, met nowhere: ${each.reason}` : `allowed ${met} times: ${each.reason}`);
  }
  for (const kind of ["artefact", "example", "national", "invalid", "live"] as const) {
    const some = judgements.filter((each) => each.kind === kind);
    say(`${kind}: ${some.filter(({ passed }) => passed).length} of ${some.length} passed, ${some.reduce((count, { warnings }) => count + warnings.length, 0)} warnings`);
  }
  say(`equal verdicts on invalid examples: ${percentage(judgements.filter(({ kind }) => kind === "invalid"))}; on all: ${percentage(judgements)}`);
  const passed = judgements.filter((each) => each.passed).length;
  say(`${passed} passed, ${judgements.length - passed} failed`);
}

function percentage(judgements: readonly Judgement[]): string {
  const { equal, asked } = agreement(judgements);
  return asked === 0 ? "none asked" : `${((100 * equal) / asked).toFixed(2)} % (${equal} of ${asked})`;
}
