import type { Resource } from "hl7-fhir-r4-types";
import { Anomaly } from "./anomaly.ts";
import { isLogicalId } from "./reference.ts";

export type RequestMethod = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";

export type RequestInteraction = "capabilities" | "create" | "update" | "patch" | "delete" | "read" | "vread" | "history" | "search" | "operation";

/** What a request URL, relative to our base, points at. */
export interface RequestTarget {
  readonly type?: string;
  readonly id?: string;
  readonly version?: string;
  /** With its `$`. */
  readonly operation?: string;
  /** Without its `?`, still percent-encoded. */
  readonly query?: string;
  /** The last segment when it is none of the above. */
  readonly special?: "metadata" | "_history" | "_search";
}

/** One request in a batch or transaction. */
export interface RequestEntry {
  /** Place in the Bundle; the answer stands at the same place. */
  readonly index: number;
  readonly method: RequestMethod;
  readonly interaction: RequestInteraction;
  readonly target: RequestTarget;
  readonly fullUrl?: string;
  readonly resource?: Resource;
  readonly ifMatch?: string;
  readonly ifNoneMatch?: string;
  readonly ifNoneExist?: string;
  readonly ifModifiedSince?: string;
}

const methods: readonly RequestMethod[] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

/** Reads the request of one entry of a batch or transaction. Nothing of it is trusted: the Bundle needn't have been validated.
 *  @param baseUrl our own FHIR base; a URL under it counts as relative, any other absolute one is refused
 *  @throws {Anomaly} `incorrect`, with the place of the fault (`Bundle.entry[3].request.url`). */
export function readBundleEntry(entry: unknown, index: number, baseUrl?: string): RequestEntry {
  const place = `Bundle.entry[${index}]`;
  const { fullUrl, request, resource } = isObject(entry) ? entry : {};
  if (!isObject(request)) throw fault("an entry says in request what is to be done", `${place}.request`);
  const method = methods.find((known) => known === request["method"]);
  if (method === undefined) throw fault("the method is none of ours", `${place}.request.method`);
  const target = typeof request["url"] === "string" ? parseRequestUrl(request["url"], baseUrl) : undefined;
  if (target === undefined) throw fault("the URL names nothing on this server; it is relative to the base, as in Patient/1", `${place}.request.url`);
  const interaction = interactionOf(method, target);
  if (interaction === undefined) throw fault(`${method} cannot be done there`, `${place}.request.url`);
  if (fullUrl !== undefined && !isFullUrl(fullUrl)) throw fault("a fullUrl is an absolute URL or a URN", `${place}.fullUrl`);
  checkResource(interaction, target, resource, place);
  const { ifMatch, ifNoneMatch, ifNoneExist, ifModifiedSince } = request;
  return {
    index,
    method,
    interaction,
    target,
    ...(fullUrl !== undefined && { fullUrl }),
    ...(resource !== undefined && { resource: resource as Resource }),
    ...texts({ ifMatch, ifNoneMatch, ifNoneExist, ifModifiedSince }, place),
  };
}

/** Takes a request URL apart; `undefined` when it leaves our base or has no meaning there. */
export function parseRequestUrl(url: string, baseUrl?: string): RequestTarget | undefined {
  const base = baseUrl === undefined ? undefined : `${baseUrl.replace(/\/$/, "")}/`;
  const relative = base !== undefined && url.startsWith(base) ? url.slice(base.length) : url.replace(/^\/(?!\/)/, "");
  const [, path = "", query] = /^([\w.$/-]+)(?:\?([^#\s]*))?$/.exec(relative) ?? [];
  const target = readPath(path.split("/"));
  return target && (query === undefined || query === "" ? target : { ...target, query });
}

function readPath(segments: readonly string[]): RequestTarget | undefined {
  const [first = "", second, third, fourth, ...more] = segments;
  if (more.length > 0) return undefined;
  if (isOperation(first)) return second === undefined ? { operation: first } : undefined;
  if (first === "metadata" || first === "_history") return second === undefined ? { special: first } : undefined;
  if (!/^[A-Z][A-Za-z]{1,63}$/.test(first)) return undefined;
  if (second === undefined) return { type: first };
  if (isOperation(second)) return third === undefined ? { type: first, operation: second } : undefined;
  if (second === "_history" || second === "_search") return third === undefined ? { type: first, special: second } : undefined;
  if (!isLogicalId(second)) return undefined;
  const instance = { type: first, id: second };
  if (third === undefined) return instance;
  if (isOperation(third)) return fourth === undefined ? { ...instance, operation: third } : undefined;
  if (third !== "_history") return undefined;
  if (fourth === undefined) return { ...instance, special: "_history" };
  return isLogicalId(fourth) ? { ...instance, version: fourth } : undefined;
}

function isOperation(segment: string): boolean {
  return /^\$[a-z][a-z-]{0,63}$/.test(segment);
}

function interactionOf(method: RequestMethod, { type, id, version, operation, query, special }: RequestTarget): RequestInteraction | undefined {
  const isOne = type !== undefined && version === undefined && special === undefined && operation === undefined && (id === undefined) !== (query === undefined);
  switch (method) {
    case "PUT":
      return isOne ? "update" : undefined;
    case "PATCH":
      return isOne ? "patch" : undefined;
    case "DELETE":
      return isOne ? "delete" : undefined;
    case "POST":
      if (operation !== undefined) return "operation";
      return type !== undefined && id === undefined && query === undefined && special === undefined ? "create" : undefined;
    case "GET":
    case "HEAD":
      if (operation !== undefined) return "operation";
      if (special === "metadata") return "capabilities";
      if (special === "_history") return "history";
      if (special === "_search") return undefined;
      if (version !== undefined) return "vread";
      return id === undefined ? "search" : "read";
  }
}

function checkResource(interaction: RequestInteraction, target: RequestTarget, resource: unknown, place: string): void {
  const type = isObject(resource) ? resource["resourceType"] : undefined;
  if (resource !== undefined && (typeof type !== "string" || type === "")) throw fault("a resource says its resourceType", `${place}.resource`);
  if (interaction !== "create" && interaction !== "update" && interaction !== "patch") return;
  if (!isObject(resource)) throw fault("the resource is missing", `${place}.resource`);
  if (interaction === "patch") {
    if (type !== "Parameters" && type !== "Binary") throw fault("a patch is Parameters (FHIRPath Patch) or Binary (JSON Patch)", `${place}.resource`);
    return;
  }
  if (type !== target.type) throw fault("the resource is of another type than the URL", `${place}.resource`);
  if (interaction === "update" && target.id !== undefined && resource["id"] !== target.id) throw fault("the resource has another id than the URL", `${place}.resource.id`);
}

function texts<K extends string>(fields: Readonly<Record<K, unknown>>, place: string): { readonly [key in K]?: string } {
  const kept: { [key in K]?: string } = {};
  for (const name of Object.keys(fields) as K[]) {
    const value: unknown = fields[name];
    if (value !== undefined && typeof value !== "string") throw fault("is text", `${place}.request.${name}`);
    if (value !== undefined) kept[name] = value;
  }
  return kept;
}

function isFullUrl(value: unknown): value is string {
  return typeof value === "string" && /^(?:https?:\/\/|urn:)\S+$/.test(value);
}

function fault(text: string, expression: string): Anomaly {
  return new Anomaly("incorrect", text, { issues: [{ text, expression }] });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
