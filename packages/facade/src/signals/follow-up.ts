import { endOf, isHandoverRequest, type PracticeFacts } from "@wijkverband/care";
import { codeSystemUrl, type Clause } from "@wijkverband/fhir";
import type { Stored } from "@wijkverband/store";
import type { ServiceRequest, Task } from "hl7-fhir-r4-types";
import type { House } from "../house.ts";
import { readNight } from "../night.ts";
import { findAll, ofPatientsAt } from "./pages.ts";
import type { Pace } from "./pace.ts";

const status = (code: string): Clause => ({ kind: "token", parameter: "status", values: [{ code }] });

/** The handovers of a practice's patients that are in force, and how many of them the post would be told are changed or stale. */
export async function countHandovers(house: House, practice: string, at: Date, pace: Pace): Promise<PracticeFacts["handovers"]> {
  let [active, outdated] = [0, 0];
  for await (const stored of findAll(house.store, { type: "ServiceRequest", where: [status("active")] }, ofPatientsAt(practice), at, pace)) {
    if (stored.labels.patient === undefined || !isHandoverRequest(stored.resource())) continue;
    active += 1;
    if (!(await isUntouched(house, stored, at)) && (await statusAt(house, stored.labels.patient, at)) !== "current") outdated += 1;
    await pace();
  }
  return { active, outdated };
}

async function statusAt(house: House, patient: string, at: Date): Promise<string> {
  return (await readNight(house, await house.store.read("Patient", patient), at)).answer.status;
}

/** Tells without reading the record that a handover is current: nothing of the patient was written since it was sealed, its review date is still to come, and nothing in it ended.
 *  `false` says nothing yet. */
async function isUntouched({ store }: House, publication: Stored, at: Date): Promise<boolean> {
  const { occurrencePeriod, supportingInfo } = publication.resource() as ServiceRequest;
  const documents = (supportingInfo ?? []).flatMap(({ reference }) => (reference?.startsWith("Bundle/") ? [reference] : []));
  const document = documents[0] === undefined ? undefined : (await store.readMany(documents)).get(documents[0]);
  if (document === undefined || documents.length > 1 || occurrencePeriod?.end === undefined || endOf(occurrencePeriod.end) <= at.getTime()) return false;
  const sealed = Date.parse(document.lastUpdated);
  const ended = [...document.json.matchAll(/"end":\s*"([^"]*)"/g)].map(([, end = ""]) => endOf(end));
  if (ended.some((end) => Number.isNaN(end) || (sealed < end && end <= at.getTime()))) return false;
  const since = await store.changes({ patient: publication.labels.patient!, since: new Date(sealed + 1), count: 1, visible: "server", at });
  return since.entries.length === 0;
}

/** The waarneemberichten that wait at a practice, and how many of them should have been read by now. */
export async function countContactReports({ store }: House, practice: string, at: Date, pace: Pace): Promise<PracticeFacts["contactReports"]> {
  const where: readonly Clause[] = [
    { kind: "reference", parameter: "owner", values: [{ type: "Organization", id: practice.slice("Organization/".length) }] },
    { kind: "token", parameter: "code", values: [{ system: codeSystemUrl("taak"), code: "waarneembericht" }] },
    status("requested"),
  ];
  let [unread, late] = [0, 0];
  for await (const stored of findAll(store, { type: "Task", where }, "server", at, pace)) {
    const due = (stored.resource() as Task).restriction?.period?.end;
    unread += 1;
    if (due !== undefined && endOf(due) <= at.getTime()) late += 1;
    await pace();
  }
  return { unread, late };
}
