import * as fc from "fast-check";
import type { Parameters } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { Anomaly } from "../anomaly.ts";
import { parseJson, stringifyJson } from "../json.ts";
import { createValidator, loadDefinitions } from "../validation/index.ts";
import { applyFhirPathPatch } from "./fhirpath-patch.ts";
import { applyJsonPatch } from "./json-patch.ts";

const generated = new URL("../../../../profiles/generated/", import.meta.url).pathname;
const validator = createValidator({ ...loadDefinitions(generated), requiredProfiles: [] });
const shapesOf = (type: string) => validator.shapesOf(type);

const patient = {
  resourceType: "Patient",
  birthDate: "1944-02-29",
  _birthDate: { extension: [{ url: "urn:place", valueString: "Utrecht" }] },
  name: [
    { use: "official", family: "Voorbeeld", given: ["Willem", "Jan"], _given: [null, { id: "second" }] },
    { use: "usual", given: ["Wim"] },
  ],
  extension: [
    { url: "urn:a", valueString: "x" },
    { url: "urn:b", valueDecimal: 1.5 },
  ],
};
const observation = { resourceType: "Observation", status: "final", valueQuantity: { value: 1.5, unit: "mg" }, component: [{ code: { text: "a" }, valueString: "b" }] };

type Part = Readonly<Record<string, unknown>>;
const text = (name: string, valueString: string): Part => ({ name, valueString });
const operation = (type: string, path: string, ...part: readonly Part[]): Part => ({ name: "operation", part: [{ name: "type", valueCode: type }, text("path", path), ...part] });
const parametersOf = (...parameter: readonly Part[]): Parameters => ({ resourceType: "Parameters", parameter }) as unknown as Parameters;
const patched = (resource: object, ...operations: readonly Part[]): unknown => applyFhirPathPatch(resource, parametersOf(...operations), shapesOf);
const at = (name: string, valueInteger: number): Part => ({ name, valueInteger });

