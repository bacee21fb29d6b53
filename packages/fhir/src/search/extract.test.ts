import { evalFhirPathTyped, toTypedValue } from "@medplum/core";
import type { CarePlan, Consent, DocumentReference, Flag, MedicationRequest, Observation, Patient, Resource, Task } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { parsePath } from "../fhirpath.ts";
import { parseJson } from "../json.ts";
import type { IndexRow, SearchParameterDefinition } from "../query.ts";
import { coreDefinitions, coreParameters } from "./core-definitions.fixture.ts";
import { compilePath } from "./compile-path.ts";
import { decimalKey, greatestKey, leastKey, readDecimal } from "./decimal-key.ts";
import { createIndexer, makeWalk } from "./extract.ts";
import { indexRows, searchableTypes } from "./index-value.ts";
import { beginOfTime, endOfTime } from "./instant-range.ts";
import { createSearchParameters } from "./parameters.ts";

const index = createIndexer(coreParameters, "https://wijk.example/fhir");

function rows(resource: Resource, ...parameters: readonly string[]): readonly IndexRow[] {
  return index(resource).filter(({ parameter }) => parameters.includes(parameter));
}

const limit: Consent = {
  resourceType: "Consent",
  id: "icu",
  meta: { profile: ["https://wijkverband.example/fhir/StructureDefinition/treatment-directive"], security: [{ system: "https://wijkverband.example/fhir/CodeSystem/domein", code: "medisch" }] },
  status: "active",
  scope: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/consentscope", code: "treatment" }] },
  category: [{ coding: [{ system: "http://snomed.info/sct", code: "129125009" }] }],
  patient: { reference: "Patient/hartman" },
  dateTime: "2026-11-20",
  sourceReference: { reference: "DocumentReference/will/_history/2" },
  provision: { type: "deny", actor: [{ role: { coding: [{ code: "CONSENTER" }] }, reference: { reference: "https://wijk.example/fhir/PractitionerRole/gp" } }] },
};

const hartman: Patient = {
  resourceType: "Patient",
  id: "hartman",
  active: true,
  identifier: [{ system: "http://example.org/numbers", value: "7" }, { value: "without system" }],
  name: [{ family: "van der Sluijs", given: ["Samira", "J."] }],
  telecom: [
    { system: "phone", value: "0612345678" },
    { system: "email", value: "s@example.org" },
  ],
  birthDate: "1948-05",
  deceasedDateTime: "2026-11-01T10:00:00Z",
  address: [{ line: ["Dorpsstraat 1"], city: "Ons Dorp", postalCode: "1234AB" }],
  generalPractitioner: [{ identifier: { system: "http://fhir.nl/fhir/NamingSystem/ura", value: "12345678" } }],
};

const wish: Observation = {
  resourceType: "Observation",
  id: "wish",
  status: "final",
  code: { coding: [{ system: "http://snomed.info/sct", code: "395091006" }], text: "place of death" },
  subject: { reference: "Patient/hartman" },
  effectivePeriod: { start: "2026-11-20T10:00:00Z" },
  valueString: "at home",
};

const order: MedicationRequest = {
  resourceType: "MedicationRequest",
  id: "order",
  status: "active",
  intent: "order",
  medicationCodeableConcept: { coding: [{ system: "urn:oid:2.16.840.1.113883.2.4.4.10", code: "1" }, { system: "x", code: "1" }] },
  subject: { reference: "Patient/hartman" },
  dosageInstruction: [{ timing: { event: ["2026-11-22", "2026-11-24"] } }],
};

const plan: CarePlan = {
  resourceType: "CarePlan",
  id: "plan",
  status: "active",
  intent: "plan",
  subject: { reference: "Group/1" },
  instantiatesCanonical: ["https://a.example/PlanDefinition/1|2.0"],
  contained: [{ resourceType: "Goal", id: "g", lifecycleStatus: "active", description: {}, subject: { reference: "Patient/hartman" } }],
  goal: [{ reference: "#g" }],
  activity: [{ detail: { status: "in-progress", scheduledTiming: { repeat: { boundsPeriod: { end: "2026-12-01" } } } } }],
};

