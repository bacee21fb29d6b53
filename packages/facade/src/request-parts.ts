import { Anomaly } from "@wijkverband/fhir";
import type { Request } from "express";
import { randomUUID } from "node:crypto";

/** The id of a request, which its answer and the log carry. A UUID of the client and nothing else: what is echoed and logged can't be made to hold who somebody is. */
export function requestIdOf(request: Request): string {
  const given = request.get("x-request-id");
  return given !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(given) ? given : randomUUID();
}

/** The parameters in the URL, in order. */
export function queryOf(request: Request): readonly (readonly [string, string])[] {
  const at = request.originalUrl.indexOf("?");
  return at < 0 ? [] : [...new URLSearchParams(request.originalUrl.slice(at + 1))];
}

/** Below the base, without slashes at the ends. @throws {Anomaly} `incorrect` when it can't be read. */
export function pathOf(request: Request): string {
  try {
    return decodeURIComponent(request.path.replace(/^\/|\/$/g, ""));
  } catch {
    throw new Anomaly("incorrect", "the URL can't be read");
  }
}

/** A header under the name that an `Ask` has for it, if it was sent. */
export function headerOf<Key extends string>(request: Request, name: string, key: Key): Partial<Record<Key, string>> {
  const value = request.get(name);
  return value === undefined ? {} : ({ [key]: value } as Record<Key, string>);
}
