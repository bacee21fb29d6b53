import { day, gapFinder, joined, type Span, type Surroundings } from "@wijkverband/care";
import type { ResourceTypeName } from "@wijkverband/fhir";
import type { Store } from "@wijkverband/store";
import { readSurroundings } from "../surroundings.ts";
import type { Pace } from "./pace.ts";
import type { Alike } from "./registrations.ts";

/** When some patient of a practice has nobody who answers. Patients whose registrations are alike have the same gaps, but for those for whom a GP is
 *  available in person: these have some of them at most, so they are looked at only when they are the only ones. */
export async function findGaps(store: Store, around: Surroundings, registrations: readonly Alike[], counted: Span, at: Date, pace: Pace): Promise<readonly Span[]> {
  let gaps: readonly Span[] = [];
  for (const { team, patients, special } of registrations) {
    const most = await gapsOf({ ...around, team }, counted, pace);
    if (patients > special.length) gaps = joined([...gaps, ...most]);
    for (const patient of patients > special.length || most.length === 0 ? [] : special) {
      const record = (await store.record(patient)).filter(({ type }) => asked.includes(type));
      const own = await readSurroundings(store, record, at);
      await pace();
      gaps = joined([...gaps, ...(await gapsOf(own, counted, pace))]);
    }
  }
  return gaps;
}

/** What of a record decides who answers. */
const asked: readonly ResourceTypeName[] = ["CareTeam", "Basic", "Observation", "Patient"];

async function gapsOf(around: Surroundings, { start, end }: Span, pace: Pace): Promise<readonly Span[]> {
  const gapsIn = gapFinder(around);
  const found: Span[] = [];
  for (let from = start; from < end; from += day) {
    found.push(...gapsIn(from, Math.min(from + day, end)));
    await pace();
  }
  return found;
}
