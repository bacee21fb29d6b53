import { choiceOf, day, declarationOf, isDeceased, movedText, noticeOf, openRegistration, plain, practiceOf, transferTaskOf } from "@wijkverband/care";
import { Anomaly } from "@wijkverband/fhir";
import type { Stored } from "@wijkverband/store";
import type { CareTeam, Patient, Resource } from "hl7-fhir-r4-types";
import { answerWritten } from "../answers.ts";
import { ownChange } from "../break-glass/own-change.ts";
import { commit, type Commit } from "../commit.ts";
import type { Context } from "../context.ts";
import type { Answer } from "../exchange.ts";
import { note } from "../guard.ts";
import { readDeclaration, type TransferInput, type Wanted } from "./input.ts";
import { planMove, type Move } from "./move.ts";
import { movingNow, moveLabels, type Mover } from "./mover.ts";

/** As often as others write the same record at the same moment. */
const attempts = 20;

/** Carries out what a practice declares. Known or not, registered elsewhere or nowhere: 202 with a Task that says the same (`stranger`); only for who is registered at
 *  this very practice the answer is another, for that it knows. Asked again with the same facts, it answers the same Task and changes nothing.
 *  @param patient `undefined` for somebody whom we don't know
 *  @throws {Anomaly} `rule` for what can't be carried out for anybody, and (`one-practice`) for a patient of this practice */
export async function declareTransfer(context: Context, patient: Stored | undefined, input: TransferInput): Promise<Answer> {
  const wanted = await readDeclaration(context, input);
  const answer = patient === undefined ? undefined : await carryOut(context, patient.id, wanted);
  return answer ?? written(context, { changes: [declaration(context, context.house.newId(), wanted)] });
}

/** @returns the answer, or `undefined` when nothing moves and nobody is told why */
async function carryOut(context: Context, patient: string, wanted: Wanted): Promise<Answer | undefined> {
  const seen: { registration?: string | undefined }[] = [];
  for (let left = attempts; left > 0; left--) {
    const record = await context.house.store.record(patient);
    const present = openRegistration(record.filter(({ type }) => type === "CareTeam"));
    const team = present?.resource() as CareTeam | undefined;
    if (present !== undefined && team !== undefined && practiceOf(team) === wanted.practice) return answerAgain(context, present, team, wanted);
    // somebody else declared the same at this very moment: this practice gets its Task, as for anybody, and nothing moves
    if (isGone(record) || (seen[0] !== undefined && seen[0].registration !== present?.id)) return undefined;
    seen.push({ registration: present?.id });
    try {
      return await move(context, record, wanted);
    } catch (thrown) {
      if (!(thrown instanceof Anomaly) || (thrown.category !== "stale" && thrown.category !== "conflict")) throw thrown;
    }
  }
  return undefined;
}

/** Nobody chooses a practice any more: erased at this moment, or dead. */
function isGone(record: readonly Stored[]): boolean {
  const patient = record.find(({ type }) => type === "Patient")?.resource() as Patient | undefined;
  return patient === undefined || isDeceased(patient);
}

async function move(context: Context, record: readonly Stored[], wanted: Wanted): Promise<Answer> {
  const now = movingNow(context, record);
  const id = now.house.newId();
  const choice = { chosenOn: wanted.chosenOn, ...(wanted.identifiedBy !== undefined && { identifiedBy: wanted.identifiedBy }) };
  const moved = await planTransfer(now, { record, to: wanted.practice, id, choice, ...(wanted.gp !== undefined && { gp: wanted.gp }) });
  return written(now, { ...moved, changes: [declaration(now, id, wanted), ...moved.changes] });
}

/** A move of which the former practice is told: it may contest an error until a date. */
export async function planTransfer(mover: Mover, asked: Move): Promise<Commit> {
  const { changes, found, tell, former, from, practice } = await planMove(mover, asked);
  if (from === undefined) return { changes, found, tell };
  const { house, at } = mover;
  const patient = patientOf(asked);
  const about = `Patient/${patient}`;
  // it is the new practice's to follow, whoever of its people or the patient asked for it
  const labels = { ...moveLabels(mover, patient), author: asked.to };
  const names = { from: from.display ?? "", to: practice.display ?? "", at };
  const told = (resources: readonly (Resource & { id: string })[]) => [...changes, ...resources.map((resource) => ownChange(mover, resource, labels))];
  // who kept the record of somebody who was registered nowhere hears it, and has no registration to contest
  if (former === undefined) return { changes: told([noticeOf({ id: house.newId(), patient: about, recipient: from.reference, about: [about], text: movedText(names), at })]), found, tell };
  const until = new Date(at.getTime() + house.transfer.contestDays * day);
  const text = movedText({ ...names, until });
  const task = transferTaskOf({ id: house.newId(), patient: about, former: `CareTeam/${former.id}`, registration: `CareTeam/${asked.id}`, from, to: practice, text, at, until });
  const notice = noticeOf({ id: house.newId(), patient: about, recipient: from.reference, about: [`Task/${task.id}`], text, at });
  return { changes: told([task, notice]), found, tell: [...tell, { topic: "task-made", patient, focus: `Task/${task.id}` }] };
}

function patientOf({ record }: Move): string {
  return record.find(({ type }) => type === "Patient")?.id ?? "";
}

/** The registration that a declaration makes has the id of its Task, so that the same declaration finds it again. */
function declaration(context: Context, id: string, { practice }: Wanted) {
  return ownChange(context, declarationOf({ id, requester: practice, at: context.at }), { domain: "gedeeld", author: practice });
}

async function answerAgain(context: Context, present: Stored, team: CareTeam, wanted: Wanted): Promise<Answer> {
  const declared = (await context.house.store.readMany([`Task/${present.id}`])).get(`Task/${present.id}`);
  const { chosenOn, identifiedBy } = choiceOf(team);
  const isSame = chosenOn === wanted.chosenOn && identifiedBy === wanted.identifiedBy && (wanted.gp === undefined || team.participant?.some(({ member }) => plain(member?.reference) === wanted.gp) === true);
  if (declared === undefined || !isSame) {
    const text = "this patient is registered with your practice already";
    throw new Anomaly("rule", text, { issues: [{ text, expression: "Parameters.parameter.where(name='practice')", rule: "one-practice" }] });
  }
  note(context.trail, declared);
  return answerWritten(declared, 202, context.house.baseUrl, context.ask.prefer);
}

async function written(context: Context, unit: Commit): Promise<Answer> {
  const [first] = await commit(context, unit);
  if (first === undefined) throw new Anomaly("fault", "nothing was stored");
  return answerWritten(first, 202, context.house.baseUrl, context.ask.prefer);
}
