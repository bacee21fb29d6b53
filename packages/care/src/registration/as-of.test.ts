import { codeSystemUrl } from "@wijkverband/fhir";
import { assert, infiniteStream, integer, nat, property, uniqueArray } from "fast-check";
import type { CareTeam, CareTeamParticipant } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { activeRegistration, lastRegistration, registrationAsOf, registrationsKnown } from "./as-of.ts";

const own = (system: string, code: string) => ({ coding: [{ system: codeSystemUrl(system), code }] });

function registration(id: string, practice: string, more: Partial<CareTeam> = {}): CareTeam {
  return { resourceType: "CareTeam", id, status: "active", category: [own("team", "huisartsteam")], subject: { reference: "Patient/p" }, managingOrganization: [{ reference: `Organization/${practice}` }], ...more };
}

const as = (role: string, member: string, period: CareTeamParticipant["period"]): CareTeamParticipant => ({ role: [own("teamrol", role)], member: { reference: `PractitionerRole/${member}` }, ...(period && { period }) });
const version = (team: CareTeam, versionId: string, lastUpdated: string): CareTeam => ({ ...team, meta: { versionId, lastUpdated } });
const instant = (text: string): Date => new Date(text);

const moved = "2024-03-01T09:00:00.000Z";
const first = registration("eerste", "oud", { period: { start: "2010-05-01T08:00:00.000Z", end: moved }, status: "inactive", participant: [as("vaste-huisarts", "anna", { start: "2010-05-01T08:00:00.000Z", end: "2018-01-01T00:00:00.000Z" }), as("vaste-huisarts", "bram", { start: "2018-01-01T00:00:00.000Z" })] });
const second = registration("tweede", "nieuw", { period: { start: moved }, participant: [as("vaste-huisarts", "eva", { start: moved }), as("vaste-tweede-huisarts", "bas", { start: moved }), as("hoofdbehandelaar", "so", { start: "2026-01-01" }), as("waarnemer", "wil", { start: "2026-12-21", end: "2026-12-24" })] });

const who = (teams: readonly CareTeam[], at: string, known?: string) => {
  const found = registrationAsOf(teams, instant(at), known === undefined ? undefined : instant(known));
  return found && [found.practice, found.vasteHuisarts?.member?.reference].map((each) => each?.split("/")[1]);
};

describe("who was it on a date", () => {
  test("a registration that ended answers for its time, and the hour of a move belongs to the new practice", () => {
    expect(who([first, second], "2010-05-01T07:59:59.999Z")).toBeUndefined();
    expect(who([first, second], "2010-05-01T08:00:00.000Z")).toEqual(["oud", "anna"]);
    expect(who([second, first], "2017-12-31T23:59:59.999Z")).toEqual(["oud", "anna"]);
    expect(who([first, second], "2018-01-01T00:00:00.000Z")).toEqual(["oud", "bram"]);
    expect(who([first, second], "2024-03-01T08:59:59.999Z")).toEqual(["oud", "bram"]);
    expect(who([first, second], moved)).toEqual(["nieuw", "eva"]);
  });

  test("the second GP, the lead practitioner and the locum are named in their own time", () => {
    const named = registrationAsOf([first, second], instant("2026-12-22T10:00:00Z"));
    expect([...(named?.vasteTweedeHuisartsen ?? []), named?.hoofdbehandelaar, ...(named?.waarnemers ?? [])].map((each) => each?.member?.reference)).toEqual(["PractitionerRole/bas", "PractitionerRole/so", "PractitionerRole/wil"]);
    expect(registrationAsOf([first, second], instant("2025-12-31T10:00:00Z"))).toMatchObject({ hoofdbehandelaar: undefined, waarnemers: [] });
  });

  test("between two practices nobody is registered, and the last practice is still known", () => {
    const gone = [first, { ...second, period: { start: "2024-06-01" } }];
    expect(registrationAsOf(gone, instant("2024-04-01T00:00:00Z"))).toBeUndefined();
    expect(lastRegistration(gone, instant("2024-04-01T00:00:00Z"))?.id).toBe("eerste");
    expect(lastRegistration(gone, instant("2025-04-01T00:00:00Z"))?.id).toBe("tweede");
    expect(lastRegistration(gone, instant("2009-04-01T00:00:00Z"))).toBeUndefined();
  });

  test("what was entered in error, what ended without an end and other teams never were a registration", () => {
    const at = instant("2020-01-01T00:00:00Z");
    const { period: _none, ...endless } = first;
    const wijkteam = { ...second, id: "wijk", category: [own("team", "wijkteam")], period: { start: "2010-01-01" } };
    for (const no of [{ ...first, status: "entered-in-error" }, endless, wijkteam] satisfies CareTeam[]) {
      expect(activeRegistration([no], at)).toBeUndefined();
    }
    expect([{ ...first, status: "entered-in-error" } as const, wijkteam].map((no) => lastRegistration([no], at))).toEqual([undefined, undefined]);
    expect(lastRegistration([endless], at)?.id).toBe("eerste");
  });
});

