import { capacityOf, capacityText, differencesSince, isContactReport, isHandoverRequest, sectionOf, type Difference, type RecordItem } from "@wijkverband/care";
import { marksOf } from "@wijkverband/policy";
import type { Change, Store, Stored } from "@wijkverband/store";
import type { Bundle, Resource } from "hl7-fhir-r4-types";
import { documentTombstones } from "./document-tombstones.ts";
import { isHandedOver } from "./handover-material.ts";
import type { Announcement } from "./outbox/announce.ts";
import { findPublication } from "./publication.ts";

/** Types of what stands in the tracked sections of a handover: of what is deleted, the type is known before anything is read. */
const tracked: ReadonlySet<string> = new Set(["Consent", "Observation", "MedicationStatement", "MedicationRequest", "MedicationDispense", "Medication", "AllergyIntolerance", "CarePlan", "Basic", "RelatedPerson", "List", "Composition"]);

/** What others are told because a unit makes a published handover differ from the record in a way that it didn't before (`honest-status`): the post then sees
 *  *changed* above it. A unit that publishes or ends one tells that itself. */
export async function handoverNews(store: Store, at: Date, changes: readonly Change[]): Promise<readonly Announcement[]> {
  const news: Announcement[] = [];
  for (const patient of await patientsOf(store, changes)) {
    // what hangs in the active publication is known by its ties, so that nothing of a record without one is read
    if ((await store.tiesOf(patient, "entry")).length === 0) continue;
    const before = await store.record(patient);
    const publication = findPublication(before);
    const document = publication?.document?.resource() as Bundle | undefined;
    if (publication === undefined || document === undefined) continue;
    const after = written(before, changes, patient, at);
    const gone = await documentTombstones(store, before, document);
    const known = new Set(differencesSince(document, itemsOf(before, gone), at).map(key));
    const found = differencesSince(document, itemsOf(after, gone), at);
    if (found.some((difference) => !known.has(key(difference)))) news.push({ topic: "handover-changed", patient, focus: `ServiceRequest/${publication.request.id}` });
  }
  return news;
}

/** Whom changes are about that a handover could show. */
async function patientsOf(store: Store, changes: readonly Change[]): Promise<ReadonlySet<string>> {
  if (changes.some((change) => change.op !== "delete" && isHandoverRequest(change.resource))) return new Set();
  const patients = new Set<string>();
  for (const change of changes) {
    if (change.op !== "delete") {
      if (change.labels.patient !== undefined && (await isShown(store, change))) patients.add(change.labels.patient);
    } else if (tracked.has(change.type)) {
      const { patient } = (await store.readMany([`${change.type}/${change.id}`])).get(`${change.type}/${change.id}`)?.labels ?? {};
      if (patient !== undefined) patients.add(patient);
    }
  }
  return patients;
}

/** Of a patient the capacity alone is in a handover beside what never changes. */
async function isShown(store: Store, { op, resource }: Exclude<Change, { op: "delete" }>): Promise<boolean> {
  if (resource.resourceType === "Patient") {
    if (op === "create") return false;
    const former = (await store.readMany([`Patient/${resource.id}`])).get(`Patient/${resource.id}`)?.resource();
    return former?.resourceType === "Patient" && capacityText(capacityOf(former)) !== capacityText(capacityOf(resource));
  }
  return resource.resourceType === "Medication" || isContactReport(resource) || sectionOf(resource)?.tracked === true;
}

/** A record as it is once the unit is written. */
function written(record: readonly Stored[], changes: readonly Change[], patient: string, at: Date): readonly Stored[] {
  const after = new Map(record.map((stored) => [`${stored.type}/${stored.id}`, stored]));
  for (const change of changes) {
    if (change.op === "delete") after.delete(`${change.type}/${change.id}`);
    else if (change.labels.patient === patient) after.set(`${change.resource.resourceType}/${change.resource.id}`, storedOf(change.resource, { ...change.labels, ...marksOf(change.resource) }, at));
  }
  return [...after.values()];
}

function storedOf(resource: Resource & { id: string }, labels: Stored["labels"], at: Date): Stored {
  return { type: resource.resourceType as Stored["type"], id: resource.id, versionId: "", lastUpdated: at.toISOString(), deleted: false, labels, json: "", resource: () => resource };
}

function itemsOf(record: readonly Stored[], gone: readonly Stored[]): readonly RecordItem[] {
  return [...record.filter(isHandedOver), ...gone].map((stored) => ({ reference: `${stored.type}/${stored.id}`, versionId: stored.versionId, lastUpdated: stored.lastUpdated, ...(!stored.deleted && { resource: stored.resource() }) }));
}

/** What is different, whoever wrote it when. */
function key({ kind, section, what, old, new: now }: Difference): string {
  return JSON.stringify([kind, section, what, old, now]);
}
