import { monitorEventLoopDelay } from "node:perf_hooks";

/** One time that nothing else could run in this process: when it began and ended (epoch milliseconds), and how much of it this thread computed. */
export interface Stall {
  readonly from: number;
  readonly to: number;
  readonly cpu: number;
}

export interface LoopProbe {
  /** Since the last time this was asked: the most that was computed in one stall, in milliseconds (the processor being shared, a stall may have lasted longer),
   *  and the stalls over the bound. */
  take(this: void): { readonly longest: number; readonly stalls: readonly Stall[] };
  /** Forgets what just happened: for what the harness does itself, such as collecting garbage. */
  forgive(this: void): void;
  /** Percentiles of the delay over the whole life of the process, in milliseconds, as Node measures them. */
  delays(this: void): { readonly p50: number; readonly p99: number; readonly max: number };
}

/** Milliseconds between two looks; what is shorter isn't seen. */
const step = 5;

/** Watches the event loop from within: a timer that comes late tells for how long nothing else could run.
 *  @param bound in milliseconds; longer stalls are kept one by one */
export function watchLoop(bound: number): LoopProbe {
  const histogram = monitorEventLoopDelay({ resolution: step });
  histogram.enable();
  let stalls: Stall[] = [];
  let longest = 0;
  let last = performance.now();
  let cpu = process.threadCpuUsage();
  const look = (): void => {
    const now = performance.now();
    const late = now - last - step;
    const used = process.threadCpuUsage(cpu);
    // what the process waited for the processor isn't its own doing
    const own = Math.min(late, (used.user + used.system) / 1000);
    if (own > longest) longest = own;
    if (own > bound) {
      const to = performance.timeOrigin + now;
      stalls.push({ from: to - late, to, cpu: own });
    }
    last = now;
    cpu = process.threadCpuUsage();
  };
  setInterval(look, step).unref();
  return {
    take() {
      // what blocked until now shows only at the next look, so the look comes first
      look();
      const taken = { longest, stalls };
      stalls = [];
      longest = 0;
      return taken;
    },
    forgive() {
      last = performance.now();
      cpu = process.threadCpuUsage();
    },
    delays: () => ({ p50: histogram.percentile(50) / 1e6, p99: histogram.percentile(99) / 1e6, max: histogram.max / 1e6 }),
  };
}
