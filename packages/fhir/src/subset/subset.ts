import type { Meta, Resource } from "hl7-fhir-r4-types";
import type { ElementShape, Shapes } from "../validation/element-shape.ts";
import type { Validator } from "../validation/validator.ts";

/** Which part of a resource is asked for, by `_summary` or by the names in `_elements`. Source: R4 search.html#summary, #elements. */
export type Subset = { readonly summary: "true" | "text" | "data" } | { readonly elements: ReadonlySet<string> };

export interface Subsetter {
  /** The part of a resource that is asked for, marked as a part. What must be there, and what changes the meaning of the rest (`status`, `doNotPerform`,
   *  `modifierExtension`; deeper down too), always comes along. What is below an element that comes along keeps its extensions: an absent value may be said
   *  there. Numbers keep their text. A resource in it (contained, in an entry) comes whole or not at all. */
  readonly subsetOf: (resource: Resource, subset: Subset) => Resource;
  /** Whether a type has an element of this name, directly below it: `value` and `valueQuantity` both. */
  readonly hasElement: (type: string, name: string) => boolean;
}

/** What says that a resource isn't whole, so that nobody stores it over the whole one. */
export const subsetted: { readonly system: string; readonly code: string; readonly display: string } = { system: "http://terminology.hl7.org/CodeSystem/v3-ObservationValue", code: "SUBSETTED", display: "subsetted" };

/** Cuts by the structure definitions; what they say of a type is looked up once. */
export function createSubsetter(guide: Pick<Validator, "shapesOf" | "namesOf">): Subsetter {
  const levels = new Map<string, Level>();
  const levelOf = (type: string): Level => {
    let level = levels.get(type);
    if (level === undefined) levels.set(type, (level = levelFrom(guide.shapesOf(type), guide.namesOf(type))));
    return level;
  };
  return {
    subsetOf(resource, subset) {
      const level = levelOf(resource.resourceType);
      const copy = { ...resource } as Resource & Record<string, unknown>;
      for (const property of Object.keys(copy)) {
        if (property === "resourceType") continue;
        const field = level.get(bare(property));
        if (!comesAlong(field, subset)) delete copy[property];
        else if ("summary" in subset && subset.summary === "true" && field !== undefined) cut(copy, property, field);
      }
      return { ...copy, meta: marked(resource.meta) };
    },
    hasElement: (type, name) => [...levelOf(type)].some(([property, field]) => property === name || field.name === name),
  };
}

/** Tells whether a resource was sent back as the part that it is. */
export function isSubsetted({ meta }: Resource): boolean {
  return Array.isArray(meta?.tag) && meta.tag.some((tag) => tag?.system === subsetted.system && tag.code === subsetted.code);
}

/** The elements of a level by how they stand in JSON. */
type Level = ReadonlyMap<string, Field>;

interface Field {
  readonly name: string;
  readonly shape: ElementShape;
  readonly below: () => Level;
}

function levelFrom(shapes: Shapes, names: readonly string[]): Level {
  return new Map(
    names.flatMap((name) => {
      const shape = shapes(name);
      return shape === undefined ? [] : shape.properties.map((property) => [property, fieldOf(name, shape, property)] as const);
    }),
  );
}

function fieldOf(name: string, shape: ElementShape, property: string): Field {
  let level: Level | undefined;
  return { name, shape, below: () => (level ??= levelFrom(shape.below(property), shape.namesBelow(property))) };
}

/** Whether an element at the top of a resource stays. */
function comesAlong(field: Field | undefined, subset: Subset): boolean {
  if (field === undefined) return false;
  const { name, shape } = field;
  if (name === "id" || name === "meta" || isAlwaysThere(shape)) return true;
  if ("elements" in subset) return subset.elements.has(name) || shape.properties.some((property) => subset.elements.has(property));
  if (subset.summary === "text") return name === "text";
  return subset.summary === "data" ? name !== "text" : shape.summary;
}

function isAlwaysThere({ mandatory, modifier }: ElementShape): boolean {
  return mandatory || modifier;
}

/** Puts the summary of what stands at a property in its place; what is left empty goes. What stands beside a primitive stays, and a resource inside comes as it is. */
function cut(holder: Record<string, unknown>, property: string, { name, shape, below }: Field): void {
  if (property.startsWith("_") || name === "modifierExtension" || shape.typeOf(property) === "Resource") return;
  const kept = summaryOf(holder[property], below);
  if (kept === undefined) delete holder[property];
  else holder[property] = kept;
}

function summaryOf(value: unknown, level: () => Level): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    // a list of numbers knows how they were written
    if (value.every((item) => typeof item !== "object" || item === null)) return value;
    const items = value.map((item: unknown) => summaryOf(item, level)).filter((item) => item !== undefined);
    return items.length === 0 ? undefined : items;
  }
  const fields = level();
  if (fields.size === 0) return value;
  const copy: Record<string, unknown> = { ...value };
  for (const property of Object.keys(copy)) {
    const field = fields.get(bare(property));
    if (field === undefined || field.name === "id" || field.name === "extension") continue;
    if (field.shape.summary || isAlwaysThere(field.shape)) cut(copy, property, field);
    else delete copy[property];
  }
  return Object.keys(copy).length === 0 ? undefined : copy;
}

function marked(meta: Meta | undefined): Meta {
  const tags = meta?.tag ?? [];
  return tags.some(({ system, code }) => system === subsetted.system && code === subsetted.code) ? { ...meta } : { ...meta, tag: [...tags, subsetted] };
}

function bare(property: string): string {
  return property.startsWith("_") ? property.slice(1) : property;
}
