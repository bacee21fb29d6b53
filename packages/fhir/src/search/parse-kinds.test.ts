import { describe, expect, test } from "vitest";
import type { Clause } from "../query.ts";
import { refusal } from "../refusal.fixture.ts";
import type { ResourceTypeName } from "../resource-types.ts";
import { decimalKey, readDecimal } from "./decimal-key.ts";
import { createSearchParameters } from "./parameters.ts";
import { parseSearch, type ParsedSearch } from "./parse.ts";
import { baseUrl, clause, search } from "./search.fixture.ts";

describe("quantities", () => {
  const key = (text: string, side?: "below"): string => decimalKey(readDecimal(text) ?? { unscaled: 0n, scale: 0 }, side);

  test.each([
    ["5.4", { prefix: "eq", low: key("5.35"), high: key("5.45", "below") }],
    ["ne5.40", { prefix: "ne", low: key("5.395"), high: key("5.405", "below") }],
    ["gt5.4", { prefix: "gt", low: key("5.4"), high: key("5.4") }],
    ["sa-5.4", { prefix: "sa", low: key("-5.4"), high: key("-5.4") }],
    ["ap100", { prefix: "ap", low: key("90"), high: key("110") }],
    ["5.4|http://unitsofmeasure.org|mg", { prefix: "eq", low: key("5.35"), high: key("5.45", "below"), system: "http://unitsofmeasure.org", code: "mg" }],
    ["lt5.4||mg", { prefix: "lt", low: key("5.4"), high: key("5.4"), unit: "mg" }],
    [String.raw`5||a\|b`, { prefix: "eq", low: key("4.5"), high: key("5.5", "below"), unit: "a|b" }],
  ])("%s covers what R4 says", (text, value) => {
    expect(clause("Observation", "value-quantity", text.replaceAll("\\\\", "\\"))).toEqual({ kind: "quantity", parameter: "value-quantity", values: [value] });
  });

  test("numbers take no unit", () => {
    const ours = createSearchParameters([{ code: "weight", url: "https://a.example/weight", base: "Basic", type: "number", expression: "Basic.extension.value.ofType(decimal)" }]);
    const read = (value: string): ParsedSearch => parseSearch("Basic", [["weight", value]], ours, { handling: "strict", maxCount: 200, baseUrl });
    expect(read("ge5,7").query.where).toEqual([{ kind: "quantity", parameter: "weight", values: [{ prefix: "ge", low: key("5"), high: key("5") }, { prefix: "eq", low: key("6.5"), high: key("7.5", "below") }] }]);
    expect(refusal(() => read("5||mg")).issues[0]?.text).toContain("takes a number");
  });
});

describe("composites", () => {
  test("ask each part of one element, as the part itself would be asked", () => {
    const [code, other] = [clause("Observation", "component-code", "http://loinc.org|8480-6"), clause("Observation", "component-code", String.raw`a\$b`)];
    const [quantity, least] = [clause("Observation", "component-value-quantity", "120"), clause("Observation", "component-value-quantity", "ge90||mmHg")];
    expect(clause("Observation", "component-code-value-quantity", String.raw`http://loinc.org|8480-6$120,a\$b$ge90||mmHg`)).toEqual({
      kind: "composite",
      parameter: "component-code-value-quantity",
      values: [[code, quantity], [other, least]],
    });
  });

  test("are missing where no element has every part", () => {
    const present = [{ kind: "missing", parameter: "code", missing: false }, { kind: "missing", parameter: "value-date", missing: false }];
    expect(clause("Observation", "code-value-date:missing", "true")).toEqual({ kind: "composite", parameter: "code-value-date", values: [present], not: true });
    expect(clause("Observation", "code-value-date:missing", "false")).toEqual({ kind: "composite", parameter: "code-value-date", values: [present] });
  });
});