const document: DocumentReference = {
  resourceType: "DocumentReference",
  id: "document",
  status: "current",
  subject: { reference: "urn:uuid:6f1e0c1c-0000-4000-8000-000000000001" },
  date: "2026-11-20T10:00:00.000Z",
  content: [{ attachment: { url: "Bundle/1", creation: "2026" } }],
};

describe("tokens", () => {
  test("come from concepts, codes, booleans and identifiers, with their system", () => {
    expect(rows(limit, "scope", "category", "status")).toEqual([
      { kind: "token", parameter: "category", system: "http://snomed.info/sct", code: "129125009" },
      { kind: "token", parameter: "scope", system: "http://terminology.hl7.org/CodeSystem/consentscope", code: "treatment" },
      { kind: "token", parameter: "status", code: "active" },
    ]);
    expect(rows(hartman, "identifier", "active")).toEqual([
      { kind: "token", parameter: "active", code: "true" },
      { kind: "token", parameter: "identifier", system: "http://example.org/numbers", code: "7" },
      { kind: "token", parameter: "identifier", code: "without system" },
    ]);
  });

  test("of a contact point its value counts, and `email` takes only addresses", () => {
    expect(rows(hartman, "telecom", "email", "phone").map((row) => [row.parameter, "code" in row && row.code])).toEqual([
      ["email", "s@example.org"],
      ["phone", "0612345678"],
      ["telecom", "0612345678"],
      ["telecom", "s@example.org"],
    ]);
  });

  test("whoever has a date of death is deceased, whoever has none is not", () => {
    expect(rows(hartman, "deceased", "death-date")).toEqual([
      { kind: "date", parameter: "death-date", start: Date.parse("2026-11-01T10:00:00Z"), end: Date.parse("2026-11-01T10:00:01Z") },
      { kind: "token", parameter: "deceased", code: "true" },
    ]);
    expect(rows({ resourceType: "Patient", deceasedBoolean: false }, "deceased")).toEqual([{ kind: "token", parameter: "deceased", code: "false" }]);
    expect(rows({ resourceType: "Patient" }, "deceased")).toEqual([{ kind: "token", parameter: "deceased", code: "false" }]);
  });

  test("profile and labels are indexed for every type", () => {
    expect(rows(limit, "_profile", "_security")).toEqual([
      { kind: "uri", parameter: "_profile", value: "https://wijkverband.example/fhir/StructureDefinition/treatment-directive" },
      { kind: "token", parameter: "_security", system: "https://wijkverband.example/fhir/CodeSystem/domein", code: "medisch" },
    ]);
  });
});

describe("references", () => {
  test("lose their version, and our own base", () => {
    expect(rows(limit, "source-reference", "actor", "patient")).toEqual([
      { kind: "reference", parameter: "patient", type: "Patient", id: "hartman" },
      { kind: "reference", parameter: "actor", type: "PractitionerRole", id: "gp" },
      { kind: "reference", parameter: "source-reference", type: "DocumentReference", id: "will" },
    ]);
  });

  test("to somebody known by an identifier only are found by `:identifier`", () => {
    expect(rows(hartman, "general-practitioner:identifier", "general-practitioner")).toEqual([
      { kind: "token", parameter: "general-practitioner:identifier", system: "http://fhir.nl/fhir/NamingSystem/ura", code: "12345678" },
    ]);
  });

  test("that aren't to a patient don't count for `patient`", () => {
    expect(rows(plan, "patient", "subject")).toEqual([{ kind: "reference", parameter: "subject", type: "Group", id: "1" }]);
  });

  test("inside the resource give no row, a canonical gives one with and one without version", () => {
    expect(rows(plan, "goal")).toEqual([]);
    expect(rows(plan, "instantiates-canonical")).toEqual([
      { kind: "reference", parameter: "instantiates-canonical", id: "https://a.example/PlanDefinition/1|2.0" },
      { kind: "reference", parameter: "instantiates-canonical", id: "https://a.example/PlanDefinition/1" },
    ]);
  });
});

