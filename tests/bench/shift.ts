import type { Measured } from "./load.ts";
import { cpuSeconds, type Server, type startLoad } from "./processes.ts";
import { median } from "./statistics.ts";
import type { Material, WorkloadName } from "./workloads.ts";

/** One call about 500 patients beside one call about one of them, by one caller who waits for each answer; medians over rounds in turns. */
export interface Shift {
  readonly one: Side;
  readonly many: Side;
  /** How often the time, and the CPU of the server, of one call fits into that of the other. */
  readonly time: number;
  readonly cpu: number;
  readonly spread: readonly [number, number];
}

interface Side extends Measured {
  readonly cpuMicroseconds: number;
}

const rounds = 7;
const milliseconds = 1_500;

export async function measureShift(load: ReturnType<typeof startLoad>, { port, pid }: Server, material: Material): Promise<Shift> {
  const side = async (workload: WorkloadName): Promise<Side> => {
    const before = cpuSeconds(pid);
    const measured = await load.measure({ port, workload, material, callers: 1, milliseconds });
    if (measured.refused > 0) throw new Error(`${workload}: ${measured.refused} of ${measured.requests} requests were refused`);
    return { ...measured, cpuMicroseconds: ((cpuSeconds(pid) - before) * 1e6) / measured.requests };
  };
  for (let warm = 0; warm < 2; warm++) for (const workload of ["responsible-gp by BSN", "responsible-gp 500"] as const) await side(workload);
  const pairs: { one: Side; many: Side }[] = [];
  for (let round = 0; round < rounds; round++) pairs.push({ one: await side("responsible-gp by BSN"), many: await side("responsible-gp 500") });
  const times = pairs.map(({ one, many }) => one.perSecond / many.perSecond);
  const middle = (of: "one" | "many"): Side => pairs.map((pair) => pair[of]).toSorted((left, right) => left.p50 - right.p50)[Math.floor(rounds / 2)]!;
  return { one: middle("one"), many: middle("many"), time: median(times), cpu: median(pairs.map(({ one, many }) => many.cpuMicroseconds / one.cpuMicroseconds)), spread: [Math.min(...times), Math.max(...times)] };
}
