import { Anomaly } from "@wijkverband/fhir";
import type { Request } from "express";

/** What goes back: a FHIR answer, a page where there is one, or that page on paper. */
export type Wanted = "fhir" | "html" | "pdf";

/** The same, with the form of a FHIR answer: what answers makes JSON, of which XML is made when it is sent. */
type Format = "json" | "xml" | "html" | "pdf";

/** What a request says of the form of its answer. */
export interface Negotiated {
  readonly wants: Wanted;
  /** A FHIR answer goes as XML. */
  readonly xml: boolean;
}

const jsonTypes = ["application/fhir+json", "application/json"] as const;
const xmlTypes = ["application/fhir+xml", "application/xml", "text/xml"] as const;

/** Under what name a page is asked for and sent. */
export const mediaTypes: Readonly<Record<Exclude<Wanted, "fhir">, string>> = { html: "text/html", pdf: "application/pdf" };

const formats: ReadonlyMap<string, Format> = new Map<string, Format>([
  ["json", "json"],
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

const available = "ask for application/fhir+json or application/fhir+xml";

/** Whether a body of this media type is a resource in JSON, in XML, or neither. */
export function bodyFormat(type: string | undefined): "json" | "xml" | undefined {
  if (jsonTypes.some((known) => known === type)) return "json";
  return xmlTypes.some((known) => known === type) ? "xml" : undefined;
}

/** Clients say the same thing every time, so what an `Accept` header comes to is remembered; a bound keeps made-up headers from filling memory. */
const remembered = new Map<string, Format | undefined>();
const mostRemembered = 100;
const longestRemembered = 200;

/** What the request asks for, by `_format` or else by `Accept`.
 *  @param hasPdf Whether there is a PDF of what is asked.
 *  @throws {Anomaly} `not-acceptable` for anything that isn't JSON, XML or HTML, or PDF where there is one. */
export function wantedFormat(request: Request, query: readonly (readonly [string, string])[], hasPdf: boolean): Negotiated {
  const asked = query.find(([name]) => name === "_format")?.[1];
  // a plus sign in a query is a space by the rules of forms, and clients send it as it is
  const format = asked === undefined ? byAccept(request, request.headers.accept ?? "", hasPdf) : formats.get(asked.split(";")[0]!.replace(" ", "+"));
  if (format === undefined || (format === "pdf" && !hasPdf)) throw new Anomaly("not-acceptable", asked === undefined ? available : `this format isn't available; ${available}`);
  return { wants: format === "json" || format === "xml" ? "fhir" : format, xml: format === "xml" };
}

function byAccept(request: Request, accept: string, hasPdf: boolean): Format | undefined {
  const key = `${hasPdf ? "pdf" : ""} ${accept}`;
  if (remembered.has(key)) return remembered.get(key);
  const here = offered.filter(([, format]) => format !== "pdf" || hasPdf);
  const best = request.accepts(here.map(([type]) => type));
  const format = here.find(([type]) => type === best)?.[1];
  if (remembered.size < mostRemembered && accept.length <= longestRemembered) remembered.set(key, format);
  return format;
}

/** Dutch, unless the client prefers English. */
export function wantedLanguage(request: Request): "nl" | "en" {
  if (request.headers["accept-language"] === undefined) return "nl";
  return request.acceptsLanguages("nl", "en") === "en" ? "en" : "nl";
}