describe("dates", () => {
  test("of a month cover it", () => {
    expect(rows(hartman, "birthdate")).toEqual([{ kind: "date", parameter: "birthdate", start: Date.parse("1948-04-30T23:00:00Z"), end: Date.parse("1948-05-31T23:00:00Z") }]);
  });

  test("of a period without end go on for ever, without begin have always been", () => {
    expect(rows(wish, "date")).toEqual([{ kind: "date", parameter: "date", start: Date.parse("2026-11-20T10:00:00Z"), end: endOfTime }]);
    expect(rows(plan, "activity-date")).toEqual([{ kind: "date", parameter: "activity-date", start: beginOfTime, end: Date.parse("2026-12-01T23:00:00Z") }]);
    expect([beginOfTime, endOfTime].every(Number.isSafeInteger)).toBe(true);
  });

  test("of a timing reach from the first to the last", () => {
    const definition: SearchParameterDefinition = { code: "when", url: "x", base: "MedicationRequest", type: "date", expression: "MedicationRequest.dosageInstruction.timing" };
    const found = createIndexer(createSearchParameters([definition]))(order);
    expect(found).toEqual([{ kind: "date", parameter: "when", start: Date.parse("2026-11-21T23:00:00Z"), end: Date.parse("2026-11-24T23:00:00Z") }]);
  });
});

describe("strings", () => {
  test("are all parts of a name or an address", () => {
    const text = (parameter: string): readonly unknown[] => rows(hartman, parameter).map((row) => "value" in row && row.value);
    expect(text("name")).toEqual(["van der Sluijs", "Samira", "J."]);
    expect(text("address")).toEqual(["Dorpsstraat 1", "Ons Dorp", "1234AB"]);
  });

  test("of a Dutch family name include the name without its prefix", () => {
    const own = { url: "http://hl7.org/fhir/StructureDefinition/humanname-own-name", valueString: "Sluijs" };
    const patient: Patient = { resourceType: "Patient", name: [{ family: "van der Sluijs", _family: { extension: [own] } } as NonNullable<Patient["name"]>[number]] };
    expect(rows(patient, "name").map((row) => "value" in row && row.value)).toEqual(["van der Sluijs", "Sluijs"]);
  });
});

test("id and time of change are the store's own, even when they are defined", () => {
  const definitions: readonly SearchParameterDefinition[] = [
    { code: "_id", url: "x", base: "Patient", type: "token", expression: "Patient.id" },
    { code: "_lastUpdated", url: "x", base: "Patient", type: "date", expression: "Patient.meta.lastUpdated" },
  ];
  expect(createIndexer(createSearchParameters(definitions))({ resourceType: "Patient", id: "a", meta: { lastUpdated: "2026-11-22T10:00:00Z" } })).toEqual([]);
});

test("no row is given twice", () => {
  const doubled: Observation = { ...wish, category: [{ coding: [{ code: "a" }, { code: "a" }] }, { coding: [{ code: "a" }] }] };
  expect(rows(doubled, "category")).toEqual([{ kind: "token", parameter: "category", code: "a" }]);
});

test("a list without end is still indexed in good time", () => {
  const entry = Array.from({ length: 200_000 }, (_, number) => ({ item: { reference: `Task/${number}` } }));
  expect(index({ resourceType: "List", status: "current", mode: "working", entry })).toHaveLength(200_001);
});

test("a type we don't keep has no index", () => {
  expect(index({ resourceType: "Substance", code: {} })).toEqual([]);
});

test("an expression that is more than a path is evaluated", () => {
  const definition: SearchParameterDefinition = { code: "given-count", url: "x", base: "Patient", type: "token", expression: "(Patient.name.given.count() > 1).toString()" };
  expect(createIndexer(createSearchParameters([definition]))(hartman)).toEqual([{ kind: "token", parameter: "given-count", code: "true" }]);
});

test.each([limit, hartman, wish, order, plan, document])("$resourceType: walking gives the rows that evaluating FHIRPath gives, for every core parameter", (resource) => {
  for (const definition of coreDefinitions().filter(({ base }) => base === resource.resourceType)) {
    const toRows = (values: readonly unknown[]): readonly IndexRow[] => values.flatMap((value) => indexRows(definition.type, definition.code, value));
    const walked = toRows(makeWalk(definition)(resource, searchableTypes[definition.type]));
    const evaluated = toRows(evalFhirPathTyped(parsePath(definition.expression), [toTypedValue(resource)]).map((typed) => typed.value as unknown));
    expect({ code: definition.code, rows: walked }).toEqual({ code: definition.code, rows: evaluated });
  }
});

