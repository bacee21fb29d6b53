import { withoutBsn } from "../../identifier.ts";
import type { Context, Finding, Visit } from "../context.ts";
import type { Constraint } from "../definitions.ts";
import type { Check } from "../schema-compiler.ts";
import { compileFhirPath } from "./fhirpath-compiler.ts";
import type { Compiled } from "./fhirpath-compiled.ts";
import type { Choices } from "./fhirpath-compiler.ts";
import { nativeGuards, nativeInvariants } from "./native-invariants.ts";
import type { NativeInvariant } from "./native-invariants.ts";
import { ExtendedPrimitive, primitiveOf } from "./nodes.ts";
import { ruleOfConstraint } from "./rule-of-constraint.ts";
import { unevaluatedInvariants } from "./unevaluated-invariants.ts";

/** The constraints at an element as checks of it. */
export function elementInvariants(constraints: readonly Constraint[], choices: Choices): readonly Check[] {
  return constraints.flatMap((constraint) => {
    const { key, expression } = constraint;
    if (Object.hasOwn(unevaluatedInvariants, key)) return [];
    const finding = findingOf(constraint);
    if (Object.hasOwn(nativeInvariants, key)) return [{ test: nativeInvariants[key]!, guard: nativeGuards[key], finding }];
    const compiled = compileFhirPath(expression, choices);
    return compiled ? [{ test: testOf(compiled), guard: compiled.guard, finding }] : [];
  });
}

/** The same for a primitive, asked of the object that holds it: its extensions stand beside it, under `_name`.
 *  `extensions` is how many of those it must have. */
export function primitiveInvariants(property: string, constraints: readonly Constraint[], extensions: number, choices: Choices): readonly Visit[] {
  const checks = elementInvariants(constraints, choices);
  if (checks.length === 0 && extensions === 0) return [];
  const beside = `_${property}`;
  return [
    (data, context, pointer) => {
      const values = (data as Record<string, unknown>)[property];
      const elements = (data as Record<string, unknown>)[beside];
      if (values === undefined && elements === undefined) return;
      for (const { node, suffix } of nodesOf(values, elements)) {
        const place = `${pointer}/${property}${suffix}`;
        if (extensions > 0 && !(node instanceof ExtendedPrimitive)) {
          context.findings.push({ pointer: `${place}/extension`, text: `at least ${extensions} expected, found none`, code: "required", rule: "profile" });
        }
        for (const { test, finding } of checks) if (!test(node as never, context)) context.findings.push({ ...finding, pointer: place });
      }
    },
  ];
}

function nodesOf(values: unknown, elements: unknown): readonly { readonly node: unknown; readonly suffix: string }[] {
  if (!Array.isArray(values) && !Array.isArray(elements)) return [{ node: primitiveOf(values, elements), suffix: "" }];
  const length = Math.max(Array.isArray(values) ? values.length : 0, Array.isArray(elements) ? elements.length : 0);
  return Array.from({ length }, (_, at) => ({ node: primitiveOf((values as unknown[] | undefined)?.[at], (elements as unknown[] | undefined)?.[at]), suffix: `/${at}` }));
}

function testOf({ decide }: Compiled): NativeInvariant {
  return (focus: unknown, context: Context) => {
    context.focus = focus;
    return decide(focus, context, focus) === true;
  };
}

function findingOf({ key, severity, human }: Constraint): Omit<Finding, "pointer"> {
  return { text: `${withoutBsn(human)} (${key})`, severity, code: "invariant", rule: ruleOfConstraint(key) };
}
