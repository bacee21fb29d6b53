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

const last = new WeakMap<object, Promise<unknown>>();

/** Does long pieces of work one after the other: of many at once each would give way, and all of them together would hold up everybody else.
 *  @param place whose work it is: a store */
export function inTurn<Result>(place: object, work: () => Promise<Result>): Promise<Result> {
  const mine = (last.get(place) ?? Promise.resolve()).then(work, work);
  last.set(place, mine);
  return mine;
}
