import { isCoded, references, text } from "../json.ts";
import { snomed, transferCode } from "../region/codes.ts";
import { latest, type Asker, type Json, type Kept, type World } from "../world.ts";
import { beginOf, endOf } from "./instants.ts";
import { isAffiliated } from "./registration.ts";
import { isPermitted, isUnobjected } from "./patient-word.ts";

/** What was addressed stays retrievable for 90 days after its review date (decision 3 of the policy). */
const afterReview = 90 * 86_400_000;

/** The handover is addressed to this organisation and there is no objection. (Death ends the publication itself, `life-events`; with it goes this.) */
export function isAddressed(world: World, asker: Asker, item: Kept, at: Date): boolean {
  if (asker.organization === undefined) return false;
  if (!isUnobjected(world, asker, item, at)) return false;
  if (world.bases.includes("addressed")) {
    for (const publication of publicationsOf(world, item.patient)) {
      if (references(publication, "performer").includes(asker.organization) && isRunning(publication, at)) return true;
    }
  }
  // a region may let the post of the own practice in, also when nothing was addressed to it
  return world.bases.includes("regional-post") && isAffiliated(world, asker, "anw-post", item.patient, at);
}

/** The patient permitted this organisation and there is no objection. */
export function isConsented(world: World, asker: Asker, item: Kept, at: Date): boolean {
  if (asker.organization === undefined) return false;
  return world.bases.includes("consent") && isPermitted(world, asker, item, at);
}

/** It is the publication that holds, or something that it carries. */
export function isInHandover(world: World, item: Kept): boolean {
  for (const kept of world.byPatient.get(item.patient ?? "") ?? []) {
    if (!isActivePublication(kept)) continue;
    if (kept.ref === item.ref || references(latest(kept), "supportingInfo").includes(item.ref)) return true;
  }
  return false;
}

function publicationsOf(world: World, patient: string | undefined): readonly Json[] {
  return (world.byPatient.get(patient ?? "") ?? []).filter(isActivePublication).map(latest);
}

function isActivePublication(kept: Kept): boolean {
  if (kept.type !== "ServiceRequest" || kept.deleted) return false;
  const request = latest(kept);
  return request["status"] === "active" && isCoded(request, "category", snomed, transferCode);
}

function isRunning(publication: Json, at: Date): boolean {
  const start = text(publication, "occurrencePeriod.start");
  const review = text(publication, "occurrencePeriod.end");
  if (start !== undefined && at.getTime() < beginOf(start)) return false;
  return review === undefined || at.getTime() < endOf(review) + afterReview;
}
