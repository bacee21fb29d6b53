import { codeSystemUrl, profileUrl, system } from "@wijkverband/fhir";
import type { CareTeam, PractitionerRole, ServiceRequest } from "hl7-fhir-r4-types";
import { expect, test } from "vitest";
import { uniqueKeys } from "./uniques.ts";

const registration: CareTeam = {
  resourceType: "CareTeam",
  status: "active",
  category: [{ coding: [{ system: codeSystemUrl("team"), code: "huisartsteam" }] }],
  subject: { reference: "Patient/p" },
};
const publication: ServiceRequest = {
  resourceType: "ServiceRequest",
  status: "active",
  intent: "order",
  category: [{ coding: [{ system: system.snomed, code: "308292007" }] }],
  code: { coding: [{ system: system.snomed, code: "11131000146102" }] },
  subject: { reference: "Patient/p" },
};

test("an active registration takes the patient's place, an inactive one does not", () => {
  expect(uniqueKeys(registration)).toEqual([{ key: "registration:p", rule: "one-practice" }]);
  expect(uniqueKeys({ ...registration, status: "inactive" })).toEqual([]);
  expect(uniqueKeys({ ...registration, category: [{ coding: [{ system: codeSystemUrl("team"), code: "iets-anders" }] }] })).toEqual([]);
});

test("team-roles: an active neighbourhood team takes the patient's place, so that two plans at once make one team", () => {
  const team = { ...registration, category: [{ coding: [{ system: codeSystemUrl("team"), code: "wijkteam" }] }] };
  expect(uniqueKeys(team)).toEqual([{ key: "wijkteam:p", rule: "team-roles" }]);
  expect(uniqueKeys({ ...team, status: "inactive" })).toEqual([]);
});

test("an active publication takes the patient's place, a completed one does not", () => {
  expect(uniqueKeys(publication)).toEqual([{ key: "publication:p", rule: "one-current" }]);
  expect(uniqueKeys({ ...publication, status: "completed" })).toEqual([]);
  expect(uniqueKeys({ ...publication, code: { text: "iets anders" } })).toEqual([]);
});

test("the same patient referred to by absolute or versioned reference has the same place", () => {
  expect(uniqueKeys({ ...publication, subject: { reference: "https://server.example/fhir/Patient/p/_history/3" } })).toEqual(uniqueKeys(publication));
});

test("a BSN belongs to one patient; another identifier does not matter", () => {
  const identifier = [
    { system: system.bsn, value: "999911120" },
    { system: "urn:lokaal", value: "1" },
  ];
  expect(uniqueKeys({ resourceType: "Patient", identifier })).toEqual([{ key: "bsn:999911120", rule: "stranger" }]);
  expect(uniqueKeys({ resourceType: "Patient" })).toEqual([]);
});

test("supervised: an active ANIOS takes the place at one supervisor, who has one such place; others who are supervised don't", () => {
  const role = (code: string, more: Partial<PractitionerRole> = {}): PractitionerRole => ({
    resourceType: "PractitionerRole",
    extension: [{ url: profileUrl("supervisor"), valueReference: { reference: "PractitionerRole/eva" } }],
    practitioner: { reference: "Practitioner/dana" },
    code: [{ coding: [{ system: codeSystemUrl("rol"), code }] }],
    ...more,
  });
  const taken = [
    { key: "supervises-anios:PractitionerRole/eva", rule: "supervised" },
    { key: "supervised-anios:Practitioner/dana", rule: "supervised" },
  ];
  expect(uniqueKeys(role("anios"))).toEqual(taken);
  expect(uniqueKeys(role("anios", { active: true }))).toEqual(taken);
  expect(uniqueKeys(role("anios", { active: false }))).toEqual([]);
  expect(uniqueKeys(role("anios", { extension: [] }))).toEqual([]);
  expect(uniqueKeys(role("aios"))).toEqual([]);
});
