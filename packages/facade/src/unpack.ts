import { Anomaly, localReference, mapReferences, storedType, type Issue, type RequestEntry } from "@wijkverband/fhir";
import type { Stored } from "@wijkverband/store";
import type { Bundle, BundleEntry, Resource } from "hl7-fhir-r4-types";
import type { Context } from "./context.ts";
import { isDeepStrictEqual } from "node:util";
import { entryNames, storedName } from "./entry-names.ts";
import { findKnown } from "./known.ts";
import type { Draft } from "./write.ts";

/** A document from a HIS, taken apart: what is new or changed in it becomes stored content, so that PZP queries and the document say the same. */
export interface Unpacked {
  /** The document with the ids and full URLs of this server. */
  readonly document: Bundle;
  readonly drafts: readonly Draft[];
}

/** Types that a document carries along but never writes: who and where, kept in the directory. */
const carried: readonly string[] = ["Practitioner", "PractitionerRole", "Organization", "Location"];

/** Takes a document apart. Entries that name a stored resource (by `Type/id` under our base, or by the number that its source gave it) are compared
 *  with it; others are created. The Composition is that of this very publication.
 *  @throws {Anomaly} `rule` listing entries that can't be placed. */
export async function unpackDocument(context: Context, document: Bundle, patient: Stored, record: readonly Stored[], directory: readonly Stored[]): Promise<Unpacked> {
  const { house } = context;
  const entries = document.entry ?? [];
  const known = await findStored(context, entries, patient, [...record, ...directory]);
  const issues: Issue[] = [];
  const ids = new Map<string, string>();
  for (const [index, entry] of entries.entries()) {
    const { resource } = entry;
    if (resource === undefined) continue;
    const stored = known.get(index);
    if (stored === undefined && carried.includes(resource.resourceType)) {
      issues.push({ text: "people and organisations of a document are in the directory already", expression: `Bundle.entry[${index}].resource`, rule: "reference" });
      continue;
    }
    if (stored === undefined && index > 0 && resource.resourceType === "Composition") issues.push({ text: "a contact report in a document is one that came in here", expression: `Bundle.entry[${index}].resource`, rule: "reference" });
    const reference = `${resource.resourceType}/${stored?.id ?? house.newId()}`;
    for (const name of entryNames(entry, house.baseUrl)) ids.set(name, reference);
  }
  if (issues.length > 0) throw new Anomaly("rule", "the document holds what isn't here", { issues });

  const drafts: Draft[] = [];
  const placed = entries.map((entry, index): BundleEntry => {
    const { resource } = entry;
    if (resource === undefined) return entry;
    const reference = entryNames(entry, house.baseUrl).map((name) => ids.get(name)).find((found) => found !== undefined) ?? `${resource.resourceType}/${house.newId()}`;
    const id = reference.slice(reference.indexOf("/") + 1);
    const rewritten = { ...mapReferences(resource, (text) => ids.get(text) ?? ids.get(localReference(text, house.baseUrl) ?? "") ?? text), id };
    const former = known.get(index);
    // people and organisations are sealed as the directory knows them, whatever the sender calls them
    if (former !== undefined && carried.includes(resource.resourceType)) return { ...entry, fullUrl: `${house.baseUrl}/${reference}`, resource: former.resource() };
    // teams are kept by operations, and the Composition is that of the document
    const isContent = storedType(resource.resourceType)?.kind === "care" && resource.resourceType !== "CareTeam" && resource.resourceType !== "Composition";
    const content = former === undefined ? rewritten : (withClosedLinks(rewritten, former.resource()) as typeof rewritten);
    if (former !== undefined && resource.resourceType === "Composition" && !sameContent(content, former.resource(), house.baseUrl)) {
      issues.push({ text: "a contact report stays as the post wrote it", expression: `Bundle.entry[${index}].resource`, rule: "immutable" });
    }
    if (isContent && (former === undefined || !sameContent(content, former.resource(), house.baseUrl))) {
      drafts.push({ resource: content, id, at: `Bundle.entry[${index}].resource`, ...(former && { former, ifMatch: former.versionId }) });
    }
    return { ...entry, fullUrl: `${house.baseUrl}/${reference}`, resource: rewritten };
  });
  if (issues.length > 0) throw new Anomaly("rule", "the document changes what can't be changed", { issues });
  return { document: { ...document, entry: placed }, drafts };
}

/** Which stored resource each entry is, by its place: by our own reference, else by number (a system that numbers in its own way publishes again and
 *  again, and must not double what is stored). The patient of a document was checked before. */
async function findStored(context: Context, entries: readonly BundleEntry[], patient: Stored, all: readonly Stored[]): Promise<ReadonlyMap<number, Stored>> {
  const byReference = new Map(all.map((each) => [`${each.type}/${each.id}`, each]));
  const found = new Map<number, Stored>();
  const others: RequestEntry[] = [];
  for (const [index, entry] of entries.entries()) {
    const { resource, fullUrl } = entry;
    // the first is that of the document; others are contact reports, which are here
    if (resource === undefined || (resource.resourceType === "Composition" && index === 0)) continue;
    const own = resource.resourceType === "Patient" ? patient : byReference.get(storedName(entry, context.house.baseUrl) ?? "");
    if (own?.type === resource.resourceType) found.set(index, own);
    else others.push({ index, method: "POST", interaction: "create", target: { type: resource.resourceType }, resource, ...(fullUrl !== undefined && { fullUrl }) });
  }
  for (const [index, { stored }] of (await findKnown(context, others)).known) found.set(index, stored);
  return found;
}

function sameContent(sent: Resource, kept: Resource, baseUrl: string): boolean {
  return isDeepStrictEqual(plain(sent, baseUrl), plain(kept, baseUrl));
}

/** Puts back the links that a draft of ours closed because they lead out of the document, so that they aren't lost in what is stored. */
function withClosedLinks(sent: unknown, kept: unknown): unknown {
  if (Array.isArray(sent)) return Array.isArray(kept) && kept.length === sent.length ? sent.map((item, index) => withClosedLinks(item, kept[index])) : sent;
  if (typeof sent !== "object" || sent === null || typeof kept !== "object" || kept === null) return sent;
  const was = kept as Readonly<Record<string, unknown>>;
  const isClosed = typeof was["reference"] === "string" && !("reference" in sent) && "display" in sent;
  if (isClosed) return kept;
  const copy: Record<string, unknown> = { ...sent };
  for (const [name, value] of Object.entries(copy)) copy[name] = withClosedLinks(value, was[name]);
  return copy;
}

/** Without what the server owns; references in one form. */
function plain(resource: Resource, baseUrl: string): unknown {
  const { meta, ...rest } = resource;
  const text = JSON.stringify({ ...rest, profile: meta?.profile }, (key, value: unknown) => {
    if (key === "display" || key === "generalPractitioner") return undefined;
    return key === "reference" && typeof value === "string" ? (localReference(value, baseUrl) ?? value) : value;
  });
  return JSON.parse(text) as unknown;
}
