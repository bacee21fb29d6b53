import { codeSystemUrl } from "@wijkverband/fhir";
import type { CareTeam, Organization, OrganizationAffiliation, PractitionerRole } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { coverFaults, coverRole, endCover, isCoverOf, isCoverRole, isSameCover, practiceCover, withCover, withoutCover } from "./arrange-cover.ts";
import { readCover } from "./cover.ts";

const at = new Date("2026-11-24T10:00:00Z");
const practice = "Organization/own";
const role = (id: string, code: string, organization = practice): PractitionerRole & { id: string } => ({
  resourceType: "PractitionerRole",
  id,
  practitioner: { reference: `Practitioner/${id}`, display: id },
  organization: { reference: organization },
  code: [{ coding: [{ system: codeSystemUrl("rol"), code }] }],
});
const eva = role("eva", "huisarts");
const wil = role("wil", "waarnemer", "Organization/other");
const week = { start: "2026-11-30", end: "2026-12-04" };
const subject = { of: "huisarts", practice, covered: eva } as const;
const arranged = { id: "c", period: week, includesAnw: undefined };
const team: CareTeam = { resourceType: "CareTeam", id: "t", managingOrganization: [{ reference: practice }] };

describe("cover of a huisarts", () => {
  test("is a role that the calendar reads back, and no role of his own", () => {
    const cover = coverRole(subject, wil, { ...arranged, includesAnw: true });
    expect(readCover(cover)).toMatchObject({ covered: "PractitionerRole/eva", by: "PractitionerRole/wil" });
    expect([isCoverRole(cover), isCoverRole(wil), isCoverOf(cover, eva), isCoverOf(cover, wil)]).toEqual([true, false, true, false]);
  });

  test("isn't given by the same practitioner in another role, nor by a role that stands in itself", () => {
    const herself = { ...role("eva-elders", "huisarts", "Organization/other"), practitioner: { reference: "Practitioner/eva" } };
    expect(coverFaults(subject, { by: herself, period: week, includesAnw: undefined }, at).map(({ expression }) => expression)).toEqual(["Parameters.parameter.where(name='by')"]);
    expect(coverFaults(subject, { by: coverRole(subject, wil, arranged), period: week, includesAnw: undefined }, at)).not.toEqual([]);
    expect(coverFaults(subject, { by: wil, period: week, includesAnw: undefined }, at)).toEqual([]);
  });

  test("ends at an instant, earlier than arranged and never later; begun by then it gets an end, otherwise it is put out of use", () => {
    const cover = coverRole(subject, wil, arranged);
    expect(endCover(cover, new Date("2026-12-01T09:00:00Z"))).toEqual({ outcome: "changed", resource: { ...cover, period: { ...week, end: "2026-12-01T09:00:00.000Z" } } });
    expect(endCover(cover, new Date("2026-11-29T23:00:00Z"))).toEqual({ outcome: "changed", resource: { ...cover, active: false } });
    // a day ends with the midnight after it, in Amsterdam
    expect(endCover(cover, new Date("2026-12-04T23:00:00Z"))).toEqual({ outcome: "unchanged" });
    expect(endCover(cover, new Date("2026-12-04T23:00:00.001Z"))).toMatchObject({ outcome: "refused", issues: [{ rule: "responsible-gp" }] });
  });

  test("says the same when who, when and the hours are the same; asked without a start, what began already is it", () => {
    const cover = coverRole(subject, wil, arranged);
    const asked = { by: "PractitionerRole/wil", period: week, includesAnw: undefined };
    expect(isSameCover(cover, asked, at)).toBe(true);
    expect(isSameCover({ ...cover, active: false }, asked, at)).toBe(false);
    for (const other of [{ by: "PractitionerRole/bas" }, { period: { ...week, end: "2026-12-05" } }, { includesAnw: true }, { period: { end: week.end } }]) expect(isSameCover(cover, { ...asked, ...other }, at)).toBe(false);
    expect(isSameCover(cover, { ...asked, period: { end: week.end } }, new Date("2026-12-01T09:00:00Z"))).toBe(true);
  });
});

test("cover between practices may be standing, and needs a GP practice that works", () => {
  const by: Organization = { resourceType: "Organization", id: "other", name: "Elders", type: [{ coding: [{ system: "http://nictiz.nl/fhir/NamingSystem/organization-type", code: "Z3" }] }] };
  const whole = { of: "practice", practice } as const;
  expect(coverFaults(whole, { by, period: undefined, includesAnw: undefined }, at)).toEqual([]);
  expect(coverFaults(whole, { by: { ...by, active: false }, period: undefined, includesAnw: undefined }, at)).toHaveLength(1);
  expect(coverFaults(whole, { by: { ...by, id: "own" }, period: undefined, includesAnw: undefined }, at)).toHaveLength(1);
  const standing: OrganizationAffiliation = practiceCover(practice, by, { id: "a", period: { start: "2026-11-24" }, includesAnw: false });
  expect(endCover(standing, at)).toMatchObject({ outcome: "changed", resource: { period: { start: "2026-11-24", end: at.toISOString() } } });
});

test("cover of a patient ends for all that runs, what would begin is taken out, what is over stays as it was", () => {
  const spell = (start: string, end: string) => ({ period: { start, end }, includesAnw: undefined });
  const covered = [spell("2026-01-01", "2026-01-31"), spell("2026-11-01", "2026-12-31"), spell("2027-01-01", "2027-01-31")].reduce((made, each) => withCover(made, wil, each), team);
  const ended = withoutCover(covered, "PractitionerRole/wil", at);
  expect(ended.outcome === "changed" ? ended.resource.participant?.map(({ period }) => period) : ended).toEqual([{ start: "2026-01-01", end: "2026-01-31" }, { start: "2026-11-01", end: at.toISOString() }]);
  expect(withoutCover(covered, "PractitionerRole/eva", at)).toMatchObject({ outcome: "refused", issues: [{ rule: "reference" }] });
  const alone = withoutCover(withCover(team, wil, spell("2027-01-01", "2027-01-31")), "PractitionerRole/wil", at);
  expect(alone).toEqual({ outcome: "changed", resource: team });
});
