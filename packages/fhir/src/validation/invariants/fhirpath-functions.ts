import { NotCompilable, ofCollection, ofTruth } from "./fhirpath-compiled.ts";
import type { Compiled, Scope } from "./fhirpath-compiled.ts";
import { distinct, includes, not } from "./fhirpath-operators.ts";
import type { Collection } from "./fhirpath-operators.ts";
import { ExtendedPrimitive, collectChildren, collectDescendants, collectMembers, isPrimitiveValue, valueOf } from "./nodes.ts";
import { resolveReference } from "./resolve.ts";

type Make = (left: Compiled, args: readonly Compiled[]) => Compiled;

/** Functions by name: what stands before the dot and the compiled arguments give a compiled whole. */
export const functions: Readonly<Record<string, Make>> = {
  exists: (left, [criteria]) => (criteria ? ofTruth(some(left, criteria)) : ofTruth(left.exists)),
  empty: (left) => ofTruth((input, scope) => !left.exists(input, scope)),
  not: (left) => ofTruth((input, scope) => not(left.decide(input, scope))),
  where: (left, args) => ({ ...ofCollection(filter(left, args)), exists: some(left, args[0]!) }),
  all: (left, [criteria]) => ofTruth((input, scope) => left.collect(input, scope).every((node) => criteria!.decide([node], within(scope, node)) === true)),
  select: (left, [projection]) => ofCollection((input, scope) => left.collect(input, scope).flatMap((node) => projection!.collect([node], within(scope, node)))),
  iif: (left, [criterion, yes, no]) =>
    ofCollection((input, scope) => {
      const nodes = left.collect(input, scope);
      return (criterion!.decide(nodes, scope) === true ? yes : no)?.collect(nodes, scope) ?? [];
    }),
  trace: (left) => left,
  hasValue: (left) => ofTruth((input, scope) => onlyOne(left.collect(input, scope), isPrimitiveValue)),
  count: (left) => ofCollection((input, scope) => [left.collect(input, scope).length]),
  first: (left) => ofCollection((input, scope) => left.collect(input, scope).slice(0, 1)),
  last: (left) => ofCollection((input, scope) => left.collect(input, scope).slice(-1)),
  tail: (left) => ofCollection((input, scope) => left.collect(input, scope).slice(1)),
  single: (left) => ofCollection((input, scope) => left.collect(input, scope)),
  distinct: (left) => ofCollection((input, scope) => distinct(left.collect(input, scope))),
  isDistinct: (left) => ofTruth((input, scope) => isDistinct(left.collect(input, scope))),
  allTrue: (left) => ofTruth((input, scope) => left.collect(input, scope).every((node) => valueOf(node) === true)),
  anyTrue: (left) => ofTruth((input, scope) => left.collect(input, scope).some((node) => valueOf(node) === true)),
  allFalse: (left) => ofTruth((input, scope) => left.collect(input, scope).every((node) => valueOf(node) === false)),
  anyFalse: (left) => ofTruth((input, scope) => left.collect(input, scope).some((node) => valueOf(node) === false)),
  children: (left) => ofCollection((input, scope) => gather(left.collect(input, scope), collectChildren)),
  descendants: (left) =>
    ofCollection((input, scope) => {
      const found: unknown[] = [];
      collectDescendants(left.collect(input, scope), found);
      return found;
    }),
  extension: (left, [url]) =>
    ofCollection((input, scope) => {
      const [wanted] = url!.collect(input, scope);
      return gather(left.collect(input, scope), (node, into) => collectMembers(node, "extension", "_extension", undefined, into)).filter(
        (extension) => valueOf((extension as { url?: unknown }).url) === wanted,
      );
    }),
  resolve: (left) => ofCollection((input, scope) => left.collect(input, scope).flatMap((node) => resolveReference(node, scope.around) ?? [])),
  intersect: (left, [other]) => ofCollection((input, scope) => distinct(left.collect(input, scope).filter(inside(other!, input, scope)))),
  exclude: (left, [other]) =>
    ofCollection((input, scope) => {
      const isOut = inside(other!, input, scope);
      return left.collect(input, scope).filter((node) => !isOut(node));
    }),
  union: (left, [other]) => ofCollection((input, scope) => distinct([...left.collect(input, scope), ...other!.collect(outer(scope), scope)])),
  combine: (left, [other]) => ofCollection((input, scope) => [...left.collect(input, scope), ...other!.collect(outer(scope), scope)]),
  subsetOf: (left, [other]) => ofTruth((input, scope) => left.collect(input, scope).every(inside(other!, input, scope))),
  supersetOf: (left, [other]) =>
    ofTruth((input, scope) => {
      const nodes = left.collect(input, scope);
      return other!.collect(outer(scope), scope).every((node) => includes(nodes, node));
    }),
  startsWith: onText((text, part) => text.startsWith(part)),
  endsWith: onText((text, part) => text.endsWith(part)),
  contains: onText((text, part) => text.includes(part)),
  matches: onText((text, pattern) => regularExpression(pattern).test(text)),
  indexOf: onText((text, part) => text.indexOf(part)),
  length: onText((text) => text.length),
  upper: onText((text) => text.toUpperCase()),
  lower: onText((text) => text.toLowerCase()),
  trim: onText((text) => text.trim()),
  toString: (left: Compiled) => ofCollection((input, scope) => convert(left.collect(input, scope), (value) => String(value))),
  toInteger: (left) => ofCollection((input, scope) => convert(left.collect(input, scope), toInteger)),
  toDecimal: (left) => ofCollection((input, scope) => convert(left.collect(input, scope), toDecimal)),
  substring: (left, [from, length]) =>
    ofCollection((input, scope) =>
      convert(left.collect(input, scope), (value) => {
        const start = valueOf(from!.collect(input, scope)[0]);
        const size = length ? valueOf(length.collect(input, scope)[0]) : Infinity;
        if (typeof value !== "string" || typeof start !== "number" || typeof size !== "number" || start < 0 || start >= value.length) return undefined;
        return value.slice(start, start + size);
      }),
    ),
};

