import { endedRegistration } from "@wijkverband/care";
import type { CareTeam } from "hl7-fhir-r4-types";
import type { Demo } from "./harness.ts";

/** Ends the registration of a patient now, so that he is registered nowhere: past the server, as no call of a practice does it.
 *  @param patient logical id */
export async function endRegistration({ runtime, now }: Pick<Demo, "runtime" | "now">, patient: string): Promise<void> {
  const { store } = runtime.house;
  const stored = await store.holderOf(`registration:${patient}`);
  if (stored === undefined) throw new Error("this patient is registered nowhere");
  const team = endedRegistration(stored.resource() as CareTeam, now, new Date(now.getTime() + 365 * 86_400_000));
  await store.transact({ changes: [{ op: "update", resource: { ...team, id: stored.id }, labels: stored.labels, ifMatch: stored.versionId }], audit: () => [], at: now });
}
