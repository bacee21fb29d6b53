import type { Shapes } from "../validation/index.ts";
import { isTree, type Tree } from "./tree.ts";

/** What a FHIRPath Patch puts somewhere: a value with its type as `value[x]` names it (`Quantity`), or the parts of an element that has no type of its own. */
export interface PatchValue {
  readonly suffix: string | undefined;
  readonly value: unknown;
}

/** Reads the parameter `value` of an operation: `value[x]`, `resource`, or `part`s named after the elements they stand for (R4 fhirpatch.html).
 *  `undefined` when it holds none of them, or what can't be carried over: an extension on a primitive.
 *  @param shapes of the element that the parts make */
export function readPatchValue(parameter: Tree, shapes: Shapes): PatchValue | undefined {
  const names = Object.keys(parameter).filter((name) => name !== "name" && name !== "id");
  const [only, ...others] = names;
  if (only === undefined || others.length > 0) return undefined;
  if (only === "resource") return { suffix: undefined, value: parameter["resource"] };
  if (only === "part") {
    const made = fromParts(parameter["part"], shapes);
    return made && { suffix: undefined, value: made };
  }
  return /^value[A-Z]/.test(only) ? { suffix: only.slice("value".length), value: parameter[only] } : undefined;
}

/** The property that a value is written under; `undefined` when an element of that name can't have this type. */
export function propertyFor(name: string, { suffix }: PatchValue, shapes: Shapes): string | undefined {
  const shape = shapes(name);
  if (shape === undefined) return undefined;
  if (!shape.choice) return shape.properties[0];
  return shape.properties.find((property) => property === `${name}${suffix}`);
}

function fromParts(parts: unknown, shapes: Shapes): Tree | undefined {
  if (!Array.isArray(parts) || parts.length === 0) return undefined;
  const made: Tree = {};
  for (const part of parts as unknown[]) {
    if (!isTree(part) || typeof part["name"] !== "string") return undefined;
    const shape = shapes(part["name"]);
    const value = readPatchValue(part, shape?.below(shape.properties[0] ?? "") ?? (() => undefined));
    const property = value && propertyFor(part["name"], value, shapes);
    if (shape === undefined || value === undefined || property === undefined) return undefined;
    if (!shape.list && Object.hasOwn(made, property)) return undefined;
    made[property] = shape.list ? [...((made[property] as unknown[] | undefined) ?? []), value.value] : value.value;
  }
  return made;
}
