import { bsnKey, isDeceased, kindExtension, openRegistration } from "@wijkverband/care";
import { Anomaly, codeSystemUrl, type Issue } from "@wijkverband/fhir";
import type { Caller } from "@wijkverband/policy";
import type { Change, Stored } from "@wijkverband/store";
import type { CareTeam, Patient, Task } from "hl7-fhir-r4-types";
import { answerWritten } from "../answers.ts";
import { commit, type Commit } from "../commit.ts";
import type { Context } from "../context.ts";
import type { Answer } from "../exchange.ts";
import { bsnOf } from "../patient-number.ts";
import { callingGp, demandMayRegister, newRegistration, withGp, type Beginning } from "../registration.ts";
import { planTransfer } from "../transfer/declare.ts";
import { movingNow } from "../transfer/mover.ts";
import { planWrite, type Planned } from "../write.ts";

/** Somebody who comes to the caller's practice. */
export interface Newcomer extends Beginning {
  readonly patient: Patient;
  /** FHIRPath at which the Patient stands in what was sent. */
  readonly at: string;
  /** What is to be said of the places that were asked, whoever it is. */
  readonly warnings?: readonly Issue[];
}

/** How often it is tried while others register the same patient at the same moment: after each of them what is known is another. */
const attempts = 5;

/** Registers somebody at the caller's practice: `POST Patient`, and `$assign-gp` with a patient. New or known, here, elsewhere or registered nowhere: 202 with a Task,
 *  the same bytes but for id and time (`stranger`). Who is new is registered, and so is who is known and registered nowhere: the record comes along. Who is registered
 *  anywhere stays so, as recorded; the practice that has him finds the attempt in its log.
 *  @throws {Anomaly} `forbidden` for who doesn't register patients; `rule` for a patient who can't be stored; both alike for whoever it is */
export async function registerPatient(context: Context, newcomer: Newcomer): Promise<Answer> {
  const { house, caller, at } = context;
  demandMayRegister(caller);
  const [id, team, task] = [house.newId(), house.newId(), house.newId()];
  const registration = newRegistration(caller, team, id, at, newcomer);
  // planned for a known patient as well: the same faults are found, and the same work is done
  const planned = await planWrite(context, [{ resource: newcomer.patient, id, at: newcomer.at }], registration.ties);
  const asked = registrationTask(caller, task, at);
  const stored = await firstThatHolds(context, async (left) => {
    const known = await knownPatient(context, newcomer.patient);
    // asked of who is new as well: it is the same work
    const registered = await house.store.holderOf(`registration:${known?.id ?? id}`);
    if (left === 0 || registered !== undefined) return { changes: [asked] };
    if (known === undefined) return arrival(planned, registration, { team, patient: id, asked });
    const moved = await planComing(context, known, team, newcomer);
    return moved === undefined ? { changes: [asked] } : { ...moved, changes: [asked, ...moved.changes] };
  });
  return answerWritten(stored, 202, house.baseUrl, context.ask.prefer, planned.ignored, newcomer.warnings);
}

/** Who carries this BSN; it stands in the log of that patient. */
async function knownPatient({ house, trail }: Context, patient: Patient): Promise<Stored | undefined> {
  const bsn = bsnOf(patient);
  const known = bsn === undefined ? undefined : await house.store.holderOf(bsnKey(bsn));
  if (known !== undefined) trail.patients.add(known.id);
  return known;
}

function arrival({ changes, expect = [], found, tell }: Planned, { change, generalPractitioner }: ReturnType<typeof newRegistration>, { team, patient, asked }: { readonly team: string; readonly patient: string; readonly asked: Change }): Commit {
  return {
    changes: [asked, ...changes.map((each) => withGp(each, generalPractitioner)), change],
    expect,
    found,
    tell: [...tell, { topic: "assignment-changed", patient, focus: `CareTeam/${team}` }],
  };
}

/** What it takes to register somebody who is known and registered nowhere; `undefined` for who is registered by now, or died. */
async function planComing(context: Context, known: Stored, team: string, { participant, kind }: Newcomer): Promise<Commit | undefined> {
  const record = await context.house.store.record(known.id);
  const patient = record.find(({ type }) => type === "Patient")?.resource() as Patient | undefined;
  if (patient === undefined || isDeceased(patient) || openRegistration(record.filter(({ type }) => type === "CareTeam")) !== undefined) return undefined;
  const now = movingNow(context, record);
  const { organization = "" } = context.caller;
  const gp = callingGp(context.caller);
  // whoever kept the record until now hears that it went, and so does the patient
  const moved = await planTransfer(now, { record, to: organization, id: team, choice: {}, ...(gp !== undefined && { gp }), ...(participant !== undefined && { participant }) });
  const marked = moved.changes.map((change): Change => (change.op === "create" && change.resource.id === team && kind !== undefined ? { ...change, resource: { ...change.resource, ...ofKind(change.resource as CareTeam, kind) } } : change));
  return { ...moved, changes: marked };
}

function ofKind({ extension = [] }: CareTeam, kind: NonNullable<Beginning["kind"]>): Pick<CareTeam, "extension"> {
  const all = [...extension, ...kindExtension(kind)];
  return all.length === 0 ? {} : { extension: all };
}

/** Commits what is planned on what is known now; planned anew when somebody else was first. With `left` 0 nothing stands in the way any more: only the Task is kept. */
async function firstThatHolds(context: Context, plan: (left: number) => Promise<Commit>): Promise<Stored> {
  for (let left = attempts; ; left--) {
    try {
      const [stored] = await commit(context, await plan(left));
      if (stored === undefined) throw new Anomaly("fault", "nothing was stored");
      return stored;
    } catch (thrown) {
      const overtaken = thrown instanceof Anomaly && (thrown.category === "conflict" || thrown.category === "stale");
      if (!overtaken || left === 0) throw thrown;
    }
  }
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
