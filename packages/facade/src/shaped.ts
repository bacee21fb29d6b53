import { Anomaly, createSubsetter, parseJson, stringifyJson, withoutBsn, type Issue, type Subset, type Subsetter, type Validator } from "@wijkverband/fhir";
import type { Resource } from "hl7-fhir-r4-types";
import type { Ask } from "./exchange.ts";
import type { House } from "./house.ts";

/** The parameters that ask for a part of what is answered. Source: R4 http.html#summary. */
export const shapingParameters: readonly string[] = ["_summary", "_elements"];

/** No resource has as many elements at its top; each that isn't known is told by itself. */
const mostElements = 200;

/** What of each resource goes back. */
export interface Shape {
  /** Only how many there are. */
  readonly countOnly: boolean;
  /** `_summary=text`. */
  readonly textOnly: boolean;
  /** What was asked and not understood, under lenient handling. */
  readonly ignored: readonly string[];
  /** The text of a resource as it goes back; as it is, when nothing was asked.
   *  @param isMatch what comes along with what was asked for is cut only by elements that name its type */
  readonly cut: (json: string | Buffer, isMatch?: boolean) => string | Buffer;
}

/** Nothing was asked. */
const whole: Shape = { countOnly: false, textOnly: false, ignored: [], cut: (json) => json };

interface ShapeOptions {
  /** Types that elements without a type in front are of. */
  readonly types: readonly string[];
  readonly lenient: boolean;
  /** Whether `_summary=count` has a meaning here. */
  readonly mayCount: boolean;
}

/** Reads `_summary` and `_elements`; an element may stand behind its type (`Patient.name`), for what an include brings along.
 *  @throws {Anomaly} `incorrect` naming each that isn't understood, unless handling is lenient */
export function readShape({ validator }: Pick<House, "validator">, parameters: Ask["query"], { types, lenient, mayCount }: ShapeOptions): Shape {
  if (!parameters.some(([name]) => shapingParameters.includes(name))) return whole;
  const subsetter = subsetterFor(validator);
  const faults: Issue[] = [];
  const fault = (name: string, text: string): void => void faults.push({ text: `parameter ${name} ${text}`, code: "invalid", expression: `http.${name}` });
  const summaries = valuesOf(parameters, "_summary");
  if (summaries.length > 1) fault("_summary", "is given more than once");
  const summary = summaries[0] ?? "false";
  if (!["true", "text", "data", "false"].includes(summary) && !(summary === "count" && mayCount)) fault("_summary", `takes true, text, data${mayCount ? ", count" : ""} or false`);
  const lists = valuesOf(parameters, "_elements");
  const all = lists.flatMap((list) => list.split(",")).map((name) => name.trim()).filter((name) => name !== "");
  if (all.length > mostElements) fault("_elements", `names more than ${mostElements} elements`);
  const names = all.slice(0, mostElements);
  if (lists.length > 0 && summary !== "false" && summary !== "count") fault("_elements", "doesn't go together with _summary");
  const elements = names.filter((name) => {
    const isKnown = splitName(name, types).some(([type, element]) => subsetter.hasElement(type, element));
    if (!isKnown) fault("_elements", `names ${withoutBsn(name).slice(0, 80)}, which is no element at the top of what is asked for`);
    return isKnown;
  });
  if (faults.length > 0 && !lenient) throw new Anomaly("incorrect", "the parameters were not understood", { issues: faults });
  const wanted = faults.length === 0 && (summary === "true" || summary === "text" || summary === "data") ? summary : undefined;
  const asked: Asked = { types, elements: elements.length === 0 || wanted !== undefined ? undefined : elements, summary: wanted };
  return { countOnly: summary === "count", textOnly: wanted === "text", ignored: faults.map(({ text }) => text), cut: (json, isMatch = true) => cut(subsetter, json, asked, isMatch) };
}

interface Asked {
  readonly types: readonly string[];
  readonly elements: readonly string[] | undefined;
  readonly summary: "true" | "text" | "data" | undefined;
}

function cut(subsetter: Subsetter, json: string | Buffer, asked: Asked, isMatch: boolean): string | Buffer {
  if (asked.summary === undefined && asked.elements === undefined) return json;
  const resource = parseJson(json.toString()) as Resource;
  const subset = subsetFor(resource.resourceType, asked, isMatch);
  return subset === undefined ? json : stringifyJson(subsetter.subsetOf(resource, subset));
}

function subsetFor(type: string, { types, elements, summary }: Asked, isMatch: boolean): Subset | undefined {
  if (summary !== undefined) return { summary };
  const named = (elements ?? []).flatMap((name) => splitName(name, isMatch ? [type] : [])).filter(([of]) => of === type);
  // brought along, and nothing was said of it
  if (named.length === 0 && !(isMatch && types.includes(type))) return undefined;
  return { elements: new Set(named.map(([, element]) => element)) };
}

/** The types and the element that a name means: `Patient.name`, or `name` of each of `types`. */
function splitName(name: string, types: readonly string[]): readonly (readonly [type: string, element: string])[] {
  const dot = name.indexOf(".");
  return dot < 0 ? types.map((type) => [type, name] as const) : [[name.slice(0, dot), name.slice(dot + 1)]];
}

function valuesOf(parameters: Ask["query"], name: string): readonly string[] {
  return parameters.flatMap(([each, value]) => (each === name ? [value] : []));
}

const subsetters = new WeakMap<Pick<Validator, "shapesOf">, Subsetter>();

function subsetterFor(validator: Validator): Subsetter {
  let subsetter = subsetters.get(validator);
  if (subsetter === undefined) subsetters.set(validator, (subsetter = createSubsetter(validator)));
  return subsetter;
}
