import type { Issue } from "@wijkverband/fhir";
import type { Patient } from "hl7-fhir-r4-types";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { allowList, allowedFor, type Allowed } from "./allow-list.ts";
import { agreement, judge as judgeBy, type Judgement } from "./judge.ts";
import type { Instance } from "./instances.ts";
import { mutantsOf } from "./mutants.ts";
import type { Message } from "./official.ts";
import { differenceOf, knownDifferences } from "./known-differences.ts";
import { page, promised } from "./summary.ts";
import { countOf } from "./tell.ts";

const instance = (kind: Instance["kind"]): Instance => ({ name: `${kind}/willem`, kind, resource: { resourceType: "Patient" }, profiles: [] });
const error = (text: string, location = "Patient"): Message => ({ severity: "error", location, id: "", text, details: [] });
const judge = (...given: [Instance, readonly Message[], readonly Issue[] | undefined]): Judgement => judgeBy(...given, allowList);
const reasonFor = (name: string, message: Message): Allowed | undefined => allowedFor(name, message, allowList);
const snomedFilter = "None of the codings provided are in the value set 'ProbleemNaamCodelijst' (http://decor.nictiz.nl/fhir/ValueSet/2.16.840.1.113883.2.4.3.11.60.40.2.5.1.3--20200901000000|2020-09-01T00:00:00), and a coding from this value set is required) (codes = ";

describe("an instance is judged by both validators", () => {
  test("a valid one passes without errors, whatever the warnings", () => {
    expect(judge(instance("example"), [{ ...error("hm"), severity: "warning" }], [])).toMatchObject({ passed: true, official: "accepted", own: "accepted" });
  });

  test("a valid one fails by an error that nothing allows", () => {
    expect(judge(instance("example"), [error("wrong")], [])).toMatchObject({ passed: false, official: "refused", own: "accepted", errors: [error("wrong")] });
  });

  test("an invalid one passes when both refuse it and fails when one does", () => {
    const refused = [{ severity: "error", text: "wrong" }] as const;
    expect(judge(instance("invalid"), [error("wrong")], refused).passed).toBe(true);
    expect(judge(instance("invalid"), [], refused).passed).toBe(false);
    expect(judge(instance("invalid"), [error("wrong")], []).passed).toBe(false);
  });

  test("the rate counts only those that both were asked about", () => {
    const rows = [judge(instance("artefact"), [], undefined), judge(instance("example"), [], []), judge(instance("invalid"), [error("wrong")], [])];
    expect(agreement(rows)).toEqual({ equal: 1, asked: 2 });
  });
});

describe("the mutants", () => {
  const patient: Patient = { resourceType: "Patient", id: "willem", name: [{ family: "Voorbeeld", given: ["Willem"] }], birthDate: "1948-03-01" };

  test("are the same for the same seed, and each differs from the good one", () => {
    const made = mutantsOf(patient, 10, 7);
    expect(made).toHaveLength(10);
    expect(mutantsOf(patient, 10, 7)).toEqual(made);
    for (const { resource } of made) expect(resource).not.toEqual(patient);
  });

  test("pass together while the validators agree on 99.5 % of them", () => {
    const equal = judge(instance("mutant"), [], []);
    const explained = judge({ ...instance("mutant"), name: "mutant/willem/empty text Patient.name[0].family" }, [], [{ severity: "error", text: "expected text that is not empty" }]);
    expect(countOf([...Array.from({ length: 199 }, () => equal), explained])).toEqual({ passed: 1, failed: 0 });
    expect(countOf([...Array.from({ length: 198 }, () => equal), explained])).toEqual({ passed: 0, failed: 1 });
  });

  test("one difference that nobody explained fails by itself", () => {
    const equal = judge(instance("mutant"), [], []);
    const different = judge(instance("mutant"), [error("wrong")], []);
    expect(countOf([...Array.from({ length: 1_000 }, () => equal), different])).toEqual({ passed: 1, failed: 1 });
  });

  test("a known difference explains only what is all of its kind", () => {
    const [empty] = knownDifferences;
    const ownErrors = [{ severity: "error", text: "expected text that is not empty" }] as const;
    const judged = { name: "mutant/willem/empty text Patient.name[0].family", official: "accepted", errors: [], ownErrors } as const;
    expect(differenceOf(judged)).toBe(empty);
    expect(differenceOf({ ...judged, ownErrors: [...ownErrors, { severity: "error", text: "unknown element, not expected here" }] })).toBeUndefined();
    expect(differenceOf({ ...judged, official: "refused" })).toBeUndefined();
  });
});

test("docs/validation.md names every kind of difference and every exclusion, with its reason", () => {
  const text = readFileSync(page, "utf8");
  expect(promised().filter((each) => !text.includes(each))).toEqual([]);
});

describe("the allow-list", () => {
  test("lets a SNOMED CT code through where the value set is a filter over SNOMED CT", () => {
    expect(reasonFor("example/x", error(`${snomedFilter}http://snomed.info/sct#267036007)`))?.reason).toContain("SNOMED");
  });

  test("lets no other code through there", () => {
    expect(reasonFor("example/x", error(`${snomedFilter}http://hl7.org/fhir/sid/icd-10#R06)`))).toBeUndefined();
  });

  test("lets a profile differ from the national one in known ways only", () => {
    const claim = { ...error("This profile does not comply with claimed profile 'http://nictiz.nl/fhir/StructureDefinition/nl-core-Patient'"), location: "StructureDefinition" };
    const known = "Mismatch in slicing rules at Patient.identifier: the discriminator 'Patient.identifier:VALUE' was not found";
    expect(reasonFor("artefact/StructureDefinition-wijk-patient", { ...claim, details: [known] })).toBeDefined();
    expect(reasonFor("artefact/StructureDefinition-wijk-patient", { ...claim, details: [known, "The max value of '*' on the path Patient.name does not comply"] })).toBeUndefined();
    expect(reasonFor("artefact/StructureDefinition-wijk-patient", claim)).toBeUndefined();
  });

  test("lets an error through only at its own place", () => {
    const text = "Relative Reference appears inside Bundle whose entry is missing a fullUrl";
    expect(reasonFor("live/x", error(text, "Parameters.parameter[1].resource.signature.who"))).toBeDefined();
    expect(reasonFor("live/x", error(text, "Bundle.signature.who"))).toBeUndefined();
  });
});
