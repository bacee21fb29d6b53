import { minute } from "@wijkverband/care";
import { escalateContacts, faultName, type House } from "@wijkverband/facade";

/** Looks each minute for contact reports that nobody read in time, by the clock of the house. A round that takes longer than a minute isn't followed by a
 *  second one beside it. @param interval in milliseconds */
export function startEscalation(house: House, interval: number = minute): { stop(): Promise<void> } {
  let running: Promise<unknown> | undefined;
  const round = async (): Promise<void> => {
    try {
      const count = await escalateContacts(house);
      if (count > 0) house.log.warn({ count }, "contact reports weren't read in time; their practices were told");
    } catch (fault) {
      // a full disk or a busy database must not end it: the next minute tries again
      house.log.error({ fault: faultName(fault) }, "contact reports could not be escalated");
    }
  };
  const timer = setInterval(() => {
    running ??= round().finally(() => (running = undefined));
  }, interval);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
