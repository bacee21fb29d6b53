import { Anomaly } from "@wijkverband/fhir";
import accepts from "accepts";
import type { Request } from "express";
import type { IncomingMessage } from "node:http";

/** What goes back: a FHIR answer, a page where there is one, or that page on paper. */
export type Wanted = "fhir" | "html" | "pdf";

/** The same, with the form of a FHIR answer: what answers makes JSON, of which XML is made when it is sent. */
type Format = "json" | "xml" | "html" | "pdf";

/** What a request says of the form of its answer. */
export interface Negotiated {
  readonly wants: Wanted;
  /** A FHIR answer goes as XML. */
  readonly xml: boolean;
  /** Under what name a FHIR answer goes: a client that accepts plain JSON or XML gets it by that name. */
  readonly mediaType: string;
  /** With line breaks and indents, for who reads it. */
  readonly pretty: boolean;
}

interface Choice {
  readonly format: Format;
  readonly mediaType: string;
}

const fhirJson = "application/fhir+json";
const fhirXml = "application/fhir+xml";
const jsonTypes = [fhirJson, "application/json"] as const;
const xmlTypes = [fhirXml, "application/xml", "text/xml"] as const;

/** Under what name a page is asked for and sent. */
export const mediaTypes: Readonly<Record<Exclude<Wanted, "fhir">, string>> = { html: "text/html", pdf: "application/pdf" };

/** Parameters that are about the form of an answer, whatever is asked. */
const formParameters: ReadonlySet<string> = new Set(["_format", "_pretty"]);

/** What is asked, without what is about the form of the answer. */
export function withoutForm(query: readonly (readonly [string, string])[]): readonly (readonly [string, string])[] {
  return query.filter(([name]) => !formParameters.has(name));
}

const formats: ReadonlyMap<string, Format> = new Map<string, Format>([
  ["json", "json"],
  ["text/json", "json"],
  ["xml", "xml"],
  ["html", "html"],
  ["pdf", "pdf"],
  ...jsonTypes.map((type) => [type, "json"] as const),
  ...xmlTypes.map((type) => [type, "xml"] as const),
  [mediaTypes.html, "html"],
  [mediaTypes.pdf, "pdf"],
]);

/** Offered in this order to who takes several; PDF only where there is one. */
const offered: readonly (readonly [type: string, format: Format])[] = [
  ...jsonTypes.map((type) => [type, "json"] as const),
  [mediaTypes.html, "html"],
  ...xmlTypes.map((type) => [type, "xml"] as const),
  [mediaTypes.pdf, "pdf"],
];

const available = "ask for application/fhir+json or application/fhir+xml, of FHIR 4.0";

/** The version of FHIR that is spoken here, as the `fhirVersion` of a media type says it (R4 versioning.html#mt-version). */
const spoken: ReadonlySet<string> = new Set(["4.0", "4.0.1"]);

/** Whether a body of this `Content-Type` is a resource in JSON, in XML, or neither. @throws {Anomaly} `unsupported-media` for another character set than UTF-8, or another version of FHIR. */
export function bodyFormat(contentType: string | undefined): "json" | "xml" | undefined {
  const { type, parameters } = readMediaType(contentType ?? "");
  const charset = parameters.get("charset");
  if (charset !== undefined && charset !== "utf-8" && charset !== "utf8") throw new Anomaly("unsupported-media", "send UTF-8");
  if (!isSpoken(parameters)) throw new Anomaly("unsupported-media", "this is FHIR 4.0");
  if (jsonTypes.some((known) => known === type)) return "json";
  return xmlTypes.some((known) => known === type) ? "xml" : undefined;
}

/** A media type in small letters, and its parameters by name. */
export function readMediaType(text: string): { readonly type: string; readonly parameters: ReadonlyMap<string, string> } {
  const [type = "", ...parameters] = text.split(";");
  return {
    type: type.trim().toLowerCase(),
    parameters: new Map(parameters.map((parameter): [string, string] => {
      const [name = "", value = ""] = parameter.split("=");
      return [name.trim().toLowerCase(), value.trim().replaceAll('"', "").toLowerCase()];
    })),
  };
}

