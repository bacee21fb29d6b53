import { localReference } from "@wijkverband/fhir";
import type { BundleEntry } from "hl7-fhir-r4-types";

/** Every name under which other entries of a document may refer to this one. */
export function entryNames({ fullUrl, resource }: BundleEntry, baseUrl: string): readonly string[] {
  return [fullUrl, localReference(fullUrl, baseUrl), ownName(resource)].filter((name) => name !== undefined);
}

/** `Type/id` by which an entry says that it is stored here: its fullUrl, else the id that it carries. */
export function storedName({ fullUrl, resource }: BundleEntry, baseUrl: string): string | undefined {
  return localReference(fullUrl, baseUrl) ?? ownName(resource);
}

function ownName(resource: BundleEntry["resource"]): string | undefined {
  return resource?.id === undefined ? undefined : `${resource.resourceType}/${resource.id}`;
}
