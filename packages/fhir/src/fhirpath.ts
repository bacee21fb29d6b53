import { evalFhirPathTyped, InfixOperatorAtom, LiteralAtom, parseFhirPath, toTypedValue, type FhirPathAtom, type TypedValue } from "@medplum/core";
import { Anomaly } from "./anomaly.ts";

/** Expressions come from profiles, search parameters and (in patches) from callers: the last kind may not fill memory. */
const cacheSize = 2000;
const cache = new Map<string, FhirPathAtom>();

/** A parsed FHIRPath expression. Parsing costs more than most evaluations, so it is done once a text.
 *  @throws {Anomaly} `incorrect` when the text is no FHIRPath. */
export function parsePath(expression: string): FhirPathAtom {
  const known = cache.get(expression);
  if (known) return known;
  const parsed = parseOrRefuse(expression);
  const [oldest] = cache.keys();
  if (cache.size >= cacheSize && oldest !== undefined) cache.delete(oldest);
  cache.set(expression, parsed);
  return parsed;
}

/** The values that `expression` selects from `input` (a resource or an element), as plain JSON values.
 *  `variables` are named without `%`. Don't use `descendants()`: the evaluator's answer to it is wrong.
 *  @throws {Anomaly} `incorrect` when the expression can't be parsed or evaluated. */
export function evaluatePath(expression: string, input: unknown, variables: Readonly<Record<string, unknown>> = {}): readonly unknown[] {
  const parsed = parsePath(expression);
  const context: Record<string, TypedValue> = { "%resource": toTypedValue(input), "%context": toTypedValue(input) };
  for (const [name, value] of Object.entries(variables)) context[`%${name}`] = toTypedValue(value);
  try {
    return evalFhirPathTyped(parsed, [toTypedValue(input)], context).map((typed) => typed.value as unknown);
  } catch (cause) {
    throw new Anomaly("incorrect", "the FHIRPath expression cannot be evaluated here", { cause });
  }
}

/** Tells whether `expression` selects exactly `true`. */
export function isTrueAt(expression: string, input: unknown, variables: Readonly<Record<string, unknown>> = {}): boolean {
  const values = evaluatePath(expression, input, variables);
  return values.length === 1 && values[0] === true;
}

function parseOrRefuse(expression: string): FhirPathAtom {
  try {
    if (isReadToItsEnd(expression)) return parseFhirPath(expression);
  } catch (cause) {
    throw new Anomaly("incorrect", "not a FHIRPath expression", { cause });
  }
  throw new Anomaly("incorrect", "not a FHIRPath expression");
}

/** The parser stops in silence at what it can't take in, so `a b` would be `a`. What is put behind the expression, and binds most loosely, must have been reached. */
function isReadToItsEnd(expression: string): boolean {
  const { child } = parseFhirPath(`${expression}\n implies true`);
  return child instanceof InfixOperatorAtom && child.operator === "implies" && child.right instanceof LiteralAtom && child.right.value.value === true;
}
