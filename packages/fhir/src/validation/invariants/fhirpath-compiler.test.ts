import { evalFhirPathTyped, toTypedValue } from "@medplum/core";
import { assert, constantFrom, integer, property, stringMatching } from "fast-check";
import { describe, expect, test } from "vitest";

import { createCatalogue } from "../catalogue.ts";
import { newContext } from "../context.ts";
import { loadDefinitions } from "../definitions.ts";
import { compileFhirPath } from "./fhirpath-compiler.ts";
import { listOf, valueOf } from "./nodes.ts";
import { nativeInvariants } from "./native-invariants.ts";
import { unevaluatedInvariants } from "./unevaluated-invariants.ts";

const definitions = loadDefinitions(new URL("../../../../../profiles/generated/", import.meta.url).pathname);
const { choices } = createCatalogue(definitions);

const patient = {
  resourceType: "Patient",
  active: true,
  birthDate: "1944-03-02",
  deceasedBoolean: false,
  name: [
    { use: "official", family: "Voorbeeld", _family: { extension: [{ url: "urn:own", valueString: "Voorbeeld" }] }, given: ["Wim", null], _given: [null, { extension: [{ url: "urn:q", valueCode: "IN" }] }] },
    { use: "usual", given: ["Willem"] },
  ],
  identifier: [{ system: "urn:a", value: "1" }, { system: "urn:b", value: "2" }],
  contained: [{ resourceType: "Practitioner", id: "gp", active: true }],
  generalPractitioner: [{ reference: "#gp" }],
  multipleBirthInteger: 2,
};

function collect(expression: string, focus: unknown = patient): readonly unknown[] {
  const compiled = compileFhirPath(expression, choices);
  if (!compiled) throw new TypeError(`not compiled: ${expression}`);
  return listOf(compiled.find(focus, { resource: focus, root: focus, outermost: focus, focus }, focus)).map(valueOf);
}

describe("FHIRPath means what the specification says", () => {
  test.each([
    ["active", [true]],
    ["Patient.active", [true]],
    ["Practitioner.active", []],
    ["name.count()", [2]],
    ["name.given.count()", [3]],
    ["name.given.where(hasValue()).count()", [2]],
    ["name.family.extension('urn:own').value", ["Voorbeeld"]],
    ["name.family.hasValue()", [true]],
    ["name.given.extension.value", ["IN"]],
    ["deceased", [false]],
    ["deceased.exists()", [true]],
    ["deceased.ofType(boolean)", [false]],
    ["deceased is dateTime", [false]],
    ["multipleBirth is integer", [true]],
    ["(multipleBirth as integer) + 3 * 2", [8]],
    ["-multipleBirth", [-2]],
    ["7 mod 4", [3]],
    ["7 div 2", [3]],
    ["identifier[1].value", ["2"]],
    ["identifier.where(system = 'urn:b').value.toInteger() > 1", [true]],
    ["identifier.all(system.startsWith('urn:'))", [true]],
    ["identifier.system contains 'urn:a'", [true]],
    ["'urn:c' in identifier.system", [false]],
    ["identifier.system.isDistinct()", [true]],
    ["identifier.select(system & '|' & value)", ["urn:a|1", "urn:b|2"]],
    ["(identifier.system | identifier.system | 'x').count()", [3]],
    ["identifier.system.intersect('urn:a' | 'z')", ["urn:a"]],
    ["identifier.system.subsetOf('urn:a' | 'urn:b' | 'urn:c')", [true]],
    ["generalPractitioner.resolve().ofType(Practitioner).id", ["gp"]],
    ["generalPractitioner.resolve().iif(empty(), true, ofType(Patient).exists())", [false]],
    ["photo = 'x'", []],
    ["photo.exists() and active", [false]],
    ["(photo = 'x') and active", []],
    ["(photo = 'x') or active", [true]],
    ["(photo = 'x') implies active", [true]],
    ["active implies photo.exists()", [false]],
    ["active xor deceased", [true]],
    ["active.not()", [false]],
    ["photo ~ photo", [true]],
    ["birthDate < '1945'", [true]],
    ["birthDate <= '1944'", []],
    ["birthDate + 1 year", ["1945-03-02"]],
    ["birthDate + 90 days", ["1944-05-31"]],
    ["birthDate.substring(0, 4)", ["1944"]],
    ["birthDate.matches('^[0-9]{4}-')", [true]],
    ["birthDate.length()", [10]],
    ["name.first().use", ["official"]],
    ["name.tail().use | name.last().use", ["usual"]],
    ["contained.descendants().count()", [2]],
    ["%resource.active and %context.active and $this.active", [true]],
    ["{}.empty()", [true]],
  ])("%s", (expression, expected) => {
    expect(collect(expression)).toEqual(expected);
  });

  test("a date without day and one with a day may have no order", () => {
    expect(collect("'2026-11' < '2026-11-22'")).toEqual([]);
    expect(collect("'2026-11-22T10:00:00Z' = '2026-11-22T10:00:00Z'")).toEqual([true]);
    expect(collect("'2026-11-22T10:00:00+01:00' < '2026-11-22T10:00:00Z'")).toEqual([true]);
  });

  test.each(["code.memberOf('http://example.org')", "conformsTo('http://example.org')", "today() > birthDate", "%`vs-x`", "component.as(Period)"])("%s is said not to be known", (expression) => {
    expect(compileFhirPath(expression, choices)).toBeUndefined();
  });
});

