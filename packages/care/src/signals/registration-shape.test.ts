import { codeSystemUrl } from "@wijkverband/fhir";
import type { CareTeam, CareTeamParticipant } from "hl7-fhir-r4-types";
import { expect, test } from "vitest";
import { holdersOf, shapeOf } from "./registration-shape.ts";

const past = { start: Date.parse("2026-09-01T00:00:00Z"), end: Date.parse("2026-11-24T00:00:00Z") };
const end = Date.parse("2026-12-22T00:00:00Z");

function place(code: string, role: string, start?: string, end?: string): CareTeamParticipant {
  return { role: [{ coding: [{ system: codeSystemUrl("teamrol"), code }] }], member: { reference: `PractitionerRole/${role}`, display: "iemand" }, period: { ...(start !== undefined && { start }), ...(end !== undefined && { end }) } };
}

function registration(patient: string, ...participant: readonly CareTeamParticipant[]): CareTeam {
  return { resourceType: "CareTeam", id: patient, status: "active", subject: { reference: `Patient/${patient}` }, managingOrganization: [{ reference: "Organization/praktijk" }], participant: [...participant] };
}

test("patients who came on different days, long ago or lately, in another order, have one shape, in which no patient stands", () => {
  const one = shapeOf(registration("jan", place("vaste-huisarts", "eva", "2020-01-01"), place("vaste-tweede-huisarts", "bas", "2026-11-01")), past, end);
  const other = shapeOf(registration("piet", place("vaste-tweede-huisarts", "bas"), place("vaste-huisarts", "eva", "2026-11-20T10:00:00Z")), past, end);
  expect(one).toEqual(other);
  expect(JSON.stringify(one)).not.toMatch(/jan|Patient|iemand/);
});

test("what is still to begin or to end stays apart, and of what is over only who it was", () => {
  const { team, locumsLately, fixedLately } = shapeOf(registration("jan", place("vaste-huisarts", "eva", "2026-12-01"), place("waarnemer", "wil", "2026-01-01", "2026-10-01"), place("waarnemer", "wen", "2026-01-01", "2026-08-01")), past, end);
  expect(team.participant?.map(({ member, period }) => [member?.reference, period])).toEqual([["PractitionerRole/eva", { start: "2026-12-01" }]]);
  expect([locumsLately, fixedLately]).toEqual([["PractitionerRole/wil"], []]);
});

test("cover that goes on after it keeps an end, because cover without one would be none", () => {
  const { team } = shapeOf(registration("jan", place("waarnemer", "wil", "2026-01-01", "2030-01-01")), past, end);
  expect(team.participant?.[0]?.period).toEqual({ end: "2026-12-22T00:00:00.000Z" });
});

test("who holds a place now is told, and who held it lately", () => {
  const shape = shapeOf(registration("jan", place("vaste-huisarts", "eva", "2020-01-01", "2026-10-01"), place("vaste-huisarts", "bas", "2026-10-01T00:00:00+02:00")), past, end);
  expect(holdersOf(shape, ["vaste-huisarts"], past.end)).toEqual(["PractitionerRole/bas"]);
  expect(shape.fixedLately).toEqual(["PractitionerRole/bas", "PractitionerRole/eva"]);
});
