import type { Bundle, Period, Reference } from "hl7-fhir-r4-types";
import * as fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import { buildParameters, parameter, partsParameter, readInput, readQueryInput, type Input, type InputSpec } from "./parameters.ts";
import { refusal } from "./refusal.fixture.ts";

const cover = {
  covered: { type: "Reference", target: ["PractitionerRole", "Organization"], min: 1 },
  by: { type: "Reference", target: "PractitionerRole", max: "*" },
  period: { type: "Period" },
  "includes-anw": { type: "boolean" },
  at: { type: "instant" },
  reason: { type: "CodeableConcept" },
  "chosen-on": { type: "date" },
  identifier: { type: "Identifier" },
} as const satisfies InputSpec;

const publish = { document: { type: "Resource", resource: "Bundle" }, addressee: { type: "Reference", target: "Organization", max: "*" }, "review-date": { type: "date" } } as const satisfies InputSpec;

function body(...parameters: readonly unknown[]): unknown {
  return { resourceType: "Parameters", parameter: parameters };
}

const covered = { name: "covered", valueReference: { reference: "Organization/a" } };

describe("reading input", () => {
  test("gives each parameter its value, and lists where there may be several", () => {
    const input = readInput(
      body(covered, { name: "by", valueReference: { reference: "PractitionerRole/x" } }, { name: "by", valueReference: { identifier: { system: "s", value: "v" } } }, { name: "includes-anw", valueBoolean: false }),
      cover,
    );
    expect(input).toEqual({ covered: { reference: "Organization/a" }, by: [{ reference: "PractitionerRole/x" }, { identifier: { system: "s", value: "v" } }], "includes-anw": false });
  });

  test("knows the types out of the spec", () => {
    expectTypeOf<Input<typeof cover>["covered"]>().toEqualTypeOf<Reference>();
    expectTypeOf<Input<typeof cover>["by"]>().toEqualTypeOf<readonly Reference[]>();
    expectTypeOf<Input<typeof cover>["period"]>().toEqualTypeOf<Period | undefined>();
    expectTypeOf<Input<typeof publish>["document"]>().toEqualTypeOf<Bundle | undefined>();
    expect(readInput(undefined, publish)).toEqual({ addressee: [] });
  });

  test("takes the one resource of an operation as the whole body", () => {
    const document: Bundle = { resourceType: "Bundle", type: "document" };
    expect(readInput(document, publish)).toEqual({ document, addressee: [] });
    expect(refusal(() => readInput({ resourceType: "Patient" }, publish)).issues).toMatchObject([{ expression: "Parameters" }]);
  });

  test.each([
    ["an unknown parameter", { name: "when", valueInstant: "2026-11-22T03:00:00Z" }, "when"],
    ["a property that every object has", { name: "constructor", valueString: "x" }, "constructor"],
    ["another type", { name: "at", valueDateTime: "2026-11-22T03:00:00Z" }, "at"],
    ["an instant without zone", { name: "at", valueInstant: "2026-11-22T03:00:00" }, "at"],
    ["a day that doesn't exist", { name: "chosen-on", valueDate: "2026-02-30" }, "chosen-on"],
    ["a boolean as text", { name: "includes-anw", valueBoolean: "true" }, "includes-anw"],
    ["two values", { name: "at", valueInstant: "2026-11-22T03:00:00Z", valueString: "x" }, "at"],
    ["no value", { name: "at" }, "at"],
    ["a reference to another type", { name: "by", valueReference: { reference: "Patient/1" } }, "by"],
    ["a reference that is none", { name: "by", valueReference: { reference: "PractitionerRole" } }, "by"],
    ["an empty reference", { name: "by", valueReference: {} }, "by"],
    ["an identifier without value", { name: "identifier", valueIdentifier: { system: "s" } }, "identifier"],
    ["a period with an end without offset", { name: "period", valuePeriod: { start: "2026-12-01", end: "2026-12-01T09:00:00" } }, "period"],
    ["a period of nothing", { name: "period", valuePeriod: {} }, "period"],
    ["a concept that says nothing", { name: "reason", valueCodeableConcept: { coding: [] } }, "reason"],
  ])("%s is refused at its place", (_, wrong, name) => {
    expect(refusal(() => readInput(body(covered, wrong), cover))).toMatchObject({ category: "incorrect", issues: [{ expression: `Parameters.parameter.where(name='${name}')` }] });
  });

  test("another type, or none, is told from a value that its type doesn't have", () => {
    const said = (wrong: object): unknown => refusal(() => readInput(body(covered, wrong), cover)).issues[0]?.text;
    expect(said({ name: "at", valueDateTime: "2026-11-22T03:00:00Z" })).toBe("takes a value of type instant");
    expect(said({ name: "at" })).toBe("takes a value of type instant");
    expect(said({ name: "at", valueInstant: "2026-11-22T03:00:00" })).toBe("is no valid instant: write it with seconds and an offset, as 2027-01-04T03:00:00+01:00");
  });

  test("a parameter given twice is refused", () => {
    expect(refusal(() => readInput(body(covered, covered), cover)).issues).toEqual([{ text: "is given more than once", expression: "Parameters.parameter.where(name='covered')" }]);
  });

  test("what is missing is another kind of fault: the request was understood", () => {
    expect(refusal(() => readInput(body(), cover))).toMatchObject({ category: "rule", issues: [{ text: "covered is missing", expression: "Parameters.parameter.where(name='covered')" }] });
  });

  test("a resource of another type is refused", () => {
    expect(refusal(() => readInput(body({ name: "document", resource: { resourceType: "Patient" } }), publish)).issues).toMatchObject([{ text: "is not a Bundle" }]);
  });

  test.each([null, 7, "x", [], {}, { resourceType: "Parameters", parameter: {} }, { resourceType: "Parameters", parameter: [null] }, { resourceType: "Parameters", parameter: [{ valueString: "x" }] }])("%j is no Parameters", (value) => {
    expect(refusal(() => readInput(value, cover)).category).toBe("incorrect");
  });

  test("parameters without end are refused", () => {
    expect(refusal(() => readInput(body(...Array.from({ length: 1001 }, () => covered)), cover)).issues).toHaveLength(1);
  });

  test("no-bsn: words with what may be a BSN are refused, each at its place", () => {
    const spec = { reason: { type: "string", min: 1 }, note: { type: "string", max: "*" }, decision: { type: "code" } } as const satisfies InputSpec;
    const thrown = refusal(() => readInput(body({ name: "reason", valueString: "van 9999.11.120" }, { name: "note", valueString: "goed" }, { name: "note", valueString: "BSN 999911120" }), spec));
    expect(thrown).toMatchObject({ category: "rule", rule: "no-bsn" });
    expect(thrown.issues.map(({ expression, rule }) => [expression, rule])).toEqual([
      ["Parameters.parameter.where(name='reason')", "no-bsn"],
      ["Parameters.parameter.where(name='note')", "no-bsn"],
    ]);
    expect(JSON.stringify(thrown.issues)).not.toMatch(/999/);
    expect(readInput(body({ name: "reason", valueString: "bel 020 000 0101" }), spec)).toEqual({ reason: "bel 020 000 0101", note: [] });
  });

  test("a BSN in a name doesn't come back, and a quote doesn't break the path", () => {
    expect(refusal(() => readInput(body({ name: "999911120'", valueString: "x" }), cover)).issues[0]?.expression).toBe(String.raw`Parameters.parameter.where(name='[bsn]\'')`);
  });

  test("whatever is sent, the answer is an input or an anomaly", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ name: fc.oneof(fc.constantFrom(...Object.keys(cover)), fc.string()), valueReference: fc.anything(), valuePeriod: fc.anything() }, { requiredKeys: [] })), (list) => {
        expect(refusal(() => readInput(body(...list, { name: "?" }), cover)).issues.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe("reading the query of a GET", () => {
  test("gives the same input as Parameters", () => {
    const asked = [["covered", "Organization/a"], ["at", "2026-11-22T03:00:00 01:00"], ["includes-anw", "true"], ["_format", "json"]] as const;
    const sent = body(covered, { name: "at", valueInstant: "2026-11-22T03:00:00+01:00" }, { name: "includes-anw", valueBoolean: true });
    expect(readQueryInput(asked, cover)).toEqual(readInput(sent, cover));
  });

  test.each([
    ["when", "now"],
    ["at", "tonight"],
    ["includes-anw", "yes"],
    ["identifier", "http://fhir.nl/fhir/NamingSystem/bsn|999911120"],
  ])("%s=%s is refused, without repeating it", (name, value) => {
    const anomaly = refusal(() => readQueryInput([["covered", "Organization/a"], [name, value]], cover));
    expect(anomaly.issues).toMatchObject([{ expression: `Parameters.parameter.where(name='${name}')` }]);
    expect(JSON.stringify(anomaly.issues)).not.toContain(value);
  });
});

describe("building an answer", () => {
  test("keeps what has a value, in order", () => {
    const built = buildParameters([
      parameter("rule", "code", "anw-post"),
      parameter("until", "instant", undefined),
      parameter("phone", "ContactPoint", { system: "phone", value: "088" }),
      partsParameter("fallback", [parameter("rule", "code", "gap"), undefined]),
      partsParameter("difference", [undefined]),
      parameter("handover", "Resource", { resourceType: "Bundle", type: "document" }),
    ]);
    expect(built).toEqual({
      resourceType: "Parameters",
      parameter: [
        { name: "rule", valueCode: "anw-post" },
        { name: "phone", valueContactPoint: { system: "phone", value: "088" } },
        { name: "fallback", part: [{ name: "rule", valueCode: "gap" }] },
        { name: "handover", resource: { resourceType: "Bundle", type: "document" } },
      ],
    });
  });

  test("an empty answer has no parameters at all", () => {
    expect(buildParameters([undefined])).toEqual({ resourceType: "Parameters" });
  });

  test("what is built can be read", () => {
    const text = fc.string().filter((value) => value.trim() !== "");
    const spec = { words: { type: "string", max: "*" } } as const satisfies InputSpec;
    fc.assert(
      fc.property(fc.array(text), (words) => {
        expect(readInput(buildParameters(words.map((word) => parameter("words", "string", word))), spec)).toEqual({ words });
      }),
    );
  });
});
