import { compareRegion, newTally, type Difference } from "./compare.ts";
import { createBuilder } from "./house.ts";
import { parseArgs } from "node:util";

/** `npm run oracle -- --queries 100000 [--seed n] [--each 100] [--region n [--question n]]`: asks, compares, prints what differs, and ends with 1 when anything does. */
const { values } = parseArgs({ options: { queries: { type: "string", default: "5000" }, seed: { type: "string" }, each: { type: "string", default: "100" }, region: { type: "string" }, question: { type: "string" }, most: { type: "string", default: "10" } } });
const seed = values.region === undefined ? Number(values.seed ?? Math.floor(Math.random() * 1_000_000_000)) : Number(values.region);
const each = Number(values.each);
const queries = values.region === undefined ? Number(values.queries) : each;
const only = values.question === undefined ? undefined : Number(values.question);
const tally = newTally();
const differences: Difference[] = [];
const began = performance.now();
let asked = 0;
let shown = began;

say(`oracle: ${queries} questions, ${each} a region, seed ${seed}`);
{
  await using builder = await createBuilder();
  for (let region = seed; asked < queries && differences.length < Number(values.most); region++) {
    const questions = Math.min(each, queries - asked);
    const found = await compareRegion(builder, region, questions, tally, only);
    asked += questions;
    for (const difference of found) report(difference);
    differences.push(...found);
    if (performance.now() - shown > 10_000) {
      shown = performance.now();
      say(`  ${asked} questions, ${tally.requests} requests, ${differences.length} differences, ${((shown - began) / 1000).toFixed(0)} s`);
    }
  }
}
const seconds = ((performance.now() - began) / 1000).toFixed(1);
say([...tally.forms].toSorted(([, one], [, other]) => other - one).map(([form, times]) => `  ${String(times).padStart(7)}  ${form}`).join("\n"));
say(`  statuses: ${[...tally.statuses].toSorted(([one], [other]) => one - other).map(([status, times]) => `${status} ${times}`).join(", ")}; ${tally.telling} answers tell something of a patient`);
say(`oracle: ${asked} questions (${tally.requests} requests) in ${seconds} s, seed ${seed}`);
say(`${asked - differences.length} passed, ${differences.length} failed`);
process.exitCode = differences.length === 0 ? 0 : 1;

function report({ region, question, form, who, at, bases, asked: text, fault }: Difference): void {
  say(`DIFFERENCE in ${form}\n  again: npm run oracle -- --region ${region} --question ${question} --each ${each}\n  who:   ${who}\n  at:    ${at}; bases ${bases.join(", ")}\n  asked: ${text}\n  fault: ${fault}`);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
