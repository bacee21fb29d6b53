import { auditKeyOf } from "@wijkverband/server";
import { verifyAudit } from "@wijkverband/store";
import { night, startDemo } from "../harness.ts";
import { watchLoop, type LoopProbe } from "./loop-probe.ts";
import type { Command, Report } from "./server.ts";

/** The real server, with a region in which somebody else than the main patient has a published handover too, in a process of its own, which `server.ts` starts: it answers over HTTP as ever, and tells over IPC what only the process
 *  itself can know: how long its loop stood still, what it holds after collecting garbage, whether its log is whole. */
const bound = Number(process.env["FUZZ_STALL"] ?? 200);
const demo = await startDemo({ patients: 110, settings: { TOKEN_SECONDS: "86400", LOG_LEVEL: "error", ...(JSON.parse(process.env["FUZZ_SETTINGS"] ?? "{}") as Readonly<Record<string, string>>) } });
const started = Date.now();
// time goes on from that night, so that what is kept for a while isn't kept for ever
setInterval(() => {
  demo.now = new Date(night.getTime() + Date.now() - started);
}, 250).unref();
const probe = watchLoop(bound);

process.on("message", (command: Command) => void answer(command, probe).then((report) => process.send?.(report)));
process.on("disconnect", () => void stop());
process.send?.({ number: 0, ready: demo.url } satisfies Report);

async function answer({ number, ...command }: Command, { take, forgive, delays }: LoopProbe): Promise<Report> {
  if (command.ask === "token") return { number, token: await demo.token(command.person ?? "huisarts") };
  if (command.ask === "loop") return { number, loop: { ...take(), delays: delays(), computed: computed() } };
  if (command.ask === "memory") {
    globalThis.gc?.();
    globalThis.gc?.();
    forgive();
    const { rss, heapUsed, external } = process.memoryUsage();
    return { number, memory: { rss, heap: heapUsed + external } };
  }
  const findings = await verifyAudit(demo.runtime.house.store, auditKeyOf(demo.runtime.keys));
  const heads = await demo.runtime.house.store.auditHeads();
  forgive();
  return { number, audit: { findings: findings.map(({ what }) => what), events: heads.reduce((sum, { sequence }) => sum + sequence, 0) } };
}

/** Milliseconds of the processor that this process has used. */
function computed(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function stop(): Promise<void> {
  await demo[Symbol.asyncDispose]();
  process.exit(0);
}
