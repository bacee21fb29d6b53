import type { Bundle, BundleEntry, Reference, Resource } from "hl7-fhir-r4-types";
import { plain, referenceTo, versionOf } from "../reference.ts";

/** The same resource with every Reference that has a link replaced by what `change` makes of it. Parts that don't change are shared with the
 *  original; what does is copied with its symbol keys, which carry the source text of decimals. */
export function replaceReferences<R extends Resource>(resource: R, change: (reference: Reference & { reference: string }) => object): R {
  return replaceIn(resource, change) as R;
}

function replaceIn(value: unknown, change: (reference: Reference & { reference: string }) => object): unknown {
  if (Array.isArray(value)) {
    const next = value.map((item: unknown) => replaceIn(item, change));
    return next.some((item, index) => item !== value[index]) ? next : value;
  }
  if (typeof value !== "object" || value === null) return value;
  if (typeof (value as Reference).reference === "string") return change(value as Reference & { reference: string });
  let copy: Record<string, unknown> | undefined;
  for (const [name, child] of Object.entries(value)) {
    const next: unknown = typeof child === "object" ? replaceIn(child, change) : child;
    if (next !== child) (copy ??= { ...value })[name] = next;
  }
  return copy ?? value;
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
