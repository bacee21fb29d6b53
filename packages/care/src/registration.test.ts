import { codeSystemUrl } from "@wijkverband/fhir";
import type { CareTeam, CareTeamParticipant, PractitionerRole } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { activeRegistration } from "./registration/as-of.ts";
import { checkTeam, practiceOf, vasteHuisarts, vasteTweedeHuisartsen, waarnemers } from "./registration.ts";

const at = new Date("2026-11-22T12:00:00Z");
const concept = (system: string, code: string): { coding: { system: string; code: string }[] } => ({ coding: [{ system: codeSystemUrl(system), code }] });

function participant(role: string, member: string, period?: CareTeamParticipant["period"]): CareTeamParticipant {
  return { role: [concept("teamrol", role)], member: { reference: `PractitionerRole/${member}` }, ...(period && { period }) };
}

function team(participants: CareTeamParticipant[], more: Partial<CareTeam> = {}): CareTeam {
  return {
    resourceType: "CareTeam",
    id: "team",
    status: "active",
    category: [concept("team", "huisartsteam")],
    subject: { reference: "Patient/p" },
    managingOrganization: [{ reference: "Organization/praktijk" }],
    participant: participants,
    ...more,
  };
}

function role(id: string, key: string, practice = "praktijk"): PractitionerRole {
  return { resourceType: "PractitionerRole", id, code: [concept("rol", key)], organization: { reference: `Organization/${practice}` } };
}

describe("the registration in force", () => {
  test("is the active huisartsteam, not a wijkteam, an inactive or an ended one", () => {
    const wijkteam = team([], { id: "wijk", category: [concept("team", "wijkteam")] });
    const former = team([], { id: "oud", status: "inactive" });
    const ended = team([], { id: "voorbij", period: { end: "2026-11-21" } });
    expect(activeRegistration([wijkteam, former, ended], at)).toBeUndefined();
    expect(activeRegistration([wijkteam, former, ended, team([])], at)?.id).toBe("team");
  });

  test("names the practice and who is in it now", () => {
    const registration = team([
      participant("vaste-huisarts", "weg", { end: "2025-12-31" }),
      participant("vaste-huisarts", "eva", { start: "2026-01-01" }),
      participant("vaste-tweede-huisarts", "bas"),
      participant("waarnemer", "wil", { start: "2026-11-01", end: "2026-11-30" }),
      participant("waarnemer", "later", { start: "2026-12-01", end: "2026-12-24" }),
    ]);
    expect(practiceOf(registration)).toBe("Organization/praktijk");
    expect(vasteHuisarts(registration, at)?.member?.reference).toBe("PractitionerRole/eva");
    expect(vasteTweedeHuisartsen(registration, at).map(({ member }) => member?.reference)).toEqual(["PractitionerRole/bas"]);
    expect(waarnemers(registration, at).map(({ member }) => member?.reference)).toEqual(["PractitionerRole/wil"]);
  });
});

describe("checking a registration", () => {
  const roles = [role("eva", "huisarts"), role("bas", "huisarts"), role("cor", "huisarts"), role("poh", "poh"), role("ver", "huisarts", "elders")];

  test("finds nothing wrong with two GPs and a locum until a stated day", () => {
    const good = team([participant("vaste-huisarts", "eva"), participant("vaste-tweede-huisarts", "bas"), participant("waarnemer", "wil", { end: "2026-12-24" })]);
    expect(checkTeam(good, roles)).toEqual([]);
  });

  test.each<[string, CareTeam, object]>([
    ["no practice", team([], { managingOrganization: [] }), { rule: "one-practice", expression: "CareTeam.managingOrganization" }],
    ["two practices", team([], { managingOrganization: [{ reference: "Organization/a" }, { reference: "Organization/b" }] }), { rule: "one-practice" }],
    ["a locum for ever", team([participant("waarnemer", "wil")]), { rule: "responsible-gp", expression: "CareTeam.participant[0].period.end" }],
    ["a POH as vaste huisarts", team([participant("vaste-huisarts", "poh")]), { rule: "two-gps", expression: "CareTeam.participant[0].member" }],
    ["two called vaste huisarts", team([participant("vaste-huisarts", "eva"), participant("vaste-huisarts", "bas")]), { rule: "two-gps", expression: "CareTeam.participant[1]" }],
  ])("refuses %s", (_what, bad, issue) => {
    expect(checkTeam(bad, roles)).toEqual([expect.objectContaining(issue)]);
    expect(checkTeam(bad, roles)[0]?.severity).toBeUndefined();
  });

  test.each<[string, CareTeam]>([
    ["a third fixed GP", team([participant("vaste-huisarts", "eva"), participant("vaste-tweede-huisarts", "bas"), participant("vaste-tweede-huisarts", "cor")])],
    ["one person in both places", team([participant("vaste-huisarts", "eva"), participant("vaste-tweede-huisarts", "eva")])],
    ["a fixed GP of another practice", team([participant("vaste-huisarts", "ver")])],
  ])("warns of %s", (_what, doubtful) => {
    expect(checkTeam(doubtful, roles)).toEqual([expect.objectContaining({ rule: "two-gps", severity: "warning" })]);
  });

  test("lets one vaste huisarts follow another", () => {
    const succession = team([participant("vaste-huisarts", "eva", { end: "2026-11-30" }), participant("vaste-huisarts", "bas", { start: "2026-12-01" })]);
    expect(checkTeam(succession, roles)).toEqual([]);
  });
});
