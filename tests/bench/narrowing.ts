import { randomUUID } from "node:crypto";
import { statSync } from "node:fs";
import { join } from "node:path";
import { handle, type House } from "@wijkverband/facade";
import { parseSearch, system, type ResourceTypeName, type SearchQuery } from "@wijkverband/fhir";
import type { Caller } from "@wijkverband/policy";
import { demoRegistrations, openRuntime, principalOf, readConfig } from "@wijkverband/server";
import type { SearchRequest, SearchResult, Store } from "@wijkverband/store";
import { visibleTypes } from "../../packages/facade/src/guard.ts";
import { typesTouched } from "../../packages/facade/src/interactions/search.ts";
import { askers, fillRegion, patients, type RegionPatient } from "./region-of-20000.ts";
import { median } from "./statistics.ts";

/** What narrowing costs: the same search by the same store, as a caller sees it and as the server itself does, in turns. */
export interface Narrowed {
  readonly asker: string;
  readonly search: string;
  /** The search as it is asked for: parsed, decided, searched, logged durably and answered; without HTTP. */
  readonly request: Compared;
  /** The question to the store alone. */
  readonly store: Compared;
  /** The same right after a write, when whatever was remembered is forgotten. */
  readonly afterWrite: number;
  /** Against an unnarrowed search whose page is cut to as many as the caller found; the same as `ratio` where he found a whole page. */
  readonly sameSize: number;
  /** Matches and what came along, narrowed and whole. */
  readonly found: readonly [number, number];
}

/** Milliseconds, medians; and the median of the ratios of blocks of neighbouring turns, with the lowest and the highest. */
export interface Compared {
  readonly narrowed: number;
  readonly whole: number;
  readonly ratio: number;
  readonly spread: readonly [number, number];
}

/** A search, or (`_history`) the first page of a type's history, once for each of some values. */
interface Asked {
  readonly name: string;
  readonly questions: readonly (readonly [type: ResourceTypeName, parameters: string])[];
}

const blocks = 7;
const blockMilliseconds = 40;
const snomed = "http://snomed.info/sct";

/** Fills a database in a folder and measures. `only` chooses searches whose name contains it. */
export async function measureNarrowing(folder: string, report: (line: Narrowed) => void, only = ""): Promise<void> {
  const config = readConfig({ DATA_DIR: folder, LOG_LEVEL: "silent", ACCEPTED_ACR: "any" }, "demo");
  await using runtime = await openRuntime(config, demoRegistrations);
  const { house } = runtime;
  const started = performance.now();
  const region = await fillRegion(house.store, new Date());
  const megabytes = Math.round(statSync(join(folder, "wijkverband.sqlite")).size / 1e6);
  console.log(`data     ${patients.toLocaleString("en")} patients, ${region.filter(({ hasRecord }) => hasRecord).length.toLocaleString("en")} of them with a record; ${megabytes} MB, filled in ${((performance.now() - started) / 1_000).toFixed(0)} s`);
  for (const [asker, { person, caller }] of Object.entries(askers)) {
    for (const asked of searchesOf(region)) if (`${asker} ${asked.name}`.includes(only)) report(await compareNarrowing(house, asker, person, caller, asked));
  }
}

/** What practices, nurses and posts ask all day, and what a region system asks at night. */
function searchesOf(region: readonly RegionPatient[]): readonly Asked[] {
  // everybody who asks knows these: with a record, a handover and a team
  const known = region.filter(({ hasTeam }) => hasTeam).slice(0, 40);
  const each = (type: ResourceTypeName, parameters: (patient: RegionPatient) => string): Asked["questions"] => known.map((patient) => [type, parameters(patient)] as const);
  return [
    { name: "Patient by BSN", questions: each("Patient", ({ bsn }) => `identifier=${system.bsn}|${bsn}`) },
    { name: "Patient?_count=50", questions: [["Patient", "_count=50"]] },
    { name: "Patient?name=testema", questions: [["Patient", "name=testema&_count=50"]] },
    { name: "Consent?patient", questions: each("Consent", ({ id }) => `patient=Patient/${id}`) },
    { name: "Condition?code", questions: [["Condition", `code=${snomed}|267036007&_count=50`]] },
    { name: "Observation?subject&_sort=-date", questions: each("Observation", ({ id }) => `subject=Patient/${id}&_sort=-date`) },
    { name: "chain: Condition?patient.identifier", questions: each("Condition", ({ bsn }) => `patient.identifier=${system.bsn}|${bsn}`) },
    { name: "Patient?_has:Condition:subject:code", questions: [["Patient", `_has:Condition:subject:code=${snomed}|267036007&_count=50`]] },
    { name: "_include: Condition?subject&_include", questions: each("Condition", ({ id }) => `subject=Patient/${id}&_include=Condition:subject`) },
    { name: "_revinclude: Patient?_id&_revinclude", questions: each("Patient", ({ id }) => `_id=${id}&_revinclude=Observation:subject&_revinclude=Consent:patient`) },
    { name: "Patient?_total=accurate&_count=50", questions: [["Patient", "_count=50&_total=accurate"]] },
    { name: "Patient?_summary=count", questions: [["Patient", "_summary=count"]] },
    { name: "Patient?_sort=birthdate&_count=50", questions: [["Patient", "_sort=birthdate&_count=50"]] },
    { name: "Patient/_history", questions: [["Patient", "_history"]] },
  ];
}

type Found = SearchResult | { readonly entries: readonly unknown[] };
type Ask<Answer = unknown> = (n: number) => Promise<Answer>;
type Visible = (types: Iterable<ResourceTypeName>) => SearchRequest["visible"];

