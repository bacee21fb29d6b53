import { stringifyJson } from "@wijkverband/fhir";
import type { Stored } from "@wijkverband/store";
import type { Resource } from "hl7-fhir-r4-types";
import type { Answer } from "./exchange.ts";

/** Headers that say which version this is. */
export function versionHeaders({ versionId, lastUpdated }: Stored): Record<string, string> {
  return { ETag: `W/"${versionId}"`, "Last-Modified": new Date(lastUpdated).toUTCString() };
}

/** A stored resource as it stands. */
export function answerStored(stored: Stored, status = 200, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, json: stored.json, resource: () => stored.resource(), headers: { ...versionHeaders(stored), ...headers } };
}

/** A resource made for this answer. */
export function answerResource(resource: Resource, status = 200, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, json: stringifyJson(resource), resource: () => resource, headers };
}

/** What a write answers, by `Prefer: return`. */
export function answerWritten(stored: Stored, status: 200 | 201 | 202, baseUrl: string, prefer: string | undefined): Answer {
  const location = { Location: `${baseUrl}/${stored.type}/${stored.id}/_history/${stored.versionId}` };
  if (prefer === "minimal") return { status, headers: { ...versionHeaders(stored), ...location } };
  return answerStored(stored, status, location);
}
