import { Command } from "commander";
import { readConfig } from "../config.ts";
import { describeSettings } from "./describe-settings.ts";
import { openDemo } from "../demo/open-demo.ts";
import { progressBar } from "./progress.ts";

export const seedCommand: Command = new Command("seed")
  .description("seed the demo's region in a data folder without starting the server")
  .addHelpText("after", describeSettings())
  .action(async () => {
    const config = readConfig(process.env, "demo");
    await using runtime = await openDemo(config, progressBar("patiënten"));
    console.log(`seeded ${config.dataDir} for ${runtime.house.baseUrl}`);
  });
