import type { Issue } from "../anomaly.ts";

/** What is being said about one resource while it is walked through; `this` of the compiled schemas. */
export interface Context {
  /** The nearest resource around the element, `%resource` of FHIRPath. */
  resource: unknown;
  /** The resource that contains it, `%rootResource`. */
  root: unknown;
  /** The outermost one: a Bundle in which references can be followed. */
  readonly outermost: unknown;
  /** The element whose invariant is being evaluated, `%context`. */
  focus: unknown;
  depth: number;
  readonly findings: Finding[];
}

/** An issue whose place is still a JSON pointer. */
export interface Finding extends Omit<Issue, "expression"> {
  readonly pointer: string;
}

/** Walks an element and reports to the context. */
export type Visit = (data: unknown, context: Context, pointer: string) => void;

/** Deep enough for every real document and shallow enough for the stack. */
export const maximumDepth = 100;

export function newContext(outermost: unknown): Context {
  return { resource: outermost, root: outermost, outermost, focus: undefined, depth: 0, findings: [] };
}

/** Tells whether an element is accepted, without reporting. For discriminators and for profiles of which one must fit. */
export function isAccepted(visit: Visit, data: unknown, context: Context): boolean {
  const trial: Context = { ...context, findings: [] };
  visit(data, trial, "");
  return !trial.findings.some(({ severity }) => severity === undefined || severity === "error");
}
