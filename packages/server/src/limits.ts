import type { Limits } from "@wijkverband/facade";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

/** How much one client or address may ask; 0: as much as it likes. */
export interface LimitSettings {
  /** Requests of one client in a second. */
  readonly requests: number;
  /** Authentications that fail from one address in a minute. */
  readonly failures: number;
}

/** Counts in memory. Several processes on one database each count for themselves, so together they let through as many times more. */
export function createLimits({ requests, failures }: LimitSettings): Limits | undefined {
  if (requests === 0 && failures === 0) return undefined;
  const perClient = new RateLimiterMemory({ points: requests, duration: 1 });
  const perAddress = new RateLimiterMemory({ points: failures, duration: 60 });
  return {
    request: async (client) => (requests === 0 ? undefined : await waitFor(perClient.consume(client))),
    failure: async (address) => (failures === 0 ? undefined : await waitFor(perAddress.consume(address))),
    async barred(address) {
      const counted = failures === 0 ? null : await perAddress.get(address);
      return counted !== null && counted.consumedPoints >= failures ? seconds(counted) : undefined;
    },
  };
}

/** What the library counts rejects with how long to wait, when it is too much. */
async function waitFor(counted: Promise<unknown>): Promise<number | undefined> {
  try {
    await counted;
    return undefined;
  } catch (rejected) {
    if (rejected instanceof RateLimiterRes) return seconds(rejected);
    throw rejected;
  }
}

/** In whole seconds, as `Retry-After` has them; 1 at least. */
function seconds({ msBeforeNext }: RateLimiterRes): number {
  return Math.max(1, Math.ceil(msBeforeNext / 1000));
}