describe("modifiers", () => {
  const valueSets = new Map([["https://a.example/set", [{ system: "urn:s", code: "x" }]]]);

  test.each<[ResourceTypeName, string, string, Clause]>([
    ["Observation", "code:text", "pijn,Kortademig", { kind: "string", parameter: "code:text", values: ["pijn", "Kortademig"], match: "starts" }],
    ["Observation", "subject:text", "Willem", { kind: "string", parameter: "subject:text", values: ["Willem"], match: "starts" }],
    ["Observation", "code:not-in", "https://a.example/set|1.0", { kind: "token", parameter: "code", values: [{ system: "urn:s", code: "x" }], not: true }],
    ["Patient", "identifier:of-type", "http://a.example/types|MR|12345", { kind: "token", parameter: "identifier:of-type", values: [{ system: "http://a.example/types|MR", code: "12345" }] }],
    ["CarePlan", "instantiates-uri:below", "http://a.example/x", { kind: "uri", parameter: "instantiates-uri", values: ["http://a.example/x"], below: true }],
    ["CarePlan", "instantiates-uri:above", "http://a.example/x/y", { kind: "uri", parameter: "instantiates-uri", values: ["http://a.example/x/y", "http://a.example", "http://a.example/", "http://a.example/x", "http://a.example/x/"] }],
    ["CarePlan", "instantiates-canonical", "http://a.example/plan|1.0", { kind: "reference", parameter: "instantiates-canonical", values: [{ id: "http://a.example/plan|1.0" }] }],
    ["Patient", "_id:missing", "true", { kind: "missing", parameter: "_lastUpdated", missing: true }],
  ])("%s?%s=%s", (type, name, value, expected) => {
    expect(search(type, [[name, value]], { valueSets }).query.where[0]).toEqual(expected);
  });

  test("a bare code is found by the system that its value set implies, and by no other", () => {
    const gender = "http://hl7.org/fhir/administrative-gender";
    const ours = createSearchParameters([{ code: "gender", url: "https://a.example/gender", base: "Patient", type: "token", expression: "Patient.gender", system: gender }]);
    const sets = new Map([["https://a.example/genders", [{ system: gender, code: "male" }, { system: "urn:x", code: "x" }]]]);
    const read = (name: string, value: string): Clause | undefined => parseSearch("Patient", [[name, value]], ours, { handling: "strict", maxCount: 200, baseUrl, valueSets: sets }).query.where[0];
    const of = (...values: readonly object[]): object => ({ kind: "token", parameter: "gender", values });
    expect(read("gender", `${gender}|male,male,urn:x|male,${gender}|`)).toEqual(of({ system: null, code: "male" }, { code: "male" }, { system: "urn:x", code: "male" }, { system: null }));
    expect(read("gender:in", "https://a.example/genders")).toEqual(of({ system: null, code: "male" }, { system: "urn:x", code: "x" }));
    expect(read("gender:not-in", "https://a.example/genders")).toEqual({ ...of({ system: null, code: "male" }, { system: "urn:x", code: "x" }), not: true });
  });

  test("a URN has no path", () => {
    for (const name of ["instantiates-uri:above", "instantiates-uri:below"]) expect(refusal(() => search("CarePlan", [[name, "urn:oid:1.2.3"]])).issues[0]?.text).toContain("a URN has no path");
  });
});

describe("includes of everything", () => {
  test("start from the type that is searched, or from any when they iterate", () => {
    expect(search("Task", [["_include", "*"]]).query.include).toEqual([{ source: "Task", parameter: "*" }]);
    expect(search("Task", [["_include", "Task:*:Patient"]]).query.include).toEqual([{ source: "Task", parameter: "*", target: "Patient" }]);
    const iterating = search("Task", [["_include:iterate", "*"], ["_include:iterate", "*"]]).query.include;
    expect(iterating.length).toBeGreaterThan(25);
    expect(iterating.every(({ parameter, iterate }) => parameter === "*" && iterate === true)).toBe(true);
    expect(new Set(iterating.map(({ source }) => source)).size).toBe(iterating.length);
  });

  test("backwards they start from what can refer to it, the log aside", () => {
    const sources = search("Medication", [["_revinclude", "*"]]).query.revinclude.map(({ source }) => source);
    expect(sources).toEqual(expect.arrayContaining(["MedicationRequest", "MedicationStatement", "Task"]));
    expect(sources).not.toContain("AuditEvent");
    expect(sources).not.toContain("Patient");
    expect(search("Medication", [["_revinclude", "MedicationRequest:*"]]).query.revinclude).toEqual([{ source: "MedicationRequest", parameter: "*" }]);
  });
});
