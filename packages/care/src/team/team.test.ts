import * as fc from "fast-check";
import type { CareTeam } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { faultsOf } from "../proposal/typed.fixture.ts";
import { functionOf, holderNow, isWijkTeam, memberNow, membersNow, teamPlaces, type TeamMember } from "./member.ts";
import { newTeam, teamFaults, withMember, withoutMember, withPlace, type TeamChange } from "./team.ts";

const day = (number: number): Date => new Date(Date.UTC(2026, 10, number, 12));
const practice = { reference: "Organization/praktijk", display: "Praktijk Voorbeeldstraat" };
const nurses: TeamMember = { reference: "Organization/thuiszorg", function: "wijkverpleegkundige", contact: { reference: "PractitionerRole/noor", display: "Noor" } };
const pharmacy: TeamMember = { reference: "Organization/apotheek", function: "apotheker" };
const riet: TeamMember = { reference: "RelatedPerson/riet", function: "mantelzorger" };

const team = newTeam({ id: "team", patient: "Patient/willem", practice, starter: nurses, at: day(1) });
const done = (change: TeamChange): CareTeam => {
  if (change.outcome !== "changed") throw new Error(JSON.stringify(change));
  return change.team;
};
const names = (of: CareTeam, at: Date) => membersNow(of, at).map(({ member }) => member?.reference);
const holder = (of: CareTeam, place: "coordinator" | "eerste-aanspreekpunt", at: Date) => holderNow(of, place, at)?.member?.reference;

describe("the team of a patient", () => {
  test("team-roles: has from the start a coordinator, who started it, and a first point of contact, the practice", () => {
    expect(isWijkTeam(team)).toBe(true);
    expect(faultsOf(team)).toEqual([]);
    expect([holder(team, "coordinator", day(1)), holder(team, "eerste-aanspreekpunt", day(1))]).toEqual(["Organization/thuiszorg", "Organization/praktijk"]);
    const own = newTeam({ id: "team", patient: "Patient/willem", practice, starter: { ...practice, function: "huisarts" }, at: day(1) });
    expect(faultsOf(own)).toEqual([]);
    expect(teamFaults(own, day(1))).toEqual([]);
    expect(own.participant).toHaveLength(1);
  });

  test("takes a member in once", () => {
    const joined = done(withMember(team, pharmacy, day(2)));
    expect(names(joined, day(2))).toContain("Organization/apotheek");
    expect(names(joined, day(1))).not.toContain("Organization/apotheek");
    expect(withMember(joined, pharmacy, day(3))).toEqual({ outcome: "unchanged" });
  });

  test("lets a member go at once, and takes him in again in a new spell (ORCA's second defect)", () => {
    const left = done(withoutMember(done(withMember(team, pharmacy, day(2))), "Organization/apotheek", day(5)));
    expect(names(left, day(5))).not.toContain("Organization/apotheek");
    const back = done(withMember(left, pharmacy, day(9)));
    expect([day(4), day(7), day(9)].map((at) => memberNow(back, "Organization/apotheek", at) !== undefined)).toEqual([true, false, true]);
    expect(faultsOf(back)).toEqual([]);
    expect(withoutMember(left, "Organization/apotheek", day(6))).toEqual({ outcome: "unchanged" });
  });

  test("keeps the places of who takes part in another function", () => {
    const other = done(withMember(team, { ...nurses, function: "verzorgende" }, day(3)));
    expect(functionOf(memberNow(other, nurses.reference, day(3))!)).toBe("verzorgende");
    expect(functionOf(memberNow(other, nurses.reference, day(2))!)).toBe("wijkverpleegkundige");
    expect(teamFaults(other, day(3))).toEqual([]);
  });

  test("team-roles: gives a place to a member, and remembers who had it", () => {
    const cared = done(withPlace(done(withMember(team, riet, day(2))), riet.reference, "eerste-aanspreekpunt", day(3)));
    expect([day(2), day(3)].map((at) => holder(cared, "eerste-aanspreekpunt", at))).toEqual(["Organization/praktijk", "RelatedPerson/riet"]);
    expect(teamFaults(cared, day(3))).toEqual([]);
    expect(faultsOf(cared)).toEqual([]);
    expect(withPlace(cared, riet.reference, "eerste-aanspreekpunt", day(4))).toEqual({ outcome: "unchanged" });
    expect(withPlace(cared, "Organization/vreemd", "coordinator", day(4))).toMatchObject({ outcome: "refused", issues: [{ rule: "team-roles" }] });
  });

  test("keeps the function of a member whose function and place stand in one concept", () => {
    const coding = [...(team.participant?.[1]?.role ?? [])].flatMap((role) => role.coding ?? []);
    const together: CareTeam = { ...team, participant: [team.participant![0]!, { ...team.participant![1]!, role: [{ coding }] }] };
    const moved = done(withPlace(together, practice.reference, "coordinator", day(3)));
    expect(functionOf(memberNow(moved, nurses.reference, day(3))!)).toBe("wijkverpleegkundige");
    expect(holder(moved, "coordinator", day(3))).toBe(practice.reference);
    expect(faultsOf(moved)).toEqual([]);
  });

  test("team-roles: gives the places of who leaves to the practice, or to who is named", () => {
    const left = done(withoutMember(team, nurses.reference, day(4)));
    expect(holder(left, "coordinator", day(4))).toBe("Organization/praktijk");
    const named = done(withoutMember(done(withMember(team, riet, day(2))), nurses.reference, day(4), riet.reference));
    expect(holder(named, "coordinator", day(4))).toBe("RelatedPerson/riet");
    expect(withoutMember(team, nurses.reference, day(4), "Organization/vreemd")).toMatchObject({ outcome: "refused", issues: [{ rule: "team-roles" }] });
  });

  test("team-roles: lets nobody go whose place nobody takes", () => {
    expect(withoutMember(team, practice.reference, day(4))).toMatchObject({ outcome: "refused", issues: [{ rule: "team-roles", expression: "CareTeam.participant" }] });
    expect(teamFaults({ ...team, participant: team.participant!.slice(1) }, day(4))).toMatchObject([{ rule: "team-roles", text: "a team has one eerste-aanspreekpunt at a time, not 0" }]);
    expect(teamFaults({ ...team, participant: [...team.participant!, team.participant![0]!] }, day(4))).toHaveLength(2);
  });
});

const members = [nurses, pharmacy, riet, { ...practice, function: "huisarts" }];
const step = fc.record({ kind: fc.constantFrom("join", "leave", "place"), member: fc.constantFrom(...members), place: fc.constantFrom(...teamPlaces), sameInstant: fc.boolean() });

test("team-roles: whatever happens, a team has at each instant one coordinator, one first point of contact and each member once", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      let present: CareTeam = team;
      let at = day(2);
      const instants = [at];
      for (const { kind, member, place, sameInstant } of steps) {
        if (!sameInstant) at = new Date(at.getTime() + 3_600_000);
        instants.push(at);
        const change = kind === "join" ? withMember(present, member, at) : kind === "leave" ? withoutMember(present, member.reference, at) : withPlace(present, member.reference, place, at);
        if (change.outcome !== "changed") continue;
        present = change.team;
        expect(memberNow(present, member.reference, at) === undefined).toBe(kind === "leave");
      }
      for (const instant of instants) expect(teamFaults(present, instant)).toEqual([]);
    }),
  );
});
