import { describe, expect, test } from "vitest";

import { loadDefinitions } from "./definitions.ts";
import type { Definitions } from "./definitions.ts";
import { createValidator } from "./validator.ts";

const generated = new URL("../../../../profiles/generated/", import.meta.url).pathname;
const core: Definitions = { ...loadDefinitions(generated), requiredProfiles: [] };
const validator = createValidator(core);

type Json = Record<string, unknown>;

/** Where the faults are, each place once. */
function faultsOf(resource: unknown): readonly string[] {
  const errors = validator.validate(resource).filter(({ severity }) => severity === "error");
  return [...new Set(errors.map(({ expression }) => expression ?? ""))];
}

const extended = { extension: [{ url: "http://example.org/why", valueCode: "masked" }] };
const patient: Json = {
  resourceType: "Patient",
  id: "willem",
  name: [{ use: "official", family: "Voorbeeld", given: ["Willem", null, "J."], _given: [null, extended, null] }],
  gender: "male",
  birthDate: "1944-02-29",
  generalPractitioner: [{ reference: "Practitioner/eva" }],
};
const observation: Json = {
  resourceType: "Observation",
  status: "final",
  code: { coding: [{ system: "http://loinc.org", code: "8310-5" }] },
  valueQuantity: { value: 38.5, unit: "Cel", system: "http://unitsofmeasure.org", code: "Cel" },
};

describe("what the specification allows is accepted", () => {
  test.each([
    ["a patient with holes in a list of names", patient],
    ["an observation", observation],
    ["a value that is only an extension", { ...patient, birthDate: undefined, _birthDate: extended }],
    ["a required element that is only an extension", { ...observation, status: undefined, _status: extended }],
    ["a contained resource that is referred to", { ...patient, contained: [{ resourceType: "Practitioner", id: "eva" }], generalPractitioner: [{ reference: "#eva" }] }],
    ["a reference by identifier", { ...patient, generalPractitioner: [{ identifier: { system: "urn:x", value: "1" } }] }],
    ["a reference into the same bundle", { ...patient, generalPractitioner: [{ reference: "urn:uuid:6c0b2a0e-0f0b-4c43-9d33-9b6d6dbe7a11" }] }],
    ["a period in the same month", { ...patient, name: [{ family: "V", period: { start: "2026-11-22", end: "2026-11" } }] }],
    ["nested questions", { resourceType: "Questionnaire", name: "Intake", status: "draft", item: [{ linkId: "1", type: "group", item: [{ linkId: "1.1", type: "string" }] }] }],
    ["extensions in extensions", { ...patient, extension: [{ url: "urn:a", extension: [{ url: "b", valueDecimal: 1.5 }] }] }],
  ])("%s", (_what, resource) => {
    expect(validator.validate(JSON.parse(JSON.stringify(resource)))).toEqual([]);
  });
});

