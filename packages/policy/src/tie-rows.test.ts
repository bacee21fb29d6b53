import type { CareTeam, Consent, OrganizationAffiliation, Patient, RelatedPerson, ServiceRequest, Task } from "hl7-fhir-r4-types";
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
  expect(tieRows(wijkteam)).toEqual([{ kind: "member", holder: "Organization/care#wijkverpleegkundige", patient: "p", source: "CareTeam/t", from: "2025-12-31T23:00:00.000Z" }]);
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

describe("life-events", () => {
  const person = (system: string, code: string): RelatedPerson => ({ resourceType: "RelatedPerson", id: "r", patient: { reference: "Patient/p" }, relationship: [{ coding: [{ system, code }] }] });
  const vektis = "urn:oid:2.16.840.1.113883.2.4.3.11.22.472";
  const family = "http://terminology.hl7.org/CodeSystem/v3-RoleCode";

  test.each([
    ["http://snomed.info/sct", "310141000146103", ["mandated"]],
    [vektis, "03", ["mandated"]],
    [vektis, "15", ["mandated"]],
    [vektis, "24", ["representative"]],
    [vektis, "11", ["parent"]],
    [family, "MTH", ["parent"]],
    [family, "FTH", ["parent"]],
    [family, "STPMTH", []],
    [vektis, "14", []],
    [vektis, "01", []],
  ])("who stands in for a patient follows from what is recorded: %s %s", (system, code, kinds) => {
    expect(tieRows(person(system, code)).map(({ kind }) => kind)).toEqual(kinds);
    expect(tieRows({ ...person(system, code), active: false })).toEqual([]);
  });

  test("a patient reads the own record from the twelfth birthday, and parents do until the sixteenth", () => {
    const about = { patient: "p", source: "Patient/p" };
    expect(tieRows({ resourceType: "Patient", id: "p", birthDate: "2014-02-10" })).toEqual([
      { kind: "self", holder: "Patient/p", ...about, from: "2026-02-09T23:00:00.000Z" },
      { kind: "minor", holder: "*", ...about, until: "2030-02-09T23:00:00.000Z" },
    ]);
    expect(tieRows({ resourceType: "Patient", id: "p" })).toEqual([{ kind: "self", holder: "Patient/p", ...about }]);
    expect(tieRows({ resourceType: "Patient", id: "p", birthDate: "2012-02-29" }).map(({ from, until }) => from ?? until)).toEqual(["2024-02-28T23:00:00.000Z", "2028-02-28T23:00:00.000Z"]);
  });

  test("death ends what somebody could read in the patient's name", () => {
    expect(tieRows({ resourceType: "Patient", id: "p", deceasedBoolean: true })).toEqual([{ kind: "deceased", holder: "*", patient: "p", source: "Patient/p" }]);
    expect(tieRows({ resourceType: "Patient", id: "p", deceasedBoolean: false }).map(({ kind }) => kind)).toEqual(["self"]);
  });

  test("incapacity is what is recorded of it", () => {
    const patient = (valueBoolean: boolean): Patient => ({ resourceType: "Patient", id: "p", extension: [{ url: "https://fhir.iknl.nl/fhir/StructureDefinition/ext-LegallyCapable-MedicalTreatmentDecisions", extension: [{ url: "legallyCapable", valueBoolean }] }] });
    expect(tieRows(patient(false)).map(({ kind }) => kind)).toEqual(["self", "incapable"]);
    expect(tieRows(patient(true)).map(({ kind }) => kind)).toEqual(["self"]);
  });
});

describe("break-glass", () => {
  const grant: Task = {
    resourceType: "Task",
    id: "g",
    status: "in-progress",
    intent: "order",
    code: { coding: [{ system: codeSystemUrl("taak"), code: "noodtoegang" }] },
    for: { reference: "Patient/p" },
    requester: { reference: "PractitionerRole/n" },
    restriction: { period: { start: "2026-11-24T02:00:00Z", end: "2026-11-24T02:30:00Z" } },
  };
  const grantee = { kind: "grantee", holder: "PractitionerRole/n", patient: "p", about: "Task/g", source: "Task/g" };

  test("a grant ties one person, for as long as it lasts", () => {
    expect(tieRows(grant)).toEqual([grantee, { kind: "grant", holder: "PractitionerRole/n", patient: "p", source: "Task/g", from: "2026-11-24T02:00:00.000Z", until: "2026-11-24T02:30:00.000Z" }]);
    expect(tieRows({ ...grant, status: "completed" })).toEqual([grantee]);
    expect(tieRows({ ...grant, restriction: {} })).toEqual([grantee]);
    expect(tieRows({ ...grant, code: { coding: [{ system: codeSystemUrl("taak"), code: "inschrijving" }] } })).toEqual([]);
  });

  test("one for vital interest is told apart", () => {
    const vital = { ...grant, reasonCode: { coding: [{ system: codeSystemUrl("noodreden"), code: "vitaal-belang" }] } };
    expect(tieRows(vital).map(({ kind }) => kind)).toEqual(["grantee", "vital-grant"]);
  });
});

test("a reference with a version ties as one without", () => {
  const versioned: CareTeam = { ...team, subject: { reference: "Patient/p/_history/3" }, managingOrganization: [{ reference: "Organization/practice/_history/1" }] };
  expect(tieRows(versioned)).toEqual(tieRows(team));
});

describe("a neighbourhood team at work", () => {
  test("its coordinator is tied as such too, in the same function and period", () => {
    const role = [{ coding: [{ system: codeSystemUrl("rol"), code: "wijkverpleegkundige" }, { system: codeSystemUrl("teamrol"), code: "coordinator" }] }];
    const wijkteam: CareTeam = { ...team, category: [{ coding: [{ system: codeSystemUrl("team"), code: "wijkteam" }] }], participant: [{ role, member: { reference: "Organization/care" } }] };
    expect(tieRows(wijkteam).map(({ kind, holder }) => [kind, holder])).toEqual([["member", "Organization/care#wijkverpleegkundige"], ["coordinator", "Organization/care#wijkverpleegkundige"]]);
  });

  test("what waits for somebody ties him to that Task alone", () => {
    const task = (code: string): Task => ({ resourceType: "Task", id: "t", status: "requested", intent: "proposal", code: { coding: [{ system: codeSystemUrl("taak"), code }] }, for: { reference: "Patient/p" }, owner: { reference: "Organization/care" } });
    for (const code of ["voorstel", "voorstel-zorgplan", "uitnodiging", "opdracht", "overschrijving", "overschrijving-betwist", "overschrijving-gevraagd", "waarneembericht"]) expect(tieRows(task(code))).toEqual([{ kind: "task-owner", holder: "Organization/care", patient: "p", about: "Task/t", source: "Task/t" }]);
    for (const code of ["inschrijving", "wisverzoek", "noodtoegang-beoordelen"]) expect(tieRows(task(code))).toEqual([]);
  });
});
