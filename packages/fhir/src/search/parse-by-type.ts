import { Anomaly } from "../anomaly.ts";
import type { Clause, ReferenceValue, SearchParameterDefinition, TokenValue, ValueClause } from "../query.ts";
import { pzpAddresses } from "../pzp-addresses.ts";
import { storedType, type ResourceTypeName } from "../resource-types.ts";
import { splitEscaped, unescapeValue } from "./escape.ts";
import { identifierParameter, ofTypeParameter, textParameter } from "./kept-beside.ts";
import { modifiersOf } from "./modifiers.ts";
import type { ClauseContext } from "./parse-clause.ts";
import { parseQuantity } from "./parse-quantity.ts";
import { ancestorsOf, parseDate, parseReferenceValue, parseToken, parseTypedIdentifier, requirePath, splitValues } from "./parse-value.ts";
import { searchFault } from "./search-fault.ts";

type PlainDefinition = SearchParameterDefinition & { readonly type: Exclude<SearchParameterDefinition["type"], "composite"> };

/** Reads a value of a parameter, in the way that its type and the modifier ask for.
 *  @throws {Anomaly} `incorrect` for a modifier that it doesn't take (rule `unknown-modifier`) or a malformed value. */
export function parseOwnClause(definition: SearchParameterDefinition, modifier: string | undefined, value: string, context: ClauseContext): ValueClause | CompositeClause {
  const { code } = definition;
  if (modifier !== undefined && !modifiersOf(definition).includes(modifier)) throw unknownModifier(definition, modifier);
  if (!isPlain(definition)) return parseComposite(definition, modifier, value, context);
  if (modifier === "missing") return { kind: "missing", parameter: code, missing: parseBoolean(`${code}:missing`, value) };
  return parseByType[definition.type](definition, modifier, value, context);
}

/** The modifiers that would do are named: whoever is refused knows what to ask instead. */
export function unknownModifier(definition: SearchParameterDefinition, modifier: string): Error {
  return searchFault(`${definition.code}:${modifier}`, `the modifier is not supported for it; these are: ${modifiersOf(definition).map((name) => `:${name}`).join(", ")}`, "unknown-modifier");
}

/** @throws {Anomaly} `incorrect` for anything but `true` and `false`. */
export function parseBoolean(name: string, value: string): boolean {
  if (value !== "true" && value !== "false") throw searchFault(name, "takes true or false");
  return value === "true";
}

type CompositeClause = Extract<Clause, { kind: "composite" }>;

type Parser = (definition: PlainDefinition, modifier: string | undefined, value: string, context: ClauseContext) => ValueClause;

const parseByType: Readonly<Record<PlainDefinition["type"], Parser>> = {
  token: ({ code, system }, modifier, value, { valueSets }) => {
    if (modifier === "text") return textClause(code, value);
    if (modifier === "in" || modifier === "not-in") return { kind: "token", parameter: code, values: implied(expand(code, modifier, value, valueSets), system), ...(modifier === "not-in" && { not: true }) };
    if (modifier === "of-type") return { kind: "token", parameter: ofTypeParameter(code), values: splitValues(code, value).map((text) => parseTypedIdentifier(code, text)) };
    return { kind: "token", parameter: code, values: implied(tokens(code, value), system), ...(modifier === "not" && { not: true }) };
  },
  reference: (definition, modifier, value, { baseUrl }) => {
    const { code } = definition;
    if (modifier === "text") return textClause(code, value);
    if (modifier === "identifier") return { kind: "token", parameter: identifierParameter(code), values: tokens(code, value) };
    const type = modifier === undefined ? bareType(definition) : storedType(modifier)?.type;
    // without a modifier the type is a guess for bare ids; `subject=Device/1` may still name another
    const expected = (text: string): ResourceTypeName | undefined => (modifier === undefined && text.includes("/") ? undefined : type);
    return { kind: "reference", parameter: code, values: splitValues(code, value).map((text) => parseReferenceValue(code, text, baseUrl, expected(text))).flatMap(underAllAddresses) };
  },
  string: ({ code }, modifier, value) => {
    const match = modifier === "exact" || modifier === "contains" ? modifier : "starts";
    return { kind: "string", parameter: code, values: splitValues(code, value).map(unescapeValue), match };
  },
  uri: ({ code }, modifier, value) => {
    const values = splitValues(code, value).map(unescapeValue);
    if (modifier === undefined) return { kind: "uri", parameter: code, values: values.flatMap(pzpAddresses) };
    for (const each of values) requirePath(`${code}:${modifier}`, each);
    return modifier === "above" ? { kind: "uri", parameter: code, values: values.flatMap(ancestorsOf) } : { kind: "uri", parameter: code, values, below: true };
  },
  date: ({ code }, _modifier, value, { at }) => ({ kind: "date", parameter: code, values: splitValues(code, value).map((text) => parseDate(code, text, at)) }),
  quantity: ({ code }, _modifier, value) => ({ kind: "quantity", parameter: code, values: splitValues(code, value).map((text) => parseQuantity(code, text)) }),
  number: ({ code }, _modifier, value) => ({ kind: "quantity", parameter: code, values: splitValues(code, value).map((text) => parseQuantity(code, text, "number")) }),
};

