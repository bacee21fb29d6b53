import { system } from "@wijkverband/fhir";
import { Command } from "commander";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readConfig } from "../config.ts";
import { mainBsn, organizationOf, people } from "../demo/region.ts";
import { openDemo } from "../demo/open-demo.ts";
import { storyBsn, writeStory } from "../demo/story.ts";
import { listen } from "../serve.ts";
import { describeSettings } from "./describe-settings.ts";
import { progressBar } from "./progress.ts";
import { untilSignal } from "./until-signal.ts";

export const demoCommand: Command = new Command("demo")
  .description("run the server on a synthetic region, seeded once")
  .addHelpText("after", describeSettings())
  .action(async () => {
    const config = readConfig(process.env, "demo");
    const running = await listen(config, (publicUrl) => openDemo({ ...config, publicUrl }, progressBar("patiënten")));
    writeStory(join(config.dataDir, "story"), new Date());
    writeFileSync(join(config.dataDir, "demo.json"), `${JSON.stringify({ url: running.url })}\n`);
    console.log(describe(running.url, config.dataDir === readConfig({}, "demo").dataDir ? "" : `DATA_DIR=${config.dataDir} `));
    await untilSignal(() => running.close());
  });

/** @param env what a second terminal needs to find the demo's folder, when it isn't the usual one. */
function describe(url: string, env: string): string {
  const width = Math.max(...people.map(({ key }) => key.length));
  const rows = people.map(({ key, organization, what }) => `  ${key.padEnd(width)}  ${organizationOf(organization).name}: ${what}`);
  return [
    `ready ${url}/fhir`,
    "",
    `Patiënt BSN ${mainBsn} heeft een overdracht; BSN ${storyBsn} nog niet (zie README). Niemand hier bestaat echt.`,
    "De vraag van drie uur 's nachts, in een tweede terminal (met -H 'Accept: text/html' als pagina):",
    "",
    `  curl -s '${url}/fhir/Patient/$palliative-handover' \\`,
    `    -H "Authorization: Bearer $(${env}npm run --silent token -- post-huisarts)" \\`,
    "    -H 'Content-Type: application/fhir+json' \\",
    `    -d '${JSON.stringify({ resourceType: "Parameters", parameter: [{ name: "identifier", valueIdentifier: { system: system.bsn, value: mainBsn } }] })}'`,
    "",
    `Token voor wie dan ook: ${env}npm run --silent token -- <wie>`,
    "",
    ...rows,
    "",
  ].join("\n");
}
