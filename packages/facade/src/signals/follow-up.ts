import { endOf, isHandoverRequest, type PracticeFacts } from "@wijkverband/care";
import { codeSystemUrl, type Clause } from "@wijkverband/fhir";
import type { Task } from "hl7-fhir-r4-types";
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
    const patient = await house.store.read("Patient", stored.labels.patient);
    const { answer } = await readNight(house, patient, at);
    active += 1;
    if (answer.status !== "current") outdated += 1;
    await pace();
  }
  return { active, outdated };
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
