import type { IndexRow, SearchParameterDefinition } from "../query.ts";
import { parseReference } from "../reference.ts";
import { isFields, isText, type Fields } from "./fields.ts";
import { quantityRows } from "./index-quantity.ts";
import { beginOfTime, endOfTime, instantRange } from "./instant-range.ts";
import { identifierParameter, ofTypeParameter, ofTypeSystem, textParameter } from "./kept-beside.ts";

type ParameterType = SearchParameterDefinition["type"];

/** The data types, as written at the end of a choice element's name, that a parameter of each kind can be about.
 *  Source: R4 search.html, table "cross-map of search parameter types and data types". */
export const searchableTypes: Readonly<Record<ParameterType, ReadonlySet<string>>> = {
  token: new Set(["Boolean", "Code", "CodeableConcept", "Coding", "ContactPoint", "Id", "Identifier", "String"]),
  reference: new Set(["Canonical", "Reference", "Uri"]),
  string: new Set(["Address", "HumanName", "Markdown", "String"]),
  uri: new Set(["Canonical", "Oid", "Uri", "Url", "Uuid"]),
  date: new Set(["Date", "DateTime", "Instant", "Period", "Timing"]),
  quantity: new Set(["Age", "Count", "Distance", "Duration", "Money", "Quantity", "Range", "SampledData"]),
  number: new Set(["Decimal", "Integer", "PositiveInt", "UnsignedInt"]),
  composite: new Set(),
};

/** The index rows of one value that a search parameter's expression selected. A value that can't be searched gives none.
 *  @param baseUrl our own FHIR base: a reference under it is one to us */
export function indexRows(type: ParameterType, parameter: string, value: unknown, baseUrl?: string): readonly IndexRow[] {
  return convert[type](parameter, value, baseUrl);
}

const convert: Readonly<Record<ParameterType, (parameter: string, value: unknown, baseUrl: string | undefined) => readonly IndexRow[]>> = {
  token: tokenRows,
  reference: referenceRows,
  string: (parameter, value) => strings(value).map((text) => ({ kind: "string", parameter, value: text })),
  uri: (parameter, value) => (isText(value) ? withAndWithoutVersion(value).map((each) => ({ kind: "uri", parameter, value: each })) : []),
  date: dateRows,
  quantity: quantityRows,
  number: quantityRows,
  composite: () => [],
};

const contactSystems: ReadonlySet<unknown> = new Set(["phone", "fax", "email", "pager", "url", "sms", "other"]);

/** Code, boolean and string stand alone; Coding and Identifier with their system; a ContactPoint by its value, since its
 *  `system` is no naming system. The words beside a code, and an identifier by its type, are kept under names of their own. */
function tokenRows(parameter: string, value: unknown): readonly IndexRow[] {
  if (isText(value) || typeof value === "boolean") return [{ kind: "token", parameter, code: String(value) }];
  if (!isFields(value)) return [];
  const { coding, system, display, text, type } = value;
  if (Array.isArray(coding)) return [...coding.flatMap((item) => tokenRows(parameter, item)), ...textRows(parameter, text)];
  const code = value["code"] ?? value["value"];
  const words = textRows(parameter, display ?? text);
  if (!isText(code)) return words;
  const row: IndexRow = isText(system) && !contactSystems.has(system) ? { kind: "token", parameter, system, code } : { kind: "token", parameter, code };
  return isFields(type) ? [row, ...words, ...typedRows(parameter, type, code)] : [row, ...words];
}

function textRows(parameter: string, text: unknown): readonly IndexRow[] {
  return isText(text) ? [{ kind: "string", parameter: textParameter(parameter), value: text }] : [];
}

/** An identifier by what sort of number it is: `identifier:of-type=system|code|value`. */
function typedRows(parameter: string, { coding, text }: Fields, value: string): readonly IndexRow[] {
  const rows = Array.isArray(coding) ? coding.flatMap((each: unknown) => (isFields(each) && isText(each["system"]) && isText(each["code"]) ? [{ system: each["system"], code: each["code"] }] : [])) : [];
  return [...rows.map(({ system, code }): IndexRow => ({ kind: "token", parameter: ofTypeParameter(parameter), system: ofTypeSystem(system, code), code: value })), ...textRows(parameter, text)];
}