describe("a fault is refused where it is", () => {
  const name = (change: Json): Json => ({ ...patient, name: [{ ...(patient["name"] as Json[])[0], ...change }] });
  test.each<[string, Json, string]>([
    ["an unknown element", { ...patient, nickname: "Wim" }, "Patient.nickname"],
    ["an unknown element in a datatype", name({ middle: "J." }), "Patient.name[0].middle"],
    ["a missing element", { ...observation, code: undefined }, "Observation.code"],
    ["a missing choice", { resourceType: "MedicationStatement", status: "active", subject: { reference: "Patient/1" } }, "MedicationStatement.medication"],
    ["two of a choice", { ...observation, valueString: "x" }, "Observation.value"],
    ["a wrong type of a choice", { ...observation, valueQuantity: undefined, valueAddress: { city: "x" } }, "Observation.value"],
    ["text where a list is expected", { ...patient, name: "Willem" }, "Patient.name"],
    ["text where an object is expected", { ...patient, name: ["Willem"] }, "Patient.name[0]"],
    ["a list where one is expected", { ...patient, birthDate: ["1944-03-02"] }, "Patient.birthDate"],
    ["two contained resources of one id", { ...patient, contained: [{ resourceType: "Practitioner", id: "a" }, { resourceType: "Practitioner", id: "a" }], generalPractitioner: [{ reference: "#a" }] }, "Patient.contained[1].id"],
    ["null", { ...patient, gender: null }, "Patient.gender"],
    ["null in a list of objects", { ...patient, name: [null] }, "Patient.name[0]"],
    ["an empty text", { ...patient, gender: "" }, "Patient.gender"],
    ["an empty object", { ...patient, name: [{}] }, "Patient.name[0]"],
    ["an object with nothing but an id", { ...patient, name: [{ id: "a" }] }, "Patient.name[0]"],
    ["an empty list", { ...patient, name: [] }, "Patient.name"],
    ["a hole without extension", name({ _given: [null, null, null] }), "Patient.name[0].given[1]"],
    ["a fault beside a primitive", { ...patient, _birthDate: { extension: [{ valueString: "x" }] } }, "Patient.birthDate.extension[0].url"],
    ["a day that is not there", { ...patient, birthDate: "1943-02-29" }, "Patient.birthDate"],
    ["a time without zone", { ...observation, effectiveDateTime: "2026-11-22T10:00:00" }, "Observation.effective"],
    ["a number as text", { ...observation, valueQuantity: { value: "38.5" } }, "Observation.value.value"],
    ["a code that is not in a required set", { ...patient, gender: "man" }, "Patient.gender"],
    ["a concept of which no coding is in a required set", { resourceType: "AllergyIntolerance", patient: { reference: "Patient/1" }, clinicalStatus: { coding: [{ system: "http://example.org", code: "active" }] } }, "AllergyIntolerance.clinicalStatus"],
    ["a reference to a type that is not allowed", { ...patient, generalPractitioner: [{ reference: "Location/1" }] }, "Patient.generalPractitioner[0]"],
    ["an invariant of the resource", { ...observation, dataAbsentReason: { text: "x" } }, "Observation"],
    ["an invariant of an element", { ...patient, contact: [{ gender: "female" }] }, "Patient.contact[0]"],
    ["an invariant of a datatype", name({ period: { start: "2026-02", end: "2026-01" } }), "Patient.name[0].period"],
    ["a local reference to nothing", { ...patient, generalPractitioner: [{ reference: "#gone" }] }, "Patient.generalPractitioner[0]"],
    ["a contained resource nobody refers to", { ...patient, contained: [{ resourceType: "Practitioner", id: "eva" }] }, "Patient"],
    ["a fault in a contained resource", { ...patient, contained: [{ resourceType: "Practitioner", id: "eva", active: "yes" }], generalPractitioner: [{ reference: "#eva" }] }, "Patient.contained[0].active"],
    ["a contained resource of no known type", { ...patient, contained: [{ resourceType: "Nurse" }] }, "Patient.contained[0].resourceType"],
    ["an extension with value and extensions", { ...patient, extension: [{ url: "urn:a", valueCode: "x", extension: [{ url: "b", valueCode: "y" }] }] }, "Patient.extension[0]"],
    ["a fault far down a recursion", { resourceType: "Questionnaire", status: "draft", item: [{ linkId: "1", type: "group", item: [{ linkId: "1.1", type: "text", item: [{ type: "string" }] }] }] }, "Questionnaire.item[0].item[0].item[0].linkId"],
    ["an active narrative", { ...patient, text: { status: "generated", div: '<div xmlns="http://www.w3.org/1999/xhtml"><script>x</script></div>' } }, "Patient.text.div"],
  ])("%s", (_what, resource, expression) => {
    expect(faultsOf(JSON.parse(JSON.stringify(resource)))).toContain(expression);
  });

  test.each([undefined, null, 1, "Patient", [], {}, { resourceType: "Nurse" }, { resourceType: "DomainResource" }, { resourceType: "HumanName" }, { resourceType: "toString" }, { resourceType: 1 }])(
    "what is no resource: %j",
    (value) => {
      expect(faultsOf(value)).toHaveLength(1);
    },
  );

  test("entries of a Bundle are checked by the same rules", () => {
    const bundle = {
      resourceType: "Bundle",
      type: "document",
      timestamp: "2026-11-22T03:00:00Z",
      entry: [{ fullUrl: "urn:uuid:6c0b2a0e-0f0b-4c43-9d33-9b6d6dbe7a11", resource: patient }, { fullUrl: "urn:uuid:6c0b2a0e-0f0b-4c43-9d33-9b6d6dbe7a11", resource: { ...observation, status: "ready" } }],
    };
    const issues = validator.validate(bundle);
    expect(issues.map(({ expression }) => expression)).toEqual(expect.arrayContaining(["Bundle", "Bundle.entry[1].resource.status"]));
    expect(issues.map(({ text }) => text).join()).toMatch(/bdl-7.*bdl-9.*bdl-11|bdl-9.*bdl-11.*bdl-7/);
  });
});

