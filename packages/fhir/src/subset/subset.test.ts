import type { CarePlan, DocumentReference, Observation, Patient } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { parseJson, stringifyJson } from "../json.ts";
import { loadDefinitions } from "../validation/definitions.ts";
import { createValidator } from "../validation/validator.ts";
import { createSubsetter, isSubsetted, type Subset } from "./subset.ts";

const { subsetOf, hasElement } = createSubsetter(createValidator(loadDefinitions(new URL("../../../../profiles/generated", import.meta.url).pathname)));
const namesOf = (resource: object): readonly string[] => Object.keys(resource).toSorted();
const elements = (...names: readonly string[]): Subset => ({ elements: new Set(names) });
const whole = { summary: "true" } as const;

const patient = parseJson(`{
  "resourceType":"Patient","id":"x","meta":{"versionId":"3","tag":[{"system":"urn:x","code":"a"}]},"implicitRules":"urn:regels","language":"nl",
  "text":{"status":"generated","div":"<div/>"},"contained":[{"resourceType":"Organization","id":"o"}],
  "extension":[{"url":"urn:e","valueString":"e"}],"modifierExtension":[{"url":"urn:m","valueBoolean":true}],
  "active":false,"name":[{"use":"old","family":"Jansen","_family":{"extension":[{"url":"urn:own","valueString":"Jansen"}]}}],
  "gender":"female","birthDate":"1950-01-01","_birthDate":{"extension":[{"url":"urn:t","valueTime":"10:00:00"}]},
  "maritalStatus":{"text":"gehuwd"},"contact":[{"gender":"male","modifierExtension":[{"url":"urn:n","valueBoolean":true}]}],"managingOrganization":{"reference":"#o"}}`) as Patient;

describe("part of a resource", () => {
  test("in summary: what R4 marks as such, and always what changes the meaning of the rest", () => {
    expect(namesOf(subsetOf(patient, whole))).toEqual(["_birthDate", "active", "birthDate", "gender", "id", "implicitRules", "managingOrganization", "meta", "modifierExtension", "name", "resourceType"]);
    expect(subsetOf(patient, whole)).toMatchObject({ name: patient.name, _birthDate: {}, modifierExtension: patient.modifierExtension });
  });

  test("is marked, beside the marks it has, once; and what it was cut from stays whole", () => {
    const part = subsetOf(patient, whole);
    expect(part.meta).toEqual({ versionId: "3", tag: [{ system: "urn:x", code: "a" }, { system: "http://terminology.hl7.org/CodeSystem/v3-ObservationValue", code: "SUBSETTED", display: "subsetted" }] });
    expect(subsetOf(part, whole).meta).toEqual(part.meta);
    expect([isSubsetted(part), isSubsetted(patient)]).toEqual([true, false]);
    expect(patient.text).toBeDefined();
  });

  test("as text: the text, and what must be there", () => {
    const plan: CarePlan = { resourceType: "CarePlan", id: "x", status: "active", intent: "plan", title: "titel", subject: { reference: "Patient/x" }, text: { status: "generated", div: "<div/>" } };
    expect(namesOf(subsetOf(plan, { summary: "text" }))).toEqual(["id", "intent", "meta", "resourceType", "status", "subject", "text"]);
  });

  test("as data: all but the text", () => {
    const part = subsetOf(patient, { summary: "data" });
    expect(namesOf(part)).toEqual(namesOf(patient).filter((name) => name !== "text"));
  });

  test("by elements: those, a choice by either of its names, what must be there, and what changes the meaning", () => {
    const observation: Observation = { resourceType: "Observation", id: "x", status: "entered-in-error", code: { text: "c" }, valueString: "v", issued: "2026-01-01T00:00:00Z", note: [{ text: "n" }] };
    for (const name of ["value", "valueString"]) expect(namesOf(subsetOf(observation, elements(name)))).toEqual(["code", "id", "meta", "resourceType", "status", "valueString"]);
    expect(namesOf(subsetOf(observation, elements("note", "onbekend")))).toEqual(["code", "id", "meta", "note", "resourceType", "status"]);
  });

  test("leaves large data out of a summary, and keeps what tells where it is", () => {
    const reference: DocumentReference = { resourceType: "DocumentReference", status: "current", content: [{ attachment: { contentType: "application/pdf", data: "AAAA", url: "Binary/x", title: "t" } }] };
    expect((subsetOf(reference, whole) as DocumentReference).content).toEqual([{ attachment: { contentType: "application/pdf", url: "Binary/x", title: "t" } }]);
  });

  test("deeper down too keeps what changes the meaning, and leaves nothing empty behind", () => {
    const asked = subsetOf({ resourceType: "Patient", contact: [{ gender: "male" }], link: [{ other: { reference: "Patient/y" }, type: "replaced-by" }], communication: [{ language: { text: "nl" } }] }, whole) as Patient;
    expect(asked.link).toEqual([{ other: { reference: "Patient/y" }, type: "replaced-by" }]);
    expect(namesOf(asked)).toEqual(["link", "meta", "resourceType"]);
  });

  test("keeps numbers as they were written", () => {
    const observation = parseJson('{"resourceType":"Observation","status":"final","code":{},"valueQuantity":{"value":61.50,"unit":"kg"},"component":[{"code":{},"valueQuantity":{"value":1.0}}]}') as Observation;
    expect(stringifyJson(subsetOf(observation, whole))).toContain('"value":61.50');
    expect(stringifyJson(subsetOf(observation, elements("component")))).toContain('"value":1.0}');
  });

  test("of a bundle keeps what is in its entries whole", () => {
    expect(subsetOf({ resourceType: "Bundle", type: "document", entry: [{ resource: patient }] }, whole)).toMatchObject({ entry: [{ resource: patient }] });
  });

  test("knows the elements of a type by their names", () => {
    expect([hasElement("Observation", "value"), hasElement("Observation", "valueQuantity"), hasElement("Observation", "naam"), hasElement("Onbekend", "id")]).toEqual([true, true, false, false]);
  });
});
