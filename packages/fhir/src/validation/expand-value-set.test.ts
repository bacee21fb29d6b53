import { describe, expect, test } from "vitest";

import { expandValueSet, readTerminology } from "./expand-value-set.ts";

const terminology = readTerminology([
  {
    resourceType: "CodeSystem",
    url: "urn:roles",
    content: "complete",
    concept: [{ code: "doctor", concept: [{ code: "gp" }, { code: "specialist" }] }, { code: "nurse" }, { code: "locum", property: [{ code: "subsumedBy", valueCode: "gp" }] }],
  },
  { resourceType: "CodeSystem", url: "urn:fragment", content: "fragment", concept: [{ code: "a" }] },
  ...Object.entries({
    all: { include: [{ system: "urn:roles" }] },
    below: { include: [{ system: "urn:roles", filter: [{ property: "concept", op: "descendent-of", value: "doctor" }] }] },
    isA: { include: [{ system: "urn:roles", filter: [{ property: "concept", op: "is-a", value: "doctor" }] }] },
    listed: { include: [{ system: "urn:elsewhere", concept: [{ code: "x" }, { code: "y" }] }, { system: "urn:roles", concept: [{ code: "nurse" }] }] },
    imported: { include: [{ valueSet: ["urn:vs:listed|1.0"] }] },
    narrowed: { include: [{ system: "urn:roles", valueSet: ["urn:vs:listed"] }] },
    excluded: { include: [{ system: "urn:roles" }], exclude: [{ system: "urn:roles", concept: [{ code: "nurse" }] }] },
    filtered: { include: [{ system: "urn:roles", filter: [{ property: "status", op: "=", value: "active" }] }] },
    absent: { include: [{ system: "http://snomed.info/sct" }] },
    partial: { include: [{ system: "urn:fragment" }] },
    mixed: { include: [{ system: "http://snomed.info/sct", filter: [{ property: "concept", op: "is-a", value: "1" }] }, { system: "urn:elsewhere", concept: [{ code: "x" }] }], exclude: [{ system: "http://snomed.info/sct", concept: [{ code: "2" }] }] },
    picked: { include: [{ valueSet: ["urn:vs:absent", "urn:vs:seven"] }] },
    seven: { include: [{ system: "http://snomed.info/sct", concept: [{ code: "7" }] }] },
    circular: { include: [{ valueSet: ["urn:vs:circular"] }] },
    nothing: {},
  }).map(([id, compose]) => ({ resourceType: "ValueSet", url: `urn:vs:${id}`, compose })),
]);

describe("a value set that lists itself offline is expanded", () => {
  test.each<[string, Record<string, readonly string[]>]>([
    ["all", { "urn:roles": ["doctor", "gp", "locum", "nurse", "specialist"] }],
    ["below", { "urn:roles": ["gp", "locum", "specialist"] }],
    ["isA", { "urn:roles": ["doctor", "gp", "locum", "specialist"] }],
    ["listed", { "urn:elsewhere": ["x", "y"], "urn:roles": ["nurse"] }],
    ["imported", { "urn:elsewhere": ["x", "y"], "urn:roles": ["nurse"] }],
    ["narrowed", { "urn:roles": ["nurse"] }],
    ["excluded", { "urn:roles": ["doctor", "gp", "locum", "specialist"] }],
  ])("%s", (id, codes) => {
    expect(expandValueSet(`urn:vs:${id}`, terminology)).toEqual({ outcome: "expanded", codes });
  });
});

describe("one of which only a system can't be told is expanded for what can be", () => {
  test.each<[string, Record<string, readonly string[] | "any">, RegExp]>([
    ["filtered", { "urn:roles": ["doctor", "gp", "locum", "nurse", "specialist"] }, /filter status =/],
    ["absent", { "http://snomed.info/sct": "any" }, /snomed.* not in the definitions/],
    ["partial", { "urn:fragment": "any" }, /fragment/],
    ["mixed", { "http://snomed.info/sct": "any", "urn:elsewhere": ["x"] }, /snomed/],
    ["picked", { "http://snomed.info/sct": ["7"] }, /snomed/],
  ])("%s", (id, codes, reason) => {
    expect(expandValueSet(`urn:vs:${id}`, terminology)).toEqual({ outcome: "partly", codes, reason: expect.stringMatching(reason) });
  });
});

describe("any other stays open, with the reason", () => {
  test.each([
    ["circular", /includes itself/],
    ["nothing", /lists nothing/],
    ["unheard-of", /not in the definitions/],
  ])("%s", (id, reason) => {
    expect(expandValueSet(`urn:vs:${id}`, terminology)).toEqual({ outcome: "open", reason: expect.stringMatching(reason) });
  });
});
