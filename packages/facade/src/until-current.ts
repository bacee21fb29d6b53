import { Anomaly } from "@wijkverband/fhir";

/** How often a change is tried while others change the same at the same time. Each time one of them gets through. */
const attempts = 60;

/** Does it again when somebody else changed the same thing at this very moment, on what stands there now, so that nothing of theirs is lost.
 *  @throws {Anomaly} what `attempt` throws; `stale` when it never got through */
export async function untilCurrent<T>(attempt: () => Promise<T>): Promise<T> {
  for (let left = attempts; ; left--) {
    try {
      return await attempt();
    } catch (thrown) {
      if (!(thrown instanceof Anomaly) || thrown.category !== "stale" || left === 1) throw thrown;
    }
  }
}
