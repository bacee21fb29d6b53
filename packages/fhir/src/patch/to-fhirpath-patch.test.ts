import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseJson, stringifyJson } from "../json.ts";
import { planVersion } from "../merge/plan-versions.fixture.ts";
import { createValidator, loadDefinitions } from "../validation/index.ts";
import { applyFhirPathPatch } from "./fhirpath-patch.ts";
import { applyJsonPatch } from "./json-patch.ts";
import { fhirPathPatchBetween, toFhirPathPatch } from "./to-fhirpath-patch.ts";

const validator = createValidator({ ...loadDefinitions(new URL("../../../../profiles/generated/", import.meta.url).pathname), requiredProfiles: [] });
const typed = (type: string) => validator.shapesOf(type);

const patient = {
  resourceType: "Patient",
  birthDate: "1944-02-29",
  deceasedBoolean: false,
  name: [{ family: "Voorbeeld", given: ["Willem", "Jan"], _given: [null, { id: "second" }] }],
  contact: [{ name: { text: "Anna" }, telecom: [{ system: "phone", value: "1" }] }],
};

const converted = (resource: object, jsonPatch: unknown): unknown => applyFhirPathPatch(resource, toFhirPathPatch(resource, jsonPatch, typed), typed);

describe("a JSON Patch told as a FHIRPath Patch", () => {
  test.each([
    ["a choice of another type", [{ op: "remove", path: "/deceasedBoolean" }, { op: "add", path: "/deceasedDateTime", value: "2026-11-01" }]],
    ["a value inside a data type", [{ op: "replace", path: "/name/0/given/1", value: "Piet" }]],
    ["a value inside a backbone element", [{ op: "replace", path: "/contact/0/telecom/0/value", value: "2" }]],
    ["a new backbone element", [{ op: "add", path: "/contact/-", value: { relationship: [{ text: "zus" }], name: { text: "Eva" }, extension: [{ url: "urn:a", extension: [{ url: "b", valueBoolean: true }] }] } }]],
    ["an extension beside a primitive", [{ op: "add", path: "/_birthDate", value: { id: "x", extension: [{ url: "urn:place", valueString: "Utrecht" }] } }]],
    ["a move, a copy and a test", [{ op: "test", path: "/birthDate", value: "1944-02-29" }, { op: "copy", from: "/contact/0", path: "/contact/0" }, { op: "move", from: "/contact/1", path: "/contact/0" }]],
    ["a contained resource", [{ op: "add", path: "/contained", value: [{ resourceType: "Organization", id: "o", name: "Zorg" }] }]],
    ["a Narrative", [{ op: "add", path: "/text", value: { status: "generated", div: "<div>x</div>" } }]],
    ["all of a list", [{ op: "remove", path: "/contact" }]],
    ["nothing", [{ op: "test", path: "/birthDate", value: "1944-02-29" }]],
  ])("does the same: %s", (_what, jsonPatch) => {
    expect(converted(patient, jsonPatch)).toEqual(applyJsonPatch(patient, jsonPatch));
  });

  test("names each element by its place and its type", () => {
    const plan = { resourceType: "CarePlan", activity: [{ detail: { status: "not-started", description: "wassen" } }] };
    expect(toFhirPathPatch(plan, [{ op: "replace", path: "/activity/0/detail/status", value: "in-progress" }], typed)).toEqual({
      resourceType: "Parameters",
      parameter: [{ name: "operation", part: [{ name: "type", valueCode: "replace" }, { name: "path", valueString: "CarePlan.activity[0].detail.status" }, { name: "value", valueCode: "in-progress" }] }],
    });
  });

  test("is a valid Parameters resource, extensions included", () => {
    const jsonPatch = [{ op: "add", path: "/extension", value: [{ url: "urn:a", valueString: "x" }] }, { op: "add", path: "/contact/0/gender", value: "female" }, { op: "replace", path: "/birthDate", value: "1944-03-01" }];
    expect(validator.validate(toFhirPathPatch(patient, jsonPatch, typed))).toEqual([]);
  });

  test("keeps decimals as they are written", () => {
    const kept = parseJson('{"resourceType":"Observation","status":"final","valueQuantity":{"value":1.0},"component":[{"valueQuantity":{"value":3.00}}]}') as object;
    const patch = parseJson('[{"op":"replace","path":"/valueQuantity/value","value":2.50}]');
    const sent = parseJson(stringifyJson(toFhirPathPatch(kept, patch, typed))) as Parameters<typeof applyFhirPathPatch>[1];
    const text = stringifyJson(applyFhirPathPatch(kept, sent, typed));
    expect(text).toContain('"valueQuantity":{"value":2.50}');
    expect(text).toContain('"component":[{"valueQuantity":{"value":3.00}}]');
  });

  test.each([
    ["an element that isn't known", [{ op: "add", path: "/shoeSize", value: 43 }], "Patient.shoeSize"],
    ["another type of resource", [{ op: "replace", path: "/resourceType", value: "Group" }], "Patient.resourceType"],
    ["a primitive without value", [{ op: "remove", path: "/birthDate" }, { op: "add", path: "/_birthDate", value: { id: "x" } }], "Patient.birthDate"],
  ])("refuses what it can't say: %s", (_what, jsonPatch, expression) => {
    expect(() => toFhirPathPatch(patient, jsonPatch, typed)).toThrow(expect.objectContaining({ category: "rule", issues: [expect.objectContaining({ expression })] }));
  });

  test("refuses by its index an operation that doesn't apply", () => {
    expect(() => toFhirPathPatch(patient, [{ op: "remove", path: "/gender" }], typed)).toThrow(expect.objectContaining({ category: "rule", issues: [expect.objectContaining({ text: expect.stringContaining("operation 0:") })] }));
  });

  test("makes any version of any other", () => {
    fc.assert(
      fc.property(planVersion, planVersion, (former, next) => {
        expect(applyFhirPathPatch(former, fhirPathPatchBetween(former, next, typed), typed)).toEqual(next);
      }),
    );
  });
});

