import { admit, grantDuration, grantOf, grantText, endGrant, isGranted, isOpen, isVital, noticeOf, readEmergencyReason, reviewDue, reviewOf, untilOf, type Objection, type StatedReason } from "@wijkverband/care";
import { Anomaly, buildParameters, canonicalBase, codeSystemUrl, parameter, readInput } from "@wijkverband/fhir";
import { everyone, kindPrefix } from "@wijkverband/policy";
import type { Change, FoundBefore, Stored } from "@wijkverband/store";
import type { CodeableConcept, Patient, Task } from "hl7-fhir-r4-types";
import { answerResource } from "../answers.ts";
import { countUses, practiceFor, whoAsks } from "../break-glass/use.ts";
import { ownChange } from "../break-glass/own-change.ts";
import { commit } from "../commit.ts";
import type { Context } from "../context.ts";
import type { Answer } from "../exchange.ts";
import { note } from "../guard.ts";
import { operation, type Operation } from "../operation.ts";

const place = "Parameters.parameter.where(name='reason')";
const input = { reason: { type: "CodeableConcept", min: 1 } } as const;

/** `POST [base]/Patient/[id]/$break-glass`, `POST [base]/Patient/$break-glass`: lets this one person into this one record for half an hour (`break-glass`).
 *  The grant, the review that it asks for, the notice to practice and patient, and the audit event are one transaction. */
export const breakGlassOperation: Operation = operation({
  code: "$break-glass",
  on: "Patient",
  definition: `${canonicalBase}/OperationDefinition/break-glass`,
  affectsState: true,
  scope: "wijkverband-palliatief",
  title: "Emergency access to one patient",
  input,
  roleFirst: true,
  considers: ["pass-objection"],
  first({ caller }, parameters) {
    if (caller.person === undefined || caller.organization === undefined) throw new Anomaly("forbidden", "emergency access is for a person whom the directory knows", { rule: "person" });
    demandReason(reasonIn(parameters));
  },
  async run(context, patient, { reason }, allowed) {
    const stated = demandReason(reason);
    const objection = allowed.includes("pass-objection") ? await partialObjection(context, patient) : "whole";
    const admission = admit(patient.resource() as Patient, objection, stated.code);
    if (admission.outcome === "refused") throw new Anomaly(admission.rule === "life-events" ? "conflict" : "forbidden", admission.text, { rule: admission.rule });
    try {
      return await enter(context, patient, stated, objection);
    } catch (thrown) {
      // the same person asked twice at this very moment: the other one's grant is found now
      if (!(thrown instanceof Anomaly && thrown.category === "stale")) throw thrown;
      delete context.trail.emergency;
      return enter(context, patient, stated, objection);
    }
  },
});

/** What is missing here is a fault against this rule, wherever it is found. */
function reasonIn(parameters: unknown): CodeableConcept | undefined {
  try {
    return readInput(parameters, input).reason;
  } catch (thrown) {
    if (thrown instanceof Anomaly && thrown.category === "rule") return undefined;
    throw thrown;
  }
}

function demandReason(concept: CodeableConcept | undefined): StatedReason {
  const reading = readEmergencyReason(concept, place);
  if (reading.outcome === "refused") throw new Anomaly("rule", "emergency access needs a reason", { issues: reading.issues });
  return reading.reason;
}

/** An objection to a domain or a single resource doesn't shut the record, but a vital grant would pass it as well. */
async function partialObjection({ house, caller, at }: Context, patient: Stored): Promise<Objection> {
  const holders = [everyone, ...(caller.organization === undefined ? [] : [caller.organization]), ...(caller.organizationType === undefined ? [] : [`${kindPrefix}${caller.organizationType}`])];
  return (await house.store.ties(patient.id, holders, at)).some(({ kind, patient: about }) => kind === "objection" && about === patient.id) ? "part" : "none";
}

