import { NotCompilable, ofNodes, ofTruth } from "./fhirpath-compiled.ts";
import type { Compiled, Truth } from "./fhirpath-compiled.ts";
import { distinct, includes, not } from "./fhirpath-operators.ts";
import { ExtendedPrimitive, append, childrenOf, collectDescendants, countOf, flatMap, isPrimitiveValue, listOf, memberOf, only, valueOf } from "./nodes.ts";
import type { Nodes } from "./nodes.ts";
import { resolveReference } from "./resolve.ts";

type Make = (left: Compiled, args: readonly Compiled[]) => Compiled;

/** Functions by name: what stands before the dot and the compiled arguments give a compiled whole. */
export const functions: Readonly<Record<string, Make>> = {
  exists: (left, [criteria]) => ofTruth(criteria ? some(left, criteria) : left.exists),
  empty: (left) => ofTruth((input, scope, self) => !left.exists(input, scope, self)),
  not: (left) => ofTruth((input, scope, self) => not(left.decide(input, scope, self))),
  where: (left, [criteria]) => ({ ...ofNodes(filter(left, criteria!)), exists: some(left, criteria!) }),
  all: (left, [criteria]) => ofTruth((input, scope, self) => listOf(left.find(input, scope, self)).every((node) => criteria!.decide(node, scope, node) === true)),
  select: (left, [projection]) => ofNodes((input, scope, self) => flatMap(left.find(input, scope, self), (node) => projection!.find(node, scope, node))),
  iif: (left, [criterion, yes, no]) =>
    ofNodes((input, scope, self) => {
      const nodes = left.find(input, scope, self);
      return (criterion!.decide(nodes, scope, self) === true ? yes : no)?.find(nodes, scope, self);
    }),
  trace: (left) => left,
  single: (left) => left,
  hasValue: truth((nodes) => countOf(nodes) === 1 && isPrimitiveValue(listOf(nodes)[0])),
  count: nodes(countOf),
  first: nodes((all) => listOf(all)[0]),
  last: nodes((all) => listOf(all).at(-1)),
  tail: nodes((all) => listOf(all).slice(1)),
  distinct: nodes(distinct),
  isDistinct: truth((all) => countOf(distinct(all)) === countOf(all)),
  allTrue: truth((all) => listOf(all).every((node) => valueOf(node) === true)),
  anyTrue: truth((all) => listOf(all).some((node) => valueOf(node) === true)),
  allFalse: truth((all) => listOf(all).every((node) => valueOf(node) === false)),
  anyFalse: truth((all) => listOf(all).some((node) => valueOf(node) === false)),
  children: nodes((all) => flatMap(all, childrenOf)),
  descendants: nodes((all) => {
    const found: unknown[] = [];
    for (const node of listOf(all)) collectDescendants(node, found);
    return found;
  }),
  extension: withOther((all, url) => flatMap(flatMap(all, (node) => memberOf(node, "extension", "_extension", undefined)), (extension) => ((extension as { url?: unknown }).url === url ? extension : undefined))),
  resolve: (left) => ofNodes((input, scope, self) => flatMap(left.find(input, scope, self), (node) => resolveReference(node, scope))),
  intersect: withOther((all, other) => distinct(listOf(all).filter((node) => includes(other, node)))),
  exclude: withOther((all, other) => listOf(all).filter((node) => !includes(other, node))),
  union: withOther((all, other) => distinct([...listOf(all), ...listOf(other)])),
  combine: withOther((all, other) => [...listOf(all), ...listOf(other)]),
  subsetOf: withOther((all, other) => listOf(all).every((node) => includes(other, node))),
  supersetOf: withOther((all, other) => listOf(other).every((node) => includes(all, node))),
  startsWith: onText((text, part) => text.startsWith(part)),
  endsWith: onText((text, part) => text.endsWith(part)),
  contains: onText((text, part) => text.includes(part)),
  matches: onText((text, pattern) => regularExpression(pattern).test(text)),
  indexOf: onText((text, part) => text.indexOf(part)),
  length: onText((text) => text.length),
  upper: onText((text) => text.toUpperCase()),
  lower: onText((text) => text.toLowerCase()),
  trim: onText((text) => text.trim()),
  toString: nodes((all) => convert(all, String)),
  toInteger: nodes((all) => convert(all, toInteger)),
  toDecimal: nodes((all) => convert(all, toDecimal)),
  substring: (left, [from, length]) =>
    ofNodes((input, scope, self) => {
      const text = only(left.find(input, scope, self));
      const start = only(from!.find(input, scope, self));
      const size = length ? only(length.find(input, scope, self)) : Infinity;
      if (typeof text !== "string" || typeof start !== "number" || typeof size !== "number" || start < 0 || start >= text.length) return undefined;
      return text.slice(start, start + size);
    }),
};

