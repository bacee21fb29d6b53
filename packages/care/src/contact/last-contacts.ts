import type { Resource, Task } from "hl7-fhir-r4-types";
import { day } from "../amsterdam.ts";
import { hasCode, own } from "../coding.ts";
import { startOf } from "../period.ts";
import { plain, referenceTo } from "../reference.ts";
import { isHandoverRequest } from "../uniques.ts";
import { isContactReport } from "./contact-report.ts";

/** For how long a contact stays worth telling in a new handover, in milliseconds: a week. */
const toldFor: number = 7 * day;

/** `Type/id` of the contact reports that wait for a huisarts to read them. */
function unreadReports(record: readonly Resource[]): ReadonlySet<string> {
  const waiting = record.filter((resource): resource is Task => resource.resourceType === "Task" && resource.status === "requested" && hasCode(resource.code, own("taak", "waarneembericht")));
  return new Set(waiting.flatMap(({ focus }) => plain(focus?.reference) ?? []));
}

function receivedAt({ meta }: Resource, at: Date): number {
  return meta?.lastUpdated === undefined ? at.getTime() : startOf(meta.lastUpdated);
}

/** The record without contact reports that a new handover leaves out: told are those that came in since the former publication, in the last week, or that
 *  nobody read yet. */
export function withLastContacts(record: readonly Resource[], at: Date): readonly Resource[] {
  if (!record.some(isContactReport)) return record;
  const published = record.flatMap((resource) => (isHandoverRequest(resource) && resource.authoredOn !== undefined ? [startOf(resource.authoredOn)] : []));
  const since = published.length === 0 ? -Infinity : Math.max(...published);
  const unread = unreadReports(record);
  return record.filter((resource) => !isContactReport(resource) || unread.has(referenceTo(resource)) || receivedAt(resource, at) > Math.min(since, at.getTime() - toldFor));
}

/** The record without contact reports that make no difference to a published document: it holds them, or they came in before it and were read since. */
export function withNewContacts(record: readonly Resource[], sealed: readonly Resource[], published: Date): readonly Resource[] {
  if (!record.some(isContactReport)) return record;
  const held = new Set(sealed.filter(isContactReport).map(referenceTo));
  const unread = unreadReports(record);
  return record.filter((resource) => {
    if (!isContactReport(resource)) return true;
    const reference = referenceTo(resource);
    return held.has(reference) || unread.has(reference) || receivedAt(resource, published) > published.getTime();
  });
}
