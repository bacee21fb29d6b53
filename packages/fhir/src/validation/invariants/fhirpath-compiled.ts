import { isNone, only } from "./nodes.ts";
import type { Nodes } from "./nodes.ts";

/** What an expression may look at besides the nodes it is given. */
export interface Scope {
  /** `%resource` and `%rootResource`. */
  readonly resource: unknown;
  readonly root: unknown;
  /** A Bundle, in which `resolve()` may find an entry. */
  readonly outermost: unknown;
  /** `%context`: the element whose invariant it is. */
  readonly focus: unknown;
}

/** `undefined` is FHIRPath's empty. */
export type Truth = boolean | undefined;

type Evaluate<Result> = (input: Nodes, scope: Scope, self: unknown) => Result;

/** A compiled expression, in the three forms in which others ask for it; each avoids building what is not needed.
 *  `self` is `$this`. */
export interface Compiled {
  readonly find: Evaluate<Nodes>;
  readonly decide: Evaluate<Truth>;
  readonly exists: Evaluate<boolean>;
}

/** Thrown inside the compiler for what it does not know; never leaves `compileFhirPath`. */
export class NotCompilable extends Error {}

export function ofNodes(find: Compiled["find"]): Compiled {
  return {
    find,
    decide: (input, scope, self) => truthOf(find(input, scope, self)),
    exists: (input, scope, self) => !isNone(find(input, scope, self)),
  };
}

export function ofTruth(decide: Compiled["decide"]): Compiled {
  return { decide, find: decide, exists: (input, scope, self) => decide(input, scope, self) !== undefined };
}

/** A single node counts as true unless it is false; more than one has no truth. */
function truthOf(nodes: Nodes): Truth {
  const value = only(nodes);
  if (value === undefined) return undefined;
  return typeof value === "boolean" ? value : true;
}
