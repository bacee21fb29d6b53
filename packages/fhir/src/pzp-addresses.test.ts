import { describe, expect, test } from "vitest";
import { pzpAddresses } from "./pzp-addresses.ts";

describe("what PZP published under two addresses", () => {
  test.each([
    ["https://fhir.iknl.nl/fhir/Questionnaire/ACP-zib2020", "https://api.iknl.nl/docs/pzp/r4/Questionnaire/ACP-zib2020"],
    ["https://fhir.iknl.nl/fhir/Questionnaire/ACP-zib2020|beta3-20250828", "https://api.iknl.nl/docs/pzp/r4/Questionnaire/ACP-zib2020|beta3-20250828"],
    ["https://fhir.iknl.nl/fhir/StructureDefinition/ACP-Medical-Policy-Goal", "https://api.iknl.nl/docs/pzp/r4/StructureDefinition/ACP-MedicalPolicyGoal"],
    ["https://fhir.iknl.nl/fhir/StructureDefinition/ACP-OtherImportantInformation", "https://api.iknl.nl/docs/pzp/r4/StructureDefinition/ACP-SenseOfPurpose"],
  ])("is one thing: %s and %s", (before, after) => {
    expect(pzpAddresses(before)).toEqual([before, after]);
    expect(pzpAddresses(after)).toEqual([after, before]);
  });

  test("anything else has the address it has", () => {
    expect(pzpAddresses("http://nictiz.nl/fhir/StructureDefinition/nl-core-Patient")).toEqual(["http://nictiz.nl/fhir/StructureDefinition/nl-core-Patient"]);
  });
});