function within(scope: Scope, node: unknown): Scope {
  return { around: scope.around, focus: scope.focus, self: node };
}

/** What an argument that is a collection of its own starts from: `$this`. */
function outer({ self }: Scope): Collection {
  return [self];
}

function some(left: Compiled, criteria: Compiled): (input: Collection, scope: Scope) => boolean {
  return (input, scope) => left.collect(input, scope).some((node) => criteria.decide([node], within(scope, node)) === true);
}

function filter(left: Compiled, [criteria]: readonly Compiled[]): Compiled["collect"] {
  return (input, scope) => left.collect(input, scope).filter((node) => criteria!.decide([node], within(scope, node)) === true);
}

function inside(other: Compiled, _input: Collection, scope: Scope): (node: unknown) => boolean {
  const nodes = other.collect(outer(scope), scope);
  return (node) => includes(nodes, node);
}

function gather(nodes: Collection, collect: (node: unknown, into: unknown[]) => void): Collection {
  const found: unknown[] = [];
  for (const node of nodes) collect(node, found);
  return found;
}

function onlyOne(nodes: Collection, test: (node: unknown) => boolean): boolean {
  return nodes.length === 1 && test(nodes[0]);
}

function isDistinct(nodes: Collection): boolean {
  if (nodes.every((node) => typeof node === "string")) return new Set(nodes).size === nodes.length;
  return distinct(nodes).length === nodes.length;
}

/** A function of one text and, mostly, an argument; empty when there is no single text. */
function onText(calculate: (text: string, argument: string) => unknown): Make {
  return (left, [argument]) =>
    ofCollection((input, scope) => {
      const value = singleValue(left.collect(input, scope));
      const other = argument ? valueOf(argument.collect(input, scope)[0]) : "";
      return typeof value === "string" && typeof other === "string" ? [calculate(value, other)] : [];
    });
}

function singleValue(nodes: Collection): unknown {
  return nodes.length === 1 ? valueOf(nodes[0]) : undefined;
}

function convert(nodes: Collection, to: (value: unknown) => unknown): Collection {
  const value = singleValue(nodes);
  const converted = value === undefined || typeof value === "object" ? undefined : to(value);
  return converted === undefined ? [] : [converted];
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
