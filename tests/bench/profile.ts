import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A `.cpuprofile` of V8, as far as it is read here. */
interface CpuProfile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number } }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** Where the main thread spent its time itself, most first: `share` of what wasn't idle. */
export interface Spent {
  readonly where: string;
  readonly share: number;
}

/** Reads what `node --cpu-prof` left in a folder. Profiles of other threads are left out. @throws {Error} when there is none. */
export function readProfile(folder: string, count: number): readonly Spent[] {
  const name = readdirSync(folder).find((each) => /\.0\.\d+\.cpuprofile$/.test(each));
  if (name === undefined) throw new Error(`no profile in ${folder}`);
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(join(folder, name), "utf8")) as CpuProfile;
  const names = new Map(nodes.map(({ id, callFrame: { functionName, url, lineNumber } }) => [id, `${functionName || "(anonymous)"} ${url.split("/").slice(-2).join("/")}${url === "" ? "" : `:${lineNumber + 1}`}`.trim()]));
  const times = new Map<string, number>();
  let busy = 0;
  for (const [place, sample] of samples.entries()) {
    const where = names.get(sample) ?? "";
    if (where === "(idle)" || where === "(program)") continue;
    const time = timeDeltas[place] ?? 0;
    busy += time;
    times.set(where, (times.get(where) ?? 0) + time);
  }
  return [...times].sort(([, a], [, b]) => b - a).slice(0, count).map(([where, time]) => ({ where, share: time / busy }));
}
