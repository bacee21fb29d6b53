import {
  AndAtom,
  ArithmeticOperatorAtom,
  AsAtom,
  ConcatAtom,
  ContainsAtom,
  DotAtom,
  EmptySetAtom,
  EqualsAtom,
  EquivalentAtom,
  FunctionAtom,
  ImpliesAtom,
  InAtom,
  IndexerAtom,
  IsAtom,
  LiteralAtom,
  NotEqualsAtom,
  NotEquivalentAtom,
  OrAtom,
  SymbolAtom,
  UnionAtom,
  XorAtom,
  parseFhirPath,
} from "@medplum/core";
import type { Atom } from "@medplum/core";

import { choiceProperty } from "../../choice-property.ts";
import { NotCompilable, ofNodes, ofTruth } from "./fhirpath-compiled.ts";
import type { Compiled, Scope } from "./fhirpath-compiled.ts";
import { areEqual, areEquivalent, calculate, compare, comparisons, distinct, includes, logic, not } from "./fhirpath-operators.ts";
import { functions, testType } from "./fhirpath-functions.ts";
import { guardOf } from "./guard.ts";
import type { Guard } from "./guard.ts";
import { countOf, flatMap, isNone, listOf, memberOf, only, valueOf } from "./nodes.ts";
import type { Nodes } from "./nodes.ts";

/** The properties a choice element has in JSON, by its name in FHIRPath; `undefined` for what is no choice. */
export type Choices = (name: string) => ReadonlySet<string> | undefined;

/** A whole expression, with the members of the focus without all of which it is true. */
export interface CompiledExpression extends Compiled {
  readonly guard: Guard;
}

/** Compiles a FHIRPath expression to functions, once, so that evaluating costs no interpretation.
 *  Returns `undefined` for an expression with something it does not know (`memberOf`, `conformsTo`, dates of today ...). */
export function compileFhirPath(expression: string, choices: Choices): CompiledExpression | undefined {
  try {
    // Medplum's parser reads `90 'days'`, not `90 days`.
    const readable = expression.replaceAll(/(\d) (years?|months?|weeks?|days?|hours?|minutes?|seconds?)\b/g, "$1 '$2'");
    const { child } = parseFhirPath(readable);
    return { ...compile(child, choices), guard: guardOf(child, (name) => choices(name) !== undefined) };
  } catch (error) {
    if (error instanceof NotCompilable) return undefined;
    throw error;
  }
}

function compile(atom: Atom, choices: Choices): Compiled {
  if (atom instanceof SymbolAtom) return compileSymbol(atom.name, choices);
  if (atom instanceof LiteralAtom) return compileLiteral(atom.value);
  if (atom instanceof EmptySetAtom) return ofNodes(() => undefined);
  if (atom instanceof FunctionAtom) return compileCall(undefined, atom, choices);
  if (atom instanceof DotAtom) return compileDot(atom, choices);
  if (atom instanceof IndexerAtom) return compileIndexer(compile(atom.left, choices), compile(atom.expr, choices));
  if (atom instanceof IsAtom) return ofTruth(typeTest(atom.left, typeName(atom.right), choices));
  if (atom instanceof AsAtom) return compileOfType(atom.left, typeName(atom.right), choices);
  if (isInfix(atom)) return compileInfix(atom, choices);
  throw new NotCompilable("unknown syntax");
}

interface Infix {
  readonly operator: string;
  readonly left: Atom;
  readonly right: Atom;
}

function isInfix(atom: Atom): atom is Atom & Infix {
  return "operator" in atom && "left" in atom && "right" in atom;
}

/** The input itself: what a function works on when nothing stands before it. */
const input: Compiled = ofNodes((nodes) => nodes);

const constants: Readonly<Record<string, Compiled["find"]>> = {
  $this: (_input, _scope, self) => self,
  "%context": (_input, { focus }) => focus,
  "%resource": (_input, { resource }) => resource,
  "%rootResource": (_input, { root }) => root,
  "%ucum": () => "http://unitsofmeasure.org",
  "%sct": () => "http://snomed.info/sct",
  "%loinc": () => "http://loinc.org",
};

