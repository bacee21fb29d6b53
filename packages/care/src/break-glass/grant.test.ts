import type { Task } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { endGrant, grantDuration, grantOf, isGrant, isGranted, isOpen, isVital, nextGrantStatus, untilOf } from "./grant.ts";

const at = new Date("2026-11-24T02:00:00Z");
const minutes = (count: number): Date => new Date(at.getTime() + count * 60_000);
const grant = grantOf({ id: "g", patient: "Patient/p", person: "PractitionerRole/r", who: "N. Nacht", reason: { code: "spoed", text: "benauwd" }, at, until: new Date(at.getTime() + grantDuration) });

describe("break-glass: a grant", () => {
  test("lasts half an hour, not the 31st minute", () => {
    expect(untilOf(grant)).toBe(minutes(30).getTime());
    expect([0, 29, 30, 31].map((after) => isGranted(grant, minutes(after)))).toEqual([true, true, false, false]);
  });

  test("is of one person, one patient, with a reason", () => {
    expect(grant).toMatchObject({ for: { reference: "Patient/p" }, requester: { reference: "PractitionerRole/r" }, reasonCode: { text: "benauwd" } });
    expect(isGrant(grant)).toBe(true);
    expect(isGrant({ ...grant, code: { coding: [{ system: "https://example.org", code: "noodtoegang" }] } })).toBe(false);
    expect(isVital(grant)).toBe(false);
    expect(isVital(grantOf({ id: "g", patient: "Patient/p", person: "PractitionerRole/r", who: "N. Nacht", reason: { code: "vitaal-belang", text: "bewusteloos" }, at, until: at }))).toBe(true);
  });

  test.each(["completed", "cancelled"] as const)("ends as %s at the moment that somebody says so, and then for good", (as) => {
    const ending = endGrant(grant, as, minutes(10));
    expect(ending).toMatchObject({ outcome: "ended", grant: { status: as, executionPeriod: { start: at.toISOString(), end: minutes(10).toISOString() } } });
    const ended: Task = ending.outcome === "ended" ? ending.grant : grant;
    expect(isOpen(ended)).toBe(false);
    expect(isGranted(ended, minutes(11))).toBe(false);
    for (const again of ["completed", "cancelled"] as const) expect(endGrant(ended, again, minutes(12))).toEqual({ outcome: "unchanged" });
  });

  test("that nobody ended was over when its time was", () => {
    expect(endGrant(grant, "completed", minutes(90))).toMatchObject({ grant: { executionPeriod: { end: minutes(30).toISOString() } } });
  });

  test("without an end lets nobody in, and one in a status that we don't know can't be ended", () => {
    const { restriction: _none, ...endless } = grant;
    expect(isGranted(endless, at)).toBe(false);
    expect(endGrant({ ...grant, status: "on-hold" }, "completed", at)).toEqual({ outcome: "unchanged" });
  });

  test("has no way back from an end", () => {
    expect(nextGrantStatus).toEqual({ "in-progress": ["completed", "cancelled"], completed: [], cancelled: [] });
  });
});
