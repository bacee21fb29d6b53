import { confirmedYears, confirmHolidays, holidaysOf, type Holiday } from "@wijkverband/care";
import { Anomaly } from "@wijkverband/fhir";
import { Command, InvalidArgumentError } from "commander";
import type { HealthcareService } from "hl7-fhir-r4-types";
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { readConfig } from "../config.ts";
import { findPost, writeHolidays } from "../holidays.ts";
import { openStore, openValidator } from "../runtime.ts";
import { describeSettings } from "./describe-settings.ts";

interface Options {
  readonly year: number;
  readonly add?: readonly Holiday[];
  readonly remove?: readonly string[];
  readonly confirm?: boolean;
  readonly demo?: boolean;
}

export const holidaysCommand: Command = new Command("holidays")
  .description("show the holidays of an out-of-hours post in a year, and confirm them, also while the server runs")
  .argument("<post-id>", "id of its HealthcareService anw, or of its Organization")
  .requiredOption("--year <year>", "of which year", aYear)
  .option("--add <date=name>", 'a day that the post keeps too, as 2027-05-05="Bevrijdingsdag"; may be given again', aHoliday)
  .option("--remove <date>", "a day that the post doesn't keep; may be given again", aDay)
  .option("--confirm", "write the list: from then on it counts as it is, and the public holidays of that year no more")
  .option("--demo", "in the demo's data folder")
  .addHelpText("after", describeSettings())
  .action(async (id: string, { year, add = [], remove = [], confirm, demo }: Options) => {
    const config = readConfig(process.env, demo === true ? "demo" : "look");
    if (!existsSync(join(config.dataDir, "wijkverband.sqlite"))) throw new Anomaly("incorrect", `no database in ${config.dataDir}; set DATA_DIR, or add --demo`);
    const { store } = await openStore(config);
    await using opened = store;
    const house = { store: opened, validator: openValidator(), newId: randomUUID, clock: () => new Date(), baseUrl: `${config.publicUrl}/fhir` };
    const stored = await findPost(opened, id, house.clock());
    const post = stored.resource() as HealthcareService;
    const planned = confirmHolidays(post, year, { add, remove });
    if (planned.outcome === "refused") throw new Anomaly("incorrect", planned.text);
    for (const { date, name } of holidaysOf(planned.post, year)) console.log(`${date}  ${weekday(date)}  ${name}`);
    if (confirm === true) console.log((await writeHolidays(house, stored, year, { add, remove })) ? `confirmed for ${year}` : `${year} was confirmed already, with just these days`);
    else if (!confirmedYears(post).includes(year)) console.log(`${year} isn't confirmed yet; until it is, the public holidays count. With --confirm this list is written`);
    else console.log(add.length + remove.length > 0 ? "nothing is written without --confirm" : `${year} is confirmed`);
  });

function weekday(date: string): string {
  return new Date(`${date}T12:00:00Z`).toLocaleDateString("en", { weekday: "short", timeZone: "UTC" });
}

function aYear(text: string): number {
  if (!/^20\d\d$/.test(text)) throw new InvalidArgumentError("a year, as 2027");
  return Number(text);
}

function aDay(text: string, others: readonly string[] = []): readonly string[] {
  return [...others, text];
}

function aHoliday(text: string, others: readonly Holiday[] = []): readonly Holiday[] {
  const [, date, name] = /^(\d{4}-\d{2}-\d{2})=(.+)$/.exec(text) ?? [];
  if (date === undefined || name === undefined) throw new InvalidArgumentError('a date and a name, as 2027-05-05="Bevrijdingsdag"');
  return [...others, { date, name: name.trim() }];
}
