import { parseArgs } from "node:util";
import { compareCalendar, newTally } from "./compare.ts";

/** `npm run calendars -- --calendars 100000 [--seed n]`: draws calendars, compares, prints what differs, and ends with 1 when anything does. One calendar again: `--calendars 1 --seed <calendar>`. */
const { values } = parseArgs({ options: { calendars: { type: "string", default: "10000" }, seed: { type: "string" } } });
const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000_000));
const calendars = Number(values.calendars);
const tally = newTally();
const began = performance.now();
const shown = 10;
let differing = 0;
let said = began;

say(`calendars: ${calendars}, seed ${seed}`);
for (let calendar = seed; calendar < seed + calendars; calendar++) {
  const differences = compareCalendar(calendar, tally);
  if (differences.length > 0 && ++differing <= shown) {
    for (const { at, what, expected, found } of differences) say(`DIFFERENCE in calendar ${calendar} at ${at}: ${what}\n  oracle: ${expected}\n  server: ${found}\n  again:  npm run calendars -- --calendars 1 --seed ${calendar}`);
  }
  if (performance.now() - said > 10_000) {
    said = performance.now();
    say(`  ${calendar - seed + 1} calendars, ${differing} differ, ${((said - began) / 1000).toFixed(0)} s`);
  }
}
say(`  answers: ${[...tally.rules].toSorted(([, one], [, other]) => other - one).map(([rule, times]) => `${rule} ${times}`).join(", ")}`);
say(`calendars: ${calendars} (${tally.instants} instants, ${tally.minutes} minutes) in ${((performance.now() - began) / 1000).toFixed(1)} s, seed ${seed}`);
say(`${calendars - differing} passed, ${differing} failed`);
process.exitCode = differing === 0 ? 0 : 1;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
