import { verifyPackage } from "@wijkverband/facade";
import { Anomaly, parseJson } from "@wijkverband/fhir";
import { Command } from "commander";
import type { Bundle } from "hl7-fhir-r4-types";
import { readFileSync } from "node:fs";

/** Most faults that are listed. */
const shown = 20;

const verify = new Command("verify")
  .description("check offline that a downloaded dossier package is whole and unchanged")
  .argument("<file>", "the answer of $dossier-package, as JSON")
  .action((file: string) => {
    const verdict = verifyPackage(bundleIn(file));
    if (verdict.outcome === "intact") {
      console.log(`intact: ${verdict.versions} version(s) of ${verdict.resources} resource(s) of ${verdict.patient}`);
      return;
    }
    for (const fault of verdict.faults.slice(0, shown)) console.error(fault);
    throw new Anomaly("rule", `BROKEN: ${verdict.faults.length} finding(s)`);
  });

export const packageCommand: Command = new Command("package").description("work with downloaded dossier packages").addCommand(verify);

function bundleIn(file: string): Bundle {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new Anomaly("incorrect", `can't read ${file}`);
  }
  const value = parseJson(text) as Partial<Bundle> | undefined;
  if (value?.resourceType !== "Bundle") throw new Anomaly("incorrect", "the file holds no dossier package");
  return value as Bundle;
}
