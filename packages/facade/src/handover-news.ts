import { capacityOf, capacityText, isContactReport, isHandoverRequest, isLive, meansTheSame, sectionOf } from "@wijkverband/care";
import { marksOf, type Labels } from "@wijkverband/policy";
import type { Change, Store } from "@wijkverband/store";
import type { Patient, Resource } from "hl7-fhir-r4-types";
import { breaths } from "./breath.ts";
import { isHandedOver } from "./handover-material.ts";
import type { Announcement } from "./outbox/announce.ts";

/** What a patient has of a resource, before or after. */
interface Version {
  readonly resource: Resource;
  readonly labels: Labels;
}

/** What others are told because a unit changes something that a published handover shows, or would show if it were published now (`honest-status`): the post then
 *  sees *changed* above it. A unit that publishes or ends a handover tells that itself. Nothing is read of a record without a publication but its ties. */
export async function handoverNews(store: Store, at: Date, changes: readonly Change[]): Promise<readonly Announcement[]> {
  if (changes.some((change) => change.op !== "delete" && isHandoverRequest(change.resource))) return [];
  const news = new Map<string, Announcement>();
  const breathe = breaths();
  for (const change of changes) {
    await breathe();
    if (!mayMatter(change)) continue;
    const reference = change.op === "delete" ? `${change.type}/${change.id}` : `${change.resource.resourceType}/${change.resource.id}`;
    const before = change.op === "create" ? undefined : (await store.readMany([reference])).get(reference);
    const patient = change.op === "delete" ? before?.labels.patient : change.labels.patient;
    if (patient === undefined || news.has(patient)) continue;
    const former: Version | undefined = before && { resource: before.resource(), labels: before.labels };
    const next: Version | undefined = change.op === "delete" ? undefined : { resource: change.resource, labels: { ...change.labels, ...marksOf(change.resource) } };
    if (!isNews(former, next, at)) continue;
    // what hangs in the active publication is tied by it
    const [entry] = await store.tiesOf(patient, "entry");
    if (entry !== undefined) news.set(patient, { topic: "handover-changed", patient, focus: entry.source });
  }
  return [...news.values()];
}

/** Types of what stands in the tracked sections of a handover, or behind it. */
const types: ReadonlySet<string> = new Set(["Patient", "Consent", "Observation", "MedicationStatement", "MedicationRequest", "MedicationDispense", "Medication", "AllergyIntolerance", "CarePlan", "Basic", "RelatedPerson", "List", "Composition"]);

/** Before anything is read: whether a handover could show it, or show it no more. */
function mayMatter(change: Change): boolean {
  if (change.op === "create") return isTracked(change.resource);
  return types.has(change.op === "delete" ? change.type : change.resource.resourceType);
}

/** As `differencesSince` tracks it; a medicine counts once something refers to it. */
function isTracked(resource: Resource): boolean {
  return isContactReport(resource) || sectionOf(resource)?.tracked === true;
}

function isNews(former: Version | undefined, next: Version | undefined, at: Date): boolean {
  if (former !== undefined && next !== undefined && former.resource.resourceType === "Patient") return capacityText(capacityOf(former.resource)) !== capacityText(capacityOf(next.resource as Patient));
  if (former !== undefined && next !== undefined && former.resource.resourceType === "Medication") return !meansTheSame(former.resource, next.resource);
  const [was, is] = [former, next].map((version) => version !== undefined && isHandedOver(version) && isTracked(version.resource) && isLive(version.resource, at));
  if (was !== is) return true;
  return was === true && former !== undefined && next !== undefined && !meansTheSame(former.resource, next.resource);
}
