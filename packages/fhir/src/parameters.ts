import type { Parameters, ParametersParameter, Resource } from "hl7-fhir-r4-types";
import { Anomaly, type Issue } from "./anomaly.ts";
import { choiceProperty } from "./choice-property.ts";
import { mentionsBsn, withoutBsn } from "./identifier.ts";
import { fromText, isType, type ParameterType, type ParameterValues } from "./parameter-value.ts";
import { parseReference } from "./reference.ts";

/** One input of an operation. */
export interface ParameterSpec {
  readonly type: ParameterType;
  /** 1: must be given. Absent: may be left out. */
  readonly min?: 1;
  /** `*`: may be given several times; the input is then a list. */
  readonly max?: "*";
  /** Of a Reference: the types it may lead to. */
  readonly target?: string | readonly string[];
  /** Of a Resource: its type. */
  readonly resource?: Resource["resourceType"];
}

export type InputSpec = Readonly<Record<string, ParameterSpec>>;

type ValueOf<P extends ParameterSpec> = P extends { readonly type: "Resource"; readonly resource: infer T } ? Extract<Resource, { resourceType: T }> : ParameterValues[P["type"]];

type Required<S extends InputSpec> = { [K in keyof S]: S[K] extends { readonly min: 1 } | { readonly max: "*" } ? K : never }[keyof S];

/** What an operation gets: a value for each parameter of its spec, `undefined` where none was given; a list where there may be several. */
export type Input<S extends InputSpec> = { readonly [K in Required<S>]: S[K] extends { readonly max: "*" } ? readonly ValueOf<S[K]>[] : ValueOf<S[K]> } & {
  readonly [K in Exclude<keyof S, Required<S>>]?: ValueOf<S[K]>;
};

/** Reads the input of an operation from its Parameters. An operation with one Resource among its inputs also takes that resource
 *  itself (R4 operations.html#request). No body is an empty one.
 *  @throws {Anomaly} with every fault at `Parameters.parameter.where(name='gp')`: `incorrect` when a parameter is unknown, given too often
 *  or of the wrong type; `rule` when all that is wrong is that something is missing, or that a BSN stands in words (`no-bsn`). */
export function readInput<const S extends InputSpec>(parameters: unknown, spec: S): Input<S> {
  if (parameters === undefined) return gather([], spec);
  if (!isObject(parameters) || typeof parameters["resourceType"] !== "string") throw incorrect("the body is no Parameters resource", "Parameters");
  if (parameters["resourceType"] !== "Parameters") return gather([soleResource(parameters, spec)], spec);
  const list = parameters["parameter"] ?? [];
  if (!Array.isArray(list)) throw incorrect("parameter is a list", "Parameters.parameter");
  if (list.length > maximumParameters) throw incorrect(`there are more than ${maximumParameters} parameters`, "Parameters.parameter");
  return gather(list.map(readParameter), spec);
}

/** Reads the same input from the query of a GET: primitives, and references as `Type/id`.
 *  @param query name and value pairs, percent-decoded; `_format` and the like are passed over, unless the operation has an input of that name
 *  @throws {Anomaly} as `readInput` */
export function readQueryInput<const S extends InputSpec>(query: readonly (readonly [string, string])[], spec: S): Input<S> {
  const given = query.filter(([name]) => !name.startsWith("_") || Object.hasOwn(spec, name)).map(([name, text]) => {
    const type = Object.hasOwn(spec, name) ? spec[name]?.type : undefined;
    return { name, type, value: type === undefined ? text : fromText(type, text) };
  });
  return gather(given, spec);
}

/** Each wrong one is told, so there is an end to them. The longest list we know of is 500 patients for `$responsible-gp`. */
const maximumParameters = 1000;

interface Given {
  readonly name: string;
  /** `undefined` when the parameter carries no value of a type we know. */
  readonly type: ParameterType | undefined;
  readonly value: unknown;
}

function readParameter(parameter: unknown, index: number): Given {
  const name = isObject(parameter) ? parameter["name"] : undefined;
  if (!isObject(parameter) || typeof name !== "string") throw incorrect("a parameter has a name", `Parameters.parameter[${index}]`);
  const keys = Object.keys(parameter).filter((key) => key === "resource" || key.startsWith("value"));
  const [key = ""] = keys;
  if (keys.length > 1) throw incorrect("a parameter has one value", place(name));
  const type = key === "resource" ? "Resource" : typeOfKey.get(key);
  return { name, type, value: parameter[key] };
}

function soleResource(resource: Readonly<Record<string, unknown>>, spec: InputSpec): Given {
  const fitting = Object.entries(spec).filter(([, { type, resource: wanted }]) => type === "Resource" && (wanted === undefined || wanted === resource["resourceType"]));
  const [sole, ...others] = fitting;
  if (sole === undefined || others.length > 0) throw incorrect("the body is no Parameters resource", "Parameters");
  return { name: sole[0], type: "Resource", value: resource };
}

