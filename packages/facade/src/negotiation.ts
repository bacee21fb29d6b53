import { Anomaly } from "@wijkverband/fhir";
import type { Request } from "express";

/** What goes back: a FHIR answer, a page where there is one, or that page on paper. */
export type Wanted = "fhir" | "html" | "pdf";

/** Under what name a page is asked for and sent. */
export const mediaTypes: Readonly<Record<Exclude<Wanted, "fhir">, string>> = { html: "text/html", pdf: "application/pdf" };

const formats: Readonly<Record<string, Wanted>> = { json: "fhir", "application/json": "fhir", "application/fhir+json": "fhir", html: "html", "text/html": "html", pdf: "pdf", "application/pdf": "pdf" };

/** Offered in this order to who takes several; PDF only where there is one. */
const offered: readonly (readonly [type: string, wanted: Wanted])[] = [["application/fhir+json", "fhir"], ["application/json", "fhir"], ["text/html", "html"], ["application/pdf", "pdf"]];

/** Clients say the same thing every time, so what an `Accept` header comes to is remembered; a bound keeps made-up headers from filling memory. */
const remembered = new Map<string, Wanted | undefined>();
const mostRemembered = 100;
const longestRemembered = 200;

/** What the request asks for, by `_format` or else by `Accept`.
 *  @param hasPdf Whether there is a PDF of what is asked.
 *  @throws {Anomaly} `not-acceptable` for anything that isn't JSON or HTML, or PDF where there is one. */
export function wantedFormat(request: Request, query: readonly (readonly [string, string])[], hasPdf: boolean): Wanted {
  const format = query.find(([name]) => name === "_format")?.[1];
  if (format !== undefined) {
    const wanted = Object.entries(formats).find(([name]) => name === format.split(";")[0])?.[1];
    if (wanted === undefined || (wanted === "pdf" && !hasPdf)) throw new Anomaly("not-acceptable", "this format isn't available; ask for application/fhir+json");
    return wanted;
  }
  const wanted = byAccept(request, request.headers.accept ?? "", hasPdf);
  if (wanted === undefined) throw new Anomaly("not-acceptable", "ask for application/fhir+json");
  return wanted;
}

function byAccept(request: Request, accept: string, hasPdf: boolean): Wanted | undefined {
  const key = `${hasPdf ? "pdf" : ""} ${accept}`;
  if (remembered.has(key)) return remembered.get(key);
  const here = offered.filter(([, wanted]) => wanted !== "pdf" || hasPdf);
  const best = request.accepts(here.map(([type]) => type));
  const wanted = here.find(([type]) => type === best)?.[1];
  if (remembered.size < mostRemembered && accept.length <= longestRemembered) remembered.set(key, wanted);
  return wanted;
}

/** Dutch, unless the client prefers English. */
export function wantedLanguage(request: Request): "nl" | "en" {
  if (request.headers["accept-language"] === undefined) return "nl";
  return request.acceptsLanguages("nl", "en") === "en" ? "en" : "nl";
}
