import { answeredTransfer, chosenRegistration, day, endedRegistration, generalPractitionersOf, isTaskOver, isWijkTeam, lastRegistration, openRegistration, plain, practiceOf, readableUntil, taskAtMove, teamAfterMove, type Choice, type NamedReference } from "@wijkverband/care";
import { Anomaly } from "@wijkverband/fhir";
import type { Caller } from "@wijkverband/policy";
import type { Change, FoundBefore, Stored } from "@wijkverband/store";
import type { CareTeam, Patient, PractitionerRole, Task } from "hl7-fhir-r4-types";
import { ownChange } from "../break-glass/own-change.ts";
import { commit } from "../commit.ts";
import type { Announcement } from "../outbox/announce.ts";
import { personNameAt } from "../person-name.ts";
import { newRegistration, withGp } from "../registration.ts";
import { untilCurrent } from "../until-current.ts";
import { findTasks } from "../waiting-tasks.ts";
import { openRequests } from "./ask.ts";
import { kept, practiceName, type Mover } from "./mover.ts";

/** A registration that goes from one practice to another, at `mover.at`. */
export interface Move {
  /** The patient's whole record as it was read, the Patient among it. */
  readonly record: readonly Stored[];
  /** `Organization/<id>` of the practice that the patient goes to. */
  readonly to: string;
  /** Logical id that the new registration gets. */
  readonly id: string;
  /** `PractitionerRole/<id>` who becomes vaste huisarts. */
  readonly gp?: string;
  readonly choice: Choice;
  /** Who takes part in the new registration, where that isn't just `gp`. */
  readonly participant?: CareTeam["participant"];
  /** The registration that ends was an error: its practice reads nothing of it afterwards. */
  readonly error?: true;
  /** Of the Tasks about it, the one that is decided on by this very move: it is written by whoever decides. */
  readonly deciding?: string;
}

export interface PlannedMove {
  readonly changes: readonly Change[];
  readonly found: readonly FoundBefore[];
  readonly tell: readonly Announcement[];
  /** The registration that ends, if there is one, and who has it or had the last one. */
  readonly former: Stored | undefined;
  readonly from: NamedReference | undefined;
  readonly practice: NamedReference;
}

/** All that a move changes, for one transaction: the old registration ends and the new one begins, `Patient.generalPractitioner` and the neighbourhood team follow, and
 *  what waited for the practice waits for the new one. It stands on the versions that it was made of, so that of two moves, or a move and a decision, one wins. */
export async function planMove(mover: Mover, { record, to, id, gp, choice, participant, error, deciding }: Move): Promise<PlannedMove> {
  const { house, at } = mover;
  const patient = record.find(({ type }) => type === "Patient");
  if (patient === undefined) throw new Anomaly("fault", "a record has a patient");
  const { former, last } = registrationsIn(record, at);
  // what waited for the last practice of somebody who is registered nowhere comes along too
  const left = last === undefined ? undefined : practiceOf(last.resource() as CareTeam);
  const from = left === undefined || (former === undefined && left === to) ? undefined : { reference: left, display: await practiceName(mover, left) };
  const practice = { reference: to, display: await practiceName(mover, to) };
  const asked = await openRequests(mover, patient.id);
  if (asked.matches.some(({ id: each }) => !record.some((stored) => stored.type === "Task" && stored.id === each))) throw new Anomaly("stale", "the patient asked at this very moment");
  const registration = registrationAt(mover, patient.id, { id, to, gp, choice, participant });
  const asPatient = patient.resource() as Patient;
  const recordUntil = error === true ? undefined : new Date(at.getTime() + house.transfer.recordDays * day);
  return {
    changes: [
      ...(former === undefined ? [] : [kept(mover, former, endedRegistration(former.resource() as CareTeam, at, recordUntil))]),
      ...(former !== undefined || last === undefined || from === undefined ? [] : [kept(mover, last, readableUntil(last.resource() as CareTeam, recordUntil))]),
      registration,
      withGp(kept(mover, patient, asPatient), generalPractitionersOf(registration.resource as CareTeam, at)),
      ...(await teamChanges(mover, record, from?.reference, practice, gp)),
      ...(await taskChanges(mover, record, from?.reference, practice, deciding)),
    ],
    found: [...(from === undefined ? [] : [await waitingFor(mover, patient.id, from.reference)]), asked.found],
    tell: [{ topic: "assignment-changed", patient: patient.id, focus: `CareTeam/${id}` }],
    former,
    from,
    practice,
  };
}

/** The registration that is open, and that or else the one that ended last. */
function registrationsIn(record: readonly Stored[], at: Date): { readonly former: Stored | undefined; readonly last: Stored | undefined } {
  const teams = record.filter(({ type }) => type === "CareTeam");
  const former = openRegistration(teams);
  const ended = lastRegistration(teams.map((stored) => stored.resource() as CareTeam), at);
  return { former, last: former ?? teams.find(({ id }) => id === ended?.id) };
}

