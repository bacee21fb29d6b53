import { Anomaly, stringifyJson } from "@wijkverband/fhir";
import type { CapabilityStatement } from "hl7-fhir-r4-types";
import { createHash } from "node:crypto";
import { capabilityStatement } from "./capability.ts";
import type { Answer } from "./exchange.ts";
import type { House } from "./house.ts";
import { isNamedBy } from "./entity-tag.ts";

/** Types of ours that are normative in R4. Source: R4 versioning.html. */
const normative: ReadonlySet<string> = new Set(["Bundle", "Observation", "Patient"]);

type Mode = "full" | "normative";

/** Answers `GET [base]/metadata`, R4 http.html#capabilities. The statement says when it came to be, which is when the server started, and its ETag changes when what it says does.
 *  `mode=terminology` gets the whole of it, as a server that keeps no code systems may answer. */
export function createMetadata(house: Pick<House, "baseUrl" | "searchParameters" | "softwareVersion" | "supportedProfiles" | "tokenEndpoint" | "clock">): (query: readonly (readonly [string, string])[], ifNoneMatch: string | undefined) => Answer {
  const made = new Map<Mode, { readonly json: string; readonly headers: Readonly<Record<string, string>> }>();
  let since: Date | undefined;
  return (query, ifNoneMatch) => {
    const mode = readMode(query);
    let answer = made.get(mode);
    if (answer === undefined) made.set(mode, (answer = make(partOf(capabilityStatement(house, (since ??= house.clock())), mode))));
    const { json, headers } = answer;
    return isNamedBy(ifNoneMatch, headers["ETag"] ?? "") ? { status: 304, headers } : { status: 200, json, headers };
  };
}

function readMode(query: readonly (readonly [string, string])[]): Mode {
  const mode = query.find(([name]) => name === "mode")?.[1] ?? "full";
  if (mode === "full" || mode === "terminology") return "full";
  if (mode === "normative") return "normative";
  throw new Anomaly("incorrect", "mode is full, normative or terminology");
}

function partOf(statement: CapabilityStatement, mode: Mode): CapabilityStatement {
  if (mode === "full") return statement;
  return { ...statement, rest: (statement.rest ?? []).map((rest) => ({ ...rest, resource: (rest.resource ?? []).filter(({ type }) => normative.has(type)) })) };
}

function make(statement: CapabilityStatement): { readonly json: string; readonly headers: Readonly<Record<string, string>> } {
  const { date: _, ...content } = statement;
  const tag = createHash("sha256").update(stringifyJson(content)).digest("base64url").slice(0, 22);
  return { json: stringifyJson(statement), headers: { ETag: `W/"${tag}"` } };
}
