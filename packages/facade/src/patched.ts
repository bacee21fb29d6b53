import { Anomaly, applyFhirPathPatch, applyJsonPatch, parseSentJson } from "@wijkverband/fhir";
import type { Stored } from "@wijkverband/store";
import type { Parameters, Resource } from "hl7-fhir-r4-types";
import { isDeepStrictEqual } from "node:util";
import type { House } from "./house.ts";

/** What somebody sent to change a resource. */
export interface SentPatch {
  readonly body: unknown;
  /** As `Ask.jsonPatch`. In a bundle a JSON Patch stands in a Binary. */
  readonly isJsonPatch: boolean;
  /** FHIRPath at which it stands in what was sent. */
  readonly at: string;
}

/** What a patch makes of a stored resource. It may not become another one: its id and type stay.
 *  @throws {Anomaly} `incorrect` for what is no patch, `rule` naming the operation that doesn't apply. */
export function patched({ validator }: Pick<House, "validator">, former: Stored, { body, isJsonPatch, at }: SentPatch): Resource {
  if (isJsonPatch) return demandSame(former, applyJsonPatch(former.resource(), body));
  try {
    return demandSame(former, applyBody(validator, former, body));
  } catch (thrown) {
    if (!(thrown instanceof Anomaly)) throw thrown;
    throw new Anomaly(thrown.category, thrown.message, { issues: thrown.issues.map((issue) => ({ ...issue, expression: issue.expression?.replace(/^Parameters\b/, at) ?? at })) });
  }
}

/** Tells whether nothing would change but what the server says of each version by itself. */
export function isUnchanged(kept: Resource, former: Stored): boolean {
  return isDeepStrictEqual(content(kept), content(former.resource()));
}

function content({ meta, ...rest }: Resource): object {
  const { versionId: _version, lastUpdated: _updated, source: _source, ...kept } = meta ?? {};
  return { ...rest, meta: kept };
}

function applyBody(validator: House["validator"], former: Stored, body: unknown): unknown {
  const sent = body as Partial<Resource> | null | undefined;
  if (sent?.resourceType === "Parameters") return applyFhirPathPatch(former.resource(), sent as Parameters, (type) => validator.shapesOf(type));
  if (sent?.resourceType !== "Binary") throw new Anomaly("incorrect", "a patch is Parameters (FHIRPath Patch) or a JSON Patch");
  const { contentType, data } = sent as { contentType?: unknown; data?: unknown };
  if (contentType !== "application/json-patch+json" || typeof data !== "string") throw new Anomaly("incorrect", "a Binary holds a JSON Patch, application/json-patch+json");
  return applyJsonPatch(former.resource(), parseSentJson(Buffer.from(data, "base64").toString("utf8")));
}

function demandSame({ type, id }: Stored, result: unknown): Resource {
  const { resourceType, id: given } = result as Partial<Resource>;
  if (resourceType === type && given === id) return result as Resource;
  const [text, expression] = resourceType === type ? ["a resource keeps its id", `${type}.id`] : ["a resource keeps its type", "resourceType"];
  throw new Anomaly("rule", text, { issues: [{ text, expression }] });
}
