import { DotAtom, FunctionAtom, IndexerAtom, LiteralAtom, SymbolAtom, toTypedValue, type Atom } from "@medplum/core";
import { Anomaly } from "../anomaly.ts";
import { parsePath } from "../fhirpath.ts";
import { attachNumbers } from "../json.ts";
import type { Shapes } from "../validation/index.ts";
import { isTree, type Tree } from "./tree.ts";

/** What following a path needs beside the resource. */
export interface Guide {
  /** The shapes of a type, by its name. */
  readonly typed: (type: string) => Shapes;
  /** Copies a value that is tested, up to a limit for the whole patch. */
  readonly copy: (value: unknown) => unknown;
}

/** An element where it stands: `holder[property]`, or `holder[property][index]` in a list. The resource itself stands nowhere. */
export interface Location {
  readonly value: unknown;
  readonly shapes: Shapes;
  readonly guide: Guide;
  readonly at?: { readonly holder: Tree; readonly property: string; readonly index?: number; readonly name: string; readonly shapes: Shapes };
}

/** All that stands under one name below one element, be it nothing. */
export interface Place {
  readonly parent: Location;
  readonly name: string;
}

/** Longest path of a patch, in characters. */
const longestPath = 1000;

const noShapes: Shapes = () => undefined;

/** Functions that may test elements in `where(...)`: quick ones, whatever the text they meet (no regular expressions, no walking of trees). */
const testing: ReadonlySet<string> = new Set(["exists", "empty", "not", "where", "first", "last", "count", "extension", "startsWith", "endsWith", "contains", "ofType", "as", "is", "hasValue", "lower", "upper", "all", "any"]);

/** Where an expression leads, for changing what stands there. Only paths are followed: names, indexes, `where`, `first`, `last`,
 *  `extension` and `ofType`. @throws {Anomaly} `incorrect` for any other expression. */
export function locate(expression: string, root: Location): readonly Location[] {
  return follow(parse(expression), root);
}

/** The list (or single element) that a path names as a whole: all but its last step lead to one element.
 *  @throws {Anomaly} `incorrect` when the last step isn't a name. `undefined` when the way there leads to no one element. */
export function locatePlace(expression: string, root: Location): Place | undefined {
  const atom = parse(expression);
  const last = atom instanceof DotAtom ? atom.right : atom;
  if (!(last instanceof SymbolAtom)) throw notAPath();
  const [parent, ...others] = atom instanceof DotAtom ? follow(atom.left, root) : [root];
  return parent === undefined || others.length > 0 ? undefined : { parent, name: last.name };
}

/** What stands under a name: the items of a list each by itself. */
export function childrenOf(parent: Location, name: string): readonly Location[] {
  const holder = isTree(parent.value) ? parent.value : besides(parent);
  if (holder === undefined) return [];
  const shape = parent.shapes(name);
  const property = propertyOf(holder, name, shape?.properties);
  const value = property === undefined ? undefined : holder[property];
  if (property === undefined || value === undefined) return [];
  const shapes = shape?.below(property) ?? noShapes;
  const at = { holder, property, name, shapes: parent.shapes };
  const { guide } = parent;
  if (!Array.isArray(value)) return [{ value, shapes: shapesIn(value, shapes, guide), guide, at }];
  return value.map((item: unknown, index) => ({ value: item, shapes: shapesIn(item, shapes, guide), guide, at: { ...at, index } }));
}

/** The property under which a name stands in this object, with or without its value. */
function propertyOf(holder: Tree, name: string, properties: readonly string[] | undefined): string | undefined {
  return (properties ?? [name]).find((property) => Object.hasOwn(holder, property));
}

/** `id` and `extension` of a primitive stand in the property beside it. */
function besides({ at }: Location): Tree | undefined {
  const beside = at?.holder[`_${at.property}`];
  const own = at?.index !== undefined && Array.isArray(beside) ? (beside[at.index] as unknown) : beside;
  return isTree(own) ? own : undefined;
}

/** The object that holds what stands below an element; of a primitive the one beside it, made when there is none yet. `undefined` for the items of a list. */
export function holderOf(parent: Location): Tree | undefined {
  if (isTree(parent.value)) return parent.value;
  const { at } = parent;
  if (at === undefined || at.index !== undefined) return besides(parent);
  return besides(parent) ?? (at.holder[`_${at.property}`] = {} as Tree);
}

/** A contained resource says itself what it is. */
function shapesIn(value: unknown, shapes: Shapes, { typed }: Guide): Shapes {
  return isTree(value) && typeof value["resourceType"] === "string" ? typed(value["resourceType"]) : shapes;
}

function parse(expression: string): Atom {
  if (expression.length > longestPath) throw notAPath();
  return parsePath(expression).child;
}

function follow(atom: Atom, root: Location): readonly Location[] {
  if (atom instanceof SymbolAtom && isStart(atom.name, root)) return [root];
  if (atom instanceof DotAtom) return step(atom.right, follow(atom.left, root));
  if (!(atom instanceof IndexerAtom)) return step(atom, [root]);
  const place: unknown = atom.expr instanceof LiteralAtom ? atom.expr.value.value : undefined;
  if (typeof place !== "number") throw notAPath();
  return follow(atom.left, root).slice(place, place + 1);
}

/** The type of the resource, or a word for it, at the begin of a path. */
function isStart(name: string, { value }: Location): boolean {
  return name === "$this" || name === "%resource" || name === "%context" || (isTree(value) && value["resourceType"] === name);
}

function step(atom: Atom, from: readonly Location[]): readonly Location[] {
  if (atom instanceof SymbolAtom && /^[A-Za-z]\w*$/.test(atom.name)) return from.flatMap((location) => childrenOf(location, atom.name));
  if (atom instanceof FunctionAtom) return applied(atom, from);
  throw notAPath();
}

function applied(atom: FunctionAtom, from: readonly Location[]): readonly Location[] {
  const { name, args } = atom;
  const [argument] = args;
  if (name === "first" && argument === undefined) return from.slice(0, 1);
  if (name === "last" && argument === undefined) return from.slice(-1);
  if (args.length !== 1 || argument === undefined) throw notAPath();
  if (name === "where") {
    demandTest(argument);
    return from.filter((location) => holdsFor(atom, location));
  }
  if (name === "extension" && argument instanceof LiteralAtom) {
    return from.flatMap((location) => childrenOf(location, "extension")).filter(({ value }) => isTree(value) && value["url"] === argument.value.value);
  }
  if (name === "ofType" && argument instanceof SymbolAtom) return from.filter(({ at }) => at?.property.toLowerCase() === `${at?.name}${argument.name}`.toLowerCase());
  throw notAPath();
}

/** Tells whether `where(...)` leaves this value. A test that can't be made on it fails. */
function holdsFor(where: FunctionAtom, { value, guide }: Location): boolean {
  const input = toTypedValue(attachNumbers(guide.copy(value)));
  try {
    return where.eval({ variables: { "%context": input, "%resource": input } }, [input]).length > 0;
  } catch {
    return false;
  }
}

/** Refuses functions that a caller could make slow. */
function demandTest(atom: unknown): void {
  if (atom instanceof FunctionAtom && !testing.has(atom.name)) throw notAPath();
  if (typeof atom !== "object" || atom === null) return;
  for (const part of Object.values(atom)) demandTest(part);
}

function notAPath(): Anomaly {
  return new Anomaly("incorrect", "the path is a FHIRPath of names, indexes, where(), first(), last(), extension() and ofType()");
}