const step = fc.oneof(
  fc.record({ op: fc.constant("add"), path: fc.constantFrom("/note/0", "/note/-", "/note/1"), value: fc.constantFrom({ text: "nieuw" }, { text: "ook" }) }),
  fc.record({ op: fc.constant("add"), path: fc.constantFrom("/activity/0", "/activity/-"), value: fc.constantFrom({ detail: { status: "scheduled", description: "nieuw" } }, { reference: { reference: "Task/1" } }) }),
  fc.record({ op: fc.constantFrom("add", "replace"), path: fc.constantFrom("/title", "/activity/0/detail/description", "/activity/1/progress/0/text"), value: fc.constantFrom("x", "y") }),
  fc.record({ op: fc.constant("remove"), path: fc.constantFrom("/title", "/note/0", "/activity/1", "/activity/0/detail/dailyAmount", "/goal", "/period/end") }),
  fc.record({ op: fc.constantFrom("move", "copy"), from: fc.constantFrom("/note/0", "/goal/1", "/activity/1"), path: fc.constantFrom("/note/1", "/goal/0", "/activity/0") }),
);

test("JSON Patch and the FHIRPath Patch it is told as do the same", () => {
  fc.assert(
    fc.property(planVersion, fc.array(step, { minLength: 1, maxLength: 6 }), (plan, steps) => {
      const jsonPatch = steps.reduce<readonly object[]>((kept, each) => (isApplied(plan, [...kept, each]) ? [...kept, each] : kept), []);
      expect(converted(plan, jsonPatch)).toEqual(applyJsonPatch(plan, jsonPatch));
    }),
  );
});

/** Steps that don't apply, or put a thing of one kind among those of another, are no proposals. */
function isApplied(plan: object, steps: readonly object[]): boolean {
  const { from = "", path = "" } = steps.at(-1) as { readonly from?: string; readonly path?: string };
  if (from !== "" && from.split("/")[1] !== path.split("/")[1]) return false;
  try {
    applyJsonPatch(plan, steps);
    return true;
  } catch {
    return false;
  }
}
