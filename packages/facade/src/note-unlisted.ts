import { questionOf, system, type Clause, type ResourceTypeName, type SearchQuery } from "@wijkverband/fhir";
import type { Visibility } from "@wijkverband/policy";
import type { Context } from "./context.ts";
import { noteSubject, visibleTypes } from "./guard.ts";
import { patientNamedBy } from "./outside-consent.ts";

/** A number of more than these is about no one in particular. */
const few = 20;

/** Enters in the trail of whom a search told something that listed nobody: how many there are, or that there is nothing. Of whom it names, where the caller may see
 *  that patient, and of few that were counted. All of it is asked narrowed: of whom the caller can't see there is no trace, nor does it take longer (`stranger`).
 *  @param total what was counted, if anything was */
export async function noteUnlisted({ house, caller, at, trail }: Context, query: SearchQuery, visible: Partial<Record<ResourceTypeName, Visibility>>, total: number | undefined): Promise<void> {
  const named = clauseFor(patientNamedBy(query));
  if (named !== undefined) {
    const { matches } = await house.store.search({ query: questionOf("Patient", [named], 1), visible: visibleTypes(caller, ["Patient"]), at });
    for (const stored of matches) noteSubject(trail, stored);
  }
  if (total === undefined || total === 0 || total > few) return;
  const { matches } = await house.store.search({ query: questionOf(query.type, query.where, few), visible, at });
  for (const stored of matches) noteSubject(trail, stored);
}

function clauseFor(named: ReturnType<typeof patientNamedBy>): Clause | undefined {
  if (named?.id !== undefined) return { kind: "id", values: [named.id] };
  return named?.bsn === undefined ? undefined : { kind: "token", parameter: "identifier", values: [{ system: system.bsn, code: named.bsn }] };
}
