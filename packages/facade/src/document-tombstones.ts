import type { Store, Stored } from "@wijkverband/store";
import type { Bundle } from "hl7-fhir-r4-types";
import { readAlsoDeleted } from "./guard.ts";

/** What a document holds and was deleted from the record since.
 *  @param record of the patient, as it is now */
export async function documentTombstones(store: Store, record: readonly Stored[], document: Bundle): Promise<readonly Stored[]> {
  const present = new Set(record.map(({ type, id }) => `${type}/${id}`));
  const patient = record[0]?.labels.patient;
  const gone: Stored[] = [];
  for (const { resource } of document.entry ?? []) {
    if (resource?.id === undefined || present.has(`${resource.resourceType}/${resource.id}`)) continue;
    const stored = await readAlsoDeleted(store, resource.resourceType as Stored["type"], resource.id);
    if (stored?.deleted === true && stored.labels.patient === patient) gone.push(stored);
  }
  return gone;
}
