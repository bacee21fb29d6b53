import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { loadDefinitions, mergeDefinitions } from "./definitions.ts";
import { readPackages } from "./read-package.ts";
import { createValidator } from "./validator.ts";

const root = new URL("../../../../", import.meta.url).pathname;
const data = process.env["WIJKVERBAND_NL_DATA"] ?? join(root, "../shared/nl-data");
const isThere = existsSync(join(data, "packages"));
if (!isThere) console.error(`national packages are not in ${data}: the tests against them are skipped`);

type Json = Record<string, unknown>;

/** Alone against the national profiles: what our own ask for besides is switched off. */
describe.skipIf(!isThere)("the national profiles (nl-core, zib2020, PZP) are judged as they are meant", () => {
  const archives = isThere ? readdirSync(join(data, "packages")).filter((name) => name.endsWith(".tgz")) : [];
  const national = readPackages(archives.map((name) => join(data, "packages", name)));
  const core = loadDefinitions(join(root, "profiles/generated"));
  const validator = createValidator({ ...mergeDefinitions(core, national), requiredProfiles: [] });
  const names = isThere ? readdirSync(join(data, "pzp-hartman")) : [];
  const read = (start: string): Json => JSON.parse(readFileSync(join(data, "pzp-hartman", names.find((name) => name.startsWith(start))!), "utf8")) as Json;

  test("the packages hold 373 definitions and the example patient 23 resources", () => {
    expect(national.structures).toHaveLength(373);
    expect(names).toHaveLength(23);
  });

  test.each(names)("%s meets the profile it claims", (name) => {
    const resource = JSON.parse(readFileSync(join(data, "pzp-hartman", name), "utf8")) as Json;
    expect(validator.validate(resource)).toEqual([]);
  });

  const without = (resource: Json, key: string): Json => Object.fromEntries(Object.entries(resource).filter(([name]) => name !== key));
  const name = { use: "official", family: "Hartman", given: ["Hendrik"] };
  const withName = (change: Json): Json => {
    const patient = read("Patient");
    const [first, ...others] = patient["name"] as Json[];
    return { ...patient, name: [{ ...first, ...change }, ...others] };
  };
  const qualified = { extension: [{ url: "http://hl7.org/fhir/StructureDefinition/iso21090-EN-qualifier", valueCode: "BR" }] };
  const order = (valueCode: string): Json => ({ url: "http://hl7.org/fhir/StructureDefinition/humanname-assembly-order", valueCode });

  test.each<[string, () => Json, string]>([
    ["a patient without name", () => without(read("Patient"), "name"), "Patient.name"],
    ["an encounter without class", () => without(read("Encounter"), "class"), "Encounter.class"],
    ["a directive without scope", () => without(read("Consent-F1"), "scope"), "Consent.scope"],
    ["a goal without description", () => without(read("Goal"), "description"), "Goal.description"],
    ["a device use without device", () => without(read("DeviceUseStatement"), "device"), "DeviceUseStatement.device"],
    ["a third full name", () => ({ ...read("Patient"), name: [name, name, name] }), "Patient.name"],
    ["a name order twice", () => withName({ extension: [order("NL1"), order("NL2")] }), "Patient.name[0].extension"],
    ["a name order nobody knows", () => withName({ extension: [order("NL9")] }), "Patient.name[0].extension[0].value"],
    ["a name order as text", () => withName({ extension: [{ ...order("NL1"), valueCode: undefined, valueString: "NL1" }] }), "Patient.name[0].extension[0].value"],
    ["a second given name without its kind", () => withName({ given: ["H", "J"], _given: [qualified, null] }), "Patient.name[0].given[1].extension"],
    ["a wrong category", () => ({ ...read("Consent-F1"), category: [{ coding: [{ system: "http://snomed.info/sct", code: "1" }] }] }), "Consent.category"],
    ["an unknown field", () => ({ ...read("Procedure"), nurse: "x" }), "Procedure.nurse"],
    ["a wrong reason among several", () => ({ ...read("Communication"), reasonCode: [...(read("Communication")["reasonCode"] as Json[]), { text: "anders" }] }), "Communication.reasonCode[1]"],
    ["a product in a system that its list has nothing of", () => ({ ...read("Device-"), type: { coding: [{ system: "https://unheard-of.example/codes", code: "1" }] } }), "Device.type"],
    ["a product in words alone", () => ({ ...read("Device-"), type: { text: "ICD" } }), "Device.type"],
    ["a modifier extension that nothing here acts on", () => ({ ...read("Goal"), modifierExtension: [{ url: "http://nictiz.nl/fhir/StructureDefinition/ext-Goal.Unheard", valueBoolean: true }] }), "Goal.modifierExtension[0]"],
    ["an encounter with somebody who isn't one of its types", () => ({ ...read("Encounter"), participant: [{ individual: { reference: "Location/1" } }] }), "Encounter.participant[0].individual"],
  ])("%s is refused", (_what, make, expression) => {
    const errors = validator.validate(make()).filter(({ severity }) => severity === "error");
    expect(errors.map((issue) => issue.expression)).toContain(expression);
  });

  test("a code of the Dutch edition of SNOMED CT is taken where the list is a filter over SNOMED CT", () => {
    const dutch = { ...read("Device-"), type: { coding: [{ system: "http://snomed.info/sct", version: "http://snomed.info/sct/11000146104/version/20260331", code: "400231000146108" }] } };
    expect(validator.validate(dutch)).toEqual([]);
  });

  test("two specialisms are no two of the list that only its system can be told of", () => {
    const role = read("PractitionerRole");
    expect(validator.validate({ ...role, specialty: [...(role["specialty"] as Json[]), { coding: [{ system: "urn:oid:2.16.840.1.113883.2.4.6.7", code: "0110" }] }] })).toEqual([]);
  });

  test("given names are counted each by itself: two names with one qualifier each are fine", () => {
    expect(validator.validate(withName({ given: ["H", "J"], _given: [qualified, qualified] }))).toEqual([]);
  });
});
