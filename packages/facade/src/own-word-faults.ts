import type { Issue } from "@wijkverband/fhir";
import { marksOf, tieRows } from "@wijkverband/policy";
import type { Draft } from "./write.ts";

/** Who the patient is, and what the patient said of access, can't be withheld: the label would shut the patient out of the own log and consents, and the
 *  out-of-hours post out of the handover. And what the patient said must hold at some time: an objection that never does is none. */
export function ownWordFaults({ resource, at }: Pick<Draft, "resource" | "at">): readonly Issue[] {
  const { kind, withheld } = marksOf(resource);
  const issues: Issue[] = [];
  if (withheld === true && (resource.resourceType === "Patient" || kind === "privacy-consent")) {
    issues.push({ text: "a patient, and what the patient said of access, isn't withheld", expression: `${at}.meta.security`, rule: "no-row-no-access" });
  }
  const never = resource.resourceType === "Consent" && tieRows(resource).some(({ from, until }) => from !== undefined && until !== undefined && from >= until);
  if (never) issues.push({ text: "a rule ends before it begins: its own period and that of the whole consent have no time in common", expression: `${at}.provision`, rule: "basis" });
  return issues;
}