function isSpoken(parameters: ReadonlyMap<string, string>): boolean {
  const version = parameters.get("fhirversion");
  return version === undefined || spoken.has(version);
}

/** Clients say the same thing every time, so what an `Accept` header comes to is remembered; a bound keeps made-up headers from filling memory. */
const remembered = new Map<string, Choice | undefined>();
const mostRemembered = 100;
const longestRemembered = 200;

/** What the request asks for, by `_format` or else by `Accept`.
 *  @param query of the URL, with the form of a `_search` behind it
 *  @param hasPdf Whether there is a PDF of what is asked.
 *  @throws {Anomaly} `not-acceptable` for anything that isn't JSON, XML or HTML, or PDF where there is one, and for another version of FHIR. */
export function wantedFormat(request: Request, query: readonly (readonly [string, string])[], hasPdf: boolean): Negotiated {
  const asked = query.find(([name]) => name === "_format")?.[1];
  const choice = asked === undefined ? byAccept(request.headers.accept ?? "", hasPdf) : byFormat(asked);
  if (choice === undefined || (choice.format === "pdf" && !hasPdf)) throw new Anomaly("not-acceptable", asked === undefined ? available : `this format isn't available; ${available}`);
  const { format, mediaType } = choice;
  const pretty = query.find(([name]) => name === "_pretty")?.[1];
  return { wants: format === "json" || format === "xml" ? "fhir" : format, xml: format === "xml", mediaType, pretty: pretty === "true" || pretty === "" };
}

function byFormat(asked: string): Choice | undefined {
  // a plus sign in a query is a space by the rules of forms, and clients send it as it is
  const { type, parameters } = readMediaType(asked.trim().replace(" ", "+"));
  const format = isSpoken(parameters) ? formats.get(type) : undefined;
  // whichever of its names was used, FHIR's own format is meant by it
  return format && { format, mediaType: format === "xml" ? fhirXml : fhirJson };
}

function byAccept(accept: string, hasPdf: boolean): Choice | undefined {
  const key = `${hasPdf ? "pdf" : ""} ${accept}`;
  if (remembered.has(key)) return remembered.get(key);
  const here = offered.filter(([, format]) => format !== "pdf" || hasPdf);
  const best = accept === "" ? fhirJson : accepts({ headers: { accept: withoutParameters(accept) } } as IncomingMessage).type(here.map(([type]) => type));
  const found = here.find(([type]) => type === best);
  const choice = found && { format: found[1], mediaType: nameOf(found[1], found[0]) };
  if (remembered.size < mostRemembered && accept.length <= longestRemembered) remembered.set(key, choice);
  return choice;
}

/** An `Accept` header in which nothing stands behind a media type but its weight: a character set or the version of FHIR asks for no other type. What asks for
 *  another version falls away. */
function withoutParameters(accept: string): string {
  const ranges = accept.split(",").flatMap((range) => {
    const { type, parameters } = readMediaType(range);
    if (type === "" || !isSpoken(parameters)) return [];
    const weight = parameters.get("q");
    return [weight === undefined ? type : `${type};q=${weight}`];
  });
  return ranges.length === 0 ? "-" : ranges.join(", ");
}

function nameOf(format: Format, type: string): string {
  if (format === "xml") return xmlTypes.find((known) => known === type) ?? fhirXml;
  return jsonTypes.find((known) => known === type) ?? fhirJson;
}

/** Dutch, unless the client prefers English. */
export function wantedLanguage(request: Request): "nl" | "en" {
  if (request.headers["accept-language"] === undefined) return "nl";
  return request.acceptsLanguages("nl", "en") === "en" ? "en" : "nl";
}
