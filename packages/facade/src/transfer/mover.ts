import type { Labels } from "@wijkverband/policy";
import type { Change, Stored } from "@wijkverband/store";
import type { Organization, Resource } from "hl7-fhir-r4-types";
import type { Context } from "../context.ts";
import type { House } from "../house.ts";
import { withServerOwned } from "../server-owned.ts";
import { sourceOf } from "../source.ts";

/** What a move needs to be made: of a request, or of a command of who runs the server. */
export interface Mover extends Pick<Context, "caller" | "at" | "trail"> {
  readonly house: Pick<House, "store" | "validator" | "newId" | "baseUrl" | "clock" | "transfer" | "searchParameters" | "bases">;
}

/** What the server changes by itself in what is kept already: a move never fails on a fault that somebody left there long ago. */
export function kept(mover: Mover, stored: Stored, resource: Resource, labels: Labels = stored.labels): Exclude<Change, { op: "delete" }> {
  const next = withServerOwned(resource, { id: stored.id, domain: labels.domain, source: sourceOf(mover), former: stored.resource() });
  return { op: "update", resource: next, labels, ifMatch: stored.versionId };
}

/** Labels of what is written about a move. */
export function moveLabels(mover: Mover, patient: string): Labels {
  const author = mover.caller.organization;
  return { patient, domain: "gedeeld", ...(author !== undefined && { author }) };
}

/** The same at an instant that lies after whatever is kept, so that no registration ends before it began. */
export function movingNow<M extends Mover>(mover: M, record: readonly Stored[]): M {
  const newest = record.reduce((latest, { lastUpdated }) => Math.max(latest, Date.parse(lastUpdated)), 0);
  const at = new Date(Math.max(mover.at.getTime(), mover.house.clock().getTime(), newest));
  return { ...mover, at };
}

/** How a practice is called. */
export async function practiceName({ house }: Mover, reference: string): Promise<string> {
  const stored = (await house.store.readMany([reference])).get(reference);
  return (stored?.resource() as Organization | undefined)?.name ?? "een andere praktijk";
}
