import { buildParameters, canonicalBase, parameter, partsParameter } from "@wijkverband/fhir";
import { answerResource } from "../answers.ts";
import { note } from "../guard.ts";
import { draftFrom, readMaterial } from "../handover-material.ts";
import { operation, type Operation } from "../operation.ts";

/** `GET|POST [base]/Patient/[id]/$assemble-handover`: a draft of what is stored, with the list of what `minimum` misses (`low-effort`). */
export const assembleHandoverOperation: Operation = operation({
  code: "$assemble-handover",
  on: "Patient",
  definition: `${canonicalBase}/OperationDefinition/assemble-handover`,
  affectsState: false,
  scope: "wijkverband-palliatief",
  title: "Draft a handover from what is stored",
  input: {},
  async run(context, patient) {
    const material = await readMaterial(context, patient);
    const { draft, missing } = draftFrom(context, patient, material);
    const held = new Set((draft.entry ?? []).flatMap(({ resource }) => (resource?.id === undefined ? [] : [`${resource.resourceType}/${resource.id}`])));
    for (const stored of material.record) if (held.has(`${stored.type}/${stored.id}`)) note(context.trail, stored);
    return answerResource(
      buildParameters([
        parameter("draft", "Resource", draft),
        ...missing.map(({ rule, expression, text }) =>
          partsParameter("missing", [parameter("rule", "code", rule), parameter("expression", "string", expression), parameter("text", "string", context.ask.language === "en" ? text.en : text.nl)]),
        ),
      ]),
    );
  },
});
