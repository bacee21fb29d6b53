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

import { NotCompilable, ofCollection, ofTruth } from "./fhirpath-compiled.ts";
import type { Compiled, Scope } from "./fhirpath-compiled.ts";
import { areEqual, areEquivalent, calculate, compare, comparisons, distinct, includes, logic, not } from "./fhirpath-operators.ts";
import type { Collection } from "./fhirpath-operators.ts";
import { functions, testType } from "./fhirpath-functions.ts";
import { collectMembers, hasMember, valueOf } from "./nodes.ts";

/** The properties a choice element has in JSON, by its name in FHIRPath; `undefined` for what is no choice. */
export type Choices = (name: string) => ReadonlySet<string> | undefined;

/** Compiles a FHIRPath expression to functions, once, so that evaluating costs no interpretation.
 *  Returns `undefined` for an expression with something it does not know (`memberOf`, `conformsTo`, dates of today ...). */
export function compileFhirPath(expression: string, choices: Choices): Compiled | undefined {
  try {
    // Medplum's parser reads `90 'days'`, not `90 days`.
    const readable = expression.replaceAll(/(\d) (years?|months?|weeks?|days?|hours?|minutes?|seconds?)\b/g, "$1 '$2'");
    return compile(parseFhirPath(readable).child, choices);
  } catch (error) {
    if (error instanceof NotCompilable) return undefined;
    throw error;
  }
}