function referenceRows(parameter: string, value: unknown, baseUrl: string | undefined): readonly IndexRow[] {
  if (isText(value)) return literalRows(parameter, value, baseUrl);
  if (!isFields(value)) return [];
  const { reference, identifier, display, resourceType, id } = value;
  if (isText(resourceType)) return isText(id) ? [{ kind: "reference", parameter, type: resourceType, id }] : [];
  const literal = isText(reference) ? literalRows(parameter, reference, baseUrl) : [];
  const logical = isFields(identifier) && isText(identifier["value"]) ? tokenRows(identifierParameter(parameter), { system: identifier["system"], value: identifier["value"] }) : [];
  return [...literal, ...logical, ...textRows(parameter, display)];
}

/** Without its version, and a canonical both with and without: a search may name either. */
function literalRows(parameter: string, reference: string, baseUrl: string | undefined): readonly IndexRow[] {
  const parsed = parseReference(reference, baseUrl);
  if (parsed === undefined || parsed.kind === "contained" || parsed.kind === "query") return [];
  if (parsed.kind === "relative") return [{ kind: "reference", parameter, type: parsed.type, id: parsed.id }];
  return withAndWithoutVersion(reference).map((id) => ({ kind: "reference", parameter, id }));
}

function withAndWithoutVersion(canonical: string): readonly string[] {
  const version = canonical.indexOf("|");
  return version < 0 ? [canonical] : [canonical, canonical.slice(0, version)];
}

const nameParts: readonly string[] = ["text", "family", "given", "prefix", "suffix"];
const addressParts: readonly string[] = ["text", "line", "city", "district", "state", "postalCode", "country"];

/** The text itself, or every part of a HumanName or Address. The Dutch parts of a family name (own name without "van der")
 *  stand in extensions of `_family` and count as parts of the name. */
function strings(value: unknown): readonly string[] {
  if (isText(value)) return [value];
  if (!isFields(value)) return [];
  const isName = "family" in value || "given" in value;
  const parts = isName ? nameParts : addressParts;
  const found = parts.flatMap((part) => value[part]).filter(isText);
  return isName ? [...new Set([...found, ...familyParts(value["_family"])])] : found;
}

function familyParts(family: unknown): readonly string[] {
  const extensions: unknown = isFields(family) ? family["extension"] : undefined;
  if (!Array.isArray(extensions)) return [];
  return extensions.flatMap((extension: unknown) => (isFields(extension) && isText(extension["url"]) && /humanname-(?:own|partner)-name$/.test(extension["url"]) ? [extension["valueString"]] : [])).filter(isText);
}

/** What a date, dateTime, instant, Period or Timing covers. An end that isn't there is open. Of a Timing the outer limits count. */
function dateRows(parameter: string, value: unknown): readonly IndexRow[] {
  if (isText(value)) {
    const range = instantRange(value);
    return range ? [{ kind: "date", parameter, ...range }] : [];
  }
  if (!isFields(value)) return [];
  const { event, repeat } = value;
  if (Array.isArray(event) && event.length > 0) return timesRows(parameter, event);
  const period: unknown = isFields(repeat) ? repeat["boundsPeriod"] : value;
  if (!isFields(period)) return [];
  const start = isText(period["start"]) ? instantRange(period["start"]) : undefined;
  const end = isText(period["end"]) ? instantRange(period["end"]) : undefined;
  if (!start && !end) return [];
  return [{ kind: "date", parameter, start: start?.start ?? beginOfTime, end: end?.end ?? endOfTime }];
}

function timesRows(parameter: string, times: readonly unknown[]): readonly IndexRow[] {
  const ranges = times.flatMap((time) => (isText(time) ? (instantRange(time) ?? []) : []));
  if (ranges.length === 0) return [];
  const limits = ranges.reduce((outer, { start, end }) => ({ start: Math.min(outer.start, start), end: Math.max(outer.end, end) }));
  return [{ kind: "date", parameter, ...limits }];
}
