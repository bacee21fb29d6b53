import { mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { untilReady } from "./cold-start.ts";
import { describeMachine } from "./machine.ts";
import { callers, gatherMaterial } from "./prepare.ts";
import { freePort, runCommand, startLoad, startServer } from "./processes.ts";

/** `node tests/bench/soak.ts [seconds]`: the call at 03:00 without pause, by default for a minute. What it costs in memory, how long the event loop
 *  is held up, whether the log of the database stays short, and whether latency stays what it is while the audit trail grows. */
const seconds = Number(process.argv[2] ?? 60);
const slice = 5;

const data = join(import.meta.dirname, "../../.data");
mkdirSync(data, { recursive: true });
const dataDir = mkdtempSync(join(data, "soak-"));
const sizeOf = (file: string): string => `${(statSync(join(dataDir, file)).size / 1e6).toFixed(0)} MB`;

try {
  console.log(`machine  ${describeMachine(dataDir)}`);
  const port = await freePort();
  await runCommand(["seed"], port, dataDir);
  await using server = startServer("demo", port, dataDir);
  await untilReady(server);
  const material = await gatherMaterial(port, dataDir);
  await using load = startLoad();
  console.log("    s   per s   p50 ms   p99 ms  worst ms   event loop p99 ms      RSS     heap      log  database");
  for (let at = slice; at <= seconds; at += slice) {
    const { perSecond, p50, p99, worst, refused } = await load.measure({ port, workload: "handover", material, callers, milliseconds: slice * 1_000 });
    if (refused > 0) throw new Error(`${refused} requests were refused`);
    const metric = await readMetrics(port);
    const megabytes = (name: string): string => `${(metric(name) / 1e6).toFixed(0)} MB`;
    console.log(
      [at, perSecond.toFixed(0), p50.toFixed(2), p99.toFixed(2), worst.toFixed(1), (metric("nodejs_eventloop_lag_p99_seconds") * 1_000).toFixed(1), megabytes("process_resident_memory_bytes"), megabytes("nodejs_heap_size_used_bytes"), sizeOf("wijkverband.sqlite-wal"), sizeOf("wijkverband.sqlite")]
        .map((text, column) => String(text).padStart([5, 8, 9, 9, 10, 20, 9, 9, 9, 10][column] ?? 0))
        .join(""),
    );
  }
  await sleep(500);
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}

/** The server's own numbers; event loop lag is over all that happened since the last question. */
async function readMetrics(port: number): Promise<(name: string) => number> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return (name) => Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1] ?? Number.NaN);
}
