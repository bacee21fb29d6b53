import type { Resource } from "hl7-fhir-r4-types";
import { spoilers, type Json, type Place } from "./spoilers.ts";

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
    const made = spoiler.make(place.holder[place.key], copy);
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
