import type { Resource } from "hl7-fhir-r4-types";

type Json = Record<string, unknown>;

/** A place in a resource: who holds it and under which key. */
interface Place {
  readonly holder: Json;
  readonly key: string;
  readonly path: string;
}

/** One way to spoil a value; `undefined` takes it away. */
interface Spoiler {
  readonly name: string;
  readonly on: (value: unknown, place: Place) => boolean;
  readonly make: (value: unknown) => unknown;
}

const isText = (value: unknown): boolean => typeof value === "string";
const isObject = (value: unknown): boolean => typeof value === "object" && value !== null && !Array.isArray(value);
const isInObject = ({ holder }: Place): boolean => !Array.isArray(holder);

const spoilers: readonly Spoiler[] = [
  { name: "without", on: (_value, place) => isInObject(place), make: () => undefined },
  { name: "unknown code", on: (value, { key }) => isText(value) && (key === "code" || key === "status" || key === "use" || key === "type"), make: () => "unheard-of" },
  { name: "other reference", on: (value, { key }) => isText(value) && key === "reference", make: () => "Location/elders" },
  { name: "unknown system", on: (value, { key }) => isText(value) && key === "system", make: () => "https://unheard-of.example/codes" },
  { name: "number for text", on: isText, make: () => 3.5 },
  { name: "text for object", on: isObject, make: () => "x" },
  { name: "text that is no date", on: (value) => isText(value) && /^\d{4}-\d\d/.test(value as string), make: (value) => (value as string).replace(/-\d\d/, "-13") },
  { name: "twice", on: Array.isArray, make: (value) => [...(value as unknown[]), ...(value as unknown[])] },
  { name: "list for one", on: (value, place) => isInObject(place) && !Array.isArray(value), make: (value) => [value] },
  { name: "one for list", on: (value) => Array.isArray(value), make: (value) => (value as unknown[])[0] },
  { name: "unknown element", on: isObject, make: (value) => ({ ...(value as Json), unheardOf: "x" }) },
  { name: "empty text", on: isText, make: () => "" },
  { name: "empty object", on: isObject, make: () => ({}) },
];

export interface Mutant {
  /** What was done and where: `without Patient.name[0].given`. */
  readonly name: string;
  readonly resource: Resource;
}

/** `count` copies of a resource, each spoilt in one place; the same ones for the same seed. Its type, id and claims stay. */
export function mutantsOf(resource: Resource, count: number, seed: number): readonly Mutant[] {
  const random = randomFrom(seed);
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)];
  const mutants = new Map<string, Mutant>();
  for (let tries = 0; mutants.size < count && tries < count * 10; tries += 1) {
    const copy = structuredClone(resource);
    const spoiler = pick(spoilers);
    const place = pick(placesIn(copy, copy.resourceType).filter((each) => spoiler?.on(each.holder[each.key], each)));
    if (spoiler === undefined || place === undefined) continue;
    const made = spoiler.make(place.holder[place.key]);
    if (made === undefined) delete place.holder[place.key];
    else place.holder[place.key] = made;
    const name = `${spoiler.name} ${place.path}`;
    mutants.set(name, { name, resource: copy });
  }
  return [...mutants.values()];
}

function placesIn(node: unknown, path: string): readonly Place[] {
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, child]) => {
    if (path.split(".").length === 1 && (key === "resourceType" || key === "id" || key === "meta")) return [];
    const inner = Array.isArray(node) ? `${path}[${key}]` : `${path}.${key}`;
    return [{ holder: node as Json, key, path: inner }, ...placesIn(child, inner)];
  });
}

/** Numbers in [0, 1) by mulberry32: the same ones for the same seed, on every machine. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
