import type { Reference, Resource } from "hl7-fhir-r4-types";

/** Who or what is meant, and how it reads. */
export interface NamedReference {
  /** `Type/id` */
  readonly reference: string;
  readonly display?: string;
}

/** `Type/id` of a resource that has an id, else the bare type. */
export function referenceTo(resource: Resource): string {
  return resource.id === undefined ? resource.resourceType : `${resource.resourceType}/${resource.id}`;
}

/** `Type/id/_history/n` where the version is known: what was read, not what it became. */
export function versionedReferenceTo(resource: Resource): string {
  const version = resource.meta?.versionId;
  return version === undefined ? referenceTo(resource) : `${referenceTo(resource)}/_history/${version}`;
}

const restful = /([A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64})(?:\/_history\/([A-Za-z0-9.-]{1,64}))?$/;

/** `Type/id` that a relative, absolute or versioned reference points at; `undefined` for others (`urn:uuid:`, `#contained`). */
export function plain(reference: string | undefined): string | undefined {
  return restful.exec(reference ?? "")?.[1];
}

/** The version that a reference names, if any. */
export function versionOf(reference: string): string | undefined {
  return restful.exec(reference)?.[2];
}

/** Tells whether a reference points at this resource. */
export function pointsAt(reference: Reference | undefined, resource: Resource): boolean {
  return resource.id !== undefined && plain(reference?.reference) === referenceTo(resource);
}
