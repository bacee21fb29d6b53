import type { Bundle, Patient, Resource } from "hl7-fhir-r4-types";
import { capacityOf, capacityText } from "../capacity.ts";
import { isContactReport } from "../contact/contact-report.ts";
import { withNewContacts } from "../contact/last-contacts.ts";
import { endOf } from "../period.ts";
import { plain, referenceTo, versionedReferenceTo } from "../reference.ts";
import type { Difference, HandoverStatus, SectionKey } from "./answer.ts";
import { isLive, itemKey, liveContent, periodOf } from "./content.ts";
import { describe } from "./describe.ts";
import { replaceReferences, resolverOf } from "./references.ts";
import type { Section } from "./sections.ts";
import { sectionOf, sections } from "./sections.ts";

/** The present state of one resource of the record, as a store gives it. Without `resource`: it was deleted. */
export interface RecordItem {
  /** `Type/id` */
  readonly reference: string;
  readonly versionId: string;
  /** ISO instant of this version. */
  readonly lastUpdated: string;
  /** Display or reference of who wrote this version. */
  readonly author?: string;
  readonly resource?: Resource;
}

/** Elements that don't say anything about the patient. */
const administrative: ReadonlySet<string> = new Set(["id", "meta", "text", "identifier", "implicitRules", "language"]);

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([key, child]: [string, unknown]) => [key, sorted(child)]));
}

type Meaning = Readonly<Record<string, string>>;

/** What a resource means, element by element, as comparable texts. References count by what they point at inside the document: its copy of a
 *  resource may have lost links (see `assembleHandover`) without meaning anything else. */
function meaningOf(resource: Resource, resolve: (reference: string) => Resource | undefined): Meaning {
  const compared = replaceReferences(resource, ({ reference }) => {
    const target = resolve(reference.replace(/\/_history\/[^/]*$/, ""));
    return target ? { link: referenceTo(target) } : {};
  });
  const elements = Object.entries(compared).filter(([name]) => !administrative.has(name));
  return Object.fromEntries(elements.map(([name, value]) => [name, JSON.stringify(sorted(withoutDisplay(value)))]));
}

/** A reference that never had a link, or lost it, compares as an empty one, like a link out of the document. */
function withoutDisplay(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDisplay);
  if (typeof value !== "object" || value === null) return value;
  const keys = Object.keys(value);
  if (keys.length > 0 && "display" in value && keys.every((key) => key === "display" || key === "type")) return {};
  return Object.fromEntries(Object.entries(value).map(([key, child]: [string, unknown]) => [key, withoutDisplay(child)]));
}

function changedElements(one: Meaning, other: Meaning): readonly string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((name) => one[name] !== other[name]);
}

/** Tells whether two versions of a resource mean the same, in the way in which a document and the record are compared. */
export function meansTheSame(one: Resource, other: Resource): boolean {
  const itself = (reference: string): Resource => {
    const [resourceType, id] = reference.split("/").slice(-2);
    return { resourceType, id } as Resource;
  };
  return changedElements(meaningOf(one, itself), meaningOf(other, itself)).length === 0;
}

/** Lines as one text; what ends as a sentence needs no sign after it. */
function inOne(lines: readonly string[]): string {
  return lines.join("; ").replaceAll(/(?<=[.!?]); /g, " ");
}

/** Old and new words of a change. Of long items only the statements that differ; when the words are the same, what else differs is named. */
function changeInWords(old: Resource, present: Resource, elements: readonly string[]): { old: string; new: string } {
  const [before, after] = [describe(old), describe(present)];
  const only = (these: readonly string[], those: readonly string[]): string => inOne(these.filter((line) => !those.includes(line)));
  const renamed = before.what !== after.what;
  const words = {
    old: only(before.lines, after.lines) || (renamed ? before.what : inOne(before.lines)),
    new: only(after.lines, before.lines) || (renamed ? after.what : inOne(after.lines)),
  };
  return words.old === words.new ? { ...words, new: `${words.new} (gewijzigd: ${elements.join(", ")})`.trim() } : words;
}

function stamp(item: RecordItem): Pick<Difference, "author" | "at" | "reference"> {
  return { ...(item.author !== undefined && { author: item.author }), at: item.lastUpdated, reference: `${item.reference}/_history/${item.versionId}` };
}

/** What is different from a sealed document (rule `honest-status`): directives, medication, capacity, contacts, availability, phase, allergies and
 *  scenarios (the tracked sections) that were added, changed or ended. Narrative, meta and identifiers make no difference.
 *
 *  - An item ends when its status is no living one, its period is over, it is deleted, or the record no longer shows it.
 *  - What the record holds and the document does not is listed even if it is older than the document: the post can't see it there.
 *  - A contact report counts as long as the document doesn't hold it and it came in later, or nobody read it yet.
 *  - Of single-valued observations the latest counts: a new phase is one change, not one that ended and one that was added.
 *
 *  `record` is the patient's whole present record, tombstones of what the document holds included; ids in document and record agree. */