test("a filter by what is there is walked, with the rows that evaluating gives", () => {
  const expression = "Task.where(status = 'requested').owner | Task.where(status = 'accepted').where(basedOn.exists()).owner";
  const definition: SearchParameterDefinition = { code: "waits-for", url: "x", base: "Task", type: "reference", expression, target: ["Organization"] };
  const owner = { reference: "Organization/o" };
  const based = [{ reference: "CarePlan/p" }];
  const tasks: readonly [Partial<Task>, number][] = [[{}, 1], [{ status: "accepted" }, 0], [{ status: "accepted", basedOn: based }, 1], [{ status: "completed", basedOn: based }, 0]];
  expect(compilePath(parsePath(expression), "Task")).toBeDefined();
  for (const [more, count] of tasks) {
    const task: Task = { resourceType: "Task", status: "requested", intent: "order", owner, ...more };
    const evaluated = evalFhirPathTyped(parsePath(expression), [toTypedValue(task)]).map(({ value }) => value as unknown);
    expect(evaluated).toHaveLength(count);
    expect(makeWalk(definition)(task, searchableTypes.reference)).toEqual(evaluated);
  }
});

describe("words beside codes and references", () => {
  const flag: Flag = {
    resourceType: "Flag",
    status: "active",
    code: { text: "Hond in huis", coding: [{ system: "urn:s", code: "dog", display: "Hond" }, { system: "urn:t", code: "hond", display: "Hond" }] },
    subject: { reference: "Patient/hartman", display: "Mevrouw Hartman" },
    author: { display: "De wijkzuster", identifier: { system: "urn:people", value: "7", type: { text: "Personeelsnummer" } } },
  };

  test("are kept under a name of their own, each once", () => {
    expect(rows(flag, "subject:text", "author:text", "author:identifier", "author")).toEqual([
      { kind: "token", parameter: "author:identifier", system: "urn:people", code: "7" },
      { kind: "string", parameter: "author:text", value: "De wijkzuster" },
      { kind: "string", parameter: "subject:text", value: "Mevrouw Hartman" },
    ]);
    const observed: Observation = { ...wish, code: flag.code, component: [{ code: { text: "Pijn" } }] };
    expect(rows(observed, "code:text").map((row) => "value" in row && row.value)).toEqual(["Hond", "Hond in huis"]);
  });

  test("an identifier is also found by its type", () => {
    const typed: Patient = { resourceType: "Patient", identifier: [{ system: "urn:numbers", value: "7", type: { text: "Dossier", coding: [{ system: "http://a.example/types", code: "MR" }, { code: "loose" }] } }, { system: "urn:numbers", value: "8" }] };
    expect(rows(typed, "identifier", "identifier:of-type", "identifier:text")).toEqual([
      { kind: "token", parameter: "identifier", system: "urn:numbers", code: "7" },
      { kind: "token", parameter: "identifier:of-type", system: "http://a.example/types|MR", code: "7" },
      { kind: "string", parameter: "identifier:text", value: "Dossier" },
      { kind: "token", parameter: "identifier", system: "urn:numbers", code: "8" },
    ]);
  });
});

