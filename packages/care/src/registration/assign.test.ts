import { codeSystemUrl } from "@wijkverband/fhir";
import { array, assert, constantFrom, integer, option, property, record } from "fast-check";
import type { CareTeam, CareTeamParticipant, PractitionerRole } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { overlap } from "../period.ts";
import { participantsAs, vasteHuisarts } from "../registration.ts";
import { assignGp, generalPractitionersOf, type AssignedRole, type Assignment } from "./assign.ts";
import { kindExtension, registrationKindOf, registrationKinds } from "./kind.ts";

const at = new Date("2026-11-24T10:00:00.000Z");
const now = at.toISOString();
const own = (system: string, code: string) => ({ coding: [{ system: codeSystemUrl(system), code }] });
const role = (id: string, key = "huisarts", more: Partial<PractitionerRole> = {}): PractitionerRole => ({ resourceType: "PractitionerRole", id, code: [own("rol", key)], organization: { reference: "Organization/praktijk" }, ...more });
const as = (place: AssignedRole | "waarnemer", id: string, start: string, end?: string): CareTeamParticipant => ({ role: [own("teamrol", place)], member: { reference: `PractitionerRole/${id}` }, period: { start, ...(end !== undefined && { end }) } });
const team = (...participant: CareTeamParticipant[]): CareTeam => ({ resourceType: "CareTeam", id: "t", status: "active", category: [own("team", "huisartsteam")], subject: { reference: "Patient/p" }, period: { start: "2011-05-02" }, managingOrganization: [{ reference: "Organization/praktijk" }], ...(participant.length > 0 && { participant }) });

const eva = as("vaste-huisarts", "eva", "2011-05-02");
const bas = as("vaste-tweede-huisarts", "bas", "2019-09-01");
const wil = as("waarnemer", "wil", "2026-12-21", "2026-12-24");
const give = (before: CareTeam, gp: PractitionerRole, place: AssignedRole = "vaste-huisarts", period?: Assignment["period"]) => assignGp(before, { gp, role: place, ...(period && { period }) }, at);
const after = (result: ReturnType<typeof assignGp>): CareTeam => (result.outcome === "changed" ? result.team : team());
const shown = (result: ReturnType<typeof assignGp>): unknown => (result.outcome === "changed" ? result.team.participant?.map(({ member, period }) => [member?.reference?.split("/")[1], period?.start, period?.end]) : result.outcome === "refused" ? result.issues : result.outcome);

describe("two-gps: a new vaste huisarts", () => {
  test("begins at the instant at which the former ends, who stays as history", () => {
    expect(shown(give(team(eva, bas, wil), role("cor")))).toEqual([["eva", "2011-05-02", now], ["bas", "2019-09-01", undefined], ["wil", "2026-12-21", "2026-12-24"], ["cor", now, undefined]]);
  });

  test("who is it already stays so, without a new version", () => {
    expect(shown(give(team(eva, bas), role("eva")))).toBe("unchanged");
    expect(shown(give(team(eva, bas), role("bas"), "vaste-tweede-huisarts"))).toBe("unchanged");
  });

  test("planned for later, the former stays until then; saying again who it is leaves the plan, whoever else is named in the meantime drops it", () => {
    const planned = give(team(eva), role("cor"), "vaste-huisarts", { start: "2027-01-01" });
    expect(shown(planned)).toEqual([["eva", "2011-05-02", "2026-12-31T23:00:00.000Z"], ["cor", "2027-01-01", undefined]]);
    expect(shown(give(after(planned), role("eva")))).toBe("unchanged");
    expect(shown(give(after(planned), role("eva"), "vaste-huisarts", { start: now }))).toEqual([["eva", "2011-05-02", undefined]]);
    expect(shown(give(after(planned), role("dirk")))).toEqual([["eva", "2011-05-02", now], ["dirk", now, undefined]]);
  });

  test("the second who becomes the first leaves the second place", () => {
    expect(shown(give(team(eva, bas), role("bas")))).toEqual([["eva", "2011-05-02", now], ["bas", "2019-09-01", now], ["bas", now, undefined]]);
  });

  test("in hindsight the former ends then; nobody who began later is pushed aside, and nobody came before the registration", () => {
    expect(shown(give(team(eva), role("cor"), "vaste-huisarts", { start: "2026-10-01" }))).toEqual([["eva", "2011-05-02", "2026-09-30T22:00:00.000Z"], ["cor", "2026-10-01", undefined]]);
    const changed = team({ ...eva, period: { start: "2011-05-02", end: "2020-01-01T00:00:00Z" } }, as("vaste-huisarts", "dirk", "2020-01-01T00:00:00Z"));
    expect(shown(give(changed, role("cor"), "vaste-huisarts", { start: "2018-01-01" }))).toEqual([expect.objectContaining({ rule: "two-gps", expression: "Parameters.parameter.where(name='period')" })]);
    expect(shown(give(changed, role("cor"), "vaste-huisarts", { start: "2018-01-01", end: "2018-12-31" }))).toEqual([["eva", "2011-05-02", "2017-12-31T23:00:00.000Z"], ["dirk", "2020-01-01T00:00:00Z", undefined], ["cor", "2018-01-01", "2018-12-31"]]);
    expect(shown(give(team(eva), role("cor"), "vaste-huisarts", { start: "2001-01-01" }))).toEqual([expect.objectContaining({ text: "the registration itself began after that" })]);
  });
});

