import { setImmediate } from "node:timers/promises";

/** How long work goes on before it lets others go first, in milliseconds. */
const slice = 4;

/** Lets whatever else waits go first, when this has been busy for some milliseconds. */
export type Pace = () => Promise<void>;

/** The pace of one long piece of work. A read of the store gives way to nobody by itself, so it is asked after each. */
export function paced(): Pace {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < slice) return;
    await setImmediate();
    since = performance.now();
  };
}
