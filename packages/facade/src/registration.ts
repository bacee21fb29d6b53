import { Anomaly, codeSystemUrl, profileUrl, system } from "@wijkverband/fhir";
import { narrow, tieRows, type Caller, type TieRow } from "@wijkverband/policy";
import type { Change } from "@wijkverband/store";
import type { CareTeam, Patient, Task } from "hl7-fhir-r4-types";
import { answerWritten } from "./answers.ts";
import { findByIdentifier } from "./caller.ts";
import { commit } from "./commit.ts";
import type { Context } from "./context.ts";
import type { Answer } from "./exchange.ts";
import { bsnOf } from "./patient-number.ts";
import { planWrite } from "./write.ts";

/** The registration that comes with a new patient: at the caller's practice, with the calling huisarts as vaste huisarts. */
export function newRegistration(caller: Caller, id: string, patient: string, at: Date): { readonly change: Change; readonly ties: readonly TieRow[]; readonly generalPractitioner: Patient["generalPractitioner"] } {
  if (caller.organization === undefined) throw new Anomaly("fault", "a registration needs a practice");
  const period = { start: at.toISOString() };
  const member = caller.role === "huisarts" && caller.person !== undefined ? { reference: caller.person } : undefined;
  const team: CareTeam & { id: string } = {
    resourceType: "CareTeam",
    id,
    meta: { profile: [profileUrl("huisartsteam")], security: [{ system: codeSystemUrl("domein"), code: "gedeeld" }] },
    status: "active",
    category: [{ coding: [{ system: codeSystemUrl("team"), code: "huisartsteam" }] }],
    subject: { reference: `Patient/${patient}` },
    period,
    managingOrganization: [{ reference: caller.organization }],
    ...(member && { participant: [{ role: [{ coding: [{ system: codeSystemUrl("teamrol"), code: "vaste-huisarts" }] }], member, period }] }),
  };
  return {
    change: { op: "create", resource: team, labels: { patient, domain: "gedeeld", author: caller.organization } },
    ties: tieRows(team),
    generalPractitioner: [{ reference: caller.organization }, ...(member ? [member] : [])],
  };
}

/** May this caller register patients at all? Says nothing of any patient. @throws {Anomaly} `forbidden`. */
export function demandMayRegister(caller: Caller): void {
  if (caller.organization === undefined || !narrow(caller, "create", "Patient").some(({ row }) => row === "register")) {
    throw new Anomaly("forbidden", "this role doesn't register patients", { rule: "no-row-no-access" });
  }
}

/** `POST Patient`: registers at the caller's practice. New or known, here or elsewhere: 202 with a Task, the same bytes but for id and time (`stranger`). */
export async function registerPatient(context: Context, patient: Patient): Promise<Answer> {
  const { house, caller, at, trail } = context;
  demandMayRegister(caller);
  const bsn = bsnOf(patient);
  const known = bsn === undefined ? undefined : await findByIdentifier(house.store, "Patient", { system: system.bsn, code: bsn }, at);
  const id = house.newId();
  const registration = newRegistration(caller, house.newId(), id, at);
  // planned for a known patient as well: the same faults are found, and the same work is done
  const { ignored, ...planned } = await planWrite(context, [{ resource: patient, id, at: "Patient" }], registration.ties);
  const task = registrationTask(caller, house.newId(), at);
  const arrival = known === undefined ? [...planned.changes.map((change) => withGp(change, registration.generalPractitioner)), registration.change] : [];
  if (known !== undefined) trail.patients.add(known.id);
  const stored = await commitOrPart(context, arrival, task);
  return answerWritten(stored, 202, house.baseUrl, context.ask.prefer, ignored);
}

/** The Task alone when somebody else registered the same BSN at this very moment. */
async function commitOrPart(context: Context, arrival: readonly Change[], task: Change): ReturnType<typeof lastOf> {
  try {
    return await lastOf(commit(context, { changes: [...arrival, task] }));
  } catch (thrown) {
    if (!(thrown instanceof Anomaly && thrown.category === "conflict" && arrival.length > 0)) throw thrown;
    return lastOf(commit(context, { changes: [task] }));
  }
}

async function lastOf(written: ReturnType<typeof commit>) {
  const stored = (await written).at(-1);
  if (stored === undefined) throw new Anomaly("fault", "nothing was stored");
  return stored;
}

/** Fills in what registration owns. */
export function withGp(change: Change, generalPractitioner: Patient["generalPractitioner"]): Change {
  if (change.op === "delete" || change.resource.resourceType !== "Patient" || generalPractitioner === undefined) return change;
  return { ...change, resource: { ...change.resource, generalPractitioner } };
}

function registrationTask(caller: Caller, id: string, at: Date): Change {
  const task: Task & { id: string } = {
    resourceType: "Task",
    id,
    meta: { security: [{ system: codeSystemUrl("domein"), code: "gedeeld" }] },
    status: "requested",
    intent: "order",
    code: { coding: [{ system: codeSystemUrl("taak"), code: "inschrijving" }] },
    authoredOn: at.toISOString(),
    requester: { reference: caller.organization ?? "" },
  };
  return { op: "create", resource: task, labels: { domain: "gedeeld", ...(caller.organization !== undefined && { author: caller.organization }) } };
}
