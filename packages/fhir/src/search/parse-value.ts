import type { DateValue, ReferenceValue, TokenValue } from "../query.ts";
import { isLogicalId, parseReference } from "../reference.ts";
import { storedType, type ResourceTypeName } from "../resource-types.ts";
import { splitEscaped, unescapeValue } from "./escape.ts";
import { sentInstantRange } from "./instant-range.ts";
import { ofTypeSystem } from "./kept-beside.ts";
import { prefixes } from "./modifiers.ts";
import { searchFault } from "./search-fault.ts";

/** More alternatives than this in one parameter are refused: each costs the store a look. */
const maximumValues = 500;
/** More steps than any address of a profile has. */
const maximumAncestors = 100;

/** Splits a comma list into its alternatives, still escaped. @throws {Anomaly} `incorrect` when one is empty or there are too many. */
export function splitValues(parameter: string, value: string): readonly string[] {
  const values = splitEscaped(value, ",");
  if (values.some((part) => part.trim() === "")) throw searchFault(parameter, "a value is missing");
  if (values.length > maximumValues) throw searchFault(parameter, `more than ${maximumValues} values`);
  return values;
}

/** `system|code`, `|code`, `system|` or `code`. A bare code is looked for in any system: that is also what the PZP queries need,
 *  whose comma lists name the system in the first token only (IKNL PZP-FHIR-R4, pattern 5).
 *  @throws {Anomaly} `incorrect` */
export function parseToken(parameter: string, text: string): TokenValue {
  const parts = splitEscaped(text, "|").map(unescapeValue);
  const [system = "", code] = parts;
  if (parts.length > 2) throw searchFault(parameter, "a token has one | at most");
  if (code === undefined) return { code: system };
  if (system === "" && code === "") throw searchFault(parameter, "a token names a system or a code");
  if (system === "") return { system: null, code };
  return code === "" ? { system } : { system, code };
}

/** `system|code|value`: an identifier's type, then its value. Source: R4 search.html#token, modifier `of-type`.
 *  @throws {Anomaly} `incorrect` */
export function parseTypedIdentifier(parameter: string, text: string): TokenValue {
  const [system = "", code = "", value = "", ...more] = splitEscaped(text, "|").map(unescapeValue);
  if (system === "" || code === "" || value === "" || more.length > 0) throw searchFault(`${parameter}:of-type`, "is written as system|code|value");
  return { system: ofTypeSystem(system, code), code: value };
}

/** Only a URL has a path. @throws {Anomaly} `incorrect` */
export function requirePath(parameter: string, uri: string): void {
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^/\s]+/i.test(uri)) throw searchFault(parameter, "takes URLs: a URN has no path");
}

/** A URL and those whose path goes on to it. Source: R4 search.html#uri, modifier `above`. */
export function ancestorsOf(url: string): readonly string[] {
  const start = url.indexOf("/", url.indexOf("://") + 3);
  const found = new Set([url]);
  for (let at = start; at >= 0 && found.size < maximumAncestors; at = url.indexOf("/", at + 1)) found.add(url.slice(0, at)).add(url.slice(0, at + 1));
  return [...found];
}

/** `id`, `Type/id`, a URL under our base, or a URL or URN that is matched as it stands. Versions are left out: a search finds
 *  what refers to a resource, whichever version it names.
 *  @param type the type to take for a bare id, when it is known
 *  @throws {Anomaly} `incorrect` */
export function parseReferenceValue(parameter: string, text: string, baseUrl: string, type?: ResourceTypeName): ReferenceValue {
  const value = unescapeValue(text);
  if (isLogicalId(value)) return type === undefined ? { id: value } : { type, id: value };
  const parsed = parseReference(value, baseUrl);
  if (parsed?.kind === "absolute" || parsed?.kind === "urn") return { id: value };
  if (parsed?.kind !== "relative") throw searchFault(parameter, "a value is no reference");
  const kept = storedType(parsed.type)?.type;
  if (kept === undefined) throw searchFault(parameter, "refers to a type that is not kept here");
  if (type !== undefined && type !== kept) throw searchFault(parameter, `refers to another type than ${type}`);
  return { type: kept, id: parsed.id };
}

const dateText = new RegExp(`^(?<prefix>${prefixes.join("|")})?(?<date>\\d.*)$`);

/** A date with its prefix. What has no zone is read in Europe/Amsterdam. `ap` is widened by a tenth of its distance to `at`
 *  (R4 search.html#prefix); the store then takes it for "overlaps".
 *  @throws {Anomaly} `incorrect` */
export function parseDate(parameter: string, text: string, at?: number): DateValue {
  const parts = dateText.exec(unescapeValue(text))?.groups;
  const range = sentInstantRange(parts?.["date"] ?? "");
  if (!range) throw searchFault(parameter, "a value is no date");
  const prefix = (parts?.["prefix"] ?? "eq") as DateValue["prefix"];
  const slack = prefix === "ap" && at !== undefined ? Math.round(Math.abs(at - range.start) / 10) : 0;
  return { prefix, start: range.start - slack, end: range.end + slack };
}

/** One or more logical ids. @throws {Anomaly} `incorrect` */
export function parseIds(parameter: string, value: string): readonly string[] {
  return splitValues(parameter, value).map((id) => {
    if (!isLogicalId(id)) throw searchFault(parameter, "a value is no logical id");
    return id;
  });
}
