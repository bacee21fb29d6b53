import { assignGp, generalPractitionersOf, isDeceased, referenceTo } from "@wijkverband/care";
import { Anomaly } from "@wijkverband/fhir";
import type { Change, Stored } from "@wijkverband/store";
import type { CareTeam, Patient } from "hl7-fhir-r4-types";
import { isDeepStrictEqual } from "node:util";
import { answerWritten } from "../answers.ts";
import { ownChange } from "../break-glass/own-change.ts";
import { commit } from "../commit.ts";
import type { Context } from "../context.ts";
import type { Answer } from "../exchange.ts";
import { may, note, notThere } from "../guard.ts";
import { withGp } from "../registration.ts";
import { kept, movingNow } from "../transfer/mover.ts";
import { refused, type ReadAssignment } from "./assignment.ts";

/** Gives somebody a place in the registration of an own patient, or ends it; `Patient.generalPractitioner` follows in the same transaction, which stands on the versions
 *  that it was made of. @throws {Anomaly} `rule` (`two-gps`) with what stands in its way; `conflict` for who died; `stale` when others were first */
export async function assignPlace(context: Context, { id }: Stored, { assignment, basis }: ReadAssignment): Promise<Answer> {
  const { house, ask, trail } = context;
  const reference = `Patient/${id}`;
  const [registration, patient] = [await house.store.holderOf(`registration:${id}`), (await house.store.readMany([reference])).get(reference)];
  if (registration === undefined || patient === undefined) throw notThere();
  const now = movingNow(context, [registration, patient]);
  // the patient may have moved to another practice since this was asked
  if (!(await may(house.store, now.caller, "$assign-gp", patient, now.at))) throw notThere();
  const asPatient = patient.resource() as Patient;
  if (isDeceased(asPatient)) throw new Anomaly("conflict", "this patient died; the registration stays as it was", { rule: "life-events" });

  const assigned = assignGp(registration.resource() as CareTeam, assignment, now.at);
  if (assigned.outcome === "refused") throw refused(assigned.issues);
  const team = assigned.outcome === "changed" ? assigned.team : (registration.resource() as CareTeam);
  const generalPractitioner = generalPractitionersOf(team, now.at);
  const changes: Change[] = [
    ...(assigned.outcome === "changed" ? [ownChange(now, { ...team, id: registration.id }, registration.labels, registration)] : []),
    // a place that began or ended by its own date left the Patient as it was
    ...(isDeepStrictEqual(generalPractitioner, asPatient.generalPractitioner) ? [] : [withGp(kept(now, patient, asPatient), generalPractitioner)]),
  ];
  const answer = (stored: Stored): Answer => answerWritten(stored, 200, house.baseUrl, ask.prefer, [], assigned.warnings);
  if (changes.length === 0) {
    note(trail, registration);
    return answer(registration);
  }
  const expect = [registration, patient, basis].map(({ type, id: each, versionId }) => ({ type, id: each, versionId }));
  const written = await commit(now, { changes, expect, tell: [{ topic: "assignment-changed", patient: id, focus: `CareTeam/${registration.id}`, to: [referenceTo(assignment.gp)] }] });
  return answer(written.find(({ type }) => type === "CareTeam") ?? registration);
}
