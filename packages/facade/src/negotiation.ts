import { Anomaly } from "@wijkverband/fhir";
import type { Request } from "express";

/** What goes back: a FHIR answer, or a page where there is one. */
export type Wanted = "fhir" | "html";

const formats = ["json", "application/json", "application/fhir+json", "html", "text/html"];
const offered = ["application/fhir+json", "application/json", "text/html"];

/** Clients say the same thing every time, so what an `Accept` header comes to is remembered; a bound keeps made-up headers from filling memory. */
const remembered = new Map<string, Wanted | undefined>();
const mostRemembered = 100;
const longestRemembered = 200;

/** What the request asks for, by `_format` or else by `Accept`. @throws {Anomaly} `not-acceptable` for anything that isn't JSON or HTML. */
export function wantedFormat(request: Request, query: readonly (readonly [string, string])[]): Wanted {
  const format = query.find(([name]) => name === "_format")?.[1];
  if (format !== undefined) {
    if (!formats.includes(format.split(";")[0] ?? "")) throw new Anomaly("not-acceptable", "this format isn't available; ask for application/fhir+json");
    return format.endsWith("html") ? "html" : "fhir";
  }
  const wanted = byAccept(request, request.headers.accept ?? "");
  if (wanted === undefined) throw new Anomaly("not-acceptable", "ask for application/fhir+json");
  return wanted;
}

function byAccept(request: Request, accept: string): Wanted | undefined {
  if (remembered.has(accept)) return remembered.get(accept);
  const best = request.accepts(offered);
  const wanted = best === false ? undefined : best === "text/html" ? "html" : "fhir";
  if (remembered.size < mostRemembered && accept.length <= longestRemembered) remembered.set(accept, wanted);
  return wanted;
}

/** Dutch, unless the client prefers English. */
export function wantedLanguage(request: Request): "nl" | "en" {
  if (request.headers["accept-language"] === undefined) return "nl";
  return request.acceptsLanguages("nl", "en") === "en" ? "en" : "nl";
}
