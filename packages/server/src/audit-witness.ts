import type { ChainHead, Store } from "@wijkverband/store";
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const file = "audit-heads.jsonl";
const soon = 2_000;
const interval = 60_000;

/** Writes the sealed heads of the audit chains beside the database each minute, so that putting back an older database, heads and all,
 *  or taking a whole chain out, shows in `audit verify`. Copy the file to another machine to be sure of it. */
export async function startWitness(store: Pick<Store, "auditHeads">, dataDir: string, onFault: (fault: unknown) => void): Promise<{ stop(): Promise<void> }> {
  const written = new Map<string, number>();
  const write = async (): Promise<void> => {
    const news = (await store.auditHeads()).filter(({ chain, sequence }) => (written.get(chain) ?? 0) < sequence);
    for (const { chain, sequence } of news) written.set(chain, sequence);
    if (news.length > 0) appendFileSync(join(dataDir, file), news.map((head) => `${JSON.stringify(head)}\n`).join(""), { mode: 0o600 });
  };
  await write();
  // soon after the start as well, when this process's own chain has its first events
  // a full disk must not stop the server here: whoever keeps it running is told, and the next minute tries again
  const attempt = (): void => void write().catch(onFault);
  const timers = [setTimeout(attempt, soon), setInterval(attempt, interval)];
  for (const timer of timers) timer.unref();
  return {
    async stop() {
      for (const timer of timers) clearTimeout(timer);
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
