import { Anomaly } from "@wijkverband/fhir";
import type { ClientRegistration, TrustedIssuer } from "@wijkverband/identity";
import { Command } from "commander";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readConfig } from "../config.ts";
import { openRuntime } from "../runtime.ts";
import { listen } from "../serve.ts";
import { describeSettings } from "./describe-settings.ts";
import { untilSignal } from "./until-signal.ts";

export const serveCommand: Command = new Command("serve")
  .description("run the server on a data folder; its clients stand in clients.json there, other issuers in issuers.json")
  .addHelpText("after", describeSettings())
  .action(async () => {
    const config = readConfig(process.env, "serve");
    const registrations = readList<ClientRegistration>(join(config.dataDir, "clients.json"), "no system can ask for a token yet");
    const issuers = readList<TrustedIssuer>(join(config.dataDir, "issuers.json"), "no tokens of others are taken");
    const running = await listen(config, (publicUrl) => openRuntime({ ...config, publicUrl }, () => registrations, { issuers }));
    console.log(`ready ${running.url}`);
    await untilSignal(() => running.close());
  });

/** A list that the installation keeps; empty when the file isn't there. */
function readList<T>(file: string, otherwise: string): readonly T[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    console.error(`no ${file}: ${otherwise}`);
    return [];
  }
  try {
    return JSON.parse(text) as readonly T[];
  } catch {
    throw new Anomaly("fault", `${file} isn't JSON`);
  }
}
