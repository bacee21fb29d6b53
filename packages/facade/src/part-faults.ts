import { isSubsetted, type Issue } from "@wijkverband/fhir";
import type { Draft } from "./write.ts";

/** What was answered as a part (`_summary`, `_elements`) isn't stored over the whole: all that it left out would be gone. Source: R4 search.html#summary. */
export function partFaults({ resource, at }: Pick<Draft, "resource" | "at">): readonly Issue[] {
  return isSubsetted(resource) ? [{ text: "this is a part of a resource; send all of it", expression: `${at}.meta.tag` }] : [];
}