function nodes(calculate: (all: Nodes) => Nodes): Make {
  return (left) => ofNodes((input, scope, self) => calculate(left.find(input, scope, self)));
}

function truth(decide: (all: Nodes) => Truth): Make {
  return (left) => ofTruth((input, scope, self) => decide(left.find(input, scope, self)));
}

/** With an argument that is a collection of its own, starting from `$this`. */
function withOther(calculate: (all: Nodes, other: Nodes) => Nodes): Make {
  return (left, [other]) => ofNodes((input, scope, self) => calculate(left.find(input, scope, self), other!.find(self, scope, self)));
}

function some(left: Compiled, criteria: Compiled): Compiled["exists"] {
  return (input, scope, self) => {
    const all = left.find(input, scope, self);
    if (!Array.isArray(all)) return all !== undefined && all !== null && criteria.decide(all, scope, all) === true;
    for (const node of all) if (criteria.decide(node, scope, node) === true) return true;
    return false;
  };
}

function filter(left: Compiled, criteria: Compiled): Compiled["find"] {
  return (input, scope, self) => {
    const all = left.find(input, scope, self);
    if (!Array.isArray(all)) return all !== undefined && all !== null && criteria.decide(all, scope, all) === true ? all : undefined;
    const found: unknown[] = [];
    for (const node of all) if (criteria.decide(node, scope, node) === true) append(found, node);
    return found;
  };
}

/** A function of one text and, mostly, an argument; empty when there is no single text. */
function onText(calculate: (text: string, argument: string) => unknown): Make {
  return (left, [argument]) =>
    ofNodes((input, scope, self) => {
      const value = only(left.find(input, scope, self));
      const other = argument ? only(argument.find(input, scope, self)) : "";
      return typeof value === "string" && typeof other === "string" ? calculate(value, other) : undefined;
    });
}

function convert(all: Nodes, to: (value: unknown) => unknown): unknown {
  const value = only(all);
  return value === undefined || typeof value === "object" ? undefined : to(value);
}

function toInteger(value: unknown): number | undefined {
  if (typeof value === "boolean") return Number(value);
  return /^[+-]?\d+$/.test(String(value)) ? Number(value) : undefined;
}

function toDecimal(value: unknown): number | undefined {
  return /^[+-]?\d+(\.\d+)?$/.test(String(value)) ? Number(value) : undefined;
}

const regularExpressions = new Map<string, RegExp>();

/** Patterns come from definitions, never from a resource; each is compiled once. */
function regularExpression(pattern: string): RegExp {
  const known = regularExpressions.get(pattern) ?? new RegExp(pattern, "s");
  regularExpressions.set(pattern, known);
  return known;
}

const primitiveTests: Readonly<Record<string, (value: unknown) => boolean>> = {
  boolean: (value) => typeof value === "boolean",
  integer: (value) => Number.isInteger(value),
  decimal: (value) => typeof value === "number",
  string: (value) => typeof value === "string",
  code: (value) => typeof value === "string",
  uri: (value) => typeof value === "string",
  canonical: (value) => typeof value === "string",
  date: (value) => typeof value === "string" && /^\d{4}(-\d{2}){0,2}$/.test(value),
  dateTime: (value) => typeof value === "string" && /^\d{4}(-\d{2}){0,2}(T.*)?$/.test(value),
};

/** Tells nodes of a type: a resource by its `resourceType`, a primitive by its value.
 *  @throws {NotCompilable} for other types, of which a node shows nothing. */
export function testType(type: string): (node: unknown) => boolean {
  const simple = type[0]!.toLowerCase() + type.slice(1);
  if (Object.hasOwn(primitiveTests, simple)) return (node) => primitiveTests[simple]!(valueOf(node));
  if (dataTypes.has(type)) throw new NotCompilable(type);
  return (node) => typeof node === "object" && !(node instanceof ExtendedPrimitive) && (node as { resourceType?: unknown }).resourceType === type;
}

/** Datatypes: their instances carry no name, so outside a choice nothing tells them apart. */
const dataTypes: ReadonlySet<string> = new Set(
  "Quantity CodeableConcept Coding Period Range Ratio Reference Identifier HumanName Address ContactPoint Timing Attachment Annotation Duration Age Money".split(" "),
);
