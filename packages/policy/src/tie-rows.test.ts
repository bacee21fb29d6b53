import type { CareTeam, Consent, OrganizationAffiliation, RelatedPerson, ServiceRequest } from "hl7-fhir-r4-types";
import { codeSystemUrl } from "@wijkverband/fhir";
import { describe, expect, test } from "vitest";
import { addressedAfterReviewDays, published, tieRows } from "./tie-rows.ts";

const team: CareTeam = {
  resourceType: "CareTeam",
  id: "t",
  status: "active",
  category: [{ coding: [{ system: codeSystemUrl("team"), code: "huisartsteam" }] }],
  subject: { reference: "Patient/p" },
  managingOrganization: [{ reference: "Organization/practice" }],
};

function participant(role: string, system: string, member: string, period?: { start?: string; end?: string }): NonNullable<CareTeam["participant"]>[number] {
  return { role: [{ coding: [{ system: codeSystemUrl(system), code: role }] }], member: { reference: member }, ...(period && { period }) };
}

describe("a registration", () => {
  test("ties the practice while it is active, and nobody once it ended", () => {
    expect(tieRows(team)).toEqual([{ kind: "registered", holder: "Organization/practice", patient: "p", source: "CareTeam/t" }]);
    expect(tieRows({ ...team, status: "inactive" })).toEqual([]);
  });

  test("ties a waarnemer only with an end, and up to the end of that day", () => {
    const locum = (period?: { start?: string; end?: string }) => tieRows({ ...team, participant: [participant("waarnemer", "teamrol", "PractitionerRole/w", period)] }).filter(({ kind }) => kind === "waarneming");
    expect(locum()).toEqual([]);
    expect(locum({ start: "2026-12-01", end: "2026-12-03" })).toEqual([
      { kind: "waarneming", holder: "PractitionerRole/w", patient: "p", source: "CareTeam/t", from: "2026-11-30T23:00:00.000Z", until: "2026-12-03T23:00:00.000Z" },
    ]);
    expect(locum({ end: "2026-12-03T17:00:00+01:00" })).toEqual([expect.objectContaining({ until: "2026-12-03T16:00:00.000Z" })]);
  });

  test("gives the vaste huisarts no tie of his own: the practice is tied, and he works there", () => {
    expect(tieRows({ ...team, participant: [participant("vaste-huisarts", "teamrol", "PractitionerRole/gp")] })).toHaveLength(1);
  });
});

test("a neighbourhood team ties its members with their periods", () => {
  const wijkteam: CareTeam = { ...team, category: [{ coding: [{ system: codeSystemUrl("team"), code: "wijkteam" }] }], participant: [participant("wijkverpleegkundige", "rol", "Organization/care", { start: "2026-01-01" })] };
  expect(tieRows(wijkteam)).toEqual([{ kind: "member", holder: "Organization/care", patient: "p", source: "CareTeam/t", from: "2025-12-31T23:00:00.000Z" }]);
});

test.each([
  ["anw-post", "anw-post"],
  ["waarneming", "covers"],
  ["zcc", "front-door"],
])("an affiliation %s ties organisations, not patients", (code, kind) => {
  const affiliation: OrganizationAffiliation = {
    resourceType: "OrganizationAffiliation",
    id: "a",
    organization: { reference: "Organization/holder" },
    participatingOrganization: { reference: "Organization/practice" },
    code: [{ coding: [{ system: codeSystemUrl("verbinding"), code }] }],
  };
  expect(tieRows(affiliation)).toEqual([{ kind, holder: "Organization/holder", about: "Organization/practice", source: "OrganizationAffiliation/a" }]);
  expect(tieRows({ ...affiliation, active: false })).toEqual([]);
});

