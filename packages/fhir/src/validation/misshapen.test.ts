import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { loadDefinitions } from "./definitions.ts";
import { isMisshapen } from "./misshapen.ts";
import { createValidator } from "./validator.ts";

const root = new URL("../../../../profiles/", import.meta.url);
const validator = createValidator(loadDefinitions(new URL("generated", root).pathname));
const misshapen = (resource: unknown): boolean => isMisshapen(resource, (type) => validator.shapesOf(type));

describe("what isn't even written as FHIR writes it", () => {
  test("is told of an object, a list or a value in another's place, however deep", () => {
    const plan = { resourceType: "CarePlan", status: "active", intent: "plan", subject: { reference: "Patient/a" } };
    expect(misshapen(plan)).toBe(false);
    for (const wrong of [
      { category: [{ coding: -1 }] },
      { category: {} },
      { category: [[]] },
      { category: [null] },
      { subject: "Patient/a" },
      { subject: [{}] },
      { title: {} },
      { title: null },
      { _title: "x" },
      { contained: [7] },
      { contained: [{ resourceType: "Observation", code: "x" }] },
      { contained: [{ resourceType: "Observation", valueQuantity: 7 }] },
      { extension: [{ url: "x", valueCodeableConcept: { coding: "x" } }] },
      { activity: [{ detail: { reasonCode: 1 } }] },
      { instantiatesUri: [{}] },
      null,
    ]) {
      expect([wrong, misshapen(wrong === null ? null : { ...plan, ...wrong })]).toEqual([wrong, true]);
    }
  });

  test("is not told of what the specification doesn't know, nor of a wrong text", () => {
    expect(misshapen({ resourceType: "CarePlan", colour: [[]], status: "mauve" })).toBe(false);
    expect(misshapen({ resourceType: "CarePlan", instantiatesUri: ["a", null], _instantiatesUri: [null, { id: "x" }] })).toBe(false);
    expect(misshapen({ resourceType: "Nothing", a: 1 })).toBe(false);
  });

  test("is told of no example of ours", () => {
    const folder = new URL("fsh-generated/resources/", root);
    const wrong = readdirSync(folder).filter((name) => misshapen(JSON.parse(readFileSync(new URL(name, folder), "utf8"))));
    expect(wrong).toEqual([]);
  });
});