describe("every invariant of every definition is evaluated, or listed with the reason", () => {
  const constraints = new Map(definitions.structures.flatMap(({ elements }) => elements.flatMap(({ constraints = [] }) => constraints.map((constraint) => [constraint.key, constraint] as const))));

  test.each([...constraints.values()])("$key", ({ key, expression }) => {
    const isKnown = Object.hasOwn(nativeInvariants, key) || Object.hasOwn(unevaluatedInvariants, key) || compileFhirPath(expression, choices) !== undefined;
    expect({ expression, isKnown }).toEqual({ expression, isKnown: true });
  });

  test("the elfproef by hand is the elfproef of the profile", () => {
    const compiled = compileFhirPath(constraints.get("wijk-elfproef")!.expression, choices)!;
    const byHand = nativeInvariants["wijk-elfproef"]!;
    const scope = { resource: {}, root: {}, outermost: {}, focus: {} };
    assert(
      property(stringMatching(/^[0-9]{8,10}$/), integer({ min: 0, max: 10 }), (digits, last) => {
        for (const value of [digits, digits.slice(0, 8) + String(last), "000000000", "999911120"]) {
          expect(byHand(value, newContext({}))).toBe(compiled.decide(value, scope, value) === true);
        }
      }),
    );
  });

  test("of those listed each has a reason and none is evaluated all the same", () => {
    for (const [key, reason] of Object.entries(unevaluatedInvariants)) {
      expect(reason).not.toBe("");
      expect(Object.hasOwn(nativeInvariants, key)).toBe(false);
    }
  });
});

describe("compiled and interpreted FHIRPath agree", () => {
  /** Root invariants of types that Medplum's evaluator can do: no `descendants()`, no `resolve()`, no `intersect()` (it compares
   *  objects by identity), none of dates with units. */
  const comparable = definitions.structures.flatMap(({ type, kind, constraint, elements }) =>
    kind === "resource" && !constraint
      ? (elements[0]?.constraints ?? []).filter(({ expression }) => !/descendants|resolve|intersect|htmlChecks|trace/.test(expression)).map(({ key, expression }) => ({ type, key, expression }))
      : [],
  );
  const resources = new Map<string, Record<string, unknown>>(
    Object.entries({
      AllergyIntolerance: { clinicalStatus: { coding: [{ code: "active" }] }, verificationStatus: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification", code: "entered-in-error" }] } },
      Bundle: { type: "document", total: 1, identifier: { system: "urn:a", value: "1" }, timestamp: "2026-11-22T10:00:00Z", entry: [{ fullUrl: "urn:1", resource: { resourceType: "Composition" } }, { fullUrl: "urn:1", search: { mode: "match" }, request: { method: "GET" } }] },
      Condition: { abatementDateTime: "2026", clinicalStatus: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/condition-clinical", code: "resolved" }] }, verificationStatus: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/condition-ver-status", code: "entered-in-error" }] } },
      Consent: { policyRule: { text: "x" }, policy: [{ uri: "urn:x" }], scope: { coding: [{ system: "something", code: "treatment" }] }, patient: { reference: "Patient/1" } },
      List: { mode: "changes", emptyReason: { text: "x" }, entry: [{ deleted: true, date: "2026" }] },
      Observation: { code: { coding: [{ system: "urn:a", code: "1" }] }, valueString: "x", dataAbsentReason: { text: "y" }, component: [{ code: { coding: [{ system: "urn:a", code: "1" }] } }] },
      Organization: { name: "x", identifier: [{ system: "urn:a", value: "1" }] },
      ServiceRequest: { code: { text: "x" }, orderDetail: [{ text: "y" }] },
    }),
  );

  test("on resources of which any part is left out", () => {
    const cases = comparable.filter(({ type }) => resources.has(type));
    expect(cases.length).toBeGreaterThan(20);
    assert(
      property(constantFrom(...cases), integer({ min: 0, max: 255 }), ({ type, expression }, leftOut) => {
        const all = Object.entries(resources.get(type)!);
        const resource = { resourceType: type, ...Object.fromEntries(all.filter((_, at) => (leftOut & (1 << at)) === 0)) };
        const typed = toTypedValue(resource);
        const interpreted = evalFhirPathTyped(expression, [typed], { "%resource": typed, "%context": typed }).map(({ value }) => value as unknown);
        const compiled = collect(expression, resource);
        expect({ expression, resource, truth: compiled[0] === true }).toEqual({ expression, resource, truth: interpreted[0] === true });
      }),
      { numRuns: 1_000 },
    );
  });
});
