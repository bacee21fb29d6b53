import { attachNumbers, detachNumbers } from "../json.ts";
import { cannotApply, malformed, mostOperations } from "./patch-fault.ts";
import { createCopier, isTree, sameTree, withoutEmpty, type Tree } from "./tree.ts";

type Name = "add" | "remove" | "replace" | "move" | "copy" | "test";

interface Operation {
  readonly index: number;
  readonly op: Name;
  readonly path: readonly string[];
  readonly from?: readonly string[];
  readonly value?: unknown;
}

/** Where a pointer leads: into an object or array, under a key that need not be there (yet). */
interface Spot {
  readonly parent: Tree | unknown[];
  readonly key: string;
}

const names: readonly Name[] = ["add", "remove", "replace", "move", "copy", "test"];
const withValue: readonly Name[] = ["add", "replace", "test"];
const withFrom: readonly Name[] = ["move", "copy"];

/** What a JSON Patch (RFC 6902) makes of a resource. The one given stays as it is; numbers keep their text. Arrays and objects that
 *  are left empty go: FHIR knows none.
 *  @param patch as parsed by `parseJson`
 *  @throws {Anomaly} `incorrect` for what is no JSON Patch, `rule` for an operation that doesn't apply, each naming its index (from 0). */
export function applyJsonPatch(resource: object, patch: unknown): unknown {
  const operations = readOperations(patch);
  const copy = createCopier();
  const root: Tree = { "": detachNumbers(resource) };
  for (const operation of operations) apply(root, operation, copy);
  return attachNumbers(withoutEmpty(root[""]) ?? {});
}

function readOperations(patch: unknown): readonly Operation[] {
  if (!Array.isArray(patch)) throw malformed(0, "a JSON Patch is a list of operations");
  if (patch.length > mostOperations) throw malformed(mostOperations, `a patch has at most ${mostOperations} operations`);
  return (detachNumbers(patch) as unknown[]).map(readOperation);
}

function readOperation(sent: unknown, index: number): Operation {
  if (!isTree(sent)) throw malformed(index, "an operation is an object");
  const op = names.find((name) => name === sent["op"]);
  if (op === undefined) throw malformed(index, "op is add, remove, replace, move, copy or test");
  if (withValue.includes(op) && !Object.hasOwn(sent, "value")) throw malformed(index, `${op} takes a value`);
  const path = readPointer(sent["path"], "path", index);
  const from = withFrom.includes(op) ? readPointer(sent["from"], "from", index) : undefined;
  if (path.length === 0 && op === "remove") throw malformed(index, "the whole resource is deleted by DELETE");
  return { index, op, path, ...(from !== undefined && { from }), ...(withValue.includes(op) && { value: sent["value"] }) };
}

/** A JSON Pointer (RFC 6901). */
function readPointer(pointer: unknown, member: string, index: number): readonly string[] {
  if (typeof pointer !== "string" || !/^(?:\/(?:[^~/]|~[01])*)*$/.test(pointer)) throw malformed(index, `${member} is a JSON Pointer, as /name/0/family`);
  const steps = pointer.split("/").slice(1).map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  if (steps.includes("__proto__")) throw malformed(index, `${member} names a key that is not allowed`);
  return steps;
}

function apply(root: Tree, { index, op, path, from, value }: Operation, copy: (value: unknown) => unknown): void {
  const spot = find(root, path, index);
  switch (op) {
    case "add":
      return put(spot, copy(value), index);
    case "remove":
      take(spot, index);
      return;
    case "replace":
      demand(spot, index);
      (spot.parent as Tree)[spot.key] = copy(value);
      return;
    case "copy": {
      const source = find(root, from ?? [], index);
      demand(source, index);
      return put(spot, copy((source.parent as Tree)[source.key]), index);
    }
    case "move": {
      if (from === undefined || isWithin(path, from)) throw cannotApply(index, "nothing can be moved into itself");
      const source = find(root, from, index);
      const moved = take(source, index);
      // found again: what was taken may have shifted the place
      return put(find(root, path, index), moved, index);
    }
    case "test":
      demand(spot, index);
      if (!sameTree((spot.parent as Tree)[spot.key], value)) throw cannotApply(index, "the test fails: another value stands there");
  }
}

function isWithin(path: readonly string[], from: readonly string[]): boolean {
  return path.length > from.length && from.every((step, at) => path[at] === step);
}

function find(root: Tree, path: readonly string[], index: number): Spot {
  let parent: unknown = root;
  let key = "";
  for (const step of path) {
    demand({ parent: parent as Tree, key }, index);
    parent = (parent as Tree)[key];
    if (!isTree(parent) && !Array.isArray(parent)) throw cannotApply(index, "the path leads into a value that holds nothing");
    key = step;
  }
  return { parent: parent as Spot["parent"], key };
}

function demand({ parent, key }: Spot, index: number): void {
  const isThere = Array.isArray(parent) ? placeIn(parent, key) !== undefined && Number(key) < parent.length : Object.hasOwn(parent, key);
  if (!isThere) throw cannotApply(index, "there is nothing at that path");
}

function put({ parent, key }: Spot, value: unknown, index: number): void {
  if (!Array.isArray(parent)) {
    parent[key] = value;
    return;
  }
  const place = key === "-" ? parent.length : placeIn(parent, key);
  if (place === undefined) throw cannotApply(index, "the list has no such place");
  parent.splice(place, 0, value);
}

function take(spot: Spot, index: number): unknown {
  demand(spot, index);
  const { parent, key } = spot;
  if (Array.isArray(parent)) return parent.splice(Number(key), 1)[0];
  const taken = parent[key];
  delete parent[key];
  return taken;
}

/** A place in a list or just behind it; without leading zeroes, as RFC 6901 says. */
function placeIn(list: readonly unknown[], key: string): number | undefined {
  return /^(?:0|[1-9]\d{0,8})$/.test(key) && Number(key) <= list.length ? Number(key) : undefined;
}
