import { Anomaly } from "@wijkverband/fhir";
import { loadOrCreate } from "@wijkverband/identity";
import { Command } from "commander";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readConfig } from "../config.ts";
import { demoClients } from "../demo/clients.ts";
import { people } from "../demo/region.ts";
import { demoToken } from "../demo/token.ts";

export const tokenCommand: Command = new Command("token")
  .description("print an access token for a person of the running demo")
  .argument("<person>", `one of: ${people.map(({ key }) => key).join(", ")}`)
  .action(async (person: string) => {
    const { dataDir } = readConfig(process.env, "demo");
    const state = join(dataDir, "demo.json");
    if (!existsSync(state)) throw new Anomaly("unavailable", `no demo in ${dataDir}; start it with npm run demo`);
    const { url } = JSON.parse(readFileSync(state, "utf8")) as { url: string };
    const keys = await loadOrCreate(join(dataDir, "keys"), demoClients);
    console.log(await demoToken(person, keys, url));
  });
