import type { Measured } from "./load.ts";
import { callers, recordAnswers } from "./prepare.ts";
import { cpuSeconds, startBare, type Server, type startLoad } from "./processes.ts";
import { median } from "./statistics.ts";
import type { Material, WorkloadName } from "./workloads.ts";

/** Ours beside bare Express, medians over rounds; ratios are medians of the ratios of neighbouring rounds. */
export interface Comparison {
  readonly workload: WorkloadName;
  readonly ours: Side;
  readonly bare: Side;
  readonly throughput: number;
  readonly p99: number;
  /** Lowest and highest ratio of a round: how noisy the machine was. */
  readonly spread: readonly [throughput: readonly [number, number], p99: readonly [number, number]];
}

interface Side {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly worst: number;
  readonly bytes: number;
  /** Microseconds of CPU that the server spent on a request, kernel included. */
  readonly cpuMicroseconds: number;
}

interface Round extends Measured {
  readonly cpuMicroseconds: number;
}

/** What is compiled while it is measured measures the compiler: our side has more code, so it is warmed until it has answered as many requests as
 *  a busy quarter of an hour brings. */
const warmRequests = 20_000;
const warmMilliseconds = 1_500;

/** Measures in turns, A B A B, so that whatever else the machine does hits both. */
export async function compare(load: ReturnType<typeof startLoad>, server: Server, material: Material, workload: WorkloadName, { rounds, milliseconds, asItComes = false }: { readonly rounds: number; readonly milliseconds: number; readonly asItComes?: boolean }): Promise<Comparison> {
  await using bare = await startBare([{ ...(await recordAnswers(server.port, material, workload)), asItComes }]);
  const side = async ({ port, pid }: Server, time: number): Promise<Round> => {
    const before = cpuSeconds(pid);
    const measured = await load.measure({ port, workload, material, callers, milliseconds: time });
    if (measured.refused > 0) throw new Error(`${workload}: ${measured.refused} of ${measured.requests} requests were refused`);
    return { ...measured, cpuMicroseconds: ((cpuSeconds(pid) - before) * 1e6) / measured.requests };
  };
  for (const each of [bare, server]) {
    const start = performance.now();
    for (let warm = 0; warm < warmRequests && performance.now() - start < 2 * milliseconds; ) warm += (await side(each, warmMilliseconds)).requests;
  }
  const pairs: { ours: Round; bare: Round }[] = [];
  for (let round = 0; round < rounds; round++) pairs.push({ bare: await side(bare, milliseconds), ours: await side(server, milliseconds) });
  const throughputs = pairs.map(({ ours, bare }) => ours.perSecond / bare.perSecond);
  const p99s = pairs.map(({ ours, bare }) => ours.p99 / bare.p99);
  return {
    workload,
    ours: mediansOf(pairs.map(({ ours }) => ours)),
    bare: mediansOf(pairs.map(({ bare }) => bare)),
    throughput: median(throughputs),
    p99: median(p99s),
    spread: [rangeOf(throughputs), rangeOf(p99s)],
  };
}

function mediansOf(rounds: readonly Round[]): Side {
  const of = (key: keyof Round): number => median(rounds.map((round) => round[key]));
  return { perSecond: of("perSecond"), p50: of("p50"), p99: of("p99"), worst: of("worst"), bytes: of("bytes"), cpuMicroseconds: of("cpuMicroseconds") };
}

function rangeOf(values: readonly number[]): readonly [number, number] {
  return [Math.min(...values), Math.max(...values)];
}
