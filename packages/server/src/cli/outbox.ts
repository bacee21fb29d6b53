import { Anomaly } from "@wijkverband/fhir";
import type { Store } from "@wijkverband/store";
import { Command, InvalidArgumentError } from "commander";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { readConfig } from "../config.ts";
import { findOrganization } from "../delivery/hook-delivery.ts";
import { organizationToken, readHooks, type Hook } from "../delivery/hooks.ts";
import { readServed } from "../delivery/subscription-list.ts";
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
      console.log(`${recipient}: ${pending} waiting, ${dead} given up${recipient.startsWith("Organization/") ? (hooked.includes(recipient) ? "" : " (no hook)") : ` (${await describeSubscription(store, recipient)})`}`);
      const [first] = await store.pendingEvents(recipient, 1);
      if (first !== undefined) console.log(`  next ${first.number}  ${first.topic}  since ${first.recorded}, ${first.attempts} attempts${first.failure === undefined ? "" : `, ${first.failure}`}`);
      const given = await store.deadEvents(recipient, shown);
      for (const entry of given) console.log(`  dead ${entry.number}  ${entry.topic}  given up ${entry.dead}, ${entry.attempts} attempts${entry.failure === undefined ? "" : `, ${entry.failure}`}`);
      if (dead > given.length) console.log(`  and ${dead - given.length} more`);
    }
  });

const replay = new Command("replay")
  .description("let notifications go out once more: those that were given up, or all from a number on; a running server sends them")
  .argument("<recipient>", "URA of the organisation with the hook, or system|value; or Subscription/<id>")
  .option("--from <number>", "also what was delivered, from this number on", wholeNumber)
  .option("--demo", "look in the demo's data folder")
  .addHelpText("after", describeSettings())
  .action(async (named: string, { from, demo }: { from?: number; demo?: boolean }) => {
    await using store = (await openOutbox(demo)).store;
    const isSubscription = /^Subscription\/[A-Za-z0-9\-.]{1,64}$/.test(named);
    const recipient = isSubscription ? named : await findOrganization(store, { organization: organizationToken(named) }, new Date());
    if (recipient === undefined) throw new Anomaly("incorrect", `the directory knows no organisation ${named}`);
    console.log(`${await store.replayEvents(recipient, from)} notification(s) to ${recipient} go out once more`);
  });

export const outboxCommand: Command = new Command("outbox").description("work with notifications that wait or were given up").addCommand(list).addCommand(replay);

/** By which channel a Subscription is told, and how it is. */
async function describeSubscription(store: Store, reference: string): Promise<string> {
  const served = await readServed(store, reference.slice("Subscription/".length));
  return served === undefined ? "gone" : `${served.view.channel.type}, ${served.view.status}`;
}

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
