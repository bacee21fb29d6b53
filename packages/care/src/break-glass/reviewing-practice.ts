import type { CareTeam } from "hl7-fhir-r4-types";
import { activeRegistration, lastRegistration } from "../registration/as-of.ts";
import { practiceOf } from "../registration.ts";

/** Who looks at emergency access afterwards: `Organization/<id>` of the practice of registration, or of the last one, and whether the patient is
 *  registered there now. `undefined` for somebody who never was registered. */
export function reviewingPractice(teams: readonly CareTeam[], at: Date): { readonly practice: string; readonly registered: boolean } | undefined {
  const last = lastRegistration(teams, at);
  const practice = last && practiceOf(last);
  return practice === undefined ? undefined : { practice, registered: activeRegistration(teams, at) !== undefined };
}
