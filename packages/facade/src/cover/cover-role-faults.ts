import { isCoverRole } from "@wijkverband/care";
import type { Issue } from "@wijkverband/fhir";
import type { Draft } from "../write.ts";

/** Who stands in for a huisarts reads the record of everybody at that practice. `$cover` arranges and ends that, with all that it checks and tells (`responsible-gp`);
 *  by a write to the directory nobody makes such a role, prolongs it, hands it on or takes it away. */
export function coverRoleFaults({ resource, former, at }: Pick<Draft, "resource" | "former" | "at">): readonly Issue[] {
  const kept = former?.resource();
  const covers = [resource, kept].some((each) => each?.resourceType === "PractitionerRole" && isCoverRole(each));
  return covers ? [{ text: "who stands in for a huisarts, and until when, is arranged by $cover", expression: `${at}.extension`, rule: "responsible-gp" }] : [];
}
