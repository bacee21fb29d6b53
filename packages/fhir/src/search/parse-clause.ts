import type { Clause, SearchParameterDefinition, TokenValue } from "../query.ts";
import { storedType, type ResourceTypeName } from "../resource-types.ts";
import { unescapeValue } from "./escape.ts";
import type { SearchParameters } from "./parameters.ts";
import { parseDate, parseIds, parseReferenceValue, parseToken, splitValues } from "./parse-value.ts";
import { searchFault } from "./search-fault.ts";

/** What the meaning of a clause depends on, beside its own text. */
export interface ClauseContext {
  readonly registry: SearchParameters;
  /** Our own FHIR base, without a slash at the end. */
  readonly baseUrl: string;
  /** Expansions for `:in`, by url of the value set. */
  readonly valueSets?: ReadonlyMap<string, readonly { readonly system: string; readonly code: string }[]>;
  /** Now, in epoch milliseconds; only `ap` asks for it. */
  readonly at?: number;
}

/** Reads one search parameter of a type.
 *  @throws {Anomaly} `incorrect` for an unknown parameter or modifier (rule `unknown-modifier`) or a malformed value. */
export function parseClause(type: ResourceTypeName, name: string, value: string, context: ClauseContext): Clause {
  const dot = name.indexOf(".");
  if (dot >= 0) return parseChain(type, name, dot, value, context);
  const [code = "", modifier, ...more] = name.split(":");
  if (more.length > 0) throw searchFault(name, "has more than one modifier", "unknown-modifier");
  if (code === "_id" || code === "_lastUpdated") return parseOwn(code, modifier, value, context);
  const definition = context.registry.find(type, code);
  if (!definition) throw searchFault(name, `is not known for ${type}`);
  if (modifier === "missing") return { kind: "missing", parameter: code, missing: parseBoolean(name, value) };
  return parseByType[definition.type](definition, modifier, value, context);
}

/** The two that the store itself keeps for every resource. */
function parseOwn(code: "_id" | "_lastUpdated", modifier: string | undefined, value: string, { at }: ClauseContext): Clause {
  if (modifier !== undefined) throw unknownModifier(code, modifier);
  if (code === "_id") return { kind: "id", values: parseIds(code, value) };
  return { kind: "date", parameter: code, values: splitValues(code, value).map((text) => parseDate(code, text, at)) };
}

type Parser = (definition: SearchParameterDefinition, modifier: string | undefined, value: string, context: ClauseContext) => Clause;

const parseByType: Readonly<Record<SearchParameterDefinition["type"], Parser>> = {
  token: ({ code }, modifier, value, { valueSets }) => {
    if (modifier === "in") return { kind: "token", parameter: code, values: expand(code, value, valueSets) };
    if (modifier !== undefined && modifier !== "not") throw unknownModifier(code, modifier);
    const values = splitValues(code, value).map((text) => parseToken(code, text));
    return { kind: "token", parameter: code, values, ...(modifier === "not" && { not: true }) };
  },
  reference: (definition, modifier, value, { baseUrl }) => {
    const { code } = definition;
    if (modifier === "identifier") return { kind: "token", parameter: identifierParameter(code), values: splitValues(code, value).map((text) => parseToken(code, text)) };
    const type = modifier === undefined ? bareType(definition) : targetType(definition, modifier);
    // without a modifier the type is a guess for bare ids; `subject=Device/1` may still name another
    const expected = (text: string): ResourceTypeName | undefined => (modifier === undefined && text.includes("/") ? undefined : type);
    return { kind: "reference", parameter: code, values: splitValues(code, value).map((text) => parseReferenceValue(code, text, baseUrl, expected(text))) };
  },
  string: ({ code }, modifier, value) => {
    const match = modifier === undefined ? "starts" : modifier;
    if (match !== "starts" && match !== "exact" && match !== "contains") throw unknownModifier(code, match);
    return { kind: "string", parameter: code, values: splitValues(code, value).map(unescapeValue), match };
  },
  uri: ({ code }, modifier, value) => {
    if (modifier !== undefined) throw unknownModifier(code, modifier);
    return { kind: "uri", parameter: code, values: splitValues(code, value).map(unescapeValue) };
  },
  date: ({ code }, modifier, value, { at }) => {
    if (modifier !== undefined) throw unknownModifier(code, modifier);
    return { kind: "date", parameter: code, values: splitValues(code, value).map((text) => parseDate(code, text, at)) };
  },
};

/** Name under which the index keeps the logical identifiers of a reference parameter (`patient:identifier=system|value`). */
export function identifierParameter(code: string): string {
  return `${code}:identifier`;
}

/** `parameter[:Type].rest`, one level deep. Without a type, the one stored target that knows `rest` is meant. */
function parseChain(type: ResourceTypeName, name: string, dot: number, value: string, context: ClauseContext): Clause {
  const [code = "", modifier] = name.slice(0, dot).split(":");
  const rest = name.slice(dot + 1);
  const definition = context.registry.find(type, code);
  if (!definition) throw searchFault(name, `is not known for ${type}`);
  if (definition.type !== "reference") throw searchFault(name, "only a reference can be followed");
  if (rest.includes(".")) throw searchFault(name, "references are followed one step only");
  const target = modifier === undefined ? chainTarget(definition, name, rest, context) : targetType(definition, modifier);
  return { kind: "chain", parameter: code, target, on: parseClause(target, rest, value, context) };
}

function chainTarget(definition: SearchParameterDefinition, name: string, rest: string, { registry }: ClauseContext): ResourceTypeName {
  const [code = ""] = rest.split(":");
  const own = code === "_id" || code === "_lastUpdated";
  const targets = storedTargets(definition).filter((target) => own || registry.find(target, code));
  const [only] = targets;
  if (only === undefined) throw searchFault(name, "is known for none of the types it can lead to");
  if (targets.length > 1) throw searchFault(name, `can lead to several types; name one, as in ${definition.code}:${only}.${code}`);
  return only;
}

/** The type that a bare id stands for. A parameter named `patient` is about patients, whatever else its definition allows. */
function bareType(definition: SearchParameterDefinition): ResourceTypeName | undefined {
  const targets = storedTargets(definition);
  if (definition.code === "patient" && targets.includes("Patient")) return "Patient";
  return definition.target?.length === 1 ? targets[0] : undefined;
}

function targetType(definition: SearchParameterDefinition, modifier: string): ResourceTypeName {
  const target = storedTargets(definition).find((candidate) => candidate === modifier);
  if (target === undefined) throw unknownModifier(definition.code, modifier);
  return target;
}

function storedTargets({ target = [] }: SearchParameterDefinition): readonly ResourceTypeName[] {
  return target.flatMap((name) => storedType(name)?.type ?? []);
}

function expand(code: string, value: string, valueSets: ClauseContext["valueSets"]): readonly TokenValue[] {
  const url = unescapeValue(value);
  const codes = valueSets?.get(url) ?? valueSets?.get(url.replace(/\|.*$/, ""));
  if (codes === undefined || codes.length === 0) throw searchFault(`${code}:in`, "the value set is not known here");
  return codes;
}

function parseBoolean(name: string, value: string): boolean {
  if (value !== "true" && value !== "false") throw searchFault(name, "takes true or false");
  return value === "true";
}

function unknownModifier(code: string, modifier: string): Error {
  return searchFault(`${code}:${modifier}`, "the modifier is not known for it", "unknown-modifier");
}