describe("two-gps: ending a place", () => {
  test("an end that is given ends it; a period without one takes it away", () => {
    const ended = give(team(eva, bas), role("bas"), "vaste-tweede-huisarts", { end: "2026-12-31" });
    expect(shown(ended)).toEqual([["eva", "2011-05-02", undefined], ["bas", "2019-09-01", "2026-12-31"]]);
    expect(ended).toMatchObject({ warnings: [] });
    expect(shown(give(after(ended), role("bas"), "vaste-tweede-huisarts"))).toBe("unchanged");
    expect(shown(give(after(ended), role("bas"), "vaste-tweede-huisarts", { start: "2026-11-24" }))).toEqual([["eva", "2011-05-02", undefined], ["bas", "2019-09-01", undefined]]);
  });

  test("the place of who left, or is no huisarts any more, can be ended too", () => {
    for (const gone of [role("bas", "huisarts", { active: false }), role("bas", "waarnemer"), role("bas", "huisarts", { period: { end: "2026-10-31" } })]) {
      expect(shown(give(team(eva, bas), gone, "vaste-tweede-huisarts", { end: "2026-10-31" }))).toEqual([["eva", "2011-05-02", undefined], ["bas", "2019-09-01", "2026-10-31"]]);
      expect(give(team(eva, bas), gone, "vaste-tweede-huisarts")).toMatchObject({ outcome: "refused" });
    }
  });

  test.each<[string, ReturnType<typeof assignGp>]>([
    ["an end before the begin", give(team(eva), role("cor"), "vaste-huisarts", { start: "2026-12-02", end: "2026-12-01" })],
    ["an end that lies before the place began", give(team(bas), role("bas"), "vaste-tweede-huisarts", { end: "2019-08-01" })],
    ["an end that is over for somebody who begins now", give(team(eva), role("cor"), "vaste-huisarts", { end: "2026-11-23" })],
    ["a period that is none", give(team(eva), role("cor"), "vaste-huisarts", { end: "morgen" })],
  ])("refuses %s", (_what, result) => {
    expect(result).toMatchObject({ outcome: "refused", issues: [{ rule: "two-gps", expression: "Parameters.parameter.where(name='period')" }] });
  });
});