function registrationAt(mover: Mover, patient: string, { id, to, gp, choice, participant }: Pick<Move, "id" | "to" | "choice"> & { readonly gp: string | undefined; readonly participant: CareTeam["participant"] | undefined }): Exclude<Change, { op: "delete" }> {
  const as: Caller = gp === undefined ? { role: "praktijkmanager", organization: to } : { role: "huisarts", organization: to, person: gp };
  const { change } = newRegistration(as, id, patient, mover.at);
  if (change.op === "delete" || change.resource.resourceType !== "CareTeam") throw new Anomaly("fault", "a registration is a team");
  const team = chosenRegistration(change.resource, choice);
  return ownChange(mover, participant === undefined ? team : { ...team, participant }, change.labels);
}

async function teamChanges(mover: Mover, record: readonly Stored[], from: string | undefined, practice: NamedReference, gp: string | undefined): Promise<readonly Change[]> {
  const stored = record.find((each) => each.type === "CareTeam" && isActiveTeam(each.resource() as CareTeam));
  if (stored === undefined || from === undefined) return [];
  const name = gp === undefined ? undefined : await personNameAt(mover.house.store, gp);
  const contact = gp === undefined ? undefined : { reference: gp, ...(name !== undefined && { display: name }) };
  const team = teamAfterMove(stored.resource() as CareTeam, from, { ...practice, ...(contact !== undefined && { contact }) }, mover.at);
  return team === undefined ? [] : [kept(mover, stored, team)];
}

function isActiveTeam(team: CareTeam): boolean {
  return isWijkTeam(team) && team.status === "active";
}

/** What waited for the former practice waits for the new one; what was asked about an earlier move is over. */
async function taskChanges(mover: Mover, record: readonly Stored[], from: string | undefined, practice: NamedReference, deciding: string | undefined): Promise<readonly Change[]> {
  const tasks = record.filter(({ type, id }) => type === "Task" && id !== deciding);
  const owners = tasks.flatMap((stored) => plain((stored.resource() as Task).owner?.reference) ?? []).filter((owner) => owner.startsWith("PractitionerRole/"));
  const roles = await mover.house.store.readMany([...new Set(owners)]);
  const people = new Set([...roles].filter(([, role]) => plain((role.resource() as PractitionerRole).organization?.reference) === from).map(([reference]) => reference));
  return tasks.flatMap((stored): readonly Change[] => {
    const task = { ...(stored.resource() as Task), id: stored.id };
    const fate = taskAtMove({ task, kind: stored.labels.kind ?? "ordinary", from, to: practice, people });
    const asks = isQuestionOf(stored, task, from);
    if (fate === undefined && !asks) return [];
    const next = fate?.outcome === "over" ? answeredTransfer(task, fate.status, undefined, mover.at) : (fate?.task ?? task);
    return [kept(mover, stored, next, asks ? { ...stored.labels, author: practice.reference } : stored.labels)];
  });
}

/** What a practice asks of others for the record: something to be done, or to be changed. */
const questions: readonly (string | undefined)[] = ["proposal", "plan-proposal", "team-task"];

/** Tells whether the former practice asked this and nobody answered for good. It is the new practice's question then: who left doesn't read in the answer how the
 *  patient does now. */
function isQuestionOf({ labels }: Stored, task: Task, from: string | undefined): boolean {
  const open = labels.kind === "team-task" ? !isTaskOver(task) : task.status === "requested";
  return open && from !== undefined && labels.author === from && questions.includes(labels.kind);
}

/** What waits for the former practice as it was found. Afterwards only the Task that tells it of the move waits there, so that nothing that came in at this very
 *  moment is forgotten; where there is no such Task, `sweepTasks` looks again. */
async function waitingFor(mover: Mover, patient: string, from: string): Promise<FoundBefore> {
  const { found } = await findTasks(mover, { patient, owner: from, status: "requested" }, 2);
  return { ...found, single: true };
}

/** Moves what came in for the former practice at the very moment of a move that tells it by no Task, so that nothing else could stop that. */
export async function sweepTasks(mover: Mover, patient: string, from: NamedReference, to: NamedReference): Promise<void> {
  await untilCurrent(async () => {
    const record = await mover.house.store.record(patient);
    const present = openRegistration(record.filter(({ type }) => type === "CareTeam"))?.resource() as CareTeam | undefined;
    if (present === undefined || practiceOf(present) !== to.reference) return;
    const late = record.filter(({ labels }) => labels.kind !== "transfer" && labels.kind !== "transfer-contest" && labels.kind !== "transfer-request");
    const changes = await taskChanges(mover, late, from.reference, to, undefined);
    if (changes.length > 0) await commit(mover, { changes });
  });
}
