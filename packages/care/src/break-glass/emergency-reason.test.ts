import type { CodeableConcept } from "hl7-fhir-r4-types";
import { expect, test } from "vitest";
import { readEmergencyReason, reasonConcept } from "./emergency-reason.ts";

const system = "https://wijkverband.example/fhir/CodeSystem/noodreden";
const at = "Parameters.parameter.where(name='reason')";
const good: CodeableConcept = { coding: [{ system, code: "spoed" }], text: " benauwd " };

function faults(concept: CodeableConcept | undefined): readonly (string | undefined)[] {
  const reading = readEmergencyReason(concept, at);
  return reading.outcome === "refused" ? reading.issues.map(({ expression, rule }) => `${rule} ${expression?.slice(at.length)}`) : [];
}

test("a reason is one code and words; another coding beside it is passed over", () => {
  const reading = readEmergencyReason({ ...good, coding: [{ system: "https://example.org", code: "x" }, ...(good.coding ?? [])] }, at);
  expect(reading).toEqual({ outcome: "stated", reason: { code: "spoed", text: "benauwd" } });
  expect(reasonConcept({ code: "spoed", text: "benauwd" })).toEqual({ coding: [{ system, code: "spoed", display: "spoed" }], text: "benauwd" });
});

test.each<[string, CodeableConcept | undefined, readonly string[]]>([
  ["no reason at all", undefined, ["break-glass "]],
  ["words only", { text: "benauwd" }, ["break-glass .value.coding"]],
  ["a code only", { coding: good.coding ?? [] }, ["break-glass .value.text"]],
  ["blank words", { ...good, text: " \n " }, ["break-glass .value.text"]],
  ["nothing but marks", { ...good, text: "..." }, ["break-glass .value.text"]],
  ["a control character", { ...good, text: "benauwd\u0007" }, ["break-glass .value.text"]],
  ["more than a thousand characters", { ...good, text: "a".repeat(1001) }, ["break-glass .value.text"]],
  ["a code that isn't one", { ...good, coding: [{ system, code: "nieuwsgierig" }] }, ["break-glass .value.coding"]],
  ["the name of something every object has", { ...good, coding: [{ system, code: "constructor" }] }, ["break-glass .value.coding"]],
  ["two codes", { ...good, coding: [{ system, code: "spoed" }, { system, code: "vitaal-belang" }] }, ["break-glass .value.coding"]],
  ["nothing in it", {}, ["break-glass .value.coding", "break-glass .value.text"]],
])("%s is refused at its place", (_what, concept, expected) => {
  expect(faults(concept)).toEqual(expected);
});

test("what isn't even of the right shape is refused, not fallen over", () => {
  const odd = JSON.parse('{"coding": {"code": "spoed"}, "text": 12}') as CodeableConcept;
  expect(faults(odd)).toEqual(["break-glass .value.coding", "break-glass .value.text"]);
  expect(faults(JSON.parse('{"coding": [null], "text": "benauwd"}') as CodeableConcept)).toEqual(["break-glass .value.coding"]);
});
