import type { ResponsibleGp } from "@wijkverband/care";
import { buildParameters, parameter, partsParameter } from "@wijkverband/fhir";
import type { Parameters, ParametersParameter } from "hl7-fhir-r4-types";

/** The answer as Parameters, named as in DESIGN §6. */
export function responsibleParameters(answer: ResponsibleGp): Parameters {
  return buildParameters(responsibleParts(answer));
}

/** The same, to stand within a parameter. */
export function responsibleParts(answer: ResponsibleGp): readonly (ParametersParameter | undefined)[] {
  const { fallback, hoofdbehandelaar: lead } = answer;
  return [
    ...answerParts(answer),
    parameter("until", "instant", answer.until),
    fallback === undefined ? undefined : partsParameter("fallback", answerParts(fallback)),
    lead === undefined
      ? undefined
      : partsParameter("hoofdbehandelaar", [
          parameter("person", "Reference", { reference: lead.reference, display: lead.display }),
          parameter("role", "code", lead.role),
          parameter("phone", "ContactPoint", lead.phone),
        ]),
  ];
}

/** What every answer has: one now, the next in line, or one of a while. */
export function answerParts({ rule, person, role, practice, phone, secondPhone, text, unrostered, presence, evidence }: Omit<ResponsibleGp, "until" | "fallback" | "hoofdbehandelaar">): readonly (ParametersParameter | undefined)[] {
  return [
    parameter("rule", "code", rule),
    parameter("person", "Reference", person),
    parameter("role", "code", role),
    parameter("practice", "Reference", practice),
    parameter("phone", "ContactPoint", phone),
    parameter("second-phone", "ContactPoint", secondPhone),
    parameter("unrostered", "boolean", unrostered),
    parameter("presence", "code", presence),
    parameter("text", "string", text),
    ...evidence.map((reference) => parameter("evidence", "Reference", { reference })),
  ];
}
