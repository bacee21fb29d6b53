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
    console.log(describe(running.url));
    await untilSignal(() => running.close());
  });

function describe(url: string): string {
  const width = Math.max(...people.map(({ key }) => key.length));
  const rows = people.map(({ key, organization, what }) => `  ${key.padEnd(width)}  ${organizationOf(organization).name}: ${what}`);
  return [
    `ready ${url}/fhir`,
    "",
    `Patiënt BSN ${mainBsn} heeft een overdracht; BSN ${storyBsn} nog niet (zie README). Niemand hier bestaat echt.`,
    `Token: npm run --silent token -- <wie>`,
    "",
    ...rows,
    "",
  ].join("\n");
}
