import { describe, expect, test } from "vitest";

import { matchBinding, matchCoded, matchFixed, matchPattern, typeOfReference } from "./match-value.ts";

describe("the type in a reference", () => {
  test.each([
    ["Patient/1", "Patient"],
    ["Patient/1/_history/2", "Patient"],
    ["https://host.example/fhir/Patient/1", "Patient"],
    ["https://host.example/fhir/Patient/1/_history/2", "Patient"],
    ["Patient", undefined],
    ["/Patient", undefined],
    ["patient/1", undefined],
    ["#Patient/1", undefined],
    ["urn:uuid:6c0b2a0e-0f0b-4c43-9d33-9b6d6dbe7a11", undefined],
    ["urn:oid:1.2/Patient/1", undefined],
    ["", undefined],
    ["1/2/3", undefined],
  ])("of %s is %s", (reference, type) => {
    expect(typeOfReference(reference)).toBe(type);
  });
});

describe("a pattern asks for at least what it says", () => {
  const matches = matchPattern({ type: "CodeableConcept", value: { coding: [{ system: "urn:a", code: "1" }, { code: "2" }] } });
  test.each<[unknown, boolean]>([
    [{ coding: [{ code: "2", display: "x" }, { system: "urn:a", code: "1" }], text: "y" }, true],
    [{ coding: [{ system: "urn:a", code: "2" }, { system: "urn:b", code: "1" }] }, false],
    [{ coding: [{ system: "urn:a", code: "1" }] }, false],
    [{ coding: { system: "urn:a", code: "1" } }, false],
    [{ text: "1" }, false],
    [null, false],
    ["1", false],
  ])("%j: %s", (value, expected) => {
    expect(matches(value)).toBe(expected);
  });

  test("a fixed value asks for that and nothing more, in any order of members", () => {
    const matches = matchFixed({ type: "Identifier", value: { system: "urn:a", value: "1" } });
    expect(matches({ value: "1", system: "urn:a" })).toBe(true);
    expect(matches({ value: "1", system: "urn:a", use: "old" })).toBe(false);
  });
});

describe("a required binding", () => {
  const valueSets = { "urn:set": { "urn:a": ["1", "2"], "urn:b": ["3"] } };
  test.each<[string, unknown, boolean]>([
    ["code", "3", true],
    ["code", "4", false],
    ["Coding", { system: "urn:a", code: "1" }, true],
    ["Coding", { system: "urn:b", code: "1" }, false],
    ["CodeableConcept", { coding: [{ system: "urn:z", code: "1" }, { system: "urn:b", code: "3" }] }, true],
    ["CodeableConcept", { coding: [{ system: "urn:z", code: "1" }] }, false],
    ["CodeableConcept", { text: "1" }, false],
  ])("of a %s %j: %s", (type, value, expected) => {
    expect(matchBinding("urn:set", type, valueSets)?.(value)).toBe(expected);
  });

  test("of which a system can't be told takes every code of that system, and none of another that isn't in it", () => {
    const partly = { "urn:set": { "http://snomed.info/sct": "any", "urn:b": ["3"] } } as const;
    const isIn = matchBinding("urn:set", "CodeableConcept", partly)!;
    const concept = (system: string, code?: string): object => ({ coding: [{ system, ...(code !== undefined && { code }) }] });
    expect([concept("http://snomed.info/sct", "400231000146108"), concept("urn:b", "3"), concept("urn:b", "4"), concept("urn:c", "3"), concept("http://snomed.info/sct")].map((value) => isIn(value))).toEqual([true, true, false, false, false]);
    expect(matchBinding("urn:set", "code", partly)).toBeUndefined();
    expect(matchBinding("urn:set", "CodeableConcept", partly, false)?.(concept("http://snomed.info/sct", "400231000146108"))).toBe(false);
  });

  test("to a set that is not expanded is open", () => {
    expect(matchBinding("urn:other", "code", valueSets)).toBeUndefined();
    expect(matchBinding("toString", "code", valueSets)).toBeUndefined();
  });

  test.each<[string, unknown, boolean | undefined]>([
    ["CodeableConcept", { text: "benauwd" }, false],
    ["CodeableConcept", { coding: [] }, false],
    ["CodeableConcept", { coding: [{ system: "urn:z", code: "1" }] }, true],
    ["code", "1", undefined],
  ])("to such a set still asks a code of a %s %j: %s", (type, value, expected) => {
    expect(matchCoded(type)?.(value)).toBe(expected);
  });
});