function gather<S extends InputSpec>(given: readonly Given[], spec: S): Input<S> {
  const wrong: Issue[] = [];
  const input: Record<string, unknown> = {};
  for (const [name, { max }] of Object.entries(spec)) if (max === "*") input[name] = [];
  for (const parameter of given) {
    const { name, value } = parameter;
    const wanted = Object.hasOwn(spec, name) ? spec[name] : undefined;
    const problem = wanted === undefined ? "the operation has no such parameter" : problemOf(parameter, wanted);
    const list = input[name];
    if (problem !== undefined) wrong.push({ text: problem, expression: place(name) });
    else if (Array.isArray(list)) list.push(value);
    else if (Object.hasOwn(input, name)) wrong.push({ text: "is given more than once", expression: place(name) });
    else input[name] = value;
  }
  if (wrong.length > 0) throw new Anomaly("incorrect", "the input was not understood", { issues: wrong });
  const missing = Object.entries(spec).filter(([name, { min }]) => min === 1 && (input[name] === undefined || (Array.isArray(input[name]) && input[name].length === 0)));
  if (missing.length > 0) throw new Anomaly("rule", "the input is not complete", { issues: missing.map(([name]) => ({ text: `${name} is missing`, expression: place(name), code: "required" })) });
  refuseBsnInWords(input, spec);
  return input as Input<S>;
}

/** What people type into an operation is kept, and read by others than who wrote it (`no-bsn`): which patient it is about, the operation says. */
function refuseBsnInWords(input: Readonly<Record<string, unknown>>, spec: InputSpec): void {
  const words = Object.keys(spec).filter((name) => spec[name]?.type === "string");
  const named = words.filter((name) => [input[name]].flat().some((text) => typeof text === "string" && mentionsBsn(text)));
  const text = "say it without a BSN: what is written here is read by others too";
  if (named.length > 0) throw new Anomaly("rule", text, { issues: named.map((name) => ({ text, expression: place(name), rule: "no-bsn" })) });
}

/** How to write what is often written wrong, and what an offset is. */
const forms: Readonly<Partial<Record<ParameterType, string>>> = {
  instant: ": write it with seconds and an offset, as 2027-01-04T03:00:00+01:00",
  dateTime: ": write a day, as 2027-01-04, or a moment with its offset, as 2027-01-04T03:00:00+01:00",
  date: ": write it as 2027-01-04",
  Period: ": write start and end as days, 2027-01-04, or as moments with their offset, 2027-01-04T03:00:00+01:00",
  string: ": write at least a word",
};

function problemOf({ type, value }: Given, wanted: ParameterSpec): string | undefined {
  if (value === undefined || type !== wanted.type) return `takes a value of type ${wanted.type}`;
  if (!isType(wanted.type, value)) return `is no valid ${wanted.type}${forms[wanted.type] ?? ""}`;
  if (wanted.resource !== undefined && isObject(value) && value["resourceType"] !== wanted.resource) return `is not a ${wanted.resource}`;
  const targets = typeof wanted.target === "string" ? [wanted.target] : wanted.target;
  if (targets === undefined || !isObject(value) || typeof value["reference"] !== "string") return undefined;
  const literal = parseReference(value["reference"]);
  const led = literal?.kind === "relative" || literal?.kind === "absolute" ? literal.type : undefined;
  return led !== undefined && targets.includes(led) ? undefined : `refers to another type than ${targets.join(" or ")}`;
}

/** One parameter of an answer; `undefined` when there is no value, for `buildParameters` to drop. */
export function parameter<T extends ParameterType>(name: string, type: T, value: ParameterValues[T] | undefined): ParametersParameter | undefined {
  if (value === undefined) return undefined;
  return (type === "Resource" ? { name, resource: value } : { name, [choiceProperty("value", type)]: value }) as ParametersParameter;
}

/** A parameter made of parts; `undefined` when none of them has a value. */
export function partsParameter(name: string, parts: readonly (ParametersParameter | undefined)[]): ParametersParameter | undefined {
  const part = parts.filter((one) => one !== undefined);
  return part.length === 0 ? undefined : { name, part };
}

/** Parameters out of what `parameter` and `partsParameter` made. */
export function buildParameters(parameters: readonly (ParametersParameter | undefined)[]): Parameters {
  const given = parameters.filter((one) => one !== undefined);
  return given.length === 0 ? { resourceType: "Parameters" } : { resourceType: "Parameters", parameter: given };
}

const types: Readonly<Record<Exclude<ParameterType, "Resource">, true>> = {
  string: true,
  code: true,
  id: true,
  uri: true,
  instant: true,
  dateTime: true,
  date: true,
  boolean: true,
  integer: true,
  Identifier: true,
  Reference: true,
  CodeableConcept: true,
  Coding: true,
  ContactPoint: true,
  Period: true,
};
const typeOfKey: ReadonlyMap<string, ParameterType> = new Map((Object.keys(types) as ParameterType[]).map((type) => [choiceProperty("value", type), type]));

/** The name comes from a caller: a BSN is taken out of it, and quotes can't break out of the FHIRPath. */
function place(name: string): string {
  const shown = withoutBsn(name).slice(0, 64).replaceAll(/['\\]/g, String.raw`\$&`);
  return `Parameters.parameter.where(name='${shown}')`;
}

function incorrect(text: string, expression: string): Anomaly {
  return new Anomaly("incorrect", text, { issues: [{ text, expression }] });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