describe("a FHIRPath Patch", () => {
  test("adds to a list, and what wasn't there yet, under the name of its type", () => {
    expect(patched(patient, operation("add", "Patient.name[1]", text("name", "given"), text("value", "Willy")))).toMatchObject({ name: [{}, { given: ["Wim", "Willy"] }] });
    expect(patched(patient, operation("add", "Patient", text("name", "telecom"), { name: "value", valueContactPoint: { system: "phone", value: "1" } }))).toMatchObject({ telecom: [{ system: "phone" }] });
    expect(patched(patient, operation("add", "Patient", text("name", "deceased"), { name: "value", valueBoolean: false }))).toMatchObject({ deceasedBoolean: false });
  });

  test("adds an element without a type of its own, part by part", () => {
    const contact = { name: "value", part: [{ name: "name", valueHumanName: { text: "Anna" } }, { name: "telecom", valueContactPoint: { value: "1" } }, { name: "telecom", valueContactPoint: { value: "2" } }] };
    expect(patched(patient, operation("add", "Patient", text("name", "contact"), contact))).toMatchObject({ contact: [{ name: { text: "Anna" }, telecom: [{ value: "1" }, { value: "2" }] }] });
    const component = { name: "value", part: [{ name: "code", valueCodeableConcept: { text: "c" } }, { name: "value", valueQuantity: { value: 2 } }] };
    expect(patched(observation, operation("insert", "Observation.component", component, at("index", 0)))).toMatchObject({ component: [{ code: { text: "c" }, valueQuantity: { value: 2 } }, { code: { text: "a" } }] });
  });

  test("replaces, changing the type of a choice", () => {
    expect(patched(observation, operation("replace", "Observation.value", text("value", "veel")))).toEqual({ resourceType: "Observation", status: "final", valueString: "veel", component: observation.component });
    expect(patched(observation, operation("replace", "Observation.value.value", { name: "value", valueDecimal: 2 }))).toMatchObject({ valueQuantity: { value: 2, unit: "mg" } });
    expect(patched(observation, operation("replace", "Observation.component.where(code.text = 'a').value", text("value", "c")))).toMatchObject({ component: [{ valueString: "c" }] });
  });

  test("finds extensions by where(url = ...), extension() and ofType()", () => {
    for (const path of ["Patient.extension.where(url = 'urn:b').value", "Patient.extension('urn:b').value", "Patient.extension('urn:b').value.ofType(decimal)", "extension.last().value"]) {
      expect(patched(patient, operation("replace", path, text("value", "y")))).toMatchObject({ extension: [{ valueString: "x" }, { url: "urn:b", valueString: "y" }] });
    }
  });

  test("keeps the extensions of primitives beside them, and takes them along", () => {
    expect(patched(patient, operation("delete", "Patient.birthDate"))).not.toHaveProperty("_birthDate");
    expect(patched(patient, operation("replace", "Patient.birthDate.extension[0].value", text("value", "Zeist")))).toMatchObject({ birthDate: "1944-02-29", _birthDate: { extension: [{ valueString: "Zeist" }] } });
    const reason = operation("add", "Patient.gender", text("name", "extension"), { name: "value", valueExtension: { url: "urn:why", valueString: "z" } });
    expect(patched({ ...patient, gender: "male" }, reason)).toMatchObject({ gender: "male", _gender: { extension: [{ url: "urn:why" }] } });
    const name = patient.name[0];
    expect(patched(patient, operation("delete", "Patient.name[0].given[0]"))).toMatchObject({ name: [{ ...name, given: ["Jan"], _given: [{ id: "second" }] }, {}] });
    expect(patched(patient, operation("move", "Patient.name[0].given", at("source", 1), at("destination", 0)))).toMatchObject({ name: [{ given: ["Jan", "Willem"], _given: [{ id: "second" }, null] }, {}] });
    expect(patched(patient, operation("insert", "Patient.name[0].given", text("value", "Piet"), at("index", 1)))).toMatchObject({ name: [{ given: ["Willem", "Piet", "Jan"], _given: [null, null, { id: "second" }] }, {}] });
  });

  test("finds nothing to delete, and that is well", () => {
    expect(patched(patient, operation("delete", "Patient.deceased"))).toEqual(patient);
  });

  test("keeps decimals as they are written", () => {
    const sent = parseJson(JSON.stringify(parametersOf(operation("replace", "Observation.value.value", { name: "value", valueDecimal: 7 }))).replace(":7}", ":2.50}")) as Parameters;
    const kept = parseJson('{"resourceType":"Observation","valueQuantity":{"value":1},"referenceRange":[{"low":{"value":3.00}}]}') as object;
    expect(stringifyJson(applyFhirPathPatch(kept, sent, shapesOf))).toBe('{"resourceType":"Observation","valueQuantity":{"value":2.50},"referenceRange":[{"low":{"value":3.00}}]}');
  });

  test.each([
    ["nothing there", operation("replace", "Patient.gender", text("value", "male"))],
    ["several there", operation("replace", "Patient.name.given", text("value", "X"))],
    ["several to delete", operation("delete", "Patient.name")],
    ["one already", operation("add", "Patient", text("name", "birthDate"), text("value", "1944-03-01"))],
    ["an unknown name", operation("add", "Patient", text("name", "schoenmaat"), text("value", "43"))],
    ["a type that a choice can't have", operation("add", "Patient", text("name", "deceased"), text("value", "ja"))],
    ["a place behind the end", operation("insert", "Patient.name", { name: "value", valueHumanName: { text: "x" } }, at("index", 3))],
    ["no list", operation("insert", "Patient.birthDate", text("value", "x"), at("index", 0))],
    ["moved behind the end", operation("move", "Patient.name", at("source", 0), at("destination", 2))],
    ["the resource itself", operation("delete", "Patient")],
    ["a value of two types", operation("replace", "Patient.birthDate", { name: "value", valueDate: "1944-01-01", valueString: "x" })],
  ])("that doesn't apply is refused with the place of the operation: %s", (_what, wrong) => {
    expect(() => patched(patient, operation("delete", "Patient.deceased"), wrong)).toThrow(expect.objectContaining({ category: "rule", issues: [expect.objectContaining({ expression: "Parameters.parameter[1]", text: expect.stringContaining("operation 1:") })] }));
  });

  test.each([
    ["an unknown type", operation("merge", "Patient.name")],
    ["no path", { name: "operation", part: [{ name: "type", valueCode: "delete" }] }],
    ["a function that isn't followed", operation("delete", "Patient.descendants()")],
    ["a test that a caller could make slow", operation("delete", "Patient.name.where(family.matches('(a+)+$'))")],
    ["no FHIRPath", operation("delete", "Patient..name")],
    ["an index below 0", operation("insert", "Patient.name", { name: "value", valueHumanName: {} }, at("index", -1))],
    ["another parameter", { name: "value", valueString: "x" }],
  ])("that can't be read is refused: %s", (_what, wrong) => {
    expect(() => patched(patient, wrong)).toThrow(expect.objectContaining({ category: "incorrect", issues: [expect.objectContaining({ expression: "Parameters.parameter[0]" })] }));
  });
});