describe("what the record said at the time", () => {
  const before: CareTeam = { ...first, status: "active", period: { start: "2010-05-01T08:00:00.000Z" }, participant: [as("vaste-huisarts", "anna", { start: "2010-05-01T08:00:00.000Z" })] };
  const versions = [version(before, "1", "2010-05-01T08:00:00.000Z"), version({ ...first, status: "active", period: { start: "2010-05-01T08:00:00.000Z" } }, "2", "2018-02-01T00:00:00.000Z"), version(first, "3", moved), version(second, "1", moved)];

  test("what was put in hindsight isn't known before it was stored", () => {
    expect(who(versions, "2018-01-15T00:00:00Z")).toEqual(["oud", "bram"]);
    expect(who(versions, "2018-01-15T00:00:00Z", "2018-01-31T23:59:59.999Z")).toEqual(["oud", "anna"]);
    expect(who(versions, "2018-01-15T00:00:00Z", "2018-02-01T00:00:00.000Z")).toEqual(["oud", "bram"]);
    expect(who(versions, "2025-01-01T00:00:00Z", "2020-01-01T00:00:00Z")).toEqual(["oud", "bram"]);
    expect(who(versions, "2025-01-01T00:00:00Z", "2001-01-01T00:00:00Z")).toBeUndefined();
  });

  test("the answer is exact to the version", () => {
    const versionOf = (known?: string) => registrationAsOf(versions, instant("2012-01-01T00:00:00Z"), known === undefined ? undefined : instant(known))?.team.meta?.versionId;
    expect([versionOf("2010-05-01T08:00:00.000Z"), versionOf("2019-01-01T00:00:00Z"), versionOf()]).toEqual(["1", "2", "3"]);
    expect(registrationsKnown(versions.toReversed()).map(({ id, meta }) => `${id}/${meta?.versionId}`)).toEqual(["eerste/3", "tweede/1"]);
  });
});

test("whatever the order in which they are read, a chain of registrations gives one answer at every instant", () => {
  const moments = uniqueArray(integer({ min: 0, max: 10_000 }), { minLength: 2, maxLength: 8 }).map((each) => each.toSorted((one, other) => one - other));
  const iso = (hour: number): string => new Date(Date.UTC(2020, 0, 1) + hour * 3_600_000).toISOString();
  assert(
    property(moments, integer({ min: -10, max: 10_010 }), infiniteStream(nat()), (edges, hour, chance) => {
      const chain = edges.map((edge, place) => registration(`r${place}`, `praktijk-${place}`, place === edges.length - 1 ? { period: { start: iso(edge) } } : { status: "inactive", period: { start: iso(edge), end: iso(edges[place + 1] ?? 0) } }));
      const shuffled = chain.map((team) => [chance.next().value as number, team] as const).toSorted(([one], [other]) => one - other).map(([, team]) => team);
      const expected = edges.findLastIndex((edge) => edge <= hour);
      expect(registrationAsOf(shuffled, instant(iso(hour)))?.practice).toBe(expected === -1 ? undefined : `Organization/praktijk-${expected}`);
    }),
  );
});
