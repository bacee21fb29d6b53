import type { CareTeam } from "hl7-fhir-r4-types";
import { startOf } from "../period.ts";
import { activeRegistration, isHuisartsTeam, practiceOf } from "../registration.ts";

/** Who looks at emergency access afterwards: `Organization/<id>` of the practice of registration, or of the last one, and whether the patient is
 *  registered there now. `undefined` for somebody who never was registered. */
export function reviewingPractice(teams: readonly CareTeam[], at: Date): { readonly practice: string; readonly registered: boolean } | undefined {
  const active = activeRegistration(teams, at);
  const former = teams.filter(isHuisartsTeam).toSorted((one, other) => began(other) - began(one));
  const practice = [...(active === undefined ? [] : [active]), ...former].map(practiceOf).find((each) => each !== undefined);
  return practice === undefined ? undefined : { practice, registered: active !== undefined };
}

function began({ period }: CareTeam): number {
  return period?.start === undefined ? 0 : startOf(period.start);
}
