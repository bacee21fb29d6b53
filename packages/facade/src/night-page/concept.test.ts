import { expect, test } from "vitest";
import { describeConcept } from "./concept.ts";
import { textsIn } from "./texts/texts.ts";

const roles = "http://terminology.hl7.org/CodeSystem/v3-RoleCode";

test.each([
  ["a code of HL7 in the reader's language, whatever is displayed with it", { coding: [{ system: roles, code: "WIFE", display: "wife" }] }, "Echtgenote"],
  ["as displayed, a code of HL7 that we don't know", { coding: [{ system: roles, code: "COUSN", display: "cousin" }] }, "cousin"],
  ["in the words of who wrote it", { text: "vrouw", coding: [{ system: roles, code: "WIFE" }] }, "vrouw"],
  ["as displayed, what another list displays", { coding: [{ system: "http://snomed.info/sct", code: "305351004", display: "opname op intensive care" }] }, "opname op intensive care"],
])("tells %s", (_, concept, words) => {
  expect(describeConcept(concept, textsIn("nl"))).toBe(words);
});