describe("what is not understood is said", () => {
  test("an unknown modifier extension is refused", () => {
    const [issue, ...others] = validator.validate({ ...patient, modifierExtension: [{ url: "http://example.org/not", valueBoolean: true }] });
    expect(others).toEqual([]);
    expect(issue).toMatchObject({ severity: "error", rule: "unknown-modifier", expression: "Patient.modifierExtension[0]" });
  });

  test("a claimed profile that is not known is information, no fault", () => {
    const [issue, ...others] = validator.validate({ ...patient, meta: { profile: ["http://example.org/StructureDefinition/x|1.0"] } });
    expect(others).toEqual([]);
    expect(issue).toMatchObject({ severity: "information", expression: "Patient.meta.profile" });
    expect(issue).not.toHaveProperty("rule");
  });

  test("a profile on another type is a fault", () => {
    expect(faultsOf({ ...patient, meta: { profile: ["https://wijkverband.example/fhir/StructureDefinition/wijk-organization"] } })).toEqual(["Patient.meta.profile"]);
  });

  test("a profile is applied when it is asked for", () => {
    const asked = validator.validate({ ...patient, birthDate: undefined }, { profiles: ["https://wijkverband.example/fhir/StructureDefinition/wijk-patient"] });
    expect(asked).toContainEqual(expect.objectContaining({ expression: "Patient.birthDate", rule: "profile", severity: "error" }));
  });
});

describe("no fault repeats what may be a BSN", () => {
  const bsn = "999911120";
  const withBsn: Json = { ...patient, gender: bsn, [bsn]: 1, [`a${bsn}`]: 1, birthDate: bsn, name: [{ use: bsn, [`x ${bsn}`]: 1 }], generalPractitioner: [{ reference: `Location/${bsn}` }], meta: { profile: [bsn] }, contained: [{ resourceType: bsn }] };

  test("as value, key, reference, profile or type", () => {
    const issues = validator.validate(withBsn);
    expect(issues.length).toBeGreaterThan(6);
    expect(JSON.stringify(issues)).not.toContain(bsn);
  });

  test("of a BSN that fails the elfproef the rule is named", () => {
    const wrong = { ...patient, identifier: [{ system: "http://fhir.nl/fhir/NamingSystem/bsn", value: "123456789" }] };
    const issues = validator.validate(wrong, { profiles: ["https://wijkverband.example/fhir/StructureDefinition/wijk-patient"] });
    expect(issues).toContainEqual(expect.objectContaining({ rule: "elfproef", expression: "Patient.identifier[0].value", severity: "error" }));
    expect(JSON.stringify(issues)).not.toContain("123456789");
  });
});

describe("a hostile body costs no more than a good one", () => {
  test("depth is bounded", () => {
    let extension: Json = { url: "urn:x", valueCode: "x" };
    for (let depth = 0; depth < 5_000; depth += 1) extension = { url: "urn:x", extension: [extension] };
    expect(validator.validate({ ...patient, extension: [extension] })).toContainEqual(expect.objectContaining({ text: "nested deeper than 100 levels" }));
  });

  test("so are the faults that are listed", () => {
    const issues = validator.validate({ ...patient, name: Array.from({ length: 20_000 }, () => ({ use: "x" })) });
    expect(issues).toHaveLength(500);
  });
});
