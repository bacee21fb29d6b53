import type { Bundle, CareTeam, Composition, Organization } from "hl7-fhir-r4-types";
import type { Difference } from "../handover/answer.ts";
import { plain, versionedReferenceTo } from "../reference.ts";
import { practiceOf } from "../registration.ts";

/** Who published isn't whose patient it is any more (`honest-status`): a handover of the former practice is *changed* until the new huisarts publishes his own.
 *  @param document the sealed document
 *  @param team the registration in force
 *  @param organizations the practices, by their names */
export function registrationDifference(document: Bundle, team: CareTeam | undefined, organizations: readonly Organization[]): readonly Difference[] {
  const before = publishedBy(document);
  const now = team === undefined ? undefined : practiceOf(team);
  if (team === undefined || before === undefined || now === undefined || before === now) return [];
  const nameOf = (reference: string): string | undefined => organizations.find(({ id }) => `Organization/${id}` === reference)?.name;
  const practice = nameOf(now);
  return [
    {
      kind: "changed",
      section: "bereikbaarheid",
      what: "Huisartsenpraktijk",
      old: nameOf(before) ?? compositionIn(document)?.custodian?.display ?? "een andere praktijk",
      new: practice ?? "een andere praktijk",
      ...(practice !== undefined && { author: practice }),
      at: team.period?.start ?? team.meta?.lastUpdated ?? "",
      reference: versionedReferenceTo(team),
    },
  ];
}

/** `Organization/<id>` of the practice whose handover it is. */
export function publishedBy(document: Bundle): string | undefined {
  return plain(compositionIn(document)?.custodian?.reference);
}

function compositionIn({ entry }: Bundle): Composition | undefined {
  return (entry ?? []).map(({ resource }) => resource).find((resource): resource is Composition => resource?.resourceType === "Composition");
}
