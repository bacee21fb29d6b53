import { Anomaly } from "./anomaly.ts";

/** The anomaly with which something is refused.
 *  @throws what else was thrown; an error when nothing was refused. */
export function refusal(run: () => unknown): Anomaly {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof Anomaly) return thrown;
    throw thrown;
  }
  throw new Error("nothing was refused");
}
