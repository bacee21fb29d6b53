import { codeSystemUrl } from "@wijkverband/fhir";
import type { CareTeam, CareTeamParticipant } from "hl7-fhir-r4-types";
import { expect, test } from "vitest";
import { holdersOf, holdersWithin, shapeOf } from "./registration-shape.ts";

const window = { start: Date.parse("2026-09-01T00:00:00Z"), end: Date.parse("2026-12-22T00:00:00Z") };

function place(code: string, role: string, start?: string, end?: string): CareTeamParticipant {
  return { role: [{ coding: [{ system: codeSystemUrl("teamrol"), code }] }], member: { reference: `PractitionerRole/${role}`, display: "iemand" }, period: { ...(start !== undefined && { start }), ...(end !== undefined && { end }) } };
}

function registration(patient: string, ...participant: readonly CareTeamParticipant[]): CareTeam {
  return { resourceType: "CareTeam", id: patient, status: "active", subject: { reference: `Patient/${patient}` }, managingOrganization: [{ reference: "Organization/praktijk" }], participant: [...participant] };
}

test("patients who were registered on different days long ago, in another order, have one shape, in which no patient stands", () => {
  const one = shapeOf(registration("jan", place("vaste-huisarts", "eva", "2020-01-01"), place("vaste-tweede-huisarts", "bas", "2021-01-01")), window);
  const other = shapeOf(registration("piet", place("vaste-tweede-huisarts", "bas"), place("vaste-huisarts", "eva", "2024-05-05")), window);
  expect(one).toEqual(other);
  expect(JSON.stringify(one)).not.toMatch(/jan|Patient|iemand/);
});

test("what began or ends within the time that is looked at stays apart, and what was over before is gone", () => {
  const lately = shapeOf(registration("jan", place("vaste-huisarts", "eva", "2026-11-01")), window);
  expect(lately.participant?.[0]?.period).toEqual({ start: "2026-11-01" });
  expect(shapeOf(registration("jan", place("waarnemer", "wil", "2026-01-01", "2026-08-01")), window).participant).toEqual([]);
});

test("cover that goes on after it keeps an end, because cover without one would be none", () => {
  const shape = shapeOf(registration("jan", place("waarnemer", "wil", "2026-01-01", "2030-01-01")), window);
  expect(shape.participant?.[0]?.period).toEqual({ end: "2026-12-22T00:00:00.000Z" });
});

test("who holds a place is told at an instant and over a time", () => {
  const team = shapeOf(registration("jan", place("vaste-huisarts", "eva", "2020-01-01", "2026-10-01"), place("vaste-huisarts", "bas", "2026-10-01T00:00:00+02:00")), window);
  const shape = { team, patients: 1 };
  expect(holdersOf(shape, ["vaste-huisarts"], Date.parse("2026-11-01T00:00:00Z"))).toEqual(["PractitionerRole/bas"]);
  expect(holdersWithin(shape, ["vaste-huisarts"], window).toSorted()).toEqual(["PractitionerRole/bas", "PractitionerRole/eva"]);
});
