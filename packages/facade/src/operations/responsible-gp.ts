import { canonicalBase } from "@wijkverband/fhir";
import { operation, type Operation } from "../operation.ts";
import { withHandover } from "../responsible/answers-of-many.ts";
import { asksForList, listInput } from "../responsible/asked.ts";
import { responsibleAt, responsibleNow } from "../responsible/kept.ts";
import { responsibleOfMany } from "../responsible/many.ts";

/** `GET|POST [base]/Patient/[id]/$responsible-gp`, `POST [base]/Patient/$responsible-gp`: who answers for the patient at an instant (`responsible-gp`).
 *  At type level also about many patients in one call. */
export const responsibleGpOperation: Operation = operation({
  code: "$responsible-gp",
  on: "Patient",
  definition: `${canonicalBase}/OperationDefinition/responsible-gp`,
  affectsState: false,
  scope: "wijkverband-verantwoordelijke-huisarts",
  title: "Who answers for the patient now",
  input: { at: { type: "instant" } },
  many: { input: listInput, isAsked: asksForList, run: responsibleOfMany },
  // the front door hears that there is a handover, and nothing of what is in it
  considers: ["handover-exists"],
  async run({ house, at: now }, patient, { at }, allowed) {
    const answers = at === undefined ? await responsibleNow(house, [patient], now) : await responsibleAt(house, [patient], new Date(at));
    const hears = allowed.includes("handover-exists");
    const handover = hears ? `,{"name":"handover-exists","valueBoolean":${(await withHandover(house.store, [patient], now)).has(patient.id)}}` : "";
    return { status: 200, json: `{"resourceType":"Parameters","parameter":[${answers.get(patient.id)}${handover}]}` };
  },
});