async function compareNarrowing(house: House, asker: string, person: string, caller: Caller, { name, questions }: Asked): Promise<Narrowed> {
  const asks = (visible: Visible, cut?: number): Ask<Found> => inTurn(questions.map(([type, text]) => storeQuestion(house, type, text, visible, cut)));
  const narrowed = asks((types) => visibleTypes(caller, types));
  const whole = asks(() => "server");
  const [own, all] = [await sizes(narrowed, questions.length), await sizes(whole, questions.length)];
  const requests = (asked: House): Ask => inTurn(questions.map(([type, text]) => request(asked, person, type, text)));
  const store = await inTurns(narrowed, whole);
  return {
    asker,
    search: name,
    request: await inTurns(requests(house), requests({ ...house, store: unnarrowed(house.store) })),
    store,
    afterWrite: await afterWrites(house.store, narrowed, whole),
    sameSize: own.matches < all.matches ? (await inTurns(narrowed, asks(() => "server", Math.max(1, own.matches)))).ratio : store.ratio,
    found: [own.all, all.all],
  };
}

function inTurn<Answer>(made: readonly (() => Promise<Answer>)[]): Ask<Answer> {
  return (n) => made[n % made.length]!();
}

function storeQuestion({ store, searchParameters, baseUrl }: House, type: ResourceTypeName, text: string, visible: Visible, cut?: number): () => Promise<Found> {
  if (text === "_history") return () => store.changes({ type, count: Math.min(50, cut ?? 50), visible: visible([type]), at: new Date() });
  const { query } = parseSearch(type, [...new URLSearchParams(text)], searchParameters, { handling: "strict", maxCount: 200, baseUrl });
  const asked: SearchQuery = cut === undefined ? query : { ...query, count: Math.min(query.count, cut) };
  return () => store.search({ query: asked, visible: visible(typesTouched(query)), at: new Date() });
}

/** The whole request; searches as a form, because a URL may not name a BSN. */
function request(house: House, person: string, type: ResourceTypeName, text: string): () => Promise<unknown> {
  const principal = principalOf(person);
  const form = [...new URLSearchParams(text)];
  const asked = text === "_history" ? { method: "GET", path: `${type}/_history`, query: [["_count", "50"]] as const } : { method: "POST", path: `${type}/_search`, query: [], form };
  return async () => {
    const { status, json } = await handle(house, { ...asked, lenient: false, wants: "fhir", language: "nl", principal, requestId: randomUUID() });
    if (status !== 200) throw new Error(`${type}?${text} as ${person}: ${status} ${String(json)}`);
  };
}

/** The same store, which shows everything to everybody who asks for several things at once. */
function unnarrowed(store: Store): Store {
  const shown: Pick<Store, "search" | "changes"> = {
    search: (asked) => store.search({ ...asked, visible: "server" }),
    changes: (asked) => store.changes({ ...asked, visible: "server" }),
  };
  return new Proxy(store, {
    get(target, key) {
      const own: unknown = key === "search" || key === "changes" ? shown[key] : Reflect.get(target, key);
      return typeof own === "function" ? (own.bind(target) as unknown) : own;
    },
  });
}

async function sizes(ask: Ask<Found>, questions: number): Promise<{ readonly matches: number; readonly all: number }> {
  let [matches, all] = [0, 0];
  for (let n = 0; n < questions; n++) {
    const answer = await ask(n);
    matches += "matches" in answer ? answer.matches.length : answer.entries.length;
    all += "matches" in answer ? answer.matches.length + answer.included.length : answer.entries.length;
  }
  return { matches: Math.round(matches / questions), all: Math.round(all / questions) };
}

/** A B B A ..., each call timed by itself: whatever else the machine does hits both, and is left out by the median. */
async function inTurns(one: Ask, other: Ask): Promise<Compared> {
  for (let n = 0; n < 40; n++) await Promise.all([one(n), other(n)]);
  const times: [number[], number[]] = [[], []];
  const ratios: number[] = [];
  for (let block = 0; block < blocks; block++) {
    const [first, second]: [number[], number[]] = [[], []];
    const end = performance.now() + 2 * blockMilliseconds;
    for (let n = 0; n < 8 || performance.now() < end; n++) {
      const turns = [[one, first], [other, second]] as const;
      for (const [ask, kept] of n % 2 === 0 ? turns : turns.toReversed()) kept.push(await timed(ask, n));
    }
    ratios.push(median(first) / median(second));
    times[0].push(...first);
    times[1].push(...second);
  }
  return { narrowed: median(times[0]), whole: median(times[1]), ratio: median(ratios), spread: [Math.min(...ratios), Math.max(...ratios)] };
}

async function afterWrites(store: Store, one: Ask, other: Ask): Promise<number> {
  const times: [number[], number[]] = [[], []];
  for (let n = 0; n < 22; n++) {
    await store.transact({ changes: [{ op: "create", resource: { resourceType: "Location", id: `l-${process.hrtime.bigint()}` }, labels: {} }], audit: () => [], at: new Date() });
    times[n % 2 === 0 ? 0 : 1].push(await timed(n % 2 === 0 ? one : other, n >> 1));
  }
  return median(times[0]) / median(times[1]);
}

/** Milliseconds, in a turn of the event loop of its own, as a request is. */
async function timed(ask: Ask, n: number): Promise<number> {
  await new Promise(setImmediate);
  const start = performance.now();
  await ask(n);
  return performance.now() - start;
}
