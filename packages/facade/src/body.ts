import { Anomaly } from "@wijkverband/fhir";
import type { Resource } from "hl7-fhir-r4-types";

/** The resource in a body. @throws {Anomaly} `incorrect` when there is none, or of another type. */
export function readBody(body: unknown, type: string): Resource {
  if (typeof body !== "object" || body === null || Array.isArray(body)) throw new Anomaly("incorrect", "the body is no FHIR resource");
  const { resourceType } = body as { resourceType?: unknown };
  if (typeof resourceType !== "string") throw new Anomaly("incorrect", "the body has no resourceType");
  if (resourceType !== type) {
    const text = `the body holds another type than the URL, which asks for ${type}`;
    throw new Anomaly("incorrect", text, { issues: [{ text, expression: "resourceType" }] });
  }
  return body as Resource;
}
