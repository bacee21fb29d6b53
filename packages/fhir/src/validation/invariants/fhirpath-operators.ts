import { isSame, valueOf } from "./nodes.ts";
import { addToTemporal, compareTemporal, isTemporal } from "./temporal.ts";

export type Collection = readonly unknown[];

/** `undefined` is FHIRPath's empty. */
export type Truth = boolean | undefined;

export const logic: Readonly<Record<string, (left: Truth, right: () => Truth) => Truth>> = {
  and: (left, right) => (left === false ? false : and(left, right())),
  or: (left, right) => (left === true ? true : not(and(not(left), not(right())))),
  xor(left, right) {
    const other = right();
    return left === undefined || other === undefined ? undefined : left !== other;
  },
  implies: (left, right) => (left === false ? true : not(and(left, not(right())))),
};

function and(left: Truth, right: Truth): Truth {
  if (left === false || right === false) return false;
  return left === undefined || right === undefined ? undefined : true;
}

export function not(truth: Truth): Truth {
  return truth === undefined ? undefined : !truth;
}

/** `=`: empty when one side is; else same length and same nodes in the same order. */
export function areEqual(left: Collection, right: Collection): Truth {
  if (left.length === 0 || right.length === 0) return undefined;
  return left.length === right.length && left.every((node, at) => isSame(node, right[at]));
}

/** `~`: as sets; two empties are equivalent. */
export function areEquivalent(left: Collection, right: Collection): boolean {
  return left.length === right.length && left.every((node) => includes(right, node));
}

export function includes(collection: Collection, node: unknown): boolean {
  return collection.some((other) => isSame(other, node));
}

export function distinct(collection: Collection): Collection {
  if (collection.length < 2) return collection;
  if (collection.every((node) => typeof node === "string")) return [...new Set(collection)];
  const found: unknown[] = [];
  for (const node of collection) if (!includes(found, node)) found.push(node);
  return found;
}

/** Order of two single nodes: numbers, texts, dates, quantities of one unit; `undefined` when they have none. */
export function compare(left: Collection, right: Collection): number | undefined {
  if (left.length !== 1 || right.length !== 1) return undefined;
  const a = valueOf(left[0]);
  const b = valueOf(right[0]);
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
export function calculate(operator: string, left: Collection, right: Collection): Collection {
  if (left.length !== 1 || right.length !== 1) return [];
  const a = valueOf(left[0]);
  const b = valueOf(right[0]);
  if (typeof a === "number" && typeof b === "number") return calculateNumbers(operator, a, b);
  if (typeof a !== "string" || (operator !== "+" && operator !== "-")) return [];
  if (typeof b === "string") return operator === "+" ? [a + b] : [];
  const later = quantity(b);
  if (!later || !isTemporal(a)) return [];
  const moved = addToTemporal(a, operator === "+" ? later.value : -later.value, String(later.unit));
  return moved === undefined ? [] : [moved];
}

function calculateNumbers(operator: string, a: number, b: number): Collection {
  switch (operator) {
    case "+":
      return [a + b];
    case "-":
      return [a - b];
    case "*":
      return [a * b];
    case "/":
      return b === 0 ? [] : [a / b];
    case "mod":
      return b === 0 ? [] : [a % b];
    case "div":
      return b === 0 ? [] : [Math.trunc(a / b)];
    default:
      return [];
  }
}
