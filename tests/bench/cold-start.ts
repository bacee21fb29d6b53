import { setTimeout as sleep } from "node:timers/promises";
import { startServer, type Server } from "./processes.ts";
import { median } from "./statistics.ts";

/** Seconds from starting the process. */
export interface ColdStart {
  /** Until `/readyz` answers 200. */
  readonly ready: number;
  /** Until a first `$palliative-handover` answered 200; the answer is made anew then. */
  readonly handover: number;
}

/** Starts the server some times on a folder that is seeded already, and ends it again. @throws {Error} when it isn't ready within a minute. */
export async function measureColdStart(command: "demo" | "serve", port: number, dataDir: string, handover: (signal: AbortSignal) => Promise<unknown>, rounds: number): Promise<ColdStart> {
  const starts: ColdStart[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await using server = startServer(command, port, dataDir);
    await untilReady(server);
    const ready = (performance.now() - start) / 1_000;
    await handover(AbortSignal.timeout(10_000));
    starts.push({ ready, handover: (performance.now() - start) / 1_000 });
  }
  return { ready: median(starts.map(({ ready }) => ready)), handover: median(starts.map((each) => each.handover)) };
}

/** Asks until the server says it is ready. A question that came just before it could answer waits in vain, so none waits long. */
export async function untilReady(server: Server): Promise<void> {
  for (const end = performance.now() + 60_000; performance.now() < end && server.ended?.() !== true; await sleep(4)) {
    const ready = await fetch(`http://127.0.0.1:${server.port}/readyz`, { signal: AbortSignal.timeout(50) }).then(async (response) => [response.ok, await response.text()] as const, () => undefined);
    if (ready?.[0] === true) return;
  }
  throw new Error("the server ended, or isn't ready after a minute");
}
