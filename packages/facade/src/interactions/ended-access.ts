import { instantRange } from "@wijkverband/fhir";
import type { Store, Stored } from "@wijkverband/store";
import type { Flag } from "hl7-fhir-r4-types";

/** Tells whether a version says how to get into a home, and that way in has ended: then no history shows it any more (`home-access`).
 *  It ends with its period, when it is no longer active, deleted, or became something else. */
export async function isEndedAccess(store: Pick<Store, "readMany">, version: Stored, at: Date): Promise<boolean> {
  if (version.labels.kind !== "home-access" || version.deleted) return false;
  const reference = `${version.type}/${version.id}`;
  const now = (await store.readMany([reference])).get(reference);
  if (now === undefined || now.labels.kind !== "home-access") return true;
  const { status, period } = now.resource() as Flag;
  const end = period?.end === undefined ? undefined : instantRange(period.end)?.end;
  return status !== "active" || (end !== undefined && end <= at.getTime());
}
