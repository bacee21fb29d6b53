import type { ChainHead, Store } from "@wijkverband/store";
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const file = "audit-heads.jsonl";
const interval = 60_000;

/** Writes the sealed heads of the audit chains beside the database each minute, so that putting back an older database, heads and all,
 *  or taking a whole chain out, shows in `audit verify`. Copy the file to another machine to be sure of it. */
export async function startWitness(store: Pick<Store, "auditHeads">, dataDir: string): Promise<{ stop(): Promise<void> }> {
  const written = new Map<string, number>();
  const write = async (): Promise<void> => {
    const news = (await store.auditHeads()).filter(({ chain, sequence }) => (written.get(chain) ?? 0) < sequence);
    for (const { chain, sequence } of news) written.set(chain, sequence);
    if (news.length > 0) appendFileSync(join(dataDir, file), news.map((head) => `${JSON.stringify(head)}\n`).join(""), { mode: 0o600 });
  };
  await write();
  // soon after the start as well, when this process's own chain has its first events
  setTimeout(() => void write(), 2_000).unref();
  const timer = setInterval(() => void write(), interval);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await write();
    },
  };
}

/** The heads that were witnessed; the last one of each chain suffices. */
export function readWitnessed(dataDir: string): readonly ChainHead[] {
  const path = join(dataDir, file);
  if (!existsSync(path)) return [];
  const heads = readFileSync(path, "utf8").split("\n").filter((line) => line !== "").map((line) => JSON.parse(line) as ChainHead);
  return [...new Map(heads.map((head) => [head.chain, head])).values()];
}
