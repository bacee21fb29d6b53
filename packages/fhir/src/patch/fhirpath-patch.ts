import type { Parameters } from "hl7-fhir-r4-types";
import { Anomaly } from "../anomaly.ts";
import { attachNumbers, detachNumbers } from "../json.ts";
import { childrenOf, holderOf, locate, locatePlace, type Location, type Guide, type Place } from "./locate.ts";
import { cannotApply, malformed, mostOperations } from "./patch-fault.ts";
import { propertyFor, readPatchValue, type PatchValue } from "./patch-value.ts";
import { createCopier, isTree, withoutEmpty, type Tree } from "./tree.ts";

/** One operation, its parts by name. */
interface Operation {
  readonly index: number;
  readonly type: "add" | "insert" | "delete" | "replace" | "move";
  readonly path: string;
  readonly parts: ReadonlyMap<string, Tree>;
}

const types: readonly Operation["type"][] = ["add", "insert", "delete", "replace", "move"];
const takes: Readonly<Record<Operation["type"], readonly string[]>> = {
  add: ["name", "value"],
  insert: ["value", "index"],
  delete: [],
  replace: ["value"],
  move: ["source", "destination"],
};

/** What a FHIRPath Patch makes of a resource. The one given stays as it is; numbers keep their text; what is left empty goes.
 *  A path names one element, but for `delete`, that may find it gone already, and `insert` and `move`, that name a list as a whole.
 *  Source: R4 fhirpatch.html.
 *  @param patch Parameters with a parameter `operation` for each step, in order
 *  @param typed the shapes of types, as `Validator.shapesOf`
 *  @throws {Anomaly} `incorrect` for what is no such patch, `rule` for an operation that doesn't apply, each with its place (`Parameters.parameter[2]`). */
export function applyFhirPathPatch(resource: object, patch: Parameters, typed: Guide["typed"]): unknown {
  const operations = readOperations(patch);
  const copy = createCopier();
  const tree = detachNumbers(resource) as Tree;
  const root: Location = { value: tree, shapes: typed(String(tree["resourceType"])), guide: { typed, copy } };
  for (const operation of operations) atPlace(operation, () => apply(operation, root));
  return attachNumbers(withoutEmpty(tree) ?? {});
}

function readOperations(patch: Parameters): readonly Operation[] {
  const sent: unknown = detachNumbers(patch.parameter ?? []);
  if (!Array.isArray(sent) || sent.length > mostOperations) throw malformed(mostOperations, `a patch has at most ${mostOperations} operations`, "Parameters.parameter");
  return sent.map(readOperation);
}

function readOperation(sent: unknown, index: number): Operation {
  const place = placeOf(index);
  const list = isTree(sent) && sent["name"] === "operation" ? sent["part"] : undefined;
  if (!Array.isArray(list)) throw malformed(index, "each parameter is an operation with parts", place);
  const parts = new Map<string, Tree>();
  for (const part of list as unknown[]) {
    const name = isTree(part) ? part["name"] : undefined;
    if (!isTree(part) || typeof name !== "string" || parts.has(name)) throw malformed(index, "each part has a name of its own", place);
    parts.set(name, part);
  }
  const type = types.find((each) => each === textOf(parts.get("type")));
  if (type === undefined) throw malformed(index, "type is add, insert, delete, replace or move", place);
  const path = textOf(parts.get("path"));
  if (path === undefined) throw malformed(index, "path is a FHIRPath", place);
  const missing = takes[type].find((name) => !parts.has(name));
  if (missing !== undefined) throw malformed(index, `${type} takes ${missing}`, place);
  return { index, type, path, parts };
}

/** `valueCode`, `valueString` or whatever text type: clients differ. */
function textOf(part: Tree | undefined): string | undefined {
  const found = Object.entries(part ?? {}).find(([name]) => name.startsWith("value"))?.[1];
  return typeof found === "string" && found !== "" ? found : undefined;
}

function numberOf({ index, parts }: Operation, name: string): number {
  const part = attachNumbers(parts.get(name)) as Tree | undefined;
  const value = part?.["valueInteger"] ?? part?.["valueUnsignedInt"] ?? part?.["valuePositiveInt"];
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) throw malformed(index, `${name} is a whole number from 0`, placeOf(index));
  return value;
}

function apply(operation: Operation, root: Location): void {
  const { index, type, path, parts } = operation;
  switch (type) {
    case "add": {
      const name = textOf(parts.get("name")) ?? "";
      const parent = onlyOne(locate(path, root), operation);
      return put({ parent, name }, undefined, valueFor({ parent, name }, operation), operation);
    }
    case "insert": {
      const place = placeIn(operation, root);
      return put(place, numberOf(operation, "index"), valueFor(place, operation), operation);
    }
    case "delete": {
      const found = locate(path, root);
      if (found.length > 1) throw cannotApply(index, "the path names several elements", placeOf(index));
      if (found[0] !== undefined) remove(found[0], operation);
      return;
    }
    case "replace":
      return replace(onlyOne(locate(path, root), operation), operation);
    case "move":
      return move(placeIn(operation, root), numberOf(operation, "source"), numberOf(operation, "destination"), operation);
  }
}