describe("two-gps: who may have a place", () => {
  test.each<[string, PractitionerRole, AssignedRole, string]>([
    ["a POH as vaste huisarts", role("poh", "poh"), "vaste-huisarts", "two-gps"],
    ["a waarnemer as vaste tweede huisarts", role("wil", "waarnemer"), "vaste-tweede-huisarts", "two-gps"],
    ["a huisarts as hoofdbehandelaar", role("eva"), "hoofdbehandelaar", "responsible-gp"],
    ["who left", role("eva", "huisarts", { active: false }), "vaste-huisarts", "two-gps"],
    ["whose work ended", role("eva", "huisarts", { period: { end: "2026-11-23" } }), "vaste-huisarts", "two-gps"],
    ["the vaste huisarts as second one too", role("eva"), "vaste-tweede-huisarts", "two-gps"],
  ])("refuses %s", (_what, gp, place, rule) => {
    expect(give(team(eva), gp, place)).toMatchObject({ outcome: "refused", issues: [{ rule, expression: "Parameters.parameter.where(name='gp')" }] });
  });

  test("a third fixed GP is taken, with a warning; so is one of another practice", () => {
    const third = give(team(eva, bas), role("cor"), "vaste-tweede-huisarts");
    expect(third).toMatchObject({ outcome: "changed", warnings: [{ rule: "two-gps", severity: "warning", expression: "CareTeam.participant[2]" }] });
    expect(assignGp(after(third), { gp: role("cor"), role: "vaste-tweede-huisarts", period: { end: "2026-11-25" } }, new Date("2026-11-27T00:00:00Z"))).toMatchObject({ outcome: "changed", warnings: [] });
    expect(give(team(eva), role("ver", "huisarts", { organization: { reference: "Organization/elders" } }), "vaste-tweede-huisarts")).toMatchObject({ warnings: [{ text: "this fixed GP works for another practice" }] });
  });

  test("a hoofdbehandelaar may work elsewhere, follows a former one, and changes nothing for the fixed GPs", () => {
    const elsewhere = { organization: { reference: "Organization/ouderenzorg" } } as const;
    const first = give(team(eva), role("so", "specialist-ouderengeneeskunde", elsewhere), "hoofdbehandelaar");
    expect(first).toMatchObject({ outcome: "changed", warnings: [] });
    expect(shown(assignGp(after(first), { gp: role("vg", "arts-vg", elsewhere), role: "hoofdbehandelaar" }, new Date("2026-12-01T00:00:00Z")))).toEqual([["eva", "2011-05-02", undefined], ["so", now, "2026-12-01T00:00:00.000Z"], ["vg", "2026-12-01T00:00:00.000Z", undefined]]);
    expect(generalPractitionersOf(after(first), at)).toEqual([{ reference: "Organization/praktijk" }, { reference: "PractitionerRole/eva" }]);
  });
});

test("Patient.generalPractitioner is the practice and the fixed GPs of that instant, each once", () => {
  const before = team({ ...eva, period: { start: "2011-05-02", end: now } }, as("vaste-huisarts", "cor", now), bas, wil);
  expect(generalPractitionersOf(before, new Date(at.getTime() - 1)).map(({ reference }) => reference)).toEqual(["Organization/praktijk", "PractitionerRole/eva", "PractitionerRole/bas"]);
  expect(generalPractitionersOf(before, at).map(({ reference }) => reference)).toEqual(["Organization/praktijk", "PractitionerRole/cor", "PractitionerRole/bas"]);
});

test("however places are given one after another, there never are two of a kind at once, and the newest word holds", () => {
  const day = (count: number): string => new Date(at.getTime() + count * 86_400_000).toISOString();
  const wish = record({ gp: constantFrom("a", "b", "c"), wait: integer({ min: 0, max: 3 }), start: option(integer({ min: -3, max: 5 }), { nil: undefined }), lasts: option(integer({ min: 1, max: 5 }), { nil: undefined }) });
  assert(
    property(array(wish, { minLength: 1, maxLength: 8 }), (wishes) => {
      let present = team();
      let moment = 0;
      for (const { gp, wait, start, lasts } of wishes) {
        moment += wait;
        const period = { ...(start !== undefined && { start: day(moment + start) }), ...(lasts !== undefined && { end: day(moment + (start ?? 0) + lasts) }) };
        const result = assignGp(present, { gp: role(gp), role: "vaste-huisarts", period }, new Date(day(moment)));
        if (result.outcome === "changed") present = result.team;
        const holds = vasteHuisarts(present, new Date(day(moment + (start ?? 0))))?.member?.reference === `PractitionerRole/${gp}`;
        expect(holds || result.outcome === "refused").toBe(true);
        const places = participantsAs(present, "vaste-huisarts");
        for (const [index, one] of places.entries()) for (const other of places.slice(index + 1)) expect(overlap(one.period, other.period)).toBe(false);
      }
    }),
  );
});

test("a registration says when it is of a passant or a newborn", () => {
  for (const kind of registrationKinds) expect(registrationKindOf({ ...team(), extension: [...kindExtension(kind)] })).toBe(kind);
  expect(kindExtension("ingeschreven")).toEqual([]);
  expect(registrationKindOf(team())).toBe("ingeschreven");
});
