import type { Collection, Truth } from "./fhirpath-operators.ts";
import { valueOf } from "./nodes.ts";

/** What an expression may look at besides its focus. */
export interface Surroundings {
  readonly resource: unknown;
  readonly root: unknown;
  /** A Bundle, in which `resolve()` may find an entry. */
  readonly outermost: unknown;
}

/** One evaluation: the surroundings, `%context` and `$this`. */
export interface Scope {
  readonly around: Surroundings;
  readonly focus: unknown;
  readonly self: unknown;
}

/** A compiled expression, in the three forms in which others ask for it; each avoids building what is not needed. */
export interface Compiled {
  readonly collect: (input: Collection, scope: Scope) => Collection;
  readonly decide: (input: Collection, scope: Scope) => Truth;
  readonly exists: (input: Collection, scope: Scope) => boolean;
}

/** Thrown inside the compiler for what it does not know; never leaves `compileFhirPath`. */
export class NotCompilable extends Error {}

export function ofCollection(collect: Compiled["collect"]): Compiled {
  return { collect, decide: (input, scope) => truthOf(collect(input, scope)), exists: (input, scope) => collect(input, scope).length > 0 };
}

export function ofTruth(decide: Compiled["decide"]): Compiled {
  return {
    decide,
    collect(input, scope) {
      const truth = decide(input, scope);
      return truth === undefined ? [] : [truth];
    },
    exists: (input, scope) => decide(input, scope) !== undefined,
  };
}

/** A single node counts as true unless it is false; more than one has no truth. */
function truthOf(collection: Collection): Truth {
  if (collection.length !== 1) return undefined;
  const value = valueOf(collection[0]);
  return typeof value === "boolean" ? value : true;
}
