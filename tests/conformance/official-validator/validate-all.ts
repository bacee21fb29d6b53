import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { compiledFolder, nlData } from "../profile-set.ts";
import { allowList, withoutPackages } from "./allow-list.ts";
import { mutatedInstances, nationalPackages, ownValidator, storedInstances } from "./instances.ts";
import { agreement, judge, type Judgement } from "./judge.ts";
import { liveInstances } from "./live-instances.ts";
import { askOfficial, buildOfficial } from "./official.ts";
import { writeSummary } from "./summary.ts";
import { countOf, tell } from "./tell.ts";

/** Has everything validated by both validators, writes the report (and with `intoDocs` the summary in docs/validation.md) and says what came of it. Returns whether all passed. */
export async function validateAll(report: string, say: (line: string) => void, intoDocs = false): Promise<boolean> {
  const home = import.meta.dirname;
  buildOfficial(home);
  if (nationalPackages.length === 0) say(`national packages: none in ${nlData} (WIJKVERBAND_NL_DATA names the folder); only our own profiles are checked`);
  const list = nationalPackages.length === 0 ? [...allowList, ...withoutPackages] : allowList;
  const stored = storedInstances();
  const instances = [...stored, ...mutatedInstances(stored), ...(await liveInstances())];
  const work = mkdtempSync(join(tmpdir(), "official-validator-"));
  try {
    const official = askOfficial(home, work, [compiledFolder, ...nationalPackages], instances);
    const validator = ownValidator();
    const judgements = instances.map((instance) => {
      const own = instance.kind === "artefact" ? undefined : validator.validate(instance.resource, { profiles: instance.profiles });
      return judge(instance, official.get(instance.name) ?? [{ severity: "fatal", location: "", id: "", details: [], text: "the official validator said nothing" }], own, list);
    });
    mkdirSync(dirname(report), { recursive: true });
    writeFileSync(report, `${JSON.stringify(reportOf(judgements), undefined, 1)}\n`);
    if (intoDocs) writeSummary(judgements);
    tell(judgements, list, say);
    return countOf(judgements).failed === 0;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function reportOf(judgements: readonly Judgement[]): object {
  return {
    agreement: { ...Object.fromEntries((["invalid", "mutant"] as const).map((kind) => [kind, agreement(judgements.filter((each) => each.kind === kind))])), all: agreement(judgements) },
    disagreements: judgements.filter(({ own, official }) => own !== undefined && own !== official).map(({ name, own, official, errors, ownErrors }) => ({ name, own, official, errors, ownErrors })),
    instances: judgements.map(({ allowed, ownErrors: _own, ...rest }) => ({ ...rest, allowed: allowed.map(({ message, by }) => ({ ...message, reason: by.reason })) })),
  };
}
