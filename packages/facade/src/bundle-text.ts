import { parseJson } from "@wijkverband/fhir";
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

/** Writes a Bundle around stored texts without parsing them. */
export function bundleText({ type, profile, timestamp, total, links, entries }: TextBundle): string {
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
