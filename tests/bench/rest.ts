import type { Measured } from "./load.ts";
import { callers, recordAnswers } from "./prepare.ts";
import { cpuSeconds, startBare, type Server, type startLoad } from "./processes.ts";
import { median } from "./statistics.ts";
import type { Material, WorkloadName } from "./workloads.ts";

/** What R4 calls REST, each beside Medplum's part of bare Express. `peer`: Medplum 5.1.3 on PostgreSQL as part of bare Express (`response.json` of hello),
 *  32 callers, same machine and generator. `wanted`: how many times that part ours must be; none for what has no bar. */
export const restWorkloads: readonly { readonly workload: WorkloadName; readonly peer: number; readonly wanted?: number }[] = [
  { workload: "read by id", peer: 0.08, wanted: 5 },
  { workload: "Patient by BSN", peer: 0.05, wanted: 5 },
  { workload: "CarePlan with includes", peer: 0.032, wanted: 5 },
  { workload: "create, validated", peer: 0.008, wanted: 10 },
  { workload: "transaction of 10", peer: 0.001, wanted: 20 },
  { workload: "update with If-Match", peer: 0.006 },
];

/** One server under one workload, medians over rounds. */
export interface RestSide {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p99: number;
  /** Of the server's CPU, kernel included, a request. */
  readonly cpuMicroseconds: number;
}

export interface RestComparison {
  readonly ours: RestSide;
  /** Express 5 that answers `response.json` of a hello, as it comes. */
  readonly hello: RestSide;
  /** Express 5 with ETag and the rest off, that sends the bytes of our answers. */
  readonly stripped: RestSide;
  /** Our requests a second to theirs, medians of neighbouring rounds. */
  readonly toHello: number;
  readonly toStripped: number;
  /** Lowest and highest of `toHello`: how noisy the machine was. */
  readonly spread: readonly [number, number];
  /** Their CPU a request to ours. What holds up a disk or a thread counts for nothing here. */
  readonly byCpu: number;
}

const warmRequests = 20_000;

/** Measures ours and both yardsticks in turns, so that whatever else the machine does hits all three. */
export async function compareRest(load: ReturnType<typeof startLoad>, server: Server, material: Material, workload: WorkloadName, { rounds, milliseconds }: { readonly rounds: number; readonly milliseconds: number }): Promise<RestComparison> {
  await using hello = await startBare([await recordAnswers(server.port, material, "hello")]);
  await using stripped = await startBare([await recordAnswers(server.port, material, workload)]);
  const side = async ({ port, pid }: Server, asked: WorkloadName, time: number): Promise<RestSide & Pick<Measured, "requests">> => {
    const before = cpuSeconds(pid);
    const { perSecond, p99, requests, refused } = await load.measure({ port, workload: asked, material, callers, milliseconds: time });
    if (refused > 0) throw new Error(`${asked}: ${refused} of ${requests} requests were refused`);
    return { perSecond, p99, requests, cpuMicroseconds: ((cpuSeconds(pid) - before) * 1e6) / requests };
  };
  const sides = { hello: (time: number) => side(hello, "hello", time), stripped: (time: number) => side(stripped, workload, time), ours: (time: number) => side(server, workload, time) };
  for (const measure of Object.values(sides)) {
    const start = performance.now();
    for (let warm = 0; warm < warmRequests && performance.now() - start < 2 * milliseconds; ) warm += (await measure(milliseconds / 2)).requests;
  }
  const measured: Record<keyof typeof sides, RestSide>[] = [];
  for (let round = 0; round < rounds; round++) measured.push({ hello: await sides.hello(milliseconds), stripped: await sides.stripped(milliseconds), ours: await sides.ours(milliseconds) });
  const medians = (key: keyof typeof sides): RestSide => {
    const of = (figure: keyof RestSide): number => median(measured.map((round) => round[key][figure]));
    return { perSecond: of("perSecond"), p99: of("p99"), cpuMicroseconds: of("cpuMicroseconds") };
  };
  const ratios = (key: "hello" | "stripped"): number[] => measured.map((round) => round.ours.perSecond / round[key].perSecond);
  return {
    ours: medians("ours"),
    hello: medians("hello"),
    stripped: medians("stripped"),
    toHello: median(ratios("hello")),
    toStripped: median(ratios("stripped")),
    spread: [Math.min(...ratios("hello")), Math.max(...ratios("hello"))],
    byCpu: median(measured.map(({ hello: theirs, ours }) => theirs.cpuMicroseconds / ours.cpuMicroseconds)),
  };
}
