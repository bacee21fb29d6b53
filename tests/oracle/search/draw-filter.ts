import type { ResourceTypeName } from "@wijkverband/fhir";
import type { Random } from "../random.ts";
import { texts } from "../json.ts";
import { latest, type World } from "../world.ts";
import { codesOf, referencesOf, valueSets, wordsOf, type Amount, type Filter } from "./filter.ts";
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
  const hasWords = kind === "reference" || kind === "concept" || kind === "coding" || kind === "identifier";
  if (hasWords && random.chance(0.1)) return { is: "text", name, value: (wordsOf(sample, parameter)[0] ?? "merk:").slice(0, random.pick([5, 12, 60])) };
  switch (kind) {
    case "quantity":
      return { is: "quantity", name, amount: drawAmount(random) };
    case "pair":
      return { is: "pair", name, code: random.pick(["395091006", "153851000146100", "boven", "onder"]), amount: drawAmount(random) };
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
      if (kind !== "code" && random.chance(0.12)) return { is: "within", name, set: drawSet(random, codesOf(sample, parameter)), not: random.chance(0.5) };
      const values = codesOf(sample, parameter).slice(0, random.whole(1, 2)).map(({ system, code }) => ({ ...(system !== undefined && random.chance(0.5) && { system }), ...(code !== undefined && { code }) }));
      return { is: "token", name, values: values.length > 0 ? values : [{ code: "onbekend" }], not: random.chance(0.2) };
    }
  }
}

function drawAmount(random: Random): Amount {
  return { prefix: random.pick(["eq", "eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap"]), number: random.pick(["5", "5.4", "5.40", "5.45", "-5.4", "6", "50"]), ...(random.chance(0.5) && { unit: random.pick(["mg", "g", "gram"]) }) };
}

/** Mostly one that has a code of the sample. */
function drawSet(random: Random, codes: readonly { readonly system?: string | undefined; readonly code?: string | undefined }[]): string {
  const fitting = valueSets.filter(({ concepts }) => concepts.some(({ system, code }) => codes.some((each) => each.system === system && each.code === code)));
  return random.pick(fitting.length > 0 && random.chance(0.8) ? fitting : valueSets).url;
}

function sampleOf(random: Random, world: World, type: ResourceTypeName): unknown {
  const all = world.kept.filter((kept) => kept.type === type);
  return all.length === 0 ? {} : latest(random.pick(all));
}

function drawId(random: Random, world: World, type: ResourceTypeName): string {
  const all = world.kept.filter((kept) => kept.type === type);
  return all.length === 0 || random.chance(0.1) ? "onbekend" : random.pick(all).id;
}
