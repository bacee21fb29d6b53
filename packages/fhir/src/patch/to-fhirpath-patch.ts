import type { Parameters } from "hl7-fhir-r4-types";
import { Anomaly } from "../anomaly.ts";
import { attachNumbers, detachNumbers } from "../json.ts";
import { align } from "../merge/align.ts";
import { elementsIn, isOpenList, said, textOf, type ElementOf } from "../merge/elements.ts";
import type { ElementShape, Shapes } from "../validation/index.ts";
import { applyJsonPatch } from "./json-patch.ts";
import { mostOperations } from "./patch-fault.ts";
import { parameterFor } from "./patch-parts.ts";
import { isTree, type Tree } from "./tree.ts";

/** The FHIRPath Patch that makes of a resource what a JSON Patch makes of it. Its operations are not those of the JSON Patch one by one: they
 *  name the elements that come out different, so that a reader sees each once.
 *  @param jsonPatch as parsed by `parseJson`
 *  @param typed the shapes of types, as `Validator.shapesOf`
 *  @throws {Anomaly} as `applyJsonPatch`, and `rule` at the path of what a FHIRPath Patch can't say: an unknown element, another `resourceType`,
 *  a primitive that has extensions and no value, or extensions in a list of primitives. */
export function toFhirPathPatch(resource: object, jsonPatch: unknown, typed: (type: string) => Shapes): Parameters {
  return fhirPathPatchBetween(resource, applyJsonPatch(resource, jsonPatch) as object, typed);
}

/** The FHIRPath Patch that makes one version of another. @throws {Anomaly} `rule` as `toFhirPathPatch`. */
export function fhirPathPatchBetween(former: object, next: object, typed: (type: string) => Shapes): Parameters {
  const [one, other] = [former, next].map((version) => detachNumbers(version) as Tree);
  const type = String(one?.["resourceType"]);
  const operations = inTrees(one ?? {}, other ?? {}, typed(type), type);
  if (operations.length > mostOperations) throw new Anomaly("rule", `a patch has at most ${mostOperations} operations`);
  return attachNumbers({ resourceType: "Parameters", ...(operations.length > 0 && { parameter: operations }) }) as Parameters;
}

function inTrees(former: Tree, next: Tree, shapes: Shapes, path: string): readonly Tree[] {
  return elementsIn([former, next], shapes).flatMap((element) => inElement(former, next, element, path));
}

function inElement(former: Tree, next: Tree, element: ElementOf, parent: string): readonly Tree[] {
  const [before, after] = [said(former, element), said(next, element)];
  if (textOf(before) === textOf(after)) return [];
  const { name, shape, properties } = element;
  const path = `${parent}.${name}`;
  const [property = ""] = properties;
  if (shape === undefined) throw cannotSay(path);
  const [one, other] = [former[property] ?? [], next[property] ?? []];
  if (isOpenList(element) && Array.isArray(one) && Array.isArray(other)) return inLists(one, other, { parent, name, shape, property });
  if (shape.list) throw cannotSay(path);
  if (shape.inline && isTree(one) && isTree(other)) return inTrees(one, other, shape.below(property), path);
  if (after === undefined) return [operation("delete", path)];
  return single(before !== undefined, after, element, { parent, name, shape, path });
}

/** An element that may stand there once, with the extensions beside a primitive. */
function single(isThere: boolean, after: Tree, { properties }: ElementOf, { parent, name, shape, path }: { parent: string; name: string; shape: ElementShape; path: string }): readonly Tree[] {
  const property = properties.find((each) => !each.startsWith("_") && after[each] !== undefined);
  if (property === undefined) throw cannotSay(path);
  const value = parameterFor("value", after[property], shape.typeOf(property), shape.below(property));
  if (value === undefined) throw cannotSay(path);
  const beside = after[`_${property}`];
  const put = isThere ? operation("replace", path, value) : operation("add", parent, named(name), value);
  return beside === undefined ? [put] : [put, ...besidePrimitive(beside, shape.below(property), path)];
}

function besidePrimitive(beside: unknown, below: Shapes, path: string): readonly Tree[] {
  const { id, extension = [], ...others } = isTree(beside) ? beside : {};
  if (!Array.isArray(extension) || Object.keys(others).length > 0) throw cannotSay(path);
  const told: readonly (readonly [string, unknown])[] = [...(id === undefined ? [] : [["id", id] as const]), ...(extension as unknown[]).map((item) => ["extension", item] as const)];
  return told.map(([name, item]) => {
    const shape = below(name);
    const value = shape && parameterFor("value", item, shape.typeOf(name), shape.below(name));
    if (value === undefined) throw cannotSay(`${path}.${name}`);
    return operation("add", path, named(name), value);
  });
}

/** From the last item to the first, so that the places of those before stay what they were. */
function inLists(former: readonly unknown[], next: readonly unknown[], { parent, name, shape, property }: { parent: string; name: string; shape: ElementShape; property: string }): readonly Tree[] {
  const list = `${parent}.${name}`;
  const below = shape.below(property);
  const { fates, inserted } = align(former, next, shape.inline ? below : undefined);
  const valueOf = (item: unknown, place: number): Tree => {
    const value = parameterFor("value", item, shape.typeOf(property), below);
    if (value === undefined) throw cannotSay(`${list}[${place}]`);
    return value;
  };
  const operations: Tree[] = (inserted[former.length] ?? []).map((item) => operation("add", parent, named(name), valueOf(item, former.length)));
  for (let place = former.length - 1; place >= 0; place--) {
    const [item, fate, path] = [former[place], fates[place], `${list}[${place}]`];
    if (fate?.kind === "deleted") operations.push(operation("delete", path));
    else if (fate?.kind === "replaced" && fate.same && isTree(item) && isTree(fate.item)) operations.push(...inTrees(item, fate.item, below, path));
    else if (fate?.kind === "replaced") operations.push(operation("replace", path, valueOf(fate.item, place)));
    operations.push(...(inserted[place] ?? []).map((each, at) => operation("insert", list, valueOf(each, place), { name: "index", valueInteger: place + at })));
  }
  return operations;
}

function operation(type: string, path: string, ...parts: readonly Tree[]): Tree {
  return { name: "operation", part: [{ name: "type", valueCode: type }, { name: "path", valueString: path }, ...parts] };
}

function named(name: string): Tree {
  return { name: "name", valueString: name };
}

function cannotSay(path: string): Anomaly {
  const text = "a FHIRPath Patch can't say this change";
  return new Anomaly("rule", text, { issues: [{ text, expression: path }] });
}
