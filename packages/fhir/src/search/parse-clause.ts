import type { Clause, SearchParameterDefinition } from "../query.ts";
import { storedType, type ResourceTypeName } from "../resource-types.ts";
import { refusedParameters } from "./modifiers.ts";
import type { SearchParameters } from "./parameters.ts";
import { parseBoolean, parseOwnClause, unknownModifier } from "./parse-by-type.ts";
import { parseDate, parseIds, splitValues } from "./parse-value.ts";
import { searchFault } from "./search-fault.ts";

/** What the meaning of a clause depends on, beside its own text. */
export interface ClauseContext {
  readonly registry: SearchParameters;
  /** Our own FHIR base, without a slash at the end. */
  readonly baseUrl: string;
  /** Expansions for `:in` and `:not-in`, by url of the value set. */
  readonly valueSets?: ReadonlyMap<string, readonly { readonly system: string; readonly code: string }[]>;
  /** Now, in epoch milliseconds; only `ap` asks for it. */
  readonly at?: number;
}

/** Reads one search parameter of a type.
 *  @throws {Anomaly} `incorrect` for an unknown parameter or modifier (rule `unknown-modifier`) or a malformed value. */
export function parseClause(type: ResourceTypeName, name: string, value: string, context: ClauseContext): Clause {
  return parseStep({ asked: name, type, name, value, context, steps: 0 });
}

/** What is left of a parameter when some references have been followed. */
interface Step {
  /** The whole name; faults show that. */
  readonly asked: string;
  readonly type: ResourceTypeName;
  readonly name: string;
  readonly value: string;
  readonly context: ClauseContext;
  readonly steps: number;
}

/** More references than this are not followed in one parameter, forwards and backwards taken together: each costs the store a join. */
const maximumSteps = 4;

function parseStep(step: Step): Clause {
  const { asked, type, name, value, context } = step;
  if (isReverse(name)) return parseReverse(step);
  if (name.includes(".")) return parseChain(step);
  const [code = "", modifier, ...more] = name.split(":");
  if (more.length > 0) throw searchFault(asked, "has more than one modifier", "unknown-modifier");
  if (code === "_id" || code === "_lastUpdated") return parseKept(code, type, modifier, value, context);
  const definition = context.registry.find(type, code);
  if (!definition) throw refusedParameters.includes(code) ? searchFault(asked, "is not supported here", undefined, "not-supported") : searchFault(asked, `is not known for ${type}`);
  return parseOwnClause(definition, modifier, value, context);
}

/** The two that the store itself keeps for every resource, which has both. */
function parseKept(code: "_id" | "_lastUpdated", base: ResourceTypeName, modifier: string | undefined, value: string, { at }: ClauseContext): Clause {
  if (modifier === "missing") return { kind: "missing", parameter: "_lastUpdated", missing: parseBoolean(`${code}:missing`, value) };
  if (modifier !== undefined) throw unknownModifier({ code, base, url: "", type: code === "_id" ? "token" : "date", expression: "" }, modifier);
  if (code === "_id") return { kind: "id", values: parseIds(code, value) };
  return { kind: "date", parameter: code, values: splitValues(code, value).map((text) => parseDate(code, text, at)) };
}

/** `parameter[:Type].rest`. Without a type, the one stored target that knows `rest` is meant. Source: R4 search.html#chaining. */
function parseChain(step: Step): Clause {
  const { asked, type, name, context } = step;
  const dot = name.indexOf(".");
  const [code = "", modifier, ...more] = name.slice(0, dot).split(":");
  const rest = name.slice(dot + 1);
  const definition = context.registry.find(type, code);
  if (!definition) throw searchFault(asked, `is not known for ${type}`);
  if (definition.type !== "reference") throw searchFault(asked, "only a reference can be followed");
  if (more.length > 0) throw searchFault(asked, "has more than one modifier", "unknown-modifier");
  const target = modifier === undefined ? chainTarget(definition, asked, rest, context) : targetType(definition, modifier);
  return { kind: "chain", parameter: code, target, on: parseStep(next(step, target, rest)) };
}

/** `_has:Type:reference:rest`. Source: R4 search.html#has. */
function parseReverse(step: Step): Clause {
  const { asked, type, name, context } = step;
  const [, from = "", code = "", ...more] = name.split(":");
  const rest = more.join(":");
  if (rest === "") throw searchFault(asked, "is written as _has:Type:reference:parameter");
  const source = storedType(from)?.type;
  const definition = source && context.registry.find(source, code);
  if (source === undefined || definition?.type !== "reference") throw searchFault(asked, "names no reference parameter, as in _has:Type:reference:parameter");
  if (!canReferTo(definition, type)) throw searchFault(asked, `starts from a reference that cannot lead to ${type}`);
  return { kind: "has", source, parameter: code, on: parseStep(next(step, source, rest)) };
}

function next({ steps, ...step }: Step, type: ResourceTypeName, rest: string): Step {
  if (steps >= maximumSteps) throw searchFault(step.asked, `more than ${maximumSteps} references to follow`);
  return { ...step, type, name: rest, steps: steps + 1 };
}

function isReverse(name: string): boolean {
  return name === "_has" || name.startsWith("_has:");
}

function chainTarget(definition: SearchParameterDefinition, asked: string, rest: string, { registry }: ClauseContext): ResourceTypeName {
  const [code = ""] = rest.split(/[:.]/);
  const targets = storedTargets(definition).filter((target) => {
    if (!isReverse(rest)) return code === "_id" || code === "_lastUpdated" || registry.find(target, code) !== undefined;
    const [, from = "", reference = ""] = rest.split(":");
    const source = storedType(from)?.type;
    const back = source && registry.find(source, reference);
    return back !== undefined && canReferTo(back, target);
  });
  const [only] = targets;
  if (only === undefined) throw searchFault(asked, "is known for none of the types it can lead to");
  if (targets.length > 1) throw searchFault(asked, `can lead to several types; name one, as in ${definition.code}:${only}.${code}`);
  return only;
}

function canReferTo({ target }: SearchParameterDefinition, type: ResourceTypeName): boolean {
  return target === undefined || target.includes(type);
}

function targetType(definition: SearchParameterDefinition, modifier: string): ResourceTypeName {
  const target = storedTargets(definition).find((candidate) => candidate === modifier);
  if (target === undefined) throw unknownModifier(definition, modifier);
  return target;
}

function storedTargets({ target = [] }: SearchParameterDefinition): readonly ResourceTypeName[] {
  return target.flatMap((name) => storedType(name)?.type ?? []);
}
