import type { Bundle, BundleEntry, Resource } from "hl7-fhir-r4-types";
import { plain, referenceTo, versionOf } from "../reference.ts";

/** A reference found somewhere in a resource. */
export interface FoundReference {
  readonly reference: string;
  /** FHIRPath from the resource, without its type: `provision.actor[0].reference`. */
  readonly path: string;
}

/** Every `Reference.reference` in a value, contained resources included. */
export function referencesIn(value: unknown, path = ""): readonly FoundReference[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => referencesIn(item, `${path}[${index}]`));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]: [string, unknown]) => {
    const below = path === "" ? key : `${path}.${key}`;
    return key === "reference" && typeof child === "string" ? [{ reference: child, path }] : referencesIn(child, below);
  });
}

/** The same value with every Reference replaced; the rest is copied. */
export function mapReferences<T>(value: T, change: (reference: Record<string, unknown>) => Record<string, unknown>): T {
  if (Array.isArray(value)) return value.map((item: unknown) => mapReferences(item, change)) as T;
  if (typeof value !== "object" || value === null) return value;
  const isReference = typeof (value as { reference?: unknown }).reference === "string";
  if (isReference) return change(value as Record<string, unknown>) as T;
  return Object.fromEntries(Object.entries(value).map(([key, child]: [string, unknown]) => [key, mapReferences(child, change)])) as T;
}

/** Finds what a reference points at inside a document, by the rules of R4 Bundle: the full URL, or `Type/id` of an entry; a version, when
 *  named, must be the one that is there if it says so itself. A relative reference may also meet an entry that has a `urn:uuid` as full URL. */
export function resolverOf(document: Bundle): (reference: string) => Resource | undefined {
  const byUrl = new Map<string, BundleEntry>();
  for (const entry of document.entry ?? []) {
    if (entry.fullUrl !== undefined) byUrl.set(entry.fullUrl, entry);
    if (entry.resource?.id !== undefined) byUrl.set(referenceTo(entry.resource), entry);
  }
  return (reference) => {
    const version = versionOf(reference);
    const unversioned = reference.replace(/\/_history\/[^/]*$/, "");
    const isAbsolute = /^[a-z][a-z0-9+.-]*:/i.test(unversioned);
    const found = byUrl.get(unversioned) ?? (isAbsolute ? undefined : byUrl.get(plain(unversioned) ?? ""));
    const actual = found?.resource?.meta?.versionId;
    return version !== undefined && actual !== undefined && version !== actual ? undefined : found?.resource;
  };
}

/** Tells whether a reference can be followed inside a resource: `#id` of something contained, or `#` for the resource itself. */
export function isInternal(resource: Resource, reference: string): boolean {
  const contained = "contained" in resource ? (resource.contained ?? []) : [];
  return reference === "#" || (reference.startsWith("#") && contained.some(({ id }) => `#${id}` === reference));
}
