import type { Stall } from "./loop-probe.ts";
import type { Sent } from "./send.ts";
import type { Server } from "./server.ts";

/** Which requests were under way when the server's loop stood still. */
export interface Suspects {
  /** @returns what to call when it was answered */
  begin(request: Sent): () => void;
  accuse(stalls: readonly Stall[]): void;
  /** How many stalls there were. */
  count(): number;
  /** The requests that were there at the longest stalls. */
  worst(most: number): { readonly times: number; readonly worst: readonly Sent[] };
}

interface UnderWay {
  readonly request: Sent;
  readonly from: number;
  to: number;
}

const now = (): number => performance.timeOrigin + performance.now();

export function createSuspects(): Suspects {
  /** Those of the last seconds; a stall is told within one. */
  let recent: UnderWay[] = [];
  const accused = new Map<Sent, number>();
  let times = 0;
  return {
    begin(request) {
      const underWay: UnderWay = { request, from: now(), to: Number.POSITIVE_INFINITY };
      recent.push(underWay);
      return () => {
        underWay.to = now();
      };
    },
    accuse(stalls) {
      times += stalls.length;
      for (const { from, to, cpu } of stalls) {
        for (const { request, from: sent, to: answered } of recent) if (sent < to && answered > from) accused.set(request, Math.max(accused.get(request) ?? 0, cpu));
      }
      const old = now() - 10_000;
      recent = recent.filter(({ to }) => to > old);
      // the requests of short stalls make room for those of long ones
      if (accused.size > 2000) for (const [request] of [...accused].toSorted(([, one], [, other]) => one - other).slice(0, 1000)) accused.delete(request);
    },
    count: () => times,
    worst: (most) => ({ times, worst: [...accused].toSorted(([, one], [, other]) => other - one).slice(0, most).map(([request]) => request) }),
  };
}

/** For how long the loop stands still for something done alone, in milliseconds of computing: the least of three times when the first is over the bound, for
 *  the first may compile what the others run. */
export async function longestStall(server: Server, act: () => Promise<void>, bound: number): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let times = 0; times < 3; times += 1) {
    await server.loop();
    await act();
    least = Math.min(least, (await server.loop()).longest);
    if (least <= bound) return least;
  }
  return least;
}