describe("a publication", () => {
  const request: ServiceRequest = {
    resourceType: "ServiceRequest",
    id: "s",
    status: "active",
    intent: "order",
    category: [{ coding: [{ system: "http://snomed.info/sct", code: "308292007" }] }],
    subject: { reference: "Patient/p" },
    performer: [{ reference: "Organization/post" }],
    occurrencePeriod: { start: "2026-11-22T10:00:00Z", end: "2026-11-29T22:59:59Z" },
    supportingInfo: [{ reference: "Bundle/b" }, { reference: "Consent/c" }],
  };

  test(`ties the post until ${addressedAfterReviewDays} days after the review date, and what it carries to whoever may read it`, () => {
    expect(tieRows(request)).toEqual([
      { kind: "addressed", holder: "Organization/post", patient: "p", source: "ServiceRequest/s", from: "2026-11-22T10:00:00.000Z", until: "2027-02-27T22:59:59.000Z" },
      { kind: "entry", holder: published, about: "ServiceRequest/s", patient: "p", source: "ServiceRequest/s" },
      { kind: "entry", holder: published, about: "Bundle/b", patient: "p", source: "ServiceRequest/s" },
      { kind: "entry", holder: published, about: "Consent/c", patient: "p", source: "ServiceRequest/s" },
    ]);
  });

  test.each(["completed", "revoked", "entered-in-error"] as const)("ties nobody once it is %s", (status) => {
    expect(tieRows({ ...request, status })).toEqual([]);
  });

  test("another kind of request ties nobody", () => {
    expect(tieRows({ ...request, category: [{ coding: [{ system: "http://snomed.info/sct", code: "103693007" }] }] })).toEqual([]);
  });
});

describe("a consent", () => {
  const consent = (scope: string, provision: Consent["provision"]): Consent => ({
    resourceType: "Consent",
    id: "c",
    status: "active",
    scope: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/consentscope", code: scope }] },
    category: [],
    patient: { reference: "Patient/p" },
    ...(provision && { provision }),
  });
  const actor = (reference: string) => [{ role: {}, reference: { reference: reference as "Organization/x" } }];

  test("of privacy permits and objects for whom it names", () => {
    const rows = tieRows(consent("patient-privacy", { provision: [{ type: "permit", actor: actor("Organization/a") }, { type: "deny", actor: actor("Organization/b") }, { type: "deny" }] }));
    expect(rows.map(({ kind, holder }) => [kind, holder])).toEqual([["consent", "Organization/a"], ["objection", "Organization/b"], ["objection", "*"]]);
  });

  test("names a kind of organisation by its national code or ours", () => {
    const kind = (system: string, code: string) => [{ role: { coding: [{ system, code }] }, reference: { display: "all of them" } }];
    const rows = tieRows(consent("patient-privacy", { provision: [{ type: "permit", actor: kind("http://nictiz.nl/fhir/NamingSystem/organization-type", "T2") }, { type: "permit", actor: kind(codeSystemUrl("organisatie-soort"), "sociaal-team") }] }));
    expect(rows.map(({ holder }) => holder)).toEqual(["kind:T2", "kind:sociaal-team"]);
  });

  test("permits nobody by naming nobody, and nobody once it is inactive", () => {
    expect(tieRows(consent("patient-privacy", { provision: [{ type: "permit" }] }))).toEqual([]);
    expect(tieRows({ ...consent("patient-privacy", { provision: [{ type: "deny" }] }), status: "inactive" })).toEqual([]);
  });

  test("of treatment never changes access, whatever it denies", () => {
    expect(tieRows(consent("treatment", { type: "deny", actor: actor("Organization/a"), provision: [{ type: "deny", actor: actor("Organization/a") }] }))).toEqual([]);
  });
});

test("only who represents the patient stands in for the patient", () => {
  const person = (code: string): RelatedPerson => ({ resourceType: "RelatedPerson", id: "r", patient: { reference: "Patient/p" }, relationship: [{ coding: [{ system: "urn:oid:2.16.840.1.113883.2.4.3.11.22.472", code }] }] });
  expect(tieRows(person("24"))).toEqual([{ kind: "mandated", holder: "RelatedPerson/r", patient: "p", source: "RelatedPerson/r" }]);
  expect(tieRows(person("01"))).toEqual([]);
});

test("a patient is tied to the own record", () => {
  expect(tieRows({ resourceType: "Patient", id: "p" })).toEqual([{ kind: "self", holder: "Patient/p", patient: "p", source: "Patient/p" }]);
});