function onlyOne(found: readonly Location[], { index }: Operation): Location {
  const [only, ...others] = found;
  if (only === undefined) throw cannotApply(index, "there is nothing at that path", placeOf(index));
  if (others.length > 0) throw cannotApply(index, "the path names several elements", placeOf(index));
  return only;
}

function placeIn({ index, path }: Operation, root: Location): Place {
  const place = locatePlace(path, root);
  if (place === undefined) throw cannotApply(index, "the way to that list leads to no one element", placeOf(index));
  return place;
}

function valueFor({ parent, name }: Place, { index, parts }: Operation): PatchValue {
  const shape = parent.shapes(name);
  if (shape === undefined) throw cannotApply(index, "there is no element of that name there", placeOf(index));
  const value = readPatchValue(parts.get("value") ?? {}, shape.below(shape.properties[0] ?? ""));
  if (value === undefined) throw cannotApply(index, "value holds one value[x], or a part for each element", placeOf(index));
  return { ...value, value: parent.guide.copy(value.value) };
}

/** Puts a value into a list (behind all the others without `at`), or where there is none yet. */
function put(place: Place, at: number | undefined, value: PatchValue, { index }: Operation): void {
  const { parent, name } = place;
  const property = propertyFor(name, value, parent.shapes);
  const holder = property === undefined ? undefined : holderOf(parent);
  if (property === undefined || holder === undefined) throw cannotApply(index, "an element of this type can't stand there", placeOf(index));
  if (parent.shapes(name)?.list !== true) {
    if (at !== undefined) throw cannotApply(index, "that is no list", placeOf(index));
    if (childrenOf(parent, name).length > 0) throw cannotApply(index, "there is one already; replace it", placeOf(index));
    holder[property] = value.value;
    return;
  }
  const list = listIn(holder, property);
  if (at !== undefined && at > list.length) throw cannotApply(index, "the list has no such place", placeOf(index));
  beside(holder, property, list.length)?.splice(at ?? list.length, 0, null);
  list.splice(at ?? list.length, 0, value.value);
}

function remove({ at }: Location, { index }: Operation): void {
  if (at === undefined) throw cannotApply(index, "the whole resource is deleted by DELETE", placeOf(index));
  const { holder, property } = at;
  if (at.index === undefined) {
    delete holder[property];
    delete holder[`_${property}`];
    return;
  }
  const list = listIn(holder, property);
  beside(holder, property, list.length)?.splice(at.index, 1);
  list.splice(at.index, 1);
}

/** What is replaced goes with its extensions; a choice may change its type. */
function replace({ at, guide }: Location, operation: Operation): void {
  const { index } = operation;
  if (at === undefined) throw cannotApply(index, "the whole resource is replaced by PUT", placeOf(index));
  const parent: Location = { value: at.holder, shapes: at.shapes, guide };
  const value = valueFor({ parent, name: at.name }, operation);
  const property = propertyFor(at.name, value, at.shapes);
  if (property === undefined) throw cannotApply(index, "an element of this type can't stand there", placeOf(index));
  if (at.index === undefined) {
    delete at.holder[at.property];
    delete at.holder[`_${at.property}`];
    at.holder[property] = value.value;
    return;
  }
  const list = listIn(at.holder, property);
  const extensions = beside(at.holder, property, list.length);
  if (extensions !== undefined) extensions[at.index] = null;
  list[at.index] = value.value;
}

function move({ parent, name }: Place, source: number, destination: number, { index }: Operation): void {
  const items = childrenOf(parent, name);
  const [first] = items;
  if (first?.at?.index === undefined) throw cannotApply(index, "that is no list", placeOf(index));
  if (source >= items.length || destination >= items.length) throw cannotApply(index, "the list has no such place", placeOf(index));
  const { holder, property } = first.at;
  for (const list of [listIn(holder, property), beside(holder, property, items.length)]) list?.splice(destination, 0, ...list.splice(source, 1));
}

function listIn(holder: Tree, property: string): unknown[] {
  const list = holder[property];
  return Array.isArray(list) ? list : (holder[property] = []);
}

/** The list of extensions beside a list of primitives, as long as that. */
function beside(holder: Tree, property: string, length: number): unknown[] | undefined {
  const list = holder[`_${property}`];
  if (!Array.isArray(list)) return undefined;
  while (list.length < length) list.push(null);
  return list;
}

/** Says of a path that can't be read in which operation it stands. */
function atPlace({ index }: Operation, work: () => void): void {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof Anomaly && thrown.category === "incorrect" && thrown.issues.every(({ expression }) => expression === undefined)) throw malformed(index, thrown.message, placeOf(index));
    throw thrown;
  }
}

function placeOf(index: number): string {
  return `Parameters.parameter[${index}]`;
}
