import { Anomaly } from "@wijkverband/fhir";
import { hourChain, verifyAudit } from "@wijkverband/store";
import { Command } from "commander";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { readWitnessed } from "../audit-witness.ts";
import { readConfig } from "../config.ts";
import { auditKeyOf, openStore } from "../runtime.ts";
import { describeSettings } from "./describe-settings.ts";
import { progressBar } from "./progress.ts";

const verify = new Command("verify")
  .description("check that no audit event was edited, removed, moved, slipped in or cut off")
  .option("--demo", "look in the demo's data folder")
  .addHelpText("after", describeSettings())
  .action(async ({ demo }: { demo?: boolean }) => {
    const config = readConfig(process.env, demo === true ? "demo" : "look");
    if (!existsSync(join(config.dataDir, "wijkverband.sqlite"))) throw new Anomaly("incorrect", `no database in ${config.dataDir}; set DATA_DIR, or add --demo`);
    const { store, keys } = await openStore(config);
    await using opened = store;
    const heads = await opened.auditHeads();
    const total = heads.reduce((sum, { sequence }) => sum + sequence, 0);
    const progress = progressBar("gebeurtenissen");
    const source = { auditHeads: () => opened.auditHeads(), auditHours: () => opened.auditHours(), auditChain: () => counting(opened.auditChain(), total, progress) };
    const witnessed = readWitnessed(config.dataDir);
    const findings = await verifyAudit(source, auditKeyOf(keys), witnessed.heads, witnessed.hours);
    if (findings.length > 0) {
      for (const { chain, sequence, what } of findings) console.error(chain === hourChain ? `${what}: hourly head ${sequence}` : `${what}: chain ${chain}, event ${sequence}`);
      throw new Anomaly("rule", `BROKEN: ${findings.length} finding(s) in ${total} events`);
    }
    console.log(`intact: ${total} events in ${heads.length} chain(s), ${(await opened.auditHours()).length} hourly head(s)`);
  });

export const auditCommand: Command = new Command("audit").description("work with the audit trail").addCommand(verify);

async function* counting<T>(events: AsyncIterable<T>, total: number, progress: (done: number, total: number) => void): AsyncIterable<T> {
  let done = 0;
  for await (const event of events) {
    if (++done % 1000 === 0) progress(done, Math.max(total, done));
    yield event;
  }
  progress(total, total);
}
