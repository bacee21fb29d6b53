import { describe, expect, test } from "vitest";

import type { ElementRule, Slicing, Structure } from "./definitions.ts";
import { loadDefinitions } from "./definitions.ts";
import { createValidator } from "./validator.ts";

const core = loadDefinitions(new URL("../../../../profiles/generated/", import.meta.url).pathname);
const url = "http://example.org/StructureDefinition/sliced";
const base = core.structures.find((structure) => structure.url === "http://hl7.org/fhir/StructureDefinition/Patient")!;

interface SliceRule extends Partial<ElementRule> {
  readonly slice: string;
  /** Rules of elements inside the slice, by name. */
  readonly inside?: Readonly<Record<string, Partial<ElementRule>>>;
}

/** Patient with one list sliced. */
function faults(list: string, slicing: Slicing, slices: readonly SliceRule[], items: readonly unknown[]): readonly string[] {
  const sliced = base.elements.flatMap((element): ElementRule[] => {
    if (element.path !== `Patient.${list}`) return [element];
    const { constraints: _constraints, ...plain } = element;
    const inner = slices.flatMap(({ inside = {}, ...slice }) => [
      { ...plain, ...slice, id: `${element.id}:${slice.slice}` },
      ...Object.entries(inside).map(([name, rule]): ElementRule => ({ id: `${element.id}:${slice.slice}.${name}`, path: `${element.path}.${name}`, min: 0, max: 1, ...rule })),
    ]);
    return [{ ...element, slicing }, ...inner];
  });
  const profile: Structure = { ...base, url, constraint: true, elements: sliced };
  const validator = createValidator({ ...core, structures: [...core.structures, profile], requiredProfiles: [] });
  const issues = validator.validate({ resourceType: "Patient", [list]: items }, { profiles: [url] });
  return issues.filter(({ severity }) => severity === "error").map(({ expression, text }) => `${expression}: ${text}`);
}

const bySystem = (rules: Slicing["rules"], ordered = false): Slicing => ({ rules, ...(ordered && { ordered }), discriminators: [{ type: "value", path: "system" }] });
const system = (value: string): NonNullable<SliceRule["inside"]> => ({ system: { min: 1, types: [{ code: "uri" }], fixed: { type: "uri", value } }, value: { types: [{ code: "string" }] } });
const a: SliceRule = { slice: "a", min: 1, max: 1, inside: system("urn:a") };
const b: SliceRule = { slice: "b", min: 0, max: 2, inside: system("urn:b") };
const [itemA, itemB, other] = ["urn:a", "urn:b", "urn:c"].map((value) => ({ system: value, value: "1" }));

describe("slices are counted and ordered as their slicing says", () => {
  test.each<[string, Slicing, readonly unknown[], readonly string[]]>([
    ["open: anything else may be there", bySystem("open"), [other, itemB, itemA], []],
    ["a slice that must be there", bySystem("open"), [itemB], ["Patient.identifier: slice a: at least 1 expected, found 0"]],
    ["a slice too often", bySystem("open"), [itemA, itemB, itemB, itemB], ["Patient.identifier: slice b: at most 2 allowed, found 3"]],
    ["closed: nothing else", bySystem("closed"), [itemA, other], ["Patient.identifier[1]: expected one of the slices a, b"]],
    ["open at the end: others come last", bySystem("openAtEnd"), [itemA, other, itemB], ["Patient.identifier[2]: slice b must come before items of no slice"]],
    ["open at the end: others last are fine", bySystem("openAtEnd"), [itemA, itemB, other], []],
    ["ordered: as they are listed", bySystem("open", true), [itemB, itemA], ["Patient.identifier[1]: slice a comes too late: the slices are ordered"]],
    ["ordered: fine", bySystem("open", true), [itemA, itemB, itemB], []],
    ["an element a slice does not have", bySystem("open"), [{ ...itemA, use: "old" }], ["Patient.identifier[0].use: unknown element, not expected here"]],
  ])("%s", (_what, slicing, items, expected) => {
    expect(faults("identifier", slicing, [a, b], items)).toEqual(expected);
  });
});

describe("items are told apart by each kind of discriminator", () => {
  test("by a pattern on the item", () => {
    const slicing: Slicing = { rules: "closed", discriminators: [{ type: "pattern", path: "$this" }] };
    const slices: SliceRule[] = [{ slice: "bsn", pattern: { type: "Identifier", value: { system: "urn:a" } } }];
    expect(faults("identifier", slicing, slices, [itemA])).toEqual([]);
    expect(faults("identifier", slicing, slices, [itemA, itemB])).toHaveLength(1);
  });

  test("by what exists", () => {
    const slicing: Slicing = { rules: "open", discriminators: [{ type: "exists", path: "period" }] };
    const slices: SliceRule[] = [
      { slice: "dated", max: 1, inside: { period: { min: 1, types: [{ code: "Period" }] }, family: { types: [{ code: "string" }] } } },
      { slice: "undated", max: 1, inside: { period: { max: 0, types: [{ code: "Period" }] }, family: { types: [{ code: "string" }] } } },
    ];
    const dated = { family: "V", period: { start: "2026" } };
    expect(faults("name", slicing, slices, [dated, { family: "W" }])).toEqual([]);
    expect(faults("name", slicing, slices, [dated, dated])).toEqual(["Patient.name: slice dated: at most 1 allowed, found 2"]);
    expect(faults("name", slicing, slices, [{ family: "V" }, { family: "W" }])).toEqual(["Patient.name: slice undated: at most 1 allowed, found 2"]);
  });

  test("by the type that a reference names", () => {
    const slicing: Slicing = { rules: "open", discriminators: [{ type: "type", path: "resolve()" }] };
    const target = (type: string): NonNullable<SliceRule["types"]> => [{ code: "Reference", targets: [`http://hl7.org/fhir/StructureDefinition/${type}`] }];
    const slices: SliceRule[] = [{ slice: "practice", max: 1, types: target("Organization") }, { slice: "gp", types: target("Practitioner") }];
    const practice = { reference: "Organization/1" };
    expect(faults("generalPractitioner", slicing, slices, [practice, { reference: "Practitioner/1" }, { reference: "Practitioner/2" }])).toEqual([]);
    expect(faults("generalPractitioner", slicing, slices, [practice, practice])).toEqual(["Patient.generalPractitioner: slice practice: at most 1 allowed, found 2"]);
  });

  test("by a required set of codes", () => {
    const slicing: Slicing = { rules: "closed", discriminators: [{ type: "value", path: "system" }] };
    const slices: SliceRule[] = [{ slice: "phone", inside: { system: { min: 1, types: [{ code: "code" }], binding: "http://hl7.org/fhir/ValueSet/contact-point-system" }, value: { types: [{ code: "string" }] } } }];
    expect(faults("telecom", slicing, slices, [{ system: "phone", value: "1" }])).toEqual([]);
    expect(faults("telecom", slicing, slices, [{ value: "1" }])).not.toEqual([]);
  });
});
