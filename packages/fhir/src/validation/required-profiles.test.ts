import { expect, test } from "vitest";
import { indexRequiredProfiles } from "./required-profiles.ts";

const find = indexRequiredProfiles([
  { type: "Patient", profile: "urn:patient" },
  { type: "Consent", path: "Consent.category", system: "urn:s", code: "a", profile: "urn:consent" },
  { type: "Task", path: "Task.status", code: "draft", profile: "urn:draft" },
  { type: "Bundle", path: "Bundle.entry[0].resource.type", system: "urn:s", code: "handover", profile: "urn:document" },
]);
const concept = (code: string, system = "urn:s"): object => ({ coding: [{ system: "urn:other", code: "x" }, { system, code }] });
const composition = { resource: { resourceType: "Composition", type: concept("handover") } };
const encounter = { resource: { resourceType: "Encounter", type: [concept("visit")] } };

test.each<[string, Readonly<Record<string, unknown>>, readonly string[]]>([
  ["every resource of a type", { resourceType: "Patient" }, ["urn:patient"]],
  ["one with a coding, in any concept of a list", { resourceType: "Consent", category: [concept("b"), concept("a")] }, ["urn:consent"]],
  ["none with that code of another system", { resourceType: "Consent", category: [concept("a", "urn:t")] }, []],
  ["one with a code that has no system", { resourceType: "Task", status: "draft" }, ["urn:draft"]],
  ["a document by its first entry", { resourceType: "Bundle", entry: [composition, encounter] }, ["urn:document"]],
  ["no Bundle that has it further on: that is no document of it", { resourceType: "Bundle", entry: [encounter, composition] }, []],
  ["nothing of what is misshapen", { resourceType: "Bundle", entry: "x" }, []],
  ["no type that the table doesn't know", { resourceType: "Goal" }, []],
])("a profile is asked of %s", (_what, resource, profiles) => {
  expect(find(resource)).toEqual(profiles);
});
