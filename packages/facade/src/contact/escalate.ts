import { escalationOf } from "@wijkverband/care";
import { Anomaly, codeSystemUrl, questionOf, type Clause } from "@wijkverband/fhir";
import type { Change, Stored } from "@wijkverband/store";
import type { Resource, Task } from "hl7-fhir-r4-types";
import { commit } from "../commit.ts";
import type { House } from "../house.ts";
import { withServerOwned } from "../server-owned.ts";
import { startTrail } from "../trail.ts";

/** How many are looked at in one round; the next round takes the rest. */
const mostAtOnce = 200;

/** Puts contact reports that nobody read in time on top of the inbox and tells the practice, each once; to be called again and again. Several processes may do so
 *  on one database: each report is one transaction on the version that was seen.
 *  @returns how many were escalated */
export async function escalateContacts(house: House): Promise<number> {
  const at = house.clock();
  const now = at.getTime();
  const where: readonly Clause[] = [
    { kind: "token", parameter: "code", values: [{ system: codeSystemUrl("taak"), code: "waarneembericht" }] },
    { kind: "token", parameter: "status", values: [{ code: "requested" }] },
    { kind: "date", parameter: "due", values: [{ prefix: "le", start: now, end: now + 1 }] },
    { kind: "missing", parameter: "business-status", missing: true },
  ];
  const { matches } = await house.store.search({ query: questionOf("Task", where, mostAtOnce), visible: "server", at });
  let count = 0;
  for (const stored of matches) if (await escalate(house, stored, at)) count += 1;
  return count;
}

async function escalate(house: House, stored: Stored, at: Date): Promise<boolean> {
  const escalation = escalationOf(stored.resource() as Task, house.newId(), at);
  const { patient } = stored.labels;
  if (escalation === undefined || patient === undefined) return false;
  const { task, notice } = escalation;
  const owned = <R extends Resource & { id: string }>(resource: R): R & { id: string } => withServerOwned(resource, { id: resource.id, domain: "gedeeld", source: undefined, former: undefined });
  const changes: readonly Change[] = [
    { op: "update", resource: owned({ ...task, id: stored.id }), labels: stored.labels, ifMatch: stored.versionId },
    { op: "create", resource: owned(notice), labels: { patient, domain: "gedeeld", ...(stored.labels.author !== undefined && { author: stored.labels.author }) } },
  ];
  const trail = { ...startTrail({ interaction: "operation", operation: "$escalate-contacts", action: "E", requestId: house.newId(), site: house.baseUrl }), client: "wijkverband" };
  trail.patients.add(patient);
  try {
    await commit({ house, at, trail }, { changes, tell: [{ topic: "contact-reported", patient, focus: `Task/${stored.id}` }] });
    return true;
  } catch (thrown) {
    // somebody read it at this very moment, or another process was first
    if (thrown instanceof Anomaly && (thrown.category === "stale" || thrown.category === "gone" || thrown.category === "not-found")) return false;
    throw thrown;
  }
}
