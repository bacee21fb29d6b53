import type { Resource } from "hl7-fhir-r4-types";
import { storedType } from "./resource-types.ts";

/** A literal reference, taken apart. `query` is a conditional reference (`Patient?identifier=...`), fit for transactions only. */
export type ParsedReference =
  | { readonly kind: "relative"; readonly type: string; readonly id: string; readonly version?: string }
  | { readonly kind: "absolute"; readonly url: string; readonly type?: string; readonly id?: string; readonly version?: string }
  | { readonly kind: "urn"; readonly urn: string }
  | { readonly kind: "contained"; readonly id: string }
  | { readonly kind: "query"; readonly type: string; readonly query: string };

/** One place where a resource refers to something. */
export interface FoundReference {
  readonly reference: string;
  /** FHIRPath of the Reference element, `Consent.provision.actor[0].reference`; indexes on repeating elements only. */
  readonly path: string;
}

const literal = /^(?<type>[A-Z][A-Za-z]{1,63})\/(?<id>(?!\.+(?:\/|$))[A-Za-z0-9.-]{1,64})(?:\/_history\/(?<version>[A-Za-z0-9.-]{1,64}))?$/;
const absolute = /^(?<base>https?:\/\/[^\s?#]+)\/(?<rest>[A-Z][A-Za-z]{1,63}\/[A-Za-z0-9.-]{1,64}(?:\/_history\/[A-Za-z0-9.-]{1,64})?)$/;

/** Takes a reference apart. An absolute URL under `baseUrl` counts as relative: it names a resource of ours.
 *  `undefined` when it is none of the forms of R4 references.html. */
export function parseReference(text: string, baseUrl?: string): ParsedReference | undefined {
  if (text.startsWith("#")) return { kind: "contained", id: text.slice(1) };
  if (text.startsWith("urn:")) return text.length > 4 && !/\s/.test(text) ? { kind: "urn", urn: text } : undefined;
  const own = baseUrl === undefined ? text : withoutBase(text, baseUrl);
  const parts = literal.exec(own)?.groups;
  if (parts) return { kind: "relative", ...named(parts) };
  const query = /^(?<type>[A-Z][A-Za-z]{1,63})\?(?<query>.+)$/.exec(own)?.groups;
  if (query) return { kind: "query", type: query["type"] ?? "", query: query["query"] ?? "" };
  if (!/^[a-z][a-z0-9+.-]*:\S+$/i.test(text)) return undefined;
  const there = literal.exec(absolute.exec(text)?.groups?.["rest"] ?? "")?.groups;
  return { kind: "absolute", url: text, ...(there && named(there)) };
}

/** Tells whether `text` can be a logical id. R4 allows `.` and `..`; we don't, since they mean something else in a URL. */
export function isLogicalId(text: string): boolean {
  return /^(?!\.+$)[A-Za-z0-9.-]{1,64}$/.test(text);
}

/** `Type/id`, with `/_history/version` when a version is given. */
export function formatReference(type: string, id: string, version?: string): string {
  return version === undefined ? `${type}/${id}` : `${type}/${id}/_history/${version}`;
}

/** `Type/id` of a reference to a resource of ours, without its version; `undefined` for any other. */
export function localReference(text: string | undefined, baseUrl?: string): string | undefined {
  const parsed = text === undefined ? undefined : parseReference(text, baseUrl);
  return parsed?.kind === "relative" ? formatReference(parsed.type, parsed.id) : undefined;
}

/** Every literal reference in a resource, contained resources and (in a Bundle) entries included. */
export function findReferences(resource: Resource): readonly FoundReference[] {
  const found: FoundReference[] = [];
  walk(resource, resource.resourceType, (reference, path) => {
    found.push({ reference, path });
    return reference;
  });
  return found;
}

/** The resource with each literal reference replaced by what `change` gives for it. Parts that don't change are shared
 *  with the original; what does is copied with its symbol keys, which carry the source text of decimals. */
export function mapReferences<R extends Resource>(resource: R, change: (reference: string, path: string) => string): R {
  return walk(resource, resource.resourceType, change) as R;
}

/** `Patient/id` of the patient that a resource is about, by the paths of `storedTypes`; of a document, that of its Composition.
 *  `undefined` when it names none of ours. When it names more than one, the first: see `patientReferences`. */
export function patientReference(resource: Resource, baseUrl?: string): string | undefined {
  return patientReferences(resource, baseUrl)[0];
}

/** Each different `Patient/id` that a resource is about. More than one breaks the rule `one-patient`. */
export function patientReferences(resource: Resource, baseUrl?: string): readonly string[] {
  if (resource.resourceType === "Bundle") return documentPatient(resource, baseUrl);
  const paths = storedType(resource.resourceType)?.patient ?? [];
  if (paths === "self") return resource.id === undefined ? [] : [formatReference("Patient", resource.id)];
  return distinct(paths.flatMap((path) => valuesAt(resource, path.split("."))).map((value) => localReference(referenceText(value), baseUrl)));
}

/** In a document the Composition's subject may be the fullUrl of an entry (`urn:uuid:...`) rather than a literal reference. */
function documentPatient(bundle: Extract<Resource, { resourceType: "Bundle" }>, baseUrl: string | undefined): readonly string[] {
  const entries = bundle.entry ?? [];
  return distinct(
    entries.map(({ resource }) => {
      const subject = resource?.resourceType === "Composition" ? resource.subject?.reference : undefined;
      const patient = entries.find(({ fullUrl }) => fullUrl !== undefined && fullUrl === subject)?.resource;
      return patient?.id === undefined ? localReference(subject, baseUrl) : formatReference(patient.resourceType, patient.id);
    }),
  );
}

function distinct(references: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(references.filter((reference) => reference !== undefined).filter((reference) => reference.startsWith("Patient/")))];
}

function named(parts: Readonly<Record<string, string | undefined>>): { type: string; id: string; version?: string } {
  const { type = "", id = "", version } = parts;
  return version === undefined ? { type, id } : { type, id, version };
}

function withoutBase(text: string, baseUrl: string): string {
  const base = baseUrl.endsWith("/") ? baseUrl : `${baseUrl}/`;
  return text.startsWith(base) ? text.slice(base.length) : text;
}

function valuesAt(value: unknown, path: readonly string[]): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, path));
  if (!isObject(value)) return [];
  const [name, ...rest] = path;
  return name === undefined ? [value] : valuesAt(value[name], rest);
}

function referenceText(value: unknown): string | undefined {
  return isObject(value) && typeof value["reference"] === "string" ? value["reference"] : undefined;
}

/** Deep walk. Only a Reference has a `reference` that is text, so the element's type needn't be known. */
function walk(value: unknown, path: string, change: (reference: string, path: string) => string): unknown {
  if (Array.isArray(value)) {
    let copy: unknown[] | undefined;
    value.forEach((item, index) => {
      const next = walk(item, `${path}[${index}]`, change);
      if (next !== item) (copy ??= [...value])[index] = next;
    });
    return copy ?? value;
  }
  if (!isObject(value)) return value;
  let copy: Record<string, unknown> | undefined;
  for (const name of Object.keys(value)) {
    const item = value[name];
    const next = name === "reference" && typeof item === "string" ? change(item, path) : typeof item === "object" ? walk(item, `${path}.${name}`, change) : item;
    if (next !== item) (copy ??= { ...value })[name] = next;
  }
  return copy ?? value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
