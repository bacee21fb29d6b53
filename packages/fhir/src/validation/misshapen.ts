import type { Shapes } from "./element-shape.ts";

/** Whether something in a resource isn't even written as the specification writes it: text where an object belongs, or one value where a list does.
 *  Whoever reads such a resource by its types would fail over it. What the specification doesn't know isn't looked at, and which text or number it is neither.
 *  @param shapesOf as `Validator.shapesOf` */
export function isMisshapen(resource: unknown, shapesOf: (type: string) => Shapes): boolean {
  return isWrong(resource, "Resource", () => undefined);

  function isWrong(value: unknown, type: string, below: Shapes): boolean {
    if (isPrimitive(type)) return typeof value === "object" || typeof value === "undefined";
    if (!isObject(value)) return true;
    const shapes = type === "Resource" ? shapesOf(typeof value["resourceType"] === "string" ? value["resourceType"] : "") : below;
    for (const property in value) if (isWrongAt(property, value[property], shapes)) return true;
    return false;
  }

  function isWrongAt(property: string, value: unknown, shapes: Shapes): boolean {
    // what stands beside a primitive: its id and extensions
    const name = property.startsWith("_") ? property.slice(1) : property;
    const shape = shapes(name) ?? choiceOf(name, shapes);
    const type = shape?.typeOf(name);
    if (shape === undefined || type === undefined) return false;
    const [kind, below] = name === property ? [type, shape.below(name)] as const : ["Element", shapesOf("Element")] as const;
    if (Array.isArray(value) !== shape.list) return true;
    // null keeps a place in a list of primitives
    return shape.list ? (value as readonly unknown[]).some((item) => !(item === null && isPrimitive(type)) && isWrong(item, kind, below)) : isWrong(value, kind, below);
  }
}

/** Primitive types are written small. */
function isPrimitive(type: string): boolean {
  return type.charCodeAt(0) >= 97;
}

/** The element that a property like `valueQuantity` belongs to. */
function choiceOf(property: string, shapes: Shapes): ReturnType<Shapes> {
  for (let end = property.search(/[A-Z]/); end > 0 && end < property.length; end = next(property, end)) {
    const shape = shapes(property.slice(0, end));
    if (shape?.choice === true && shape.properties.includes(property)) return shape;
  }
  return undefined;
}

function next(property: string, after: number): number {
  const further = property.slice(after + 1).search(/[A-Z]/);
  return further < 0 ? -1 : after + 1 + further;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
