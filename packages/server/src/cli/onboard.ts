import { Anomaly } from "@wijkverband/fhir";
import { Command } from "commander";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { readConfig } from "../config.ts";
import { readForm } from "../onboard/form.ts";
import { onboard } from "../onboard/onboard.ts";
import { openStore, openValidator, readValueSets } from "../runtime.ts";
import { describeSettings } from "./describe-settings.ts";

export const onboardCommand: Command = new Command("onboard")
  .description("take an organisation with its people, hours, ties and system into the directory of a server, also while it runs")
  .argument("<form>", "what the organisation filled in, as JSON (docs/onboarding.md)")
  .option("--check", "say what would be made, and make nothing")
  .option("--demo", "in the demo's data folder")
  .addHelpText("after", describeSettings())
  .action(async (file: string, { check, demo }: { check?: boolean; demo?: boolean }) => {
    const form = readForm(readText(file));
    const config = readConfig(process.env, demo === true ? "demo" : "look");
    const { store } = await openStore(config);
    await using opened = store;
    const house = { store: opened, validator: openValidator(config.packages), valueSets: readValueSets(), newId: randomUUID, clock: () => new Date(), baseUrl: `${config.publicUrl}/fhir` };
    const results = await onboard(house, config.dataDir, form, dirname(resolve(file)), check === true);
    for (const { outcome, what, field } of results) console.log(`${(check === true && outcome !== "same" ? `to be ${outcome}` : outcome).padEnd(8)} ${what}  (${field})`);
    if (check !== true && results.some(({ field, outcome }) => field === "client" && outcome !== "same")) console.log("a server that runs takes the client when it starts again");
  });

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new Anomaly("incorrect", `can't read ${file}`);
  }
}
