import type { Truth } from "./fhirpath-compiled.ts";
import { countOf, isSame, listOf, only } from "./nodes.ts";
import type { Nodes } from "./nodes.ts";
import { addToTemporal, compareTemporal, isTemporal } from "./temporal.ts";

export const logic: Readonly<Record<string, (left: Truth, right: Truth) => Truth>> = {
  and,
  or: (left, right) => not(and(not(left), not(right))),
  xor: (left, right) => (left === undefined || right === undefined ? undefined : left !== right),
  implies: (left, right) => not(and(left, not(right))),
};

function and(left: Truth, right: Truth): Truth {
  if (left === false || right === false) return false;
  return left === undefined || right === undefined ? undefined : true;
}

export function not(truth: Truth): Truth {
  return truth === undefined ? undefined : !truth;
}

/** `=`: empty when one side is; else same length and same nodes in the same order. */
export function areEqual(left: Nodes, right: Nodes): Truth {
  const count = countOf(left);
  const other = countOf(right);
  if (count === 0 || other === 0) return undefined;
  if (count !== other) return false;
  const nodes = listOf(right);
  return listOf(left).every((node, at) => isSame(node, nodes[at]));
}

/** `~`: as sets; two empties are equivalent. */
export function areEquivalent(left: Nodes, right: Nodes): boolean {
  return countOf(left) === countOf(right) && listOf(left).every((node) => includes(right, node));
}

export function includes(nodes: Nodes, node: unknown): boolean {
  if (!Array.isArray(nodes)) return nodes !== undefined && isSame(nodes, node);
  for (const other of nodes) if (isSame(other, node)) return true;
  return false;
}

export function distinct(nodes: Nodes): Nodes {
  if (!Array.isArray(nodes) || nodes.length < 2) return nodes;
  if (nodes.every((node) => typeof node === "string")) return [...new Set(nodes)];
  const found: unknown[] = [];
  for (const node of nodes) if (!includes(found, node)) found.push(node);
  return found;
}

/** Order of two single nodes: numbers, texts, dates, quantities of one unit; `undefined` when they have none. */
export function compare(left: Nodes, right: Nodes): number | undefined {
  const a = only(left);
  const b = only(right);
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "string" && typeof b === "string") {
    if (isTemporal(a) && isTemporal(b)) return compareTemporal(a, b);
    return a < b ? -1 : Number(a > b);
  }
  return compareQuantities(a, b);
}

/** A Quantity against a Quantity of the same unit, or against a bare number. */
function compareQuantities(a: unknown, b: unknown): number | undefined {
  const left = quantity(a);
  const right = quantity(b);
  if (!left || !right) return undefined;
  return left.unit === undefined || right.unit === undefined || left.unit === right.unit ? left.value - right.value : undefined;
}

function quantity(node: unknown): { readonly value: number; readonly unit: unknown } | undefined {
  if (typeof node === "number") return { value: node, unit: undefined };
  if (typeof node !== "object" || node === null) return undefined;
  const { value, code, unit } = node as { value?: unknown; code?: unknown; unit?: unknown };
  return typeof value === "number" ? { value, unit: code ?? unit } : undefined;
}

export const comparisons: Readonly<Record<string, (order: number) => boolean>> = {
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};

/** `+ - * / mod div` on single numbers, `+` on texts, and dates plus or minus calendar units. */
export function calculate(operator: string, left: Nodes, right: Nodes): Nodes {
  const a = only(left);
  const b = only(right);
  if (typeof a === "number" && typeof b === "number") return calculateNumbers(operator, a, b);
  if (typeof a !== "string" || (operator !== "+" && operator !== "-")) return undefined;
  if (typeof b === "string") return operator === "+" ? a + b : undefined;
  const later = quantity(b);
  return later && isTemporal(a) ? addToTemporal(a, operator === "+" ? later.value : -later.value, String(later.unit)) : undefined;
}

function calculateNumbers(operator: string, a: number, b: number): number | undefined {
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return b === 0 ? undefined : a / b;
    case "mod":
      return b === 0 ? undefined : a % b;
    case "div":
      return b === 0 ? undefined : Math.trunc(a / b);
    default:
      return undefined;
  }
}
