import { afterAll, beforeAll } from "vitest";
import { startDemo, type Demo } from "./harness.ts";

/** The real server for the tests of a `describe` or a file: started before the first of them, gone after the last.
 *  @param now what the house takes for now from then on, when that isn't when its people were made
 *  @returns a demo that stands for the one that runs; where tests are only described, none runs yet */
export function useDemo({ now, ...options }: NonNullable<Parameters<typeof startDemo>[0]> & { readonly now?: Date } = {}): Demo {
  let running: Demo | undefined;
  const demo = (): Demo => {
    if (running === undefined) throw new Error("a demo runs in its tests and hooks, not where they are described");
    return running;
  };
  const stop = async (): Promise<void> => running?.[Symbol.asyncDispose]();
  beforeAll(async () => {
    running = await startDemo(options);
    if (now !== undefined) running.now = now;
  });
  afterAll(stop);
  return {
    get url() {
      return demo().url;
    },
    get dataDir() {
      return demo().dataDir;
    },
    get runtime() {
      return demo().runtime;
    },
    get now() {
      return demo().now;
    },
    set now(instant: Date) {
      demo().now = instant;
    },
    token: (person) => demo().token(person),
    ask: (...sent) => demo().ask(...sent),
    [Symbol.asyncDispose]: stop,
  };
}