function compile(atom: Atom, choices: Choices): Compiled {
  if (atom instanceof SymbolAtom) return compileSymbol(atom.name, choices);
  if (atom instanceof LiteralAtom) return compileLiteral(atom.value);
  if (atom instanceof EmptySetAtom) return ofCollection(() => []);
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
const self: Compiled = ofCollection((input) => input);

const constants: Readonly<Record<string, Compiled["collect"]>> = {
  $this: (_input, { self }) => [self],
  "%context": (_input, { focus }) => [focus],
  "%resource": (_input, { around }) => [around.resource],
  "%rootResource": (_input, { around }) => [around.root],
  "%ucum": () => ["http://unitsofmeasure.org"],
  "%sct": () => ["http://snomed.info/sct"],
  "%loinc": () => ["http://loinc.org"],
};

function compileSymbol(name: string, choices: Choices): Compiled {
  if (Object.hasOwn(constants, name)) return ofCollection(constants[name]!);
  if (/^[%$]/.test(name)) throw new NotCompilable(name);
  if (/^[A-Z]/.test(name)) return ofCollection((input) => input.filter((node) => isOfResourceType(node, name)));
  const alternatives = choices(name);
  const beside = `_${name}`;
  return {
    ...ofCollection((input) => {
      const found: unknown[] = [];
      for (const node of input) collectMembers(node, name, beside, alternatives, found);
      return found;
    }),
    exists: (input) => input.some((node) => hasMember(node, name, beside, alternatives)),
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
  const collection: Collection = [value];
  return ofCollection(() => collection);
}

function compileDot({ left, right }: Infix, choices: Choices): Compiled {
  if (right instanceof FunctionAtom) return compileCall(left, right, choices);
  const before = compile(left, choices);
  const after = compile(right, choices);
  return {
    collect: (input, scope) => after.collect(before.collect(input, scope), scope),
    decide: (input, scope) => after.decide(before.collect(input, scope), scope),
    exists: (input, scope) => after.exists(before.collect(input, scope), scope),
  };
}

/** A function of what stands before the dot; of the input itself when nothing does. */
function compileCall(left: Atom | undefined, { name, args }: FunctionAtom, choices: Choices): Compiled {
  if (name === "ofType" || name === "as") return compileOfType(left, typeName(args[0]), choices);
  if (name === "is") return ofTruth(typeTest(left, typeName(args[0]), choices));
  const make = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (!make) throw new NotCompilable(name);
  return make(
    left ? compile(left, choices) : self,
    args.map((argument) => compile(argument, choices)),
  );
}

function compileIndexer(left: Compiled, index: Compiled): Compiled {
  return ofCollection((input, scope) => {
    const at = valueOf(index.collect(input, scope)[0]);
    const found = typeof at === "number" ? left.collect(input, scope)[at] : undefined;
    return found === undefined ? [] : [found];
  });
}

function typeName(atom: Atom | undefined): string {
  if (atom instanceof SymbolAtom) return atom.name;
  if (atom instanceof DotAtom && atom.right instanceof SymbolAtom) return atom.right.name;
  throw new NotCompilable("type");
}

/** The last name of a path (`value` of `component.value`) with what stands before it, when it is a choice. */
function choiceOf(atom: Atom | undefined, choices: Choices): { readonly name: string; readonly before: Compiled } | undefined {
  if (atom instanceof SymbolAtom) return choices(atom.name) ? { name: atom.name, before: self } : undefined;
  if (!(atom instanceof DotAtom) || !(atom.right instanceof SymbolAtom) || !choices(atom.right.name)) return undefined;
  return { name: atom.right.name, before: compile(atom.left, choices) };
}

/** `value.ofType(Quantity)` reads `valueQuantity`; elsewhere nodes are filtered by the type they show. */
function compileOfType(left: Atom | undefined, type: string, choices: Choices): Compiled {
  const choice = choiceOf(left, choices);
  if (!choice) {
    const before = left ? compile(left, choices) : self;
    const test = testType(type);
    return ofCollection((input, scope) => before.collect(input, scope).filter(test));
  }
  const named = compileSymbol(choice.name + type[0]!.toUpperCase() + type.slice(1), choices);
  return ofCollection((input, scope) => named.collect(choice.before.collect(input, scope), scope));
}

function typeTest(left: Atom | undefined, type: string, choices: Choices): Compiled["decide"] {
  const all = left ? compile(left, choices) : self;
  const typed = compileOfType(left, type, choices);
  return (input, scope) => (all.exists(input, scope) ? typed.exists(input, scope) : undefined);
}

/** `system = 'urn:x'`, the commonest test of all: one member of one node against a literal, without building collections. */
function compareWithLiteral({ left, right }: Infix, choices: Choices): Compiled["decide"] | undefined {
  if (!(left instanceof SymbolAtom) || !(right instanceof LiteralAtom) || !/^[a-z]/.test(left.name) || choices(left.name)) return undefined;
  const { name } = left;
  const literal = right.value.value as unknown;
  const general = ofCollection((input) => {
    const found: unknown[] = [];
    for (const node of input) collectMembers(node, name, `_${name}`, undefined, found);
    return found;
  });
  return (input, scope) => {
    const node = input.length === 1 ? input[0] : undefined;
    const value = typeof node === "object" && node !== null ? (node as Readonly<Record<string, unknown>>)[name] : undefined;
    return typeof value === "string" ? value === literal : areEqual(general.collect(input, scope), [literal]);
  };
}

function compileInfix(atom: Atom & Infix, choices: Choices): Compiled {
  const left = compile(atom.left, choices);
  const right = compile(atom.right, choices);
  const both = <Result>(combine: (a: Collection, b: Collection) => Result): ((input: Collection, scope: Scope) => Result) => {
    return (input, scope) => combine(left.collect(input, scope), right.collect(input, scope));
  };
  if (atom instanceof AndAtom || atom instanceof OrAtom || atom instanceof XorAtom || atom instanceof ImpliesAtom) {
    const operate = logic[atom.operator]!;
    return ofTruth((input, scope) => operate(left.decide(input, scope), () => right.decide(input, scope)));
  }
  if (atom instanceof EqualsAtom) return ofTruth(compareWithLiteral(atom, choices) ?? both(areEqual));
  if (atom instanceof NotEqualsAtom) return ofTruth(both((a, b) => not(areEqual(a, b))));
  if (atom instanceof EquivalentAtom) return ofTruth(both(areEquivalent));
  if (atom instanceof NotEquivalentAtom) return ofTruth(both((a, b) => !areEquivalent(a, b)));
  if (atom instanceof InAtom) return ofTruth(both((a, b) => (a.length === 1 ? includes(b, a[0]) : undefined)));
  if (atom instanceof ContainsAtom) return ofTruth(both((a, b) => (b.length === 1 ? includes(a, b[0]) : undefined)));
  if (atom instanceof UnionAtom) return ofCollection(both((a, b) => distinct([...a, ...b])));
  if (atom instanceof ConcatAtom) return ofCollection(both((a, b) => [`${a.map(valueOf).join("")}${b.map(valueOf).join("")}`]));
  if (!(atom instanceof ArithmeticOperatorAtom)) throw new NotCompilable(atom.operator);
  const { operator } = atom;
  // Medplum's parser gives a unary minus the same operand on both sides.
  if (operator === "-" && atom.left === atom.right) return ofCollection((input, scope) => calculate("-", [0], right.collect(input, scope)));
  const ordered = Object.hasOwn(comparisons, operator) ? comparisons[operator] : undefined;
  if (!ordered) return ofCollection(both((a, b) => calculate(operator, a, b)));
  return ofTruth(
    both((a, b) => {
      const order = compare(a, b);
      return order === undefined ? undefined : ordered(order);
    }),
  );
}
