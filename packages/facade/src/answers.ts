import { operationOutcome, stringifyJson, type Issue } from "@wijkverband/fhir";
import type { Stored } from "@wijkverband/store";
import type { Resource } from "hl7-fhir-r4-types";
import type { Answer, Ask } from "./exchange.ts";

/** Headers that say which version this is. */
export function versionHeaders({ versionId, lastUpdated }: Stored): Record<string, string> {
  return { ETag: `W/"${versionId}"`, "Last-Modified": new Date(lastUpdated).toUTCString() };
}

/** A stored resource as it stands. */
export function answerStored(stored: Stored, status = 200, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, json: stored.json, resource: () => stored.resource(), headers: { ...versionHeaders(stored), ...headers }, lastModified: stored.lastUpdated };
}

/** A resource made for this answer. */
export function answerResource(resource: Resource, status = 200, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, json: stringifyJson(resource), resource: () => resource, headers };
}

/** Where this version is read. */
export function locationOf({ type, id, versionId }: Stored, baseUrl: string): string {
  return `${baseUrl}/${type}/${id}/_history/${versionId}`;
}

/** What a write answers, by `Prefer: return`.
 *  @param ignored FHIRPaths of what was sent and left out, because it is the server's to say
 *  @param warnings what is stored, and yet something is to be said of it
 *  @param nothingElse what an OperationOutcome says when there is nothing to say */
export function answerWritten(stored: Stored, status: 200 | 201 | 202, baseUrl: string, prefer: Ask["prefer"], ignored: readonly string[] = [], warnings: readonly Issue[] = [], nothingElse: Issue = storedAsSent): Answer {
  const location = { Location: locationOf(stored, baseUrl), ...(prefer !== undefined && { "Preference-Applied": `return=${prefer}` }) };
  const said = [...warnings, ...ignored.map(leftOut)];
  const notes = { ...(said.length > 0 && { notes: said }) };
  const { lastUpdated: lastModified } = stored;
  if (prefer === "minimal") return { status, headers: { ...versionHeaders(stored), ...location }, lastModified, ...notes };
  if (prefer !== "OperationOutcome") return { ...answerStored(stored, status, { ...location, "Content-Location": location.Location }), ...notes };
  const outcome = operationOutcome(said.length > 0 ? said : [nothingElse]);
  return { ...answerResource(outcome, status, { ...versionHeaders(stored), ...location }), lastModified, ...notes };
}

export const storedAsSent: Issue = { severity: "information", code: "informational", text: "stored as sent" };

/** Of a write that found what it would have made. */
export const keptAsItWas: Issue = { severity: "information", code: "informational", text: "this is what was there; nothing was stored" };

/** Says of an element that what the client sent there was left out. */
export function leftOut(expression: string): Issue {
  return { severity: "information", code: "informational", text: "this is the server's to say; what was sent is left out", expression };
}