function compileSymbol(name: string, choices: Choices): Compiled {
  if (Object.hasOwn(constants, name)) return ofNodes(constants[name]!);
  if (/^[%$]/.test(name)) throw new NotCompilable(name);
  if (/^[A-Z]/.test(name)) return ofNodes((nodes) => flatMap(nodes, (node) => (isOfResourceType(node, name) ? node : undefined)));
  return compileMember(name, choices(name));
}

function compileMember(name: string, choices: ReadonlySet<string> | undefined): Compiled {
  const beside = `_${name}`;
  const ofOne = (node: unknown): Nodes => memberOf(node, name, beside, choices);
  return {
    ...ofNodes((nodes) => (Array.isArray(nodes) ? flatMap(nodes, ofOne) : ofOne(nodes))),
    exists: (nodes) => (Array.isArray(nodes) ? nodes.some((node) => !isNone(ofOne(node))) : !isNone(ofOne(nodes))),
  };
}

/** An expression may begin with the type it is about; a datatype has no type in its JSON. */
function isOfResourceType(node: unknown, type: string): boolean {
  if (typeof node !== "object" || node === null) return false;
  const { resourceType } = node as { resourceType?: unknown };
  return resourceType === undefined || resourceType === type;
}

function compileLiteral({ type, value }: { type: string; value: unknown }): Compiled {
  if (type === "Quantity" && typeof value !== "object") throw new NotCompilable("quantity");
  return ofNodes(() => value);
}

function compileDot({ left, right }: Infix, choices: Choices): Compiled {
  if (right instanceof FunctionAtom) return compileCall(left, right, choices);
  const before = compile(left, choices);
  const after = compile(right, choices);
  return {
    find: (nodes, scope, self) => after.find(before.find(nodes, scope, self), scope, self),
    decide: (nodes, scope, self) => after.decide(before.find(nodes, scope, self), scope, self),
    exists: (nodes, scope, self) => after.exists(before.find(nodes, scope, self), scope, self),
  };
}

/** A function of what stands before the dot; of the input itself when nothing does. */
function compileCall(left: Atom | undefined, { name, args }: FunctionAtom, choices: Choices): Compiled {
  if (name === "ofType" || name === "as") return compileOfType(left, typeName(args[0]), choices);
  if (name === "is") return ofTruth(typeTest(left, typeName(args[0]), choices));
  const make = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (!make) throw new NotCompilable(name);
  return make(
    left ? compile(left, choices) : input,
    args.map((argument) => compile(argument, choices)),
  );
}

function compileIndexer(left: Compiled, index: Compiled): Compiled {
  return ofNodes((nodes, scope, self) => {
    const at = only(index.find(nodes, scope, self));
    return typeof at === "number" ? listOf(left.find(nodes, scope, self))[at] : undefined;
  });
}

function typeName(atom: Atom | undefined): string {
  if (atom instanceof SymbolAtom) return atom.name;
  if (atom instanceof DotAtom && atom.right instanceof SymbolAtom) return atom.right.name;
  throw new NotCompilable("type");
}

/** The last name of a path (`value` of `component.value`) with what stands before it, when it is a choice. */
function choiceOf(atom: Atom | undefined, choices: Choices): { readonly name: string; readonly before: Compiled } | undefined {
  if (atom instanceof SymbolAtom) return choices(atom.name) ? { name: atom.name, before: input } : undefined;
  if (!(atom instanceof DotAtom) || !(atom.right instanceof SymbolAtom) || !choices(atom.right.name)) return undefined;
  return { name: atom.right.name, before: compile(atom.left, choices) };
}

/** `value.ofType(Quantity)` reads `valueQuantity`; elsewhere nodes are filtered by the type they show. */
function compileOfType(left: Atom | undefined, type: string, choices: Choices): Compiled {
  const choice = choiceOf(left, choices);
  if (!choice) {
    const before = left ? compile(left, choices) : input;
    const test = testType(type);
    return ofNodes((nodes, scope, self) => flatMap(before.find(nodes, scope, self), (node) => (test(node) ? node : undefined)));
  }
  const named = compileMember(choiceProperty(choice.name, type), undefined);
  return ofNodes((nodes, scope, self) => named.find(choice.before.find(nodes, scope, self), scope, self));
}

