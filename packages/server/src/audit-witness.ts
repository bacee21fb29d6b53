import type { ChainHead, HourHead, Store } from "@wijkverband/store";
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const file = "audit-heads.jsonl";
const soon = 2_000;
const interval = 60_000;

/** Writes the sealed heads of the audit chains beside the database each minute, and once an hour of the clock that is passed in the head over all chains
 *  together, so that putting back an older database, heads and all, or taking a whole chain out, shows in `audit verify`.
 *  Copy the file to another machine to be sure of it. */
export async function startWitness(
  store: Pick<Store, "auditHeads" | "sealHour">,
  dataDir: string,
  clock: () => Date,
  onFault: (fault: unknown) => void,
): Promise<{ stop(): Promise<void> }> {
  const written = new Map<string, number>();
  const write = async (): Promise<void> => {
    const news = (await store.auditHeads()).filter(({ chain, sequence }) => (written.get(chain) ?? 0) < sequence);
    const hour = await store.sealHour(clock());
    for (const { chain, sequence } of news) written.set(chain, sequence);
    const lines = [...news, ...(hour === undefined ? [] : [hour])].map((head) => `${JSON.stringify(head)}\n`);
    if (lines.length > 0) appendFileSync(join(dataDir, file), lines.join(""), { mode: 0o600 });
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

/** What was witnessed. */
export interface Witnessed {
  /** The last head of each chain, which suffices. */
  readonly heads: readonly ChainHead[];
  readonly hours: readonly HourHead[];
}

export function readWitnessed(dataDir: string): Witnessed {
  const path = join(dataDir, file);
  if (!existsSync(path)) return { heads: [], hours: [] };
  const lines = readFileSync(path, "utf8").split("\n").filter((line) => line !== "").map((line) => JSON.parse(line) as ChainHead | HourHead);
  const heads = lines.flatMap((line) => ("chain" in line ? [line] : []));
  return { heads: [...new Map(heads.map((head) => [head.chain, head])).values()], hours: lines.flatMap((line) => ("moved" in line ? [line] : [])) };
}
