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

describe("any other stays open, with the reason", () => {
  test.each([
    ["filtered", /filter status =/],
    ["absent", /snomed.* not in the definitions/],
    ["partial", /fragment/],
    ["circular", /includes itself/],
    ["nothing", /lists nothing/],
    ["unheard-of", /not in the definitions/],
  ])("%s", (id, reason) => {
    expect(expandValueSet(`urn:vs:${id}`, terminology)).toEqual({ outcome: "open", reason: expect.stringMatching(reason) });
  });
});
