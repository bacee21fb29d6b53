import { closeSync, fsyncSync, openSync, rmSync, writeSync } from "node:fs";
import { availableParallelism, cpus, loadavg, release, totalmem } from "node:os";
import { join } from "node:path";
import { percentile } from "./statistics.ts";

/** One line about where this was measured; figures of two machines don't compare. */
export function describeMachine(folder: string): string {
  const sync = measureSync(folder);
  const model = cpus()[0]?.model.trim() ?? "unknown CPU";
  return [
    `${availableParallelism()} x ${model}`,
    `${Math.round(totalmem() / 2 ** 30)} GiB`,
    `${process.platform} ${release()}`,
    `Node ${process.version}`,
    `fsync of 16 kB ${percentile(sync, 0.5).toFixed(2)} ms (p99 ${percentile(sync, 0.99).toFixed(2)})`,
    `load before ${loadavg()[0]?.toFixed(1)}`,
  ].join(", ");
}

/** Milliseconds of some fsyncs on the disk that the database lies on, sorted. */
function measureSync(folder: string): readonly number[] {
  const file = join(folder, "sync");
  const handle = openSync(file, "w");
  const block = Buffer.alloc(16_384);
  const times = Array.from({ length: 100 }, (_, n) => {
    writeSync(handle, block, 0, block.length, n * block.length);
    const start = performance.now();
    fsyncSync(handle);
    return performance.now() - start;
  });
  closeSync(handle);
  rmSync(file);
  return times.sort((a, b) => a - b);
}
