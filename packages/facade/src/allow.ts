import { allowedMethods } from "./route.ts";

/** The formats of a patch, for `Accept-Patch` (RFC 5789 §3.1). */
export const patchFormats = "application/json-patch+json, application/fhir+json, application/fhir+xml";

/** What says which methods a path takes: `Allow`, and `Accept-Patch` where there is a PATCH. It follows from the form of the path alone, so it says nothing of what is there.
 *  @returns `undefined` for a path that is none of ours */
export function allowHeaders(path: string): Readonly<Record<string, string>> | undefined {
  const methods = path === "metadata" ? ["GET"] : allowedMethods(path);
  if (methods.length === 0) return undefined;
  const all = [...methods.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method])), "OPTIONS"];
  return { Allow: all.join(", "), ...(methods.includes("PATCH") && { "Accept-Patch": patchFormats }) };
}