describe("quantities", () => {
  const key = (text: string, side?: "below" | "above"): string => decimalKey(readDecimal(text) ?? { unscaled: 0n, scale: 0 }, side);
  const quantity = (value: object): readonly object[] => indexRows("quantity", "q", value);
  const ucum = "http://unitsofmeasure.org";

  test("are what they say, with their unit, in the digits in which they were written", () => {
    const body = parseJson(`{"value": 5.40, "unit": "milligram", "system": "${ucum}", "code": "mg"}`) as object;
    expect(quantity(body)).toEqual([{ kind: "quantity", parameter: "q", low: key("5.4"), high: key("5.4"), system: ucum, code: "mg", unit: "milligram" }]);
    const [row] = quantity(parseJson('{"value": 0.12345678901234567891}') as object);
    expect(row).toMatchObject({ low: key("0.12345678901234567891") });
    expect(indexRows("number", "n", 12)).toEqual([{ kind: "quantity", parameter: "n", low: key("12"), high: key("12") }]);
  });

  test.each([
    ["<", { low: leastKey, high: key("5", "below") }],
    ["<=", { low: leastKey, high: key("5") }],
    [">", { low: key("5", "above"), high: greatestKey }],
    [">=", { low: key("5"), high: greatestKey }],
  ])("with comparator %s are open to one side", (comparator, bounds) => {
    expect(quantity({ value: 5, comparator })).toEqual([{ kind: "quantity", parameter: "q", ...bounds }]);
  });

  test("that are ranges or samples go from the lowest to the highest", () => {
    expect(quantity({ low: { value: 60, unit: "jaar" }, high: { value: 70 } })).toEqual([{ kind: "quantity", parameter: "q", low: key("60"), high: key("70"), unit: "jaar" }]);
    expect(quantity({ high: { value: 70, code: "a" } })).toEqual([{ kind: "quantity", parameter: "q", low: leastKey, high: key("70"), code: "a" }]);
    expect(quantity({ origin: { value: 100, code: "uV" }, factor: 0.5, period: 10, dimensions: 1, data: "-4 E 6 2" })).toEqual([{ kind: "quantity", parameter: "q", low: key("98"), high: key("103"), code: "uV" }]);
  });

  test("without a number are none", () => {
    for (const value of [{}, { unit: "mg" }, { value: "5" }, { low: {} }, { origin: { value: 1 }, data: "E U L" }, { origin: {}, data: "1" }, "5", null]) expect(indexRows("quantity", "q", value)).toEqual([]);
  });
});

describe("parts of composites", () => {
  const loinc = "http://loinc.org";
  const pressure: Observation = {
    resourceType: "Observation",
    status: "final",
    code: { coding: [{ system: loinc, code: "85354-9" }] },
    component: [
      { code: { coding: [{ system: loinc, code: "8480-6" }] }, valueQuantity: { value: 120, unit: "mmHg" } },
      { code: { coding: [{ system: loinc, code: "8462-4" }] }, valueQuantity: { value: 80, unit: "mmHg" } },
    ],
  };

  test("say from which element they are; those of the resource itself are in no group", () => {
    const placed = rows(pressure, "combo-code", "component-code", "combo-value-quantity", "component-value-quantity", "code").map((row) => [row.parameter, row.group ?? 0, "code" in row && row.kind === "token" ? row.code : "unit" in row && row.unit]);
    expect(placed).toEqual([
      ["code", 0, "85354-9"],
      ["combo-code", 0, "85354-9"],
      ["combo-code", 1, "8480-6"],
      ["combo-code", 2, "8462-4"],
      ["combo-value-quantity", 1, "mmHg"],
      ["combo-value-quantity", 2, "mmHg"],
      ["component-code", 1, "8480-6"],
      ["component-code", 2, "8462-4"],
      ["component-value-quantity", 1, "mmHg"],
      ["component-value-quantity", 2, "mmHg"],
    ]);
  });

  test("are the same values as without groups, for every parameter that is a part", () => {
    const parts = coreDefinitions().filter(({ base }) => base === "Observation").flatMap(({ parts: codes = [] }) => codes);
    const bare = createIndexer(createSearchParameters(coreDefinitions().filter(({ type }) => type !== "composite")));
    const strip = (found: readonly IndexRow[]): ReadonlySet<string> => new Set(found.filter(({ parameter }) => parts.includes(parameter)).map((row) => JSON.stringify({ ...row, group: undefined })));
    expect(strip(index(pressure))).toEqual(strip(bare(pressure)));
    expect(strip(bare(pressure)).size).toBeGreaterThan(5);
  });

  test("of a relation keep whom and how together", () => {
    const replaced: DocumentReference = { ...document, relatesTo: [{ code: "replaces", target: { reference: "DocumentReference/a" } }, { code: "appends", target: { reference: "DocumentReference/b" } }] };
    expect(rows(replaced, "relation", "relatesto").map((row) => [row.group, "code" in row ? row.code : "id" in row && row.id])).toEqual([[1, "a"], [2, "b"], [1, "replaces"], [2, "appends"]]);
  });
});