/** The grant that is in force already, or a new one; of several at once nobody gets more than one. */
async function enter(context: Context, patient: Stored, reason: StatedReason, objection: Objection): Promise<Answer> {
  const { house, caller, at } = context;
  const open = await openGrants(context, patient);
  const current = open.find((grant) => isGranted(grant.resource() as Task, at));
  const known = current?.resource() as Task | undefined;
  if (current !== undefined && known !== undefined) {
    const stronger = objection !== "none" && reason.code === "vitaal-belang" && !isVital(known);
    if (!stronger) {
      note(context.trail, current);
      return answerGrant(current.id, known);
    }
  }
  const { person = "", organization = "" } = caller;
  // who comes back for vital interest gets a stronger grant, not a longer one
  const until = new Date(known === undefined ? at.getTime() + grantDuration : untilOf(known));
  const about = `Patient/${patient.id}`;
  const grant = grantOf({ id: house.newId(), patient: about, person, who: await whoAsks(context), reason, at, until });
  const practice = await practiceFor(context, patient);
  const review = reviewOf({ id: house.newId(), grant, ...(practice && { practice: practice.practice }), uses: await countUses(context, patient.id, practice?.practice), objection, at });
  const text = grantText(grant, objection, practice?.registered === true ? reviewDue(at) : undefined);
  const notice = noticeOf({ id: house.newId(), patient: about, ...(practice && { recipient: practice.practice }), about: [`Task/${grant.id}`, `Task/${review.id}`], text, at });
  const labels = { patient: patient.id, domain: "gedeeld", author: organization } as const;
  const changes: Change[] = [...open.flatMap((former) => closing(context, former)), ...[grant, review, notice].map((resource) => ownChange(context, resource, labels))];
  context.trail.emergency = "started";
  const [coding] = grant.reasonCode?.coding ?? [];
  if (coding?.system !== undefined && coding.code !== undefined) context.trail.emergencyReason = { system: coding.system, code: coding.code, ...(coding.display !== undefined && { display: coding.display }) };
  const tell = [{ topic: "break-glass-used", patient: patient.id, focus: `Task/${review.id}` }] as const;
  await commit(context, { changes, tell, found: [{ request: { query: openGrantsQuery(person, patient.id), visible: "server" }, ids: open.map(({ id }) => id) }] });
  return answerGrant(grant.id, grant);
}

function answerGrant(id: string, grant: Task): Answer {
  return answerResource(buildParameters([parameter("grant", "Reference", { reference: `Task/${id}` }), parameter("until", "instant", new Date(untilOf(grant)).toISOString())]));
}

/** Grants of this person for this patient that nobody ended, their time over or not. */
async function openGrants({ house, caller }: Context, patient: Stored): Promise<readonly Stored[]> {
  const rows = (await house.store.tiesOf(patient.id, "grantee")).filter(({ holder }) => holder === caller.person);
  const tasks = await house.store.readMany(rows.map(({ source }) => source));
  return [...tasks.values()].filter((stored) => isOpen(stored.resource() as Task));
}

/** The same, as a question that is asked again when the grant is written. */
function openGrantsQuery(person: string, patient: string): FoundBefore["request"]["query"] {
  return {
    type: "Task",
    where: [
      { kind: "reference", parameter: "patient", values: [{ type: "Patient", id: patient }] },
      { kind: "reference", parameter: "requester", values: [{ type: "PractitionerRole", id: person.slice("PractitionerRole/".length) }] },
      { kind: "token", parameter: "code", values: [{ system: codeSystemUrl("taak"), code: "noodtoegang" }] },
      { kind: "token", parameter: "status", values: [{ code: "in-progress" }] },
    ],
  };
}

/** One whose time passed is over; so is one that a stronger one replaces. */
function closing(context: Context, former: Stored): readonly Change[] {
  const ending = endGrant(former.resource() as Task, "completed", context.at);
  return ending.outcome === "unchanged" ? [] : [ownChange(context, { ...ending.grant, id: former.id }, former.labels, former)];
}
