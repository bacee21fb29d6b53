import { uniqueKeys } from "@wijkverband/care";
import type { Issue } from "@wijkverband/fhir";
import type { Context } from "./context.ts";
import type { Draft } from "./write.ts";

/** An ANIOS has one supervisor at a time, and that supervisor no second ANIOS (`supervised`): said before it is written, with its place. Of two that are written
 *  at the very same moment the store keeps one, by its unique key. */
export async function supervisionFaults({ house }: Pick<Context, "house">, drafts: readonly Draft[]): Promise<readonly Issue[]> {
  const issues: Issue[] = [];
  const written = new Set(drafts.map(({ resource, id }) => `${resource.resourceType}/${id}`));
  const taken = new Set<string>();
  for (const { resource, id, at } of drafts) {
    if (resource.resourceType !== "PractitionerRole") continue;
    for (const { key } of uniqueKeys({ ...resource, id })) {
      const holder = await house.store.holderOf(key);
      const byAnother = holder !== undefined && !written.has(`${holder.type}/${holder.id}`);
      if (byAnother || taken.has(key)) issues.push({ text: "a supervisor has one ANIOS at a time, and an ANIOS one supervisor: end the other first", expression: `${at}.extension`, rule: "supervised" });
      taken.add(key);
    }
  }
  return issues;
}
