import { setImmediate } from "node:timers/promises";

/** Milliseconds of work after which others get their turn. */
const longest = 20;

/** For work in many parts: called before each, it lets others go first when this went on for some time. Between two calls the world may change, so what
 *  is read before and written after is compared as ever (`expect`, `found`). */
export function breaths(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < longest) return;
    await setImmediate();
    since = performance.now();
  };
}

/** Does work that comes in steps, with breaths between. */
export async function unhurried<T>(steps: Generator<undefined, T>): Promise<T> {
  const breathe = breaths();
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    await breathe();
  }
}
