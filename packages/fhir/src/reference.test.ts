import * as fc from "fast-check";
import type { Bundle, Consent, Encounter, Observation, Resource } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { parseJson, stringifyJson } from "./json.ts";
import { findReferences, formatReference, localReference, mapReferences, parseReference, patientReference, patientReferences } from "./reference.ts";

const baseUrl = "https://wijk.example/fhir";

describe("taking a reference apart", () => {
  test.each([
    ["Patient/1", { kind: "relative", type: "Patient", id: "1" }],
    ["Consent/a-b.c/_history/3", { kind: "relative", type: "Consent", id: "a-b.c", version: "3" }],
    [`${baseUrl}/Patient/1`, { kind: "relative", type: "Patient", id: "1" }],
    ["https://his.example/r4/Patient/1/_history/2", { kind: "absolute", url: "https://his.example/r4/Patient/1/_history/2", type: "Patient", id: "1", version: "2" }],
    [`${baseUrl}.evil.example/Patient/1`, { kind: "absolute", url: `${baseUrl}.evil.example/Patient/1`, type: "Patient", id: "1" }],
    ["https://a.example/PlanDefinition|1", { kind: "absolute", url: "https://a.example/PlanDefinition|1" }],
    ["urn:uuid:6f1e0c1c-0000-4000-8000-000000000001", { kind: "urn", urn: "urn:uuid:6f1e0c1c-0000-4000-8000-000000000001" }],
    ["#med", { kind: "contained", id: "med" }],
    ["Patient?identifier=a|b", { kind: "query", type: "Patient", query: "identifier=a|b" }],
  ])("%s", (text, parsed) => {
    expect(parseReference(text, baseUrl)).toEqual(parsed);
  });

  test.each(["", "Patient", "Patient/", "patient/1", "Patient/1/2", "Patient/a b", "../Patient/1", "Patient/..", "Patient/./_history/1", "Patient/1/_history/", `Patient/${"a".repeat(65)}`, "urn:", "/Patient/1"])("%j is none", (text) => {
    expect(parseReference(text, baseUrl)).toBeUndefined();
  });

  test("whatever is formatted is read back", () => {
    const id = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9.-]{0,63}$/);
    fc.assert(
      fc.property(fc.constantFrom("Patient", "Consent", "ServiceRequest"), id, fc.option(id, { nil: undefined }), (type, name, version) => {
        const text = formatReference(type, name, version);
        const parsed = { kind: "relative", type, id: name, ...(version !== undefined && { version }) };
        expect(parseReference(text)).toEqual(parsed);
        expect(parseReference(`${baseUrl}/${text}`, baseUrl)).toEqual(parsed);
        expect(localReference(text)).toBe(formatReference(type, name));
      }),
    );
  });
});

const limit: Consent = {
  resourceType: "Consent",
  status: "active",
  scope: {},
  category: [],
  patient: { reference: "Patient/1" },
  contained: [{ resourceType: "DocumentReference", status: "current", subject: { reference: "Patient/1" }, content: [] }],
  provision: { actor: [{ role: {}, reference: { reference: "#a" } }, { role: {}, reference: { reference: "PractitionerRole/2" } }] },
};

describe("walking a resource", () => {
  test("finds every reference, with its place", () => {
    expect(findReferences(limit)).toEqual([
      { reference: "Patient/1", path: "Consent.patient" },
      { reference: "Patient/1", path: "Consent.contained[0].subject" },
      { reference: "#a", path: "Consent.provision.actor[0].reference" },
      { reference: "PractitionerRole/2", path: "Consent.provision.actor[1].reference" },
    ]);
  });

  test("changes what is asked, shares the rest and leaves the original alone", () => {
    const before = JSON.stringify(limit);
    const mapped = mapReferences(limit, (reference) => (reference === "PractitionerRole/2" ? "PractitionerRole/3" : reference));
    expect(mapped.provision?.actor?.[1]?.reference).toEqual({ reference: "PractitionerRole/3" });
    expect(mapped.contained).toBe(limit.contained);
    expect(JSON.stringify(limit)).toBe(before);
  });

  test("changes nothing: the same object comes back", () => {
    expect(mapReferences(limit, (reference) => reference)).toBe(limit);
  });

  test("keeps decimals as they were written", () => {
    const text = '{"resourceType":"Observation","valueQuantity":{"value":1.50,"extension":[{"url":"x","valueReference":{"reference":"Device/1"}}]}}';
    const mapped = mapReferences(parseJson(text) as Observation, () => "Device/2");
    expect(stringifyJson(mapped)).toBe(text.replace("Device/1", "Device/2"));
  });
});

describe("the patient it is about", () => {
  const document = (subject: string, fullUrl: string): Bundle => ({
    resourceType: "Bundle",
    type: "document",
    entry: [
      { resource: { resourceType: "Composition", status: "final", type: {}, date: "2026", author: [], title: "x", subject: { reference: subject } } },
      { fullUrl, resource: { resourceType: "Patient", id: "1" } },
    ],
  });
  const cases: readonly (readonly [string, Resource, string | undefined])[] = [
    ["a patient is about himself", { resourceType: "Patient", id: "1" }, "Patient/1"],
    ["a new patient has no id yet", { resourceType: "Patient" }, undefined],
    ["a consent by `patient`", limit, "Patient/1"],
    ["a task by `for`", { resourceType: "Task", status: "requested", intent: "order", for: { reference: `${baseUrl}/Patient/1/_history/2` } }, "Patient/1"],
    ["a plan for a group is about no patient", { resourceType: "CarePlan", status: "active", intent: "plan", subject: { reference: "Group/1" } }, undefined],
    ["a logical reference names no resource", { resourceType: "Goal", lifecycleStatus: "active", description: {}, subject: { identifier: { value: "x" } } }, undefined],
    ["an organisation is about no patient", { resourceType: "Organization" }, undefined],
    ["a document by the subject of its Composition", document("Patient/1", "urn:uuid:x"), "Patient/1"],
    ["a document whose subject is one of its own entries", document("urn:uuid:x", "urn:uuid:x"), "Patient/1"],
    ["a document whose subject is nowhere", document("urn:uuid:y", "urn:uuid:x"), undefined],
    ["a provenance by the patient among its targets", { resourceType: "Provenance", recorded: "2026", agent: [], target: [{ reference: "Consent/1" }, { reference: "Patient/1" }] }, "Patient/1"],
  ];
  test.each(cases)("%s", (_, resource, patient) => {
    expect(patientReference(resource, baseUrl)).toBe(patient);
  });

  test("two patients are both told, one patient twice is one", () => {
    const target = [{ reference: "Patient/1" }, { reference: "Patient/2" }, { reference: "Patient/1/_history/3" }];
    expect(patientReferences({ resourceType: "Provenance", recorded: "2026", agent: [], target })).toEqual(["Patient/1", "Patient/2"]);
  });

  test("an encounter held elsewhere is about somebody we don't know", () => {
    const encounter: Encounter = { resourceType: "Encounter", status: "finished", class: {}, subject: { reference: "https://elsewhere.example/fhir/Patient/1" } };
    expect(patientReference(encounter, baseUrl)).toBeUndefined();
  });
});