export function differencesSince(document: Bundle, record: readonly RecordItem[], at: Date): readonly Difference[] {
  const sealed = (document.entry ?? []).flatMap(({ resource }) => (resource ? [resource] : []));
  const published = document.timestamp === undefined ? at : new Date(document.timestamp);
  const items = new Map(record.map((item) => [item.reference, item]));
  const resolve = resolverOf(document);
  const then = byKey(liveContent(sealed, published));
  const now = byKey(liveContent(withNewContacts(record.flatMap(({ resource }) => (resource ? [resource] : [])), sealed, published), at));

  const found: Difference[] = [...capacityDifference(sealed, items), ...medicineDifferences(sealed, items, resolve)];
  for (const key of new Set([...then.keys(), ...now.keys()])) {
    const [old, present] = [then.get(key), now.get(key)];
    const section = sectionOf((present ?? old)!);
    // a contact with the post is news, whatever else was talked about
    if (!section || !(section.tracked || isContactReport((present ?? old)!))) continue;
    const difference = compare(section, old, present, items, resolve, at);
    if (difference) found.push(difference);
  }
  const place = ({ section }: Difference): number => sections.findIndex(({ key }) => key === section);
  return found.toSorted((one, other) => place(one) - place(other));
}

function byKey(items: readonly Resource[]): ReadonlyMap<string, Resource> {
  return new Map(items.map((item) => [itemKey(item), item]));
}

function compare(
  { key: section }: Section,
  old: Resource | undefined,
  present: Resource | undefined,
  items: ReadonlyMap<string, RecordItem>,
  resolve: (reference: string) => Resource | undefined,
  at: Date,
): Difference | undefined {
  if (old && present) {
    const elements = changedElements(meaningOf(old, resolve), meaningOf(present, resolve));
    if (elements.length === 0) return undefined;
    return { kind: "changed", section, what: describe(present).what, ...changeInWords(old, present, elements), ...stamp(items.get(referenceTo(present))!) };
  }
  if (present) return { kind: "added", section, what: describe(present).what, new: inOne(describe(present).lines), ...stamp(items.get(referenceTo(present))!) };
  return old && ended(section, old, items.get(referenceTo(old)), at);
}

function ended(section: SectionKey, old: Resource, item: RecordItem | undefined, at: Date): Difference {
  const { what, lines } = describe(old);
  const base = { kind: "ended" as const, section, what, old: inOne(lines) };
  if (!item) return { ...base, at: at.toISOString(), reference: versionedReferenceTo(old) };
  const end = item.resource && isLive(item.resource, new Date(item.lastUpdated)) ? periodOf(item.resource)?.end : undefined;
  return { ...base, ...stamp(item), ...(end !== undefined && { at: new Date(endOf(end)).toISOString() }) };
}

function capacityDifference(sealed: readonly Resource[], items: ReadonlyMap<string, RecordItem>): readonly Difference[] {
  const old = sealed.find((resource): resource is Patient => resource.resourceType === "Patient");
  const item = old && items.get(referenceTo(old));
  if (item?.resource?.resourceType !== "Patient") return [];
  const [before, after] = [capacityText(capacityOf(old)), capacityText(capacityOf(item.resource))];
  if (before === after) return [];
  return [
    {
      kind: before === undefined ? "added" : after === undefined ? "ended" : "changed",
      section: "contactpersonen",
      what: "Wilsbekwaamheid",
      ...(before !== undefined && { old: before }),
      ...(after !== undefined && { new: after }),
      ...stamp(item),
    },
  ];
}

/** A Medication is content only through what refers to it, but another drug behind the same statement is another therapy. */
function medicineDifferences(
  sealed: readonly Resource[],
  items: ReadonlyMap<string, RecordItem>,
  resolve: (reference: string) => Resource | undefined,
): readonly Difference[] {
  return sealed.flatMap((old) => {
    const item = old.resourceType === "Medication" ? items.get(plain(referenceTo(old)) ?? "") : undefined;
    if (!item?.resource) return [];
    const elements = changedElements(meaningOf(old, resolve), meaningOf(item.resource, resolve));
    return elements.length === 0 ? [] : [{ kind: "changed" as const, section: "medicatie" as const, what: "Geneesmiddel", ...changeInWords(old, item.resource, elements), ...stamp(item) }];
  });
}

/** The status that goes above the document. Past its review date it is `stale`, whatever else: that outweighs `changed`, and the differences
 *  are listed below it all the same. `reviewDate` is a FHIR date (which lasts until midnight in Amsterdam) or dateTime. */
export function statusOf(handover: { readonly published: boolean; readonly differences: readonly Difference[]; readonly reviewDate?: string; readonly at: Date }): HandoverStatus {
  const { published, differences, reviewDate, at } = handover;
  if (!published) return "none";
  if (reviewDate === undefined || !(at.getTime() < endOf(reviewDate))) return "stale";
  return differences.length > 0 ? "changed" : "current";
}
