import { askedText, nameText, openRegistration, practiceOf, requestTaskOf } from "@wijkverband/care";
import { Anomaly } from "@wijkverband/fhir";
import type { FoundBefore, Stored, Unit } from "@wijkverband/store";
import type { CareTeam, Patient } from "hl7-fhir-r4-types";
import { answerWritten } from "../answers.ts";
import { ownChange } from "../break-glass/own-change.ts";
import { commit } from "../commit.ts";
import type { Context } from "../context.ts";
import type { Answer } from "../exchange.ts";
import { note } from "../guard.ts";
import { untilCurrent } from "../until-current.ts";
import { findTasks } from "../waiting-tasks.ts";
import { readQuestion, type TransferInput } from "./input.ts";
import { practiceName, type Mover } from "./mover.ts";

/** A patient, or who stands in, asks a practice to register. It gets a Task that says who asks; the practice decides on it. Asked twice, it is one Task.
 *  @throws {Anomaly} `rule` for a practice that isn't one, or where the patient is registered already */
export async function askTransfer(context: Context, patient: Stored, input: TransferInput): Promise<Answer> {
  const wanted = await readQuestion(context, input);
  const { house, caller, at, trail, ask } = context;
  const display = await practiceName(context, wanted.practice);
  return untilCurrent(async () => {
    const present = await demandElsewhere(context, patient.id, wanted.practice);
    const { matches, found } = await openRequests(context, patient.id, wanted.practice);
    const [open] = matches;
    if (open !== undefined) {
      note(trail, open);
      return answerWritten(open, 202, house.baseUrl, ask.prefer);
    }
    const { name, birthDate } = patient.resource() as Patient;
    const text = askedText({ name: nameText(name) ?? "De patiënt", birthDate, to: display });
    const task = requestTaskOf({ id: house.newId(), patient: `Patient/${patient.id}`, requester: caller.person ?? "", practice: { reference: wanted.practice, display }, ...(wanted.gp !== undefined && { gp: wanted.gp }), text, at });
    const [stored] = await commit(context, { changes: [ownChange(context, task, { patient: patient.id, domain: "gedeeld" })], found: [found], expect: present, tell: [{ topic: "task-made", patient: patient.id, focus: `Task/${task.id}` }] });
    if (stored === undefined) throw new Anomaly("fault", "nothing was stored");
    return answerWritten(stored, 202, house.baseUrl, ask.prefer);
  });
}

/** @returns the registration in force, on which the question rests: a patient who moves there at this very moment asks nothing any more */
async function demandElsewhere({ house }: Context, patient: string, practice: string): Promise<NonNullable<Unit["expect"]>> {
  const stored = openRegistration((await house.store.record(patient)).filter(({ type }) => type === "CareTeam"));
  if (stored === undefined) return [];
  const text = "you are registered with this practice already";
  if (practiceOf(stored.resource() as CareTeam) === practice) throw new Anomaly("rule", text, { issues: [{ text, expression: "Parameters.parameter.where(name='practice')", rule: "one-practice" }] });
  return [{ type: stored.type, id: stored.id, versionId: stored.versionId }];
}

/** The question that waits at a practice, of which there is one at most, and the search that a write on it stands on; without a practice what waits at any. */
export async function openRequests(mover: Pick<Mover, "house" | "at">, patient: string, practice?: string): Promise<{ readonly matches: readonly Stored[]; readonly found: FoundBefore }> {
  return findTasks(mover, { patient, ...(practice !== undefined && { owner: practice }), code: "overschrijving-gevraagd", status: "requested" }, 2);
}
