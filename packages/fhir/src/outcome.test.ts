import { expect, test } from "vitest";
import { operationOutcome } from "./outcome.ts";

test("a finding says its rule, its place and what is the matter", () => {
  expect(operationOutcome([{ text: "two kinds at once", rule: "limits-clear", expression: "Consent.provision.type" }], "business-rule")).toEqual({
    resourceType: "OperationOutcome",
    issue: [
      {
        severity: "error",
        code: "business-rule",
        details: {
          coding: [{ system: "https://wijkverband.example/fhir/CodeSystem/regel", code: "limits-clear" }],
          text: "A limit is permit, deny or anders with text, never two of them.",
        },
        diagnostics: "two kinds at once",
        expression: ["Consent.provision.type"],
      },
    ],
  });
});

test("severity and code of the finding itself go first", () => {
  expect(operationOutcome([{ text: "a third fixed GP", severity: "warning", code: "informational" }]).issue).toEqual([{ severity: "warning", code: "informational", diagnostics: "a third fixed GP" }]);
});

test("no BSN gets out, whoever wrote the text", () => {
  const outcome = operationOutcome([{ text: "no patient 999911120", expression: "Patient.identifier.where(value='999911120')" }]);
  expect(JSON.stringify(outcome)).not.toContain("999911120");
});

test("nothing found is said as well", () => {
  expect(operationOutcome([]).issue).toEqual([{ severity: "information", code: "informational", diagnostics: "no faults found" }]);
});
