import { Anomaly } from "@wijkverband/fhir";
import type { ClientRegistration } from "@wijkverband/identity";
import { Command } from "commander";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readConfig } from "../config.ts";
import { openRuntime } from "../runtime.ts";
import { listen } from "../serve.ts";
import { describeSettings } from "./describe-settings.ts";
import { untilSignal } from "./until-signal.ts";

export const serveCommand: Command = new Command("serve")
  .description("run the server on a data folder; its clients stand in clients.json there")
  .addHelpText("after", describeSettings())
  .action(async () => {
    const config = readConfig(process.env, "serve");
    const registrations = readClients(join(config.dataDir, "clients.json"));
    const running = await listen(config, (publicUrl) => openRuntime({ ...config, publicUrl }, () => registrations));
    console.log(`ready ${running.url}`);
    await untilSignal(() => running.close());
  });

/** The registered clients of an installation; none when the file isn't there yet. */
function readClients(file: string): readonly ClientRegistration[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    console.error(`no ${file}: no system can ask for a token yet`);
    return [];
  }
  try {
    return JSON.parse(text) as readonly ClientRegistration[];
  } catch {
    throw new Anomaly("fault", `${file} isn't JSON`);
  }
}
