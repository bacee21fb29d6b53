import { Anomaly, readInput, readQueryInput } from "@wijkverband/fhir";
import type { Resource } from "hl7-fhir-r4-types";
import type { Ask } from "../exchange.ts";
import { inputFault } from "../input-fault.ts";

/** What is to be validated, and as what. */
export interface Request {
  readonly resource?: Resource;
  readonly mode?: Mode;
  /** Canonicals to hold it to, besides those that apply anyhow. */
  readonly profiles: readonly string[];
}

/** Codes of http://hl7.org/fhir/resource-validation-mode. */
type Mode = "create" | "update" | "delete" | "profile";

const modes: readonly string[] = ["create", "update", "delete", "profile"] satisfies readonly Mode[];

/** The inputs of R4's own definition; of `profile` there may be several here. */
export const validateInput = { resource: { type: "Resource" }, mode: { type: "code" }, profile: { type: "uri", max: "*" } } as const;

const inQuery = { mode: validateInput.mode, profile: validateInput.profile } as const;

/** Reads the request: Parameters, or the resource itself with the rest in the URL (R4 operations.html#request).
 *  @throws {Anomaly} `incorrect` for what can't be read, or doesn't go with where it is asked; `rule` when something is missing */
export function readRequest({ method, body, query }: Pick<Ask, "method" | "body" | "query">, onInstance: boolean): Request {
  const sent = readInput(method === "GET" ? undefined : withUris(body), validateInput);
  const inUrl = readQueryInput(query, inQuery);
  const mode = sent.mode ?? inUrl.mode;
  if (mode !== undefined && !modes.includes(mode)) throw inputFault("mode", `mode is one of ${modes.join(", ")}`);
  const request: Request = { ...(sent.resource !== undefined && { resource: sent.resource }), ...(mode !== undefined && { mode: mode as Mode }), profiles: [...new Set([...sent.profile, ...inUrl.profile])] };
  demandSense(request, onInstance);
  return request;
}

function demandSense({ mode, resource, profiles }: Request, onInstance: boolean): void {
  if (mode === "create" && onInstance) throw inputFault("mode", "what is there already isn't created: ask it of the type");
  if ((mode === "update" || mode === "delete") && !onInstance) throw inputFault("mode", `${mode} is asked of one resource, by its id`);
  if (mode === "profile" && profiles.length === 0) throw missing("profile");
  // what is stored stands in for what isn't sent, unless it is to be replaced by it
  if (resource === undefined && (!onInstance || mode === "update")) throw missing("resource");
}

function missing(name: string): Anomaly {
  return new Anomaly("rule", "the input is not complete", { issues: [{ text: `${name} is missing`, expression: `Parameters.parameter.where(name='${name}')`, code: "required" }] });
}

/** R4 says uri, later versions say canonical: clients send either. */
function withUris(body: unknown): unknown {
  const { resourceType, parameter } = (body ?? {}) as { readonly resourceType?: unknown; readonly parameter?: unknown };
  if (resourceType !== "Parameters" || !Array.isArray(parameter)) return body;
  return { resourceType, parameter: parameter.map(withUri) };
}

function withUri(parameter: unknown): unknown {
  const { valueCanonical, ...rest } = (parameter ?? {}) as { readonly name?: unknown; readonly valueCanonical?: unknown };
  return rest.name === "profile" && valueCanonical !== undefined && !("valueUri" in rest) ? { ...rest, valueUri: valueCanonical } : parameter;
}
