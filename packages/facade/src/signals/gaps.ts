import { day, gapFinder, joined, participantsAs, without, type Span, type Surroundings } from "@wijkverband/care";
import type { ResourceTypeName } from "@wijkverband/fhir";
import type { Store } from "@wijkverband/store";
import type { CareTeam } from "hl7-fhir-r4-types";
import { readSurroundings } from "../surroundings.ts";
import type { Pace } from "./pace.ts";
import type { Alike } from "./registrations.ts";

/** When some patient of a practice has nobody who answers. Who stands in for a patient, and a GP who is available in person, only ever fill gaps: so first
 *  what is left without them is worked out, once for all whose fixed GPs are the same, and who has them is looked at only where that tells anything new. */
export async function findGaps(store: Store, around: Surroundings, registrations: readonly Alike[], counted: Span, at: Date, pace: Pace): Promise<readonly Span[]> {
  const known = new Map<string, readonly Span[]>();
  const withoutCover = async (team: CareTeam): Promise<readonly Span[]> => {
    const bare = uncovered(team);
    const key = JSON.stringify(bare);
    const found = known.get(key) ?? (await gapsOf({ ...around, team: bare }, counted, pace));
    known.set(key, found);
    return found;
  };
  let gaps: readonly Span[] = [];
  for (const { team, patients, special } of registrations.toSorted((one, other) => covers(one.team) - covers(other.team))) {
    const isNew = (spans: readonly Span[]): boolean => without(spans, gaps).length > 0;
    const add = async (surroundings: Surroundings): Promise<void> => {
      gaps = joined([...gaps, ...(await gapsOf(surroundings, counted, pace))]);
    };
    const most = await withoutCover(team);
    await pace();
    if (patients > special.length && isNew(most)) await add({ ...around, team });
    for (const patient of special) {
      if (!isNew(most)) break;
      const record = (await store.record(patient)).filter(({ type }) => asked.includes(type));
      const own = await readSurroundings(store, record, at);
      await pace();
      await add(own);
    }
  }
  return gaps;
}

/** What of a record decides who answers. */
const asked: readonly ResourceTypeName[] = ["CareTeam", "Basic", "Observation", "Patient"];

function covers(team: CareTeam): number {
  return participantsAs(team, "waarnemer").length;
}

function uncovered(team: CareTeam): CareTeam {
  const standIns = participantsAs(team, "waarnemer");
  return { ...team, participant: (team.participant ?? []).filter((each) => !standIns.includes(each)) };
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
