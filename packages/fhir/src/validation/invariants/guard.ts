import { AndAtom, DotAtom, FunctionAtom, ImpliesAtom, IndexerAtom, LiteralAtom, OrAtom, SymbolAtom } from "@medplum/core";
import type { Atom } from "@medplum/core";

/** Members of the focus of which at least one must be there for an expression to be able to fail. `undefined`: nothing can be said.
 *  `entry.empty() or emptyReason.empty()` can't fail without `entry`; looking whether it is there costs a hundredth of evaluating. */
export type Guard = readonly string[] | undefined;

/** Members that can stand under several names in JSON: no guard, for looking for all of them is what evaluating costs. */
type IsChoice = (name: string) => boolean;

/** Members without which the expression is true. */
export function guardOf(atom: Atom, isChoice: IsChoice): Guard {
  if (atom instanceof OrAtom) return fewest(guardOf(atom.left, isChoice), guardOf(atom.right, isChoice));
  if (atom instanceof AndAtom) return both(guardOf(atom.left, isChoice), guardOf(atom.right, isChoice));
  if (atom instanceof ImpliesAtom) return fewest(denialOf(atom.left, isChoice), guardOf(atom.right, isChoice));
  const call = callOf(atom);
  if (!call) return undefined;
  if (call.name === "not") return call.left && denialOf(call.left, isChoice);
  return trueOfNone.has(call.name) ? rootOf(call.left, isChoice) : undefined;
}

/** Members without which the expression is false. */
function denialOf(atom: Atom, isChoice: IsChoice): Guard {
  if (atom instanceof AndAtom) return fewest(denialOf(atom.left, isChoice), denialOf(atom.right, isChoice));
  if (atom instanceof OrAtom) return both(denialOf(atom.left, isChoice), denialOf(atom.right, isChoice));
  const call = callOf(atom);
  if (!call) return undefined;
  if (call.name === "not") return call.left && guardOf(call.left, isChoice);
  return call.name === "exists" ? rootOf(call.left, isChoice) : undefined;
}

/** Functions that are true of an empty collection. */
const trueOfNone: ReadonlySet<string> = new Set(["empty", "all", "isDistinct", "allTrue", "allFalse", "subsetOf"]);

/** Functions that give nothing for nothing. */
const noneOfNone: ReadonlySet<string> = new Set(["where", "select", "first", "last", "tail", "distinct", "extension", "ofType", "as", "resolve", "trace"]);

function callOf(atom: Atom): { readonly name: string; readonly left: Atom | undefined } | undefined {
  if (atom instanceof FunctionAtom) return { name: atom.name, left: undefined };
  return atom instanceof DotAtom && atom.right instanceof FunctionAtom ? { name: atom.right.name, left: atom.left } : undefined;
}

/** The member of the focus from which a path starts. */
function rootOf(atom: Atom | undefined, isChoice: IsChoice): Guard {
  if (atom instanceof SymbolAtom) return /^[a-z]/.test(atom.name) && !isChoice(atom.name) ? [atom.name] : undefined;
  if (atom instanceof IndexerAtom) return atom.expr instanceof LiteralAtom ? rootOf(atom.left, isChoice) : undefined;
  if (atom instanceof FunctionAtom) return atom.name === "extension" ? ["extension"] : undefined;
  if (!(atom instanceof DotAtom)) return undefined;
  return atom.right instanceof SymbolAtom || (atom.right instanceof FunctionAtom && noneOfNone.has(atom.right.name)) ? rootOf(atom.left, isChoice) : undefined;
}

function fewest(left: Guard, right: Guard): Guard {
  return left && right ? (left.length <= right.length ? left : right) : (left ?? right);
}

function both(left: Guard, right: Guard): Guard {
  return left && right ? [...new Set([...left, ...right])] : undefined;
}