test("whatever is sent as a patch is applied or refused in our words, and quickly", () => {
  const paths = fc.constantFrom("Patient", "Patient.name", "name[0].given", "Patient.name.where(use='official').given[1]", "Patient.extension('urn:a').value", "birthDate.extension", "Patient.contained[0].id", "%resource.name.first()", "((((", "Patient.name[-1]", "a|b", "''", "__proto__", "constructor");
  const values = fc.oneof(fc.jsonValue(), fc.record({ name: fc.constant("value"), valueString: fc.string() }), fc.record({ name: fc.constant("value"), part: fc.array(fc.record({ name: fc.constantFrom("name", "given", "value"), valueString: fc.string() })) }));
  const parts = fc.tuple(fc.constantFrom("add", "insert", "delete", "replace", "move", "?"), paths, fc.constantFrom("given", "gender", "__proto__", "x"), values, fc.integer()).map(([type, path, name, value, index]) => operation(type, path, text("name", name), value as Part, at("index", index), at("source", index), at("destination", 0)));
  const refusedOr = (work: () => unknown): void => {
    try {
      work();
    } catch (thrown) {
      if (!(thrown instanceof Anomaly)) throw thrown;
    }
  };
  fc.assert(
    fc.property(fc.array(fc.oneof(parts, fc.jsonValue()), { maxLength: 4 }), fc.jsonValue(), (operations, json) => {
      refusedOr(() => patched(patient, ...(operations as Part[])));
      refusedOr(() => applyJsonPatch(patient, operations));
      refusedOr(() => applyJsonPatch(patient, json));
    }),
  );
  expect(({} as Record<string, unknown>)["given"]).toBeUndefined();
  const many = { resourceType: "Patient", name: Array.from({ length: 20_000 }, (_, place) => ({ family: `n${place}` })) };
  expect(() => patched(many, ...Array.from({ length: 100 }, () => operation("delete", "Patient.name.where(family = 'x')")))).toThrow(expect.objectContaining({ category: "too-large" }));
});

/** One change, said in both languages. */
const change = fc.oneof(
  fc.record({ kind: fc.constant("append" as const), text: fc.stringMatching(/^[a-z]{1,5}$/) }),
  fc.record({ kind: fc.constant("insert" as const), place: fc.nat(5), text: fc.stringMatching(/^[a-z]{1,5}$/) }),
  fc.record({ kind: fc.constant("delete" as const), place: fc.nat(5) }),
  fc.record({ kind: fc.constant("replace" as const), place: fc.nat(5), text: fc.stringMatching(/^[a-z]{1,5}$/) }),
  fc.record({ kind: fc.constant("move" as const), place: fc.nat(5), to: fc.nat(5) }),
  fc.record({ kind: fc.constant("rank" as const), rank: fc.integer({ min: 1, max: 9 }) }),
);

test("JSON Patch and FHIRPath Patch do the same where both can say it", () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z]{1,5}$/), { minLength: 1, maxLength: 5 }), fc.array(change, { maxLength: 8 }), (given, changes) => {
      const resource = { resourceType: "Patient", multipleBirthInteger: 1, name: [{ given }] };
      let length = given.length;
      const json: object[] = [];
      const path: Part[] = [];
      const list = "Patient.name[0].given";
      for (const each of changes) {
        if (each.kind === "rank") {
          json.push({ op: "replace", path: "/multipleBirthInteger", value: each.rank });
          path.push(operation("replace", "Patient.multipleBirth", { name: "value", valueInteger: each.rank }));
        } else if (each.kind === "append") {
          json.push({ op: "add", path: "/name/0/given/-", value: each.text });
          path.push(operation("add", "Patient.name[0]", text("name", "given"), text("value", each.text)));
          length += 1;
        } else if (each.kind === "insert") {
          const place = each.place % (length + 1);
          json.push({ op: "add", path: `/name/0/given/${place}`, value: each.text });
          path.push(operation("insert", list, text("value", each.text), at("index", place)));
          length += 1;
        } else if (length > 1) {
          const place = each.place % length;
          if (each.kind === "delete") {
            json.push({ op: "remove", path: `/name/0/given/${place}` });
            path.push(operation("delete", `${list}[${place}]`));
            length -= 1;
          } else if (each.kind === "replace") {
            json.push({ op: "replace", path: `/name/0/given/${place}`, value: each.text });
            path.push(operation("replace", `${list}[${place}]`, text("value", each.text)));
          } else {
            const to = each.to % length;
            json.push({ op: "move", from: `/name/0/given/${place}`, path: `/name/0/given/${to}` });
            path.push(operation("move", list, at("source", place), at("destination", to)));
          }
        }
      }
      expect(patched(resource, ...path)).toEqual(applyJsonPatch(resource, json));
    }),
  );
});
