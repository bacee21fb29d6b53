import { isSubsetted, type Issue } from "@wijkverband/fhir";
import { isSentPlan } from "./plan/plan-faults.ts";
import type { Draft } from "./write.ts";

/** What was answered as a part (`_summary`, `_elements`) isn't stored over the whole: all that it left out would be gone. Of a care plan that is told in words of its
 *  own (`one-plan`). Source: R4 search.html#summary. */
export function partFaults({ resource, at }: Pick<Draft, "resource" | "at">): readonly Issue[] {
  if (!isSubsetted(resource) || isSentPlan(resource)) return [];
  return [{ text: "this is a part of a resource; send all of it", expression: `${at}.meta.tag` }];
}
