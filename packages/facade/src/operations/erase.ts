import { decideErase, eraseGrounds, refusedRequest, type EraseDecision, type EraseGround } from "@wijkverband/care";
import { Anomaly, buildParameters, canonicalBase, codeSystemUrl, localReference, parameter, partsParameter } from "@wijkverband/fhir";
import type { ErasedCounts, Stored } from "@wijkverband/store";
import type { AuditEvent, Reference, Task } from "hl7-fhir-r4-types";
import { answerResource } from "../answers.ts";
import { auditEvents } from "../audit/audit-event.ts";
import { ownChange } from "../break-glass/own-change.ts";
import { commit } from "../commit.ts";
import type { Context } from "../context.ts";
import type { Answer } from "../exchange.ts";
import { operation, type Operation } from "../operation.ts";
import { success } from "../trail.ts";
import { forgetPlans } from "../plan/view.ts";
import { forgetResponsible } from "../responsible/kept.ts";
import { forgetNight } from "./palliative-handover.ts";

/** `POST [base]/Patient/[id]/$erase`: takes the whole record out, at the patient's request or after the retention period, or closes the request with the
 *  ground of a refusal (`keep-and-erase`). What is gone is gone in the transaction of the audit event that says so. */
export const eraseOperation: Operation = operation({
  code: "$erase",
  on: "Patient",
  definition: `${canonicalBase}/OperationDefinition/erase`,
  affectsState: true,
  scope: "wijkverband-palliatief",
  title: "Erase the record, or refuse to",
  input: { ground: { type: "code", min: 1 }, request: { type: "Reference", target: "Task" }, explanation: { type: "string" } },
  async run(context, patient, { ground, request, explanation }) {
    const { house, at } = context;
    const asked = request === undefined ? undefined : await findRequest(context, patient, request);
    const newest = (await house.store.changes({ patient: patient.id, count: 1, visible: "server", at })).entries[0] ?? patient;
    const decision = decideErase({
      ground,
      ...(asked && { request: asked.resource() as Task }),
      ...(explanation !== undefined && { explanation }),
      lastChange: new Date(newest.lastUpdated),
      at,
    });
    if (decision.outcome === "incomplete") throw new Anomaly("rule", "the record can't be erased so", { issues: decision.issues });
    if (decision.outcome === "refuse" && asked !== undefined) return refuse(context, asked, decision);
    return erase(context, patient, decision, asked);
  },
});

/** The request, if it is about this very patient; another's is as good as none. */
async function findRequest({ house }: Context, patient: Stored, { reference }: Reference): Promise<Stored | undefined> {
  const local = localReference(reference, house.baseUrl) ?? "";
  const found = (await house.store.readMany([local])).get(local);
  return found?.type === "Task" && found.labels.patient === patient.id ? found : undefined;
}

async function refuse(context: Context, asked: Stored, { request, ground, explanation }: Extract<EraseDecision, { outcome: "refuse" }>): Promise<Answer> {
  const closed = refusedRequest(request, ground, explanation, context.caller.person);
  const [stored] = await commit(context, { changes: [ownChange(context, { ...closed, id: asked.id }, asked.labels, asked)] });
  if (stored === undefined) throw new Anomaly("fault", "the refusal wasn't stored");
  return answerResource(buildParameters([parameter("outcome", "code", "refused"), parameter("task", "Resource", stored.resource())]));
}

async function erase({ house, at, trail }: Context, patient: Stored, decision: EraseDecision, asked: Stored | undefined): Promise<Answer> {
  if (decision.outcome !== "erase") throw new Anomaly("fault", "only a decision to erase erases");
  const { ground, lastChangeBefore } = decision;
  const erased = await house.store.erase({
    patient: patient.id,
    ...(asked && { expect: [{ type: asked.type, id: asked.id, versionId: asked.versionId }] }),
    ...(lastChangeBefore !== undefined && { lastChangeBefore }),
    audit: (counts) => auditEvents(trail, success, at).map((event) => withErasure(event, patient.id, ground, counts)),
  });
  trail.kept = true;
  forgetNight(house, patient.id);
  forgetResponsible(house, patient.id);
  forgetPlans(house, patient.id);
  const parts = Object.entries(erased).map(([type, count]) => partsParameter("erased", [parameter("type", "code", type), parameter("count", "integer", count)]));
  return answerResource(buildParameters([parameter("outcome", "code", "erased"), ...parts]));
}

/** What the trail keeps of it: the ground, and how much of each type went. No content (`audit`). */
function withErasure(event: AuditEvent, patient: string, ground: EraseGround, counts: ErasedCounts): AuditEvent {
  return {
    ...event,
    action: "D",
    purposeOfEvent: [...(event.purposeOfEvent ?? []), { coding: [{ system: codeSystemUrl("wisgrond"), code: ground, display: eraseGrounds[ground].nl }] }],
    entity: [
      ...(event.entity ?? []),
      {
        what: { reference: `Patient/${patient}` },
        type: { system: "http://terminology.hl7.org/CodeSystem/audit-entity-type", code: "2" },
        role: { system: "http://terminology.hl7.org/CodeSystem/object-role", code: "4" },
        lifecycle: { system: "http://terminology.hl7.org/CodeSystem/dicom-audit-lifecycle", code: "15" },
        detail: Object.entries(counts).map(([type, count]) => ({ type, valueString: String(count) })),
      },
    ],
  };
}
