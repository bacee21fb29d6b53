import type { ResourceTypeName } from "@wijkverband/fhir";
import { bundleOf, nextOf, refsIn, type SeenBundle } from "../bundle.ts";
import { get, pickKept, setFault, statusFault, type Bench, type Draw, type Question, type Request, type Seen } from "../question.ts";
import { drawFilter, drawPlain } from "../search/draw-filter.ts";
import { meets, pairOf, parameter, type Filter } from "../search/filter.ts";
import { broughtAlong, drawBrings, isEverything, pairOfBring, type Bring } from "../search/includes.ts";
import { parametersOf, searchedTypes } from "../search/parameters.ts";
import type { View } from "../view.ts";

/** Another page than this one belongs to nobody but the caller. */
const strangerShare = 0.15;

/** A search of any kind: by GET or by POST, counted, sorted, paged, with what comes along. */
export function drawSearch(draw: Draw): Question {
  const { random, world } = draw;
  const of = pickKept(draw).type;
  const type = searchedTypes.includes(of) ? of : random.pick(searchedTypes);
  return searchBy(draw, type, Array.from({ length: random.pick([0, 1, 1, 1, 2, 2, 3]) }, () => drawFilter(random, world, type)));
}

/** As an inbox asks: tasks by what they are, for whom they wait and how far they are. */
export function drawTaskSearch(draw: Draw): Question {
  const { random, world } = draw;
  const names = random.some(["code", "owner", "status", "patient", "requester"], 0.45);
  const question = searchBy(draw, "Task", (names.length === 0 ? ["owner"] : names).map((name) => drawPlain(random, world, "Task", parameter("Task", name))));
  return { ...question, form: "search for tasks" };
}

function searchBy({ random, world, view }: Draw, type: ResourceTypeName, filters: readonly Filter[]): Question {
  const counted = random.chance(0.1);
  const brings = !counted && random.chance(0.35) ? drawBrings(random, type) : [];
  const sort = random.chance(0.25) ? [["_sort", `${random.pick(["", "-"])}${random.pick(["_id", "_lastUpdated", ...parametersOf(type).filter(({ kind }) => kind === "date").map(({ name }) => name)])}`] as const] : [];
  const count = random.chance(0.45) ? [["_count", String(random.whole(1, 9))] as const] : [];
  const total = random.chance(0.3) ? [["_total", "accurate"] as const] : [];
  const pairs = [...filters.map(pairOf), ...brings.map(pairOfBring), ...(counted ? [["_summary", "count"] as const] : [...sort, ...count, ...total])];
  const request: Request = pairs.length > 0 && random.chance(0.25) ? { method: "POST", path: `${type}/_search`, query: [], form: pairs } : get(type, pairs);
  const other = random.chance(strangerShare) ? random.pick(world.askers) : undefined;
  return {
    form: formOf(filters, brings, counted),
    request,
    async judge(seen, bench) {
      const wanted = matchesOf(view, type, filters);
      const status = statusFault(seen, 200);
      if (status !== undefined) return status;
      const bundle = bundleOf(seen);
      if (bundle.total !== undefined && bundle.total !== wanted.length) return `total ${bundle.total}, the oracle says ${wanted.length}`;
      if ((counted || total.length > 0) && bundle.total === undefined) return "no total";
      if (counted) return (bundle.entry ?? []).length === 0 ? undefined : "a count brings entries";
      if (other !== undefined && other.principal !== view.asker.principal) {
        const stolen = await stolenFault(bundle, bench, type, other);
        if (stolen !== undefined) return stolen;
      }
      return pagesFault(seen, bench, type, wanted, brings);
    },
  };
}

/** Everything of a type that the caller sees and that meets all conditions. */
export function matchesOf(view: View, type: ResourceTypeName, filters: readonly Filter[]): readonly string[] {
  return view.all(type).filter((kept) => filters.every((filter) => meets(view, kept, filter))).map(({ ref }) => ref);
}

async function pagesFault(first: Seen, bench: Bench, type: string, wanted: readonly string[], brings: readonly Bring[]): Promise<string | undefined> {
  const matched: string[] = [];
  let bundle: SeenBundle = bundleOf(first);
  for (let page = 1; page < 1000; page++) {
    const matches = refsIn(bundle, "match");
    matched.push(...matches);
    const cut = (bundle.entry ?? []).some(({ resource }) => resource?.issue?.some(({ code }) => code === "too-costly"));
    const fault = cut || brings.some(isEverything) ? undefined : setFault(`on page ${page}, what comes along`, refsIn(bundle, "include"), broughtAlong(bench.view, matches, brings));
    if (fault !== undefined) return setFault("matches so far", matches.filter((ref) => !wanted.includes(ref)), []) ?? fault;
    const next = nextOf(bundle);
    if (next === undefined) break;
    const seen = await bench.ask(bench.view.asker, get(type, [["_cursor", next]]));
    if (seen.status !== 200) return `page ${page + 1} answers ${seen.status}`;
    bundle = bundleOf(seen);
  }
  if (new Set(matched).size !== matched.length) return "a match stands there twice";
  return setFault("matches", matched, wanted);
}

/** The cursor of one caller is no use to another. */
async function stolenFault(bundle: SeenBundle, bench: Bench, type: string, other: View["asker"]): Promise<string | undefined> {
  const next = nextOf(bundle);
  if (next === undefined) return undefined;
  const seen = await bench.ask(other, get(type, [["_cursor", next]]));
  return seen.status === 400 ? undefined : `the cursor of another caller answers ${seen.status} to ${other.name}`;
}

function formOf(filters: readonly Filter[], brings: readonly Bring[], counted: boolean): string {
  if (counted) return "search, counted";
  if (brings.some(({ iterate }) => iterate)) return "search, iterating includes";
  if (brings.some(({ back }) => back)) return "search, revinclude";
  if (brings.length > 0) return "search, include";
  const steps = filters.map(stepsOf);
  if (steps.some((each) => each > 1)) return "search, several steps";
  if (filters.some(({ is }) => is === "chain")) return "search, chain";
  return filters.some(({ is }) => is === "has") ? "search, _has" : "search";
}

function stepsOf(filter: Filter): number {
  return filter.is === "chain" || filter.is === "has" ? 1 + stepsOf(filter.on) : 0;
}
