import { proposalOf, type ProposalKind } from "@wijkverband/care";
import { Anomaly, stringifyJson } from "@wijkverband/fhir";
import { marksOf, type Labels } from "@wijkverband/policy";
import type { Stored, Unit } from "@wijkverband/store";
import type { Task } from "hl7-fhir-r4-types";
import { createHmac } from "node:crypto";
import { answerStored } from "../answers.ts";
import { ownChange } from "../break-glass/own-change.ts";
import { commit } from "../commit.ts";
import { retryWhenStale } from "../condition.ts";
import type { Context } from "../context.ts";
import type { Answer } from "../exchange.ts";
import { note, readAlsoDeleted } from "../guard.ts";
import { versionOf } from "../precondition.ts";
import { readChange, refusalOf, type Change, type SentChange } from "./change.ts";
import { describeChange } from "./describe.ts";
import { decidingOrganization } from "./owner.ts";
import { isOpen } from "./withdraw.ts";

/** Makes a proposal on what is there now, for who decides on it. The same person with the same change and reason on the same version, while that waits, gets the
 *  Task that is there: a retry proposes nothing twice.
 *  @throws {Anomaly} `rule` for what can't be proposed, `forbidden` for who is nobody in the directory, `stale` for an `If-Match` that isn't current */
export async function propose(context: Context, target: Stored, { reason, ...sent }: SentChange & { readonly reason: string }): Promise<Answer> {
  const { ask, caller } = context;
  const known = versionOf(ask.ifMatch);
  if (known !== undefined && known !== target.versionId) throw new Anomaly("stale", `the current version is ${target.versionId}`, { rule: "if-match-required" });
  if (caller.person === undefined) throw new Anomaly("forbidden", "who proposes is a person whom the directory knows", { rule: "person" });
  const change = await readChange(context, target, sent);
  const { person } = caller;
  return retryWhenStale(async () => {
    // read before who decides is asked, so that a patient who moves at this very moment makes it be asked again
    const registration = await registrationNow(context, target.labels);
    return keep(context, target, await taskOf(context, target, change, reason, person), registration);
  });
}

/** The registration on which it rests who decides, as it stands now. */
async function registrationNow({ house }: Context, { patient }: Labels): Promise<NonNullable<Unit["expect"]>> {
  const rows = patient === undefined ? [] : await house.store.tiesOf(patient, "registered");
  const teams = await house.store.readMany(rows.map(({ source }) => source));
  return [...teams.values()].map(({ type, id, versionId }) => ({ type, id, versionId }));
}

async function taskOf({ house, at }: Context, target: Stored, change: Change, reason: string, person: string): Promise<Task> {
  const { patient = "" } = target.labels;
  // something new is decided on by the practice, of which the record is; what the plan says, by the coordinator too
  const kind: ProposalKind = change.kind === "patch" && marksOf(target.resource()).kind === "plan" ? "voorstel-zorgplan" : "voorstel";
  const proposing = proposalOf({
    id: "new",
    kind,
    target: target.resource(),
    ...(change.kind === "patch" ? { patch: change.patch } : { resource: change.result }),
    reason,
    requester: { reference: person },
    owner: { reference: await decidingOrganization({ house, at }, target.labels) },
    patient: `Patient/${patient}`,
    at,
    typed: (type) => house.validator.shapesOf(type),
  });
  if (proposing.outcome === "refused") throw refusalOf(proposing);
  const description = describeChange(house, change.kind === "patch" ? target.resource() : undefined, change.result);
  return { ...proposing.task, ...(description !== "" && { description }) };
}

async function keep(context: Context, target: Stored, task: Task, registration: NonNullable<Unit["expect"]>): Promise<Answer> {
  const { caller, trail } = context;
  const { id, waiting } = await placeOf(context, target, task);
  if (waiting !== undefined) {
    note(trail, waiting);
    return answerTask(context, waiting);
  }
  const { patient, domain } = target.labels;
  const labels: Labels = { ...(patient !== undefined && { patient }), ...(domain !== undefined && { domain }), ...(caller.organization !== undefined && { author: caller.organization }) };
  const [made] = await commit(context, {
    changes: [ownChange(context, { ...task, id }, labels)],
    expect: [{ type: "Task", id, versionId: null }, ...registration],
    tell: patient === undefined ? [] : [{ topic: "proposal-made", patient, focus: `Task/${id}` }],
  });
  if (made === undefined) throw new Anomaly("fault", "the proposal wasn't stored");
  note(trail, made);
  return answerTask(context, made);
}

/** The Task, and where it stands: what comes of it is asked there. */
function answerTask({ house }: Context, task: Stored): Answer {
  return answerStored(task, 200, { Location: `${house.baseUrl}/Task/${task.id}/_history/${task.versionId}` });
}

/** Under which id a proposal is kept: the same for the same one, so that two retries at one moment can't both come in. A closed one is followed by another.
 *  The id tells nothing of its content: it is keyed with the whole of what it is about. */
async function placeOf({ house, at }: Context, target: Stored, task: Task): Promise<{ readonly id: string; readonly waiting?: Stored }> {
  const same = stringifyJson({ resourceType: "Task", requester: task.requester, focus: task.focus, contained: task.contained, reasonCode: task.reasonCode });
  for (let round = 0; ; round += 1) {
    const id = inLetters(createHmac("sha256", target.json).update(`${round} ${same}`).digest("hex").slice(0, 32));
    const there = await readAlsoDeleted(house.store, "Task", id);
    if (there === undefined) return { id };
    if (!there.deleted && isOpen(there.resource() as Task, at)) return { id, waiting: there };
  }
}

/** Hexadecimal digits as letters: nine digits in a row would be taken for a BSN. */
export function inLetters(hexadecimal: string): string {
  return hexadecimal.replaceAll(/\d/g, (digit) => "ghijklmnop".charAt(Number(digit)));
}
