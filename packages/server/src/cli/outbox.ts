import { Anomaly } from "@wijkverband/fhir";
import type { Store } from "@wijkverband/store";
import { Command, InvalidArgumentError } from "commander";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { readConfig } from "../config.ts";
import { findOrganization } from "../delivery/hook-delivery.ts";
import { organizationToken, readHooks, type Hook } from "../delivery/hooks.ts";
import { openStore } from "../runtime.ts";
import { describeSettings } from "./describe-settings.ts";

/** How many events that were given up are shown for each recipient. */
const shown = 20;

const list = new Command("list")
  .description("show for each recipient how many notifications wait and which were given up")
  .option("--demo", "look in the demo's data folder")
  .addHelpText("after", describeSettings())
  .action(async ({ demo }: { demo?: boolean }) => {
    const { store: opened, hooks } = await openOutbox(demo);
    await using store = opened;
    const hooked = await Promise.all(hooks.map(async (hook) => findOrganization(store, hook, new Date())));
    const counts = await store.outboxCounts();
    if (counts.length === 0) console.log("nothing waits, nothing was given up");
    for (const { recipient, pending, dead } of counts) {
      console.log(`${recipient}: ${pending} waiting, ${dead} given up${hooked.includes(recipient) ? "" : " (no hook)"}`);
      const [first] = await store.pendingEvents(recipient, 1);
      if (first !== undefined) console.log(`  next ${first.number}  ${first.topic}  since ${first.recorded}, ${first.attempts} attempts${first.failure === undefined ? "" : `, ${first.failure}`}`);
      const given = await store.deadEvents(recipient, shown);
      for (const entry of given) console.log(`  dead ${entry.number}  ${entry.topic}  given up ${entry.dead}, ${entry.attempts} attempts${entry.failure === undefined ? "" : `, ${entry.failure}`}`);
      if (dead > given.length) console.log(`  and ${dead - given.length} more`);
    }
  });

const replay = new Command("replay")
  .description("let notifications go out once more: those that were given up, or all from a number on; a running server sends them")
  .argument("<organization>", "URA of the recipient, or system|value")
  .option("--from <number>", "also what was delivered, from this number on", wholeNumber)
  .option("--demo", "look in the demo's data folder")
  .addHelpText("after", describeSettings())
  .action(async (organization: string, { from, demo }: { from?: number; demo?: boolean }) => {
    await using store = (await openOutbox(demo)).store;
    const recipient = await findOrganization(store, { organization: organizationToken(organization) }, new Date());
    if (recipient === undefined) throw new Anomaly("incorrect", `the directory knows no organisation ${organization}`);
    console.log(`${await store.replayEvents(recipient, from)} notification(s) to ${recipient} go out once more`);
  });

export const outboxCommand: Command = new Command("outbox").description("work with notifications that wait or were given up").addCommand(list).addCommand(replay);

async function openOutbox(demo: boolean | undefined): Promise<{ readonly store: Store; readonly hooks: readonly Hook[] }> {
  const config = readConfig(process.env, demo === true ? "demo" : "look");
  if (!existsSync(join(config.dataDir, "wijkverband.sqlite"))) throw new Anomaly("incorrect", `no database in ${config.dataDir}; set DATA_DIR, or add --demo`);
  const hooks = readHooks(config.dataDir, config.hooks);
  return { store: (await openStore(config)).store, hooks };
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError("a whole number from 1");
  return value;
}
