import { day, gapFinder, joined, type Span, type Surroundings } from "@wijkverband/care";
import type { Store } from "@wijkverband/store";
import { readSurroundings } from "../surroundings.ts";
import type { Pace } from "./pace.ts";
import type { Alike } from "./registrations.ts";

/** When some patient of a practice has nobody who answers. Patients whose registrations are alike have the same gaps, but for those for whom a GP is
 *  available in person: they are looked at one by one. */
export async function findGaps(store: Store, around: Surroundings, registrations: readonly Alike[], counted: Span, at: Date, pace: Pace): Promise<readonly Span[]> {
  let gaps: readonly Span[] = [];
  const add = async (surroundings: Surroundings): Promise<void> => {
    gaps = joined([...gaps, ...(await gapsOf(surroundings, counted, pace))]);
  };
  for (const { team, patients, special } of registrations) {
    if (patients > special.length) await add({ ...around, team });
    for (const patient of special) {
      const own = await readSurroundings(store, await store.record(patient), at);
      await pace();
      await add(own);
    }
  }
  return gaps;
}

async function gapsOf(around: Surroundings, { start, end }: Span, pace: Pace): Promise<readonly Span[]> {
  const gapsIn = gapFinder(around);
  const found: Span[] = [];
  for (let from = start; from < end; from += day) {
    found.push(...gapsIn(from, Math.min(from + day, end)));
    await pace();
  }
  return found;
}
