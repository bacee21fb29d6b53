import { createSearchParameters } from "@wijkverband/fhir";
import { expect, test } from "vitest";
import { loggedNames, searchVocabulary } from "./search-names.ts";

const registry = createSearchParameters([{ code: "patient", url: "x", base: "Consent", type: "reference", expression: "Consent.patient" }, { code: "family", url: "x", base: "Patient", type: "string", expression: "Patient.name.family" }]);

test.each([
  ["patient&_count", "patient&_count"],
  ["patient:Patient.family:exact&_has:Consent:patient:_id", "patient:Patient.family:exact&_has:Consent:patient:_id"],
  ["Voorbeeld", "?"],
  ["patient:Voorbeeld&family", "?&family"],
  ["999911120&patient.999911120", "?&?"],
  ["", "?"],
])("%s is logged as %s", (asked, logged) => {
  expect(loggedNames(asked, searchVocabulary(registry))).toBe(logged);
});
