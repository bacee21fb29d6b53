import { Anomaly, parseJson } from "@wijkverband/fhir";
import type { BundleEntryRequest, BundleEntryResponse, Resource } from "hl7-fhir-r4-types";
import type { Answer } from "./exchange.ts";

/** A Bundle entry whose resource is text already. */
export interface TextEntry {
  readonly fullUrl?: string;
  readonly resource?: string | Buffer;
  readonly search?: { readonly mode: "match" | "include" | "outcome" };
  readonly request?: BundleEntryRequest;
  readonly response?: BundleEntryResponse;
}

interface TextBundle {
  readonly type: "collection" | "searchset" | "history" | "batch-response" | "transaction-response";
  readonly profile?: string;
  /** ISO instant. */
  readonly timestamp?: string;
  readonly total?: number;
  readonly links?: readonly { readonly relation: string; readonly url: string }[];
  readonly entries: readonly TextEntry[];
}

/** What the resources of one answer may weigh together, in bytes: stored resources may be megabytes each, and a page of 200 of them no text that can be sent. */
const mostBytes = 32 * 1024 * 1024;

/** Tells of answers, one after the other, whether they go into one Bundle still. @throws {Anomaly} `too-large`, from the one on that is too much; the first always fits */
export function createWeighing(): (entry: TextEntry) => void {
  let bytes = 0;
  let count = 0;
  return ({ resource }) => {
    bytes += resource?.length ?? 0;
    count += 1;
    if (bytes <= mostBytes || count === 1) return;
    const text = `the answer would weigh more than ${mostBytes} bytes; ask for less at a time (_count)`;
    throw new Anomaly("too-large", text, { issues: [{ text, code: "too-costly" }] });
  };
}

/** Writes a Bundle around stored texts without parsing them. @throws {Anomaly} `too-large` for a page of a search or history that is too heavy */
export function bundleText({ type, profile, timestamp, total, links, entries }: TextBundle): string {
  if (type === "searchset" || type === "history") entries.forEach(createWeighing());
  const head = JSON.stringify({ resourceType: "Bundle", ...(profile !== undefined && { meta: { profile: [profile] } }), type, ...(timestamp !== undefined && { timestamp }), ...(total !== undefined && { total }), ...(links !== undefined && { link: links }) });
  if (entries.length === 0) return head;
  return `${head.slice(0, -1)},"entry":[${entries.map(entryText).join(",")}]}`;
}

export function answerText(json: string, status = 200): Answer {
  return { status, json, resource: () => parseJson(json) as Resource };
}

function entryText({ resource, ...rest }: TextEntry): string {
  const head = JSON.stringify(rest);
  if (resource === undefined) return head;
  return head === "{}" ? `{"resource":${resource.toString()}}` : `${head.slice(0, -1)},"resource":${resource.toString()}}`;
}
