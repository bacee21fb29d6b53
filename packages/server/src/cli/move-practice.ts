import { localDate } from "@wijkverband/care";
import { countMoving, countRegistered, movePractice } from "@wijkverband/facade";
import { Anomaly, instantRange } from "@wijkverband/fhir";
import type { Store } from "@wijkverband/store";
import { Command } from "commander";
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { readConfig } from "../config.ts";
import { findOrganization } from "../delivery/hook-delivery.ts";
import { organizationToken } from "../delivery/hooks.ts";
import { openStore, openValidator } from "../runtime.ts";
import { describeSettings } from "./describe-settings.ts";
import { progressBar } from "./progress.ts";

interface Options {
  readonly date?: string;
  readonly dryRun?: boolean;
  readonly demo?: boolean;
}

export const movePracticeCommand: Command = new Command("move-practice")
  .description("move everybody who is registered at a practice that closes to another one, also while a server runs; started again it goes on where it was")
  .argument("<from>", "URA of the practice that closes, or system|value")
  .argument("<to>", "of the practice that goes on")
  .option("--date <date>", "the day that is recorded as that of the choice, not later than today (default: today)")
  .option("--dry-run", "say how many there are, and move nobody")
  .option("--demo", "in the demo's data folder")
  .addHelpText("after", describeSettings())
  .action(async (leaving: string, going: string, { date, dryRun, demo }: Options) => {
    const config = readConfig(process.env, demo === true ? "demo" : "look");
    if (!existsSync(join(config.dataDir, "wijkverband.sqlite"))) throw new Anomaly("incorrect", `no database in ${config.dataDir}; set DATA_DIR, or add --demo`);
    const { store: opened, searchParameters } = await openStore(config);
    await using store = opened;
    const clock = (): Date => new Date();
    const [from, to] = [await practiceOf(store, leaving), await practiceOf(store, going)];
    if (from === to) throw new Anomaly("incorrect", "a practice doesn't move to itself");
    const chosenOn = dayOf(date, clock());
    const house = { store, validator: openValidator(), newId: randomUUID, clock, baseUrl: `${config.publicUrl}/fhir`, transfer: config.transfer, searchParameters, bases: config.bases };
    if (dryRun === true) {
      console.log(`${await countMoving(house, { from, to })} patient(s) would move from ${from} to ${to}`);
      return;
    }
    const bar = progressBar("patiënten");
    const moved = await movePractice({ house, from, to, chosenOn, progress: (done, total) => tell(bar, done, total) });
    console.log(`${moved} patient(s) moved from ${from} to ${to}; ${await countRegistered(house, from)} left`);
  });

/** A bar for who watches, lines for a log. */
function tell(bar: (done: number, total: number) => void, done: number, total: number): void {
  if (process.stderr.isTTY) bar(done, total);
  else console.log(`${done} of ${total}`);
}

async function practiceOf(store: Store, text: string): Promise<string> {
  const found = await findOrganization(store, { organization: organizationToken(text) }, new Date());
  if (found === undefined) throw new Anomaly("incorrect", `the directory knows no organisation ${text}`);
  return found;
}

function dayOf(date: string | undefined, at: Date): string {
  const today = localDate(at.getTime());
  if (date === undefined) return today;
  if (instantRange(date) === undefined || date.length !== 10) throw new Anomaly("incorrect", "--date is a date, YYYY-MM-DD");
  if (date > today) throw new Anomaly("incorrect", "--date lies in the future; start the command on that day");
  return date;
}
