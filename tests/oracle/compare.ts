import { drawQuestion } from "./draw-question.ts";
import type { Builder } from "./house.ts";
import type { Bench, Question, Seen } from "./question.ts";
import { createRandom, type Random } from "./random.ts";
import { mayRead } from "./rights/may-read.ts";
import { drawRegion } from "./region/region.ts";
import { marksIn } from "./forms/operations.ts";
import { createView, type View } from "./view.ts";
import { latest, type Asker, type World } from "./world.ts";

/** Where the API and the oracle differ; `region` and `question` are what draws it again. */
export interface Difference {
  readonly region: number;
  readonly question: number;
  readonly form: string;
  readonly who: string;
  readonly at: string;
  readonly bases: readonly string[];
  readonly asked: string;
  readonly fault: string;
}

export interface Tally {
  /** Questions by form. */
  readonly forms: Map<string, number>;
  /** Answers by status. */
  readonly statuses: Map<number, number>;
  /** Answers in which the words of a resource about a patient stand. */
  telling: number;
  /** Requests, pages and second looks included. */
  requests: number;
}

/** Asks some questions of one region and compares each answer with the oracle's.
 *  @param only the places of the questions to ask; all when absent. */
export async function compareRegion(builder: Builder, region: number, questions: number, tally: Tally, only?: number): Promise<readonly Difference[]> {
  const world = drawRegion(region);
  await using house = await builder.build(world, region % 10 === 0);
  const differences: Difference[] = [];
  for (let place = 0; place < questions; place++) {
    if (only !== undefined && place !== only) continue;
    const random = createRandom(region * 1009 + place);
    const at = random.chance(0.3) ? (world.instants[0] ?? world.writtenAt) : random.pick(world.instants);
    const view = createView(world, pickAsker(random, world, at), at);
    const { asker } = view;
    const question = drawQuestion({ random, world, view });
    house.now = at;
    const bench: Bench = {
      view,
      ask(who, request) {
        tally.requests++;
        return house.ask(who, request);
      },
      async askAt(instant, who, request) {
        house.now = instant;
        try {
          return await bench.ask(who, request);
        } finally {
          house.now = at;
        }
      },
    };
    const seen = await bench.ask(asker, question.request);
    count(tally.forms, question.form);
    count(tally.statuses, seen.status);
    if (seen.text.includes("merk:")) tally.telling++;
    const fault = seen.status >= 500 ? `status ${seen.status}: ${seen.text.slice(0, 600)}` : ((await question.judge(seen, bench)) ?? leak(question, seen, view));
    if (fault !== undefined) differences.push({ region, question: place, form: question.form, who: `${asker.name} (${asker.role}, ${asker.organization ?? "-"})`, at: at.toISOString(), bases: world.bases, asked: written(question), fault });
  }
  return differences;
}

/** Anybody; or, more often, somebody who sees something of a certain patient. */
function pickAsker(random: Random, world: World, at: Date): Asker {
  const patient = world.byRef.get(`Patient/${random.pick(world.patients)}`);
  const anybody = random.pick(world.askers);
  if (patient === undefined || random.chance(0.35)) return anybody;
  const near = world.askers.filter((asker) => mayRead(world, asker, patient, at));
  return near.length === 0 ? anybody : random.pick(near);
}

/** Words of a resource that the caller doesn't see stand in no answer, unless something that he sees holds them too (a document). */
function leak({ form }: Question, seen: Seen, view: View): string | undefined {
  if (form === "$palliative-handover" || form === "$dossier-package" || form === "batch") return undefined;
  for (const ref of marksIn(seen)) {
    if (view.sees(ref) || ref === "Observation/nieuw") continue;
    const patient = view.world.byRef.get(ref)?.patient ?? "";
    const held = (view.world.byPatient.get(patient) ?? []).some((kept) => view.sees(kept.ref) && JSON.stringify(latest(kept)).includes(`merk:${ref}.`));
    if (!held) return `the words of ${ref} stand in the answer`;
  }
  return undefined;
}

function written({ request }: Question): string {
  const { method, path, query, form, body, ifNoneMatch, ifNoneExist } = request;
  const pairs = (list: readonly (readonly [string, string])[]): string => list.map(([name, value]) => `${name}=${value}`).join("&");
  return [`${method} ${path}${query.length > 0 ? `?${pairs(query)}` : ""}`, form && pairs(form), body && JSON.stringify(body), ifNoneMatch && `If-None-Match: ${ifNoneMatch}`, ifNoneExist && `If-None-Exist: ${ifNoneExist}`].filter(Boolean).join(" ");
}

function count<K>(map: Map<K, number>, key: K): void {
  map.set(key, (map.get(key) ?? 0) + 1);
}

export function newTally(): Tally {
  return { forms: new Map(), statuses: new Map(), telling: 0, requests: 0 };
}