function typeTest(left: Atom | undefined, type: string, choices: Choices): Compiled["decide"] {
  const all = left ? compile(left, choices) : input;
  const typed = compileOfType(left, type, choices);
  return (nodes, scope, self) => (all.exists(nodes, scope, self) ? typed.exists(nodes, scope, self) : undefined);
}

/** `system = 'urn:x'`, the commonest test of all: one member of one node against a literal, without building collections. */
function compareWithLiteral({ left, right }: Infix, choices: Choices): Compiled["decide"] | undefined {
  if (!(left instanceof SymbolAtom) || !(right instanceof LiteralAtom) || !/^[a-z]/.test(left.name) || choices(left.name)) return undefined;
  const { name } = left;
  const literal = right.value.value as unknown;
  const general = compileMember(name, undefined);
  return (nodes, scope, self) => {
    const value = typeof nodes === "object" && nodes !== null ? (nodes as Readonly<Record<string, unknown>>)[name] : undefined;
    return typeof value === "string" ? value === literal : areEqual(general.find(nodes, scope, self), literal);
  };
}

function compileInfix(atom: Atom & Infix, choices: Choices): Compiled {
  const left = compile(atom.left, choices);
  const right = compile(atom.right, choices);
  const both = <Result>(combine: (a: Nodes, b: Nodes) => Result): ((nodes: Nodes, scope: Scope, self: unknown) => Result) => {
    return (nodes, scope, self) => combine(left.find(nodes, scope, self), right.find(nodes, scope, self));
  };
  if (atom instanceof AndAtom || atom instanceof OrAtom || atom instanceof XorAtom || atom instanceof ImpliesAtom) return compileLogic(atom.operator, left, right);
  if (atom instanceof EqualsAtom) return ofTruth(compareWithLiteral(atom, choices) ?? both(areEqual));
  if (atom instanceof NotEqualsAtom) return ofTruth(both((a, b) => not(areEqual(a, b))));
  if (atom instanceof EquivalentAtom) return ofTruth(both(areEquivalent));
  if (atom instanceof NotEquivalentAtom) return ofTruth(both((a, b) => !areEquivalent(a, b)));
  if (atom instanceof InAtom) return ofTruth(both((a, b) => (countOf(a) === 1 ? includes(b, listOf(a)[0]) : undefined)));
  if (atom instanceof ContainsAtom) return ofTruth(both((a, b) => (countOf(b) === 1 ? includes(a, listOf(b)[0]) : undefined)));
  if (atom instanceof UnionAtom) return ofNodes(both((a, b) => distinct([...listOf(a), ...listOf(b)])));
  if (atom instanceof ConcatAtom) return ofNodes(both((a, b) => `${listOf(a).map(valueOf).join("")}${listOf(b).map(valueOf).join("")}`));
  if (!(atom instanceof ArithmeticOperatorAtom)) throw new NotCompilable(atom.operator);
  const { operator } = atom;
  // Medplum's parser gives a unary minus the same operand on both sides.
  if (operator === "-" && atom.left === atom.right) return ofNodes(both((a) => calculate("-", 0, a)));
  const ordered = Object.hasOwn(comparisons, operator) ? comparisons[operator] : undefined;
  if (!ordered) return ofNodes(both((a, b) => calculate(operator, a, b)));
  return ofTruth(
    both((a, b) => {
      const order = compare(a, b);
      return order === undefined ? undefined : ordered(order);
    }),
  );
}

/** The right side is only asked when the left leaves it open. */
function compileLogic(operator: string, left: Compiled, right: Compiled): Compiled {
  const operate = logic[operator]!;
  const decided = operator === "or" ? true : operator === "xor" ? undefined : false;
  return ofTruth((nodes, scope, self) => {
    const truth = left.decide(nodes, scope, self);
    if (truth === decided && truth !== undefined) return operator !== "and";
    return operate(truth, right.decide(nodes, scope, self));
  });
}