/** A canonical, as a reference to a Questionnaire is, under the other address too that it was published at. */
function underAllAddresses(value: ReferenceValue): readonly ReferenceValue[] {
  return value.type === undefined ? pzpAddresses(value.id).map((id) => ({ id })) : [value];
}

/** `part$part`; each alternative has a value for every part. Source: R4 search.html#combining. */
function parseComposite(definition: SearchParameterDefinition, modifier: string | undefined, value: string, context: ClauseContext): CompositeClause {
  const { code, base, parts = [] } = definition;
  const components = parts.flatMap((part) => context.registry.find(base, part) ?? []).filter(isPlain);
  if (components.length !== parts.length) throw searchFault(code, "has parts that are not known here");
  if (modifier === "missing") {
    const present = components.map((part): ValueClause => ({ kind: "missing", parameter: part.code, missing: false }));
    return { kind: "composite", parameter: code, values: [present], ...(parseBoolean(`${code}:missing`, value) && { not: true }) };
  }
  const values = splitValues(code, value).map((alternative) => {
    const texts = splitEscaped(alternative, "$");
    if (texts.length !== components.length || texts.includes("")) throw searchFault(code, `is written as ${parts.join("$")}`);
    return components.map((part, at) => parsePart(code, part, texts[at] ?? "", context));
  });
  return { kind: "composite", parameter: code, values };
}

function parsePart(code: string, part: PlainDefinition, text: string, context: ClauseContext): ValueClause {
  try {
    return parseByType[part.type](part, undefined, text, context);
  } catch (cause) {
    throw cause instanceof Anomaly ? searchFault(code, `its part ${part.code} is no value of that parameter`) : cause;
  }
}

function isPlain(definition: SearchParameterDefinition): definition is PlainDefinition {
  return definition.type !== "composite";
}

function tokens(code: string, value: string): readonly TokenValue[] {
  return splitValues(code, value).map((text) => parseToken(code, text));
}

/** An element of type `code` doesn't say its system; who asks may. */
function implied(values: readonly TokenValue[], system: string | undefined): readonly TokenValue[] {
  return system === undefined ? values : values.map((value) => (value.system === system ? { ...value, system: null } : value));
}

/** Words that begin with these. Source: R4 search.html#token, modifier `text`. */
function textClause(code: string, value: string): ValueClause {
  return { kind: "string", parameter: textParameter(code), values: splitValues(code, value).map(unescapeValue), match: "starts" };
}

/** The type that a bare id stands for. A parameter named `patient` is about patients, whatever else its definition allows. */
function bareType({ code, target = [] }: SearchParameterDefinition): ResourceTypeName | undefined {
  if (code === "patient" && target.includes("Patient")) return "Patient";
  const [only, ...others] = target;
  return only !== undefined && others.length === 0 ? storedType(only)?.type : undefined;
}

function expand(code: string, modifier: string, value: string, valueSets: ClauseContext["valueSets"]): readonly TokenValue[] {
  const url = unescapeValue(value);
  const codes = valueSets?.get(url) ?? valueSets?.get(url.replace(/\|.*$/, ""));
  if (codes === undefined || codes.length === 0) throw searchFault(`${code}:${modifier}`, "the value set is not known here");
  return codes;
}
