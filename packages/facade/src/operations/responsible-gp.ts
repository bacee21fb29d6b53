import { responsibleGp, type ResponsibleGp } from "@wijkverband/care";
import { buildParameters, canonicalBase, parameter, partsParameter } from "@wijkverband/fhir";
import type { Parameters, ParametersParameter } from "hl7-fhir-r4-types";
import { answerResource } from "../answers.ts";
import { inputFault } from "../input-fault.ts";
import { operation, type Operation } from "../operation.ts";
import { readSurroundings } from "../surroundings.ts";

/** `GET|POST [base]/Patient/[id]/$responsible-gp`, `POST [base]/Patient/$responsible-gp`: who answers for the patient at an instant (`responsible-gp`). */
export const responsibleGpOperation: Operation = operation({
  code: "$responsible-gp",
  on: "Patient",
  definition: `${canonicalBase}/OperationDefinition/responsible-gp`,
  affectsState: false,
  scope: "wijkverband-verantwoordelijke-huisarts",
  title: "Who answers for the patient now",
  input: { at: { type: "instant" } },
  async run({ house, at: now }, patient, { at }) {
    const instant = at === undefined ? now : new Date(at);
    if (Number.isNaN(instant.getTime())) throw inputFault("at", "at is an instant with an offset");
    const record = await house.store.record(patient.id);
    return answerResource(responsibleParameters(responsibleGp(await readSurroundings(house.store, record, instant), instant)));
  },
});

/** The answer as Parameters, named as in DESIGN §6. */
export function responsibleParameters(answer: ResponsibleGp): Parameters {
  return buildParameters([
    ...parts(answer),
    parameter("until", "instant", answer.until),
    answer.fallback === undefined ? undefined : partsParameter("fallback", parts(answer.fallback)),
  ]);
}

function parts({ rule, person, role, practice, phone, text, unrostered, evidence }: Omit<ResponsibleGp, "fallback">): readonly (ParametersParameter | undefined)[] {
  return [
    parameter("rule", "code", rule),
    parameter("person", "Reference", person),
    parameter("role", "code", role),
    parameter("practice", "Reference", practice),
    parameter("phone", "ContactPoint", phone),
    parameter("unrostered", "boolean", unrostered),
    parameter("text", "string", text),
    ...evidence.map((reference) => parameter("evidence", "Reference", { reference })),
  ];
}
