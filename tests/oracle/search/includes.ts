import type { ResourceTypeName } from "@wijkverband/fhir";
import type { Random } from "../random.ts";
import { latest, type Kept } from "../world.ts";
import type { View } from "../view.ts";
import { parameter, referencesOf } from "./filter.ts";
import { referenceParametersOf, searchedTypes } from "./parameters.ts";

/** `_include` or `_revinclude`. */
export interface Bring {
  readonly back: boolean;
  readonly iterate: boolean;
  readonly source: ResourceTypeName;
  readonly name: string;
  readonly target?: ResourceTypeName;
}

/** Everything that is referred to: more than the oracle knows of, so that only leaks are judged. */
export function isEverything({ name }: Bring): boolean {
  return name === "*";
}

export function pairOfBring({ back, iterate, source, name, target }: Bring): readonly [string, string] {
  if (name === "*") return [`${back ? "_revinclude" : "_include"}${iterate ? ":iterate" : ""}`, "*"];
  return [`${back ? "_revinclude" : "_include"}${iterate ? ":iterate" : ""}`, [source, name, ...(target === undefined ? [] : [target])].join(":")];
}

/** What comes along with the matches of one page: what the caller sees, each once, and no match again. */
export function broughtAlong(view: View, matches: readonly string[], brings: readonly Bring[]): ReadonlySet<string> {
  const brought = new Set<string>();
  let from = matches;
  let first = true;
  while (from.length > 0) {
    const found = new Set<string>();
    for (const bring of brings) {
      if (!first && !bring.iterate) continue;
      for (const ref of bring.back ? referrers(view, from, bring) : referred(view, from, bring)) if (!matches.includes(ref) && !brought.has(ref)) found.add(ref);
    }
    for (const ref of found) brought.add(ref);
    from = [...found];
    first = false;
  }
  return brought;
}

function referred(view: View, from: readonly string[], { source, name, target }: Bring): readonly string[] {
  const sources = from.flatMap((ref) => view.finds(ref) ?? []).filter(({ type }) => type === source);
  return sources.flatMap((kept) => referencesOf(latest(kept), parameter(source, name))).filter((ref) => {
    const found = view.finds(ref);
    return found !== undefined && (target === undefined || found.type === target);
  });
}

function referrers(view: View, to: readonly string[], { source, name, target }: Bring): readonly string[] {
  const wanted = target === undefined ? to : to.filter((ref) => ref.startsWith(`${target}/`));
  const refers = (kept: Kept): boolean => referencesOf(latest(kept), parameter(source, name)).some((ref) => wanted.includes(ref));
  return view.all(source).filter(refers).map(({ ref }) => ref);
}

/** Draws what to bring along. Only iterating ones may start elsewhere than at the type that is searched. */
export function drawBrings(random: Random, type: ResourceTypeName): readonly Bring[] {
  return Array.from({ length: random.whole(1, 3) }, () => drawBring(random, type)).filter((bring) => bring !== undefined);
}

function drawBring(random: Random, type: ResourceTypeName): Bring | undefined {
  const iterate = random.chance(0.3);
  if (random.chance(0.08)) return { back: random.chance(0.5), iterate, source: type, name: "*" };
  if (random.chance(0.5)) {
    const sources = iterate ? searchedTypes : [type];
    const ways = sources.flatMap((source) => referenceParametersOf(source).map((each) => ({ source, each })));
    if (ways.length === 0) return undefined;
    const { source, each } = random.pick(ways);
    return { back: false, iterate, source, name: each.name, ...(each.to !== undefined && random.chance(0.3) && { target: random.pick(each.to) }) };
  }
  const ways = searchedTypes.flatMap((source) => referenceParametersOf(source).filter(({ to }) => iterate || to === undefined || to.includes(type)).map(({ name }) => ({ source, name })));
  return ways.length === 0 ? undefined : { back: true, iterate, ...random.pick(ways) };
}
