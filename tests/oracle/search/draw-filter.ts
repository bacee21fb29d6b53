import type { ResourceTypeName } from "@wijkverband/fhir";
import type { Random } from "../random.ts";
import { texts } from "../json.ts";
import { latest, type World } from "../world.ts";
import { codesOf, referencesOf, type Filter } from "./filter.ts";
import { parametersOf, referenceParametersOf, searchedTypes, type Parameter } from "./parameters.ts";

/** Most references that one parameter follows; the server refuses more than four. */
const deepest = 3;

/** Draws a condition on a type, mostly with values that stand in the region. */
export function drawFilter(random: Random, world: World, type: ResourceTypeName, depth = 0): Filter {
  const shape = random.whole(0, 99);
  if (depth < deepest && shape < 22) {
    const chained = drawChain(random, world, type, depth);
    if (chained !== undefined) return chained;
  }
  if (depth < deepest && shape >= 22 && shape < 42) {
    const reversed = drawHas(random, world, type, depth);
    if (reversed !== undefined) return reversed;
  }
  if (shape < 52) return { is: "id", ids: Array.from({ length: random.whole(1, 3) }, () => drawId(random, world, type)) };
  if (shape < 55) return { is: "written", prefix: random.pick(["ge", "lt"]), value: random.pick(["2026-11-01", "2026-11-24"]) };
  const parameters = parametersOf(type).filter(({ name }) => shape > 60 || name !== "_security");
  return drawPlain(random, world, type, random.pick(parameters));
}

function drawChain(random: Random, world: World, type: ResourceTypeName, depth: number): Filter | undefined {
  const ways = referenceParametersOf(type).flatMap((parameter) => (parameter.to ?? []).filter((target) => searchedTypes.includes(target)).map((target) => [parameter.name, target] as const));
  if (ways.length === 0) return undefined;
  const [name, target] = random.pick(ways);
  return { is: "chain", name, target, on: drawFilter(random, world, target, depth + 1) };
}

function drawHas(random: Random, world: World, type: ResourceTypeName, depth: number): Filter | undefined {
  const ways = searchedTypes.flatMap((source) => referenceParametersOf(source).filter(({ to }) => to === undefined || to.includes(type)).map(({ name }) => [source, name] as const));
  if (ways.length === 0) return undefined;
  const [source, name] = random.pick(ways);
  return { is: "has", source, name, on: drawFilter(random, world, source, depth + 1) };
}

/** A condition on one parameter itself. */
export function drawPlain(random: Random, world: World, type: ResourceTypeName, parameter: Parameter): Filter {
  const { name, kind, paths } = parameter;
  if (random.chance(0.12)) return { is: "missing", name, missing: random.chance(0.5) };
  const sample = sampleOf(random, world, type);
  switch (kind) {
    case "reference": {
      const found = referencesOf(sample, parameter);
      return { is: "reference", name, refs: found.length > 0 ? [random.pick(found)] : [`Patient/${random.pick(world.patients)}`].filter(() => parameter.to === undefined || parameter.to.includes("Patient")).concat(parameter.to === undefined || parameter.to.includes("Patient") ? [] : [`${parameter.to[0]}/onbekend`]) };
    }
    case "string": {
      const [value = "Voorbeeld"] = paths.flatMap((path) => texts(sample, path));
      const how = random.pick(["starts", "exact", "contains"] as const);
      return { is: "string", name, how, value: how === "exact" ? value : value.slice(how === "contains" ? 2 : 0, 6) };
    }
    case "date": {
      const [value = "2026-11-20"] = paths.flatMap((path) => texts(sample, path));
      return { is: "date", name, prefix: random.pick(["eq", "ge", "lt", "gt", "le"]), value: random.chance(0.5) ? value.slice(0, 10) : value };
    }
    default: {
      const values = codesOf(sample, parameter).slice(0, random.whole(1, 2)).map(({ system, code }) => ({ ...(system !== undefined && random.chance(0.5) && { system }), ...(code !== undefined && { code }) }));
      return { is: "token", name, values: values.length > 0 ? values : [{ code: "onbekend" }], not: random.chance(0.2) };
    }
  }
}

function sampleOf(random: Random, world: World, type: ResourceTypeName): unknown {
  const all = world.kept.filter((kept) => kept.type === type);
  return all.length === 0 ? {} : latest(random.pick(all));
}

function drawId(random: Random, world: World, type: ResourceTypeName): string {
  const all = world.kept.filter((kept) => kept.type === type);
  return all.length === 0 || random.chance(0.1) ? "onbekend" : random.pick(all).id;
}
