import type { CareTeam, PractitionerRole } from "hl7-fhir-r4-types";
import { codeSystemUrl, profileUrl } from "@wijkverband/fhir";
import { describe, expect, test } from "vitest";
import { tieRows } from "./tie-rows.ts";

const by = { url: "by", valueReference: { reference: "PractitionerRole/locum" } };
const role: PractitionerRole = {
  resourceType: "PractitionerRole",
  id: "r",
  organization: { reference: "Organization/practice" },
  period: { start: "2026-12-01", end: "2026-12-03" },
  extension: [{ url: profileUrl("cover"), extension: [{ url: "covered", valueReference: { reference: "PractitionerRole/gp" } }, by] }],
};

describe("cover for a huisarts", () => {
  test("responsible-gp: ties who stands in to that practice and to no patient, up to the end of the last day", () => {
    expect(tieRows(role)).toEqual([{ kind: "stands-in", holder: "PractitionerRole/locum", about: "Organization/practice", source: "PractitionerRole/r", from: "2026-11-30T23:00:00.000Z", until: "2026-12-03T23:00:00.000Z" }]);
  });

  test("responsible-gp: doesn't begin without an end, and is over when the role isn't in use", () => {
    const { period: _period, ...endless } = role;
    expect(tieRows(endless)).toEqual([]);
    expect(tieRows({ ...role, period: { start: "2026-12-01" } })).toEqual([]);
    expect(tieRows({ ...role, active: false })).toEqual([]);
    expect(tieRows({ ...role, active: true })).toHaveLength(1);
  });

  test("responsible-gp: says nothing without a practice or without who stands in, and an ordinary role ties nobody", () => {
    const { organization: _organization, extension: _extension, ...bare } = role;
    expect(tieRows({ ...role, extension: [{ url: profileUrl("cover"), extension: [{ ...by, url: "covered" }] }] })).toEqual([]);
    expect(tieRows({ ...role, extension: [{ url: profileUrl("supervisor"), extension: [by] }] })).toEqual([]);
    expect(tieRows({ ...bare, extension: role.extension ?? [] })).toEqual([]);
    expect(tieRows({ ...bare, organization: { reference: "Organization/practice" } })).toEqual([]);
  });
});

describe("a registration that ended", () => {
  const until = (valueDateTime: string): CareTeam => ({
    resourceType: "CareTeam",
    id: "t",
    status: "inactive",
    category: [{ coding: [{ system: codeSystemUrl("team"), code: "huisartsteam" }] }],
    subject: { reference: "Patient/p" },
    managingOrganization: [{ reference: "Organization/practice" }],
    extension: [{ url: profileUrl("record-until"), valueDateTime }],
  });

  test("keep-and-erase: lets the former practice read its own history until the date in it, and no longer", () => {
    expect(tieRows(until("2027-11-24T02:00:00Z"))).toEqual([{ kind: "formerly-registered", holder: "Organization/practice", patient: "p", source: "CareTeam/t", until: "2027-11-24T02:00:00.000Z" }]);
    expect(tieRows(until("2027-11-24"))).toEqual([expect.objectContaining({ until: "2027-11-24T23:00:00.000Z" })]);
  });

  test("keep-and-erase: ties nobody without that date, and a registration or a neighbourhood team with one isn't over by it", () => {
    const ended = until("2027-11-24");
    const { extension: _extension, ...undated } = ended;
    expect(tieRows(undated)).toEqual([]);
    expect(tieRows({ ...ended, status: "entered-in-error" })).toEqual([]);
    expect(tieRows({ ...ended, category: [{ coding: [{ system: codeSystemUrl("team"), code: "wijkteam" }] }] })).toEqual([]);
    expect(tieRows({ ...ended, managingOrganization: [] })).toEqual([]);
    expect(tieRows({ ...ended, status: "active" }).map(({ kind }) => kind)).toEqual(["registered"]);
  });

  test("responsible-gp: who leads the treatment gains no access by standing in a registration", () => {
    const participant = [{ role: [{ coding: [{ system: codeSystemUrl("teamrol"), code: "hoofdbehandelaar" }] }], member: { reference: "PractitionerRole/specialist" }, period: { start: "2026-01-01", end: "2027-01-01" } }];
    expect(tieRows({ ...until("2027-11-24"), status: "active", participant }).map(({ holder }) => holder)).toEqual(["Organization/practice"]);
  });
});

test("an organisation is itself, and only itself", () => {
  expect(tieRows({ resourceType: "Organization", id: "o", name: "Praktijk" })).toEqual([{ kind: "organization-self", holder: "Organization/o", about: "Organization/o", source: "Organization/o" }]);
});
