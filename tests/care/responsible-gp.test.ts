import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ResponsibleGp, Surroundings } from "@wijkverband/care";
import { lookAhead, responsibleGp } from "@wijkverband/care";
import { basVerzonnen, evaFictief, huisartsteamWillem, verbindingen, wilProefneming } from "../people/wijk.ts";
import { rondWillem, zonder } from "./surroundings.ts";

const ask = (at: string, around: Surroundings = rondWillem()): ResponsibleGp => responsibleGp(around, new Date(at));
const until = (instant: string): string => new Date(instant).toISOString();

describe("who answers for Willem", () => {
  test("in the evening is Eva, who can be called for him, with the post behind her", () => {
    const answer = ask("2026-11-24T21:00:00+01:00");
    expect(answer).toMatchObject({
      rule: "own-gp-on-call",
      person: { reference: "PractitionerRole/eva-fictief-huisarts", display: "Eva Fictief" },
      role: "huisarts",
      practice: { display: "Huisartsenpraktijk Voorbeeldstraat" },
      phone: { value: "+31 00 000 00 14" },
      until: until("2026-11-24T23:00:00+01:00"),
      fallback: { rule: "anw-post" },
    });
    expect(answer.evidence).toEqual(["Basic/willem-bereikbaarheid-huisarts/_history/1", "CareTeam/huisartsteam-willem/_history/1", "PractitionerRole/eva-fictief-huisarts/_history/1"]);
  });

  test("at three in the morning is the post, until the practice opens", () => {
    expect(ask("2026-11-25T03:00:00+01:00")).toMatchObject({
      rule: "anw-post",
      practice: { reference: "Organization/spoedpost-modelregio", display: "Huisartsenspoedpost Modelregio" },
      phone: { value: "+31 00 000 00 31" },
      until: until("2026-11-25T08:00:00+01:00"),
    });
  });

  test("on Monday at three in the morning is the post too, though its weekend ended at midnight", () => {
    expect(ask("2026-11-23T03:00:00+01:00").rule).toBe("anw-post");
  });

  test("by day without a roster is the vaste huisarts at the practice number, and it says so", () => {
    expect(ask("2026-11-25T10:00:00+01:00")).toMatchObject({
      rule: "practice-hours",
      unrostered: true,
      person: { display: "Eva Fictief" },
      phone: { value: "+31 00 000 00 11" },
      until: until("2026-11-25T17:00:00+01:00"),
      fallback: { person: { display: "Bas Verzonnen" } },
    });
  });

  test("by day with a roster is who is on duty: the tweede on his days", () => {
    const [eva] = evaFictief();
    const [bas] = basVerzonnen(["thu", "fri"]);
    const onDuty = { ...eva, availableTime: [{ daysOfWeek: ["mon" as const, "tue" as const], availableStartTime: "08:00:00", availableEndTime: "17:00:00" }] };
    const around = rondWillem({ roles: [onDuty, bas] });
    expect(ask("2026-11-24T10:00:00+01:00", around)).toMatchObject({ rule: "practice-hours", person: { display: "Eva Fictief" } });
    expect(ask("2026-11-26T10:00:00+01:00", around)).toMatchObject({ rule: "practice-hours", person: { display: "Bas Verzonnen" } });
    expect(ask("2026-11-26T10:00:00+01:00", around).unrostered).toBeUndefined();
    expect(ask("2026-11-25T10:00:00+01:00", around)).toMatchObject({ rule: "practice-cover", practice: { display: "Huisartsenpraktijk Modellaan" } });
  });

  test("while Eva is on leave is the second GP", () => {
    const [eva] = evaFictief();
    const around = rondWillem({ roles: [{ ...eva, notAvailable: [{ description: "vakantie", during: { start: "2026-11-23", end: "2026-11-27" } }] }, basVerzonnen()[0]] });
    expect(ask("2026-11-25T10:00:00+01:00", around)).toMatchObject({ rule: "practice-hours", person: { display: "Bas Verzonnen" } });
  });

  test("during cover that includes ANW is the locum, day and night, to the minute", () => {
    expect(ask("2026-12-21T03:00:00+01:00")).toMatchObject({ rule: "anw-post", until: until("2026-12-21T08:00:00+01:00") });
    expect(ask("2026-12-22T03:00:00+01:00")).toMatchObject({ rule: "patient-cover", role: "waarnemer", person: { display: "Wil Proefneming" }, phone: { value: "+31 00 000 00 13" }, fallback: { rule: "anw-post" } });
    expect(ask("2026-12-24T16:59:00+01:00")).toMatchObject({ rule: "patient-cover", until: until("2026-12-24T17:00:00+01:00") });
    expect(ask("2026-12-24T17:00:00+01:00").rule).toBe("anw-post");
  });

  test("during cover in practice hours only is the post at night", () => {
    const team = huisartsteamWillem();
    const daytime = { ...team, participant: team.participant!.map(({ extension: _anw, ...participant }) => participant) };
    const around = rondWillem({ team: daytime });
    expect(ask("2026-12-22T03:00:00+01:00", around).rule).toBe("anw-post");
    expect(ask("2026-12-22T10:00:00+01:00", around).rule).toBe("patient-cover");
  });

  test("on a holiday that the post lists is the post; on Goede Vrijdag, which it doesn't, the practice", () => {
    expect(ask("2027-05-05T12:00:00+02:00").rule).toBe("anw-post");
    expect(ask("2027-03-26T12:00:00+01:00").rule).toBe("practice-hours");
  });

  test("while the practice is closed for a week is the covering practice by day", () => {
    expect(ask("2027-05-11T12:00:00+02:00")).toMatchObject({
      rule: "practice-cover",
      practice: { reference: "Organization/praktijk-modellaan" },
      phone: { value: "+31 00 000 00 15" },
      until: until("2027-05-11T17:00:00+02:00"),
    });
  });

  test("without cover is a gap that says whom to call", () => {
    const around = rondWillem({ affiliations: [] });
    expect(ask("2027-05-11T12:00:00+02:00", around)).toMatchObject({ rule: "gap", text: expect.stringContaining("+31 00 000 00 11") as string });
    expect(ask("2027-05-11T20:00:00+02:00", around)).toMatchObject({ rule: "gap", text: expect.stringContaining("Geen huisartsenspoedpost") as string });
    expect(ask("2027-05-11T20:00:00+02:00", around).fallback).toBeUndefined();
  });

  test("when he is registered nowhere is a gap that says so, with the last practice", () => {
    expect(ask("2026-11-25T10:00:00+01:00", zonder("team"))).toMatchObject({ rule: "gap", text: expect.stringContaining("bij geen praktijk ingeschreven") as string, phone: { value: "+31 00 000 00 11" } });
    expect(ask("2026-11-25T10:00:00+01:00", zonder("practice", zonder("team"))).text).toContain("112");
  });

  test("when he is registered nowhere is a gap until the next registration begins, where that is known", () => {
    const between = { ...zonder("team"), registeredFrom: "2026-12-01" };
    expect(ask("2026-11-25T10:00:00+01:00", between)).toMatchObject({ rule: "gap", until: until("2026-12-01T00:00:00+01:00") });
    expect(ask("2026-11-25T10:00:00+01:00", zonder("team")).until).toBeUndefined();
  });

  test("after his registration ends is a gap, and the last answer says until when", () => {
    const team = { ...huisartsteamWillem(), period: { start: "2011-05-02", end: "2026-11-25T12:00:00+01:00" } };
    expect(ask("2026-11-25T10:00:00+01:00", rondWillem({ team })).until).toBe(until("2026-11-25T12:00:00+01:00"));
    expect(ask("2026-11-25T12:00:00+01:00", rondWillem({ team }))).toMatchObject({ rule: "gap", text: expect.stringContaining("niet van kracht") as string });
  });

  test("when the practice has no hours is the practice whenever it isn't ANW", () => {
    const around = zonder("practiceHours");
    expect(ask("2027-05-11T12:00:00+02:00", around)).toMatchObject({ rule: "practice-hours", unrostered: true });
    expect(ask("2027-05-11T20:00:00+02:00", around).rule).toBe("anw-post");
  });

  test("is never an availability left behind by a GP who is no longer his", () => {
    const team = huisartsteamWillem();
    const moved = { ...team, participant: team.participant!.slice(1) };
    expect(ask("2026-11-24T21:00:00+01:00", rondWillem({ team: moved })).rule).toBe("anw-post");
  });

  test("falls back on the covering practice's promise for the night only where it gave one", () => {
    const [, cover] = verbindingen();
    const night = { ...cover!, extension: [{ url: "https://wijkverband.example/fhir/StructureDefinition/includes-anw", valueBoolean: true }] };
    expect(ask("2026-11-25T03:00:00+01:00", rondWillem({ affiliations: [cover!] })).rule).toBe("gap");
    expect(ask("2026-11-25T03:00:00+01:00", rondWillem({ affiliations: [night] })).rule).toBe("practice-cover");
  });
});

describe("until", () => {
  const essence = ({ evidence: _evidence, fallback: _fallback, until: _until, ...answer }: ResponsibleGp): object => answer;
  const [eva, bas, wil] = [evaFictief()[0], basVerzonnen(["thu", "fri"])[0], wilProefneming()[0]];
  const rostered = rondWillem({ roles: [{ ...eva, availableTime: [{ daysOfWeek: ["mon", "wed"], availableStartTime: "08:00:00", availableEndTime: "12:30:00" }] }, bas, wil] });
  // Eva by night, right through both changes of the clock
  const nightly = { ...rondWillem().gpAvailability[0]! };
  const throughTheYear = {
    ...nightly,
    extension: nightly.extension!.map((extension) =>
      extension.valuePeriod ? { ...extension, valuePeriod: { start: "2026-01-01", end: "2027-12-31" } } : extension.extension ? { ...extension, extension: [{ url: "start", valueTime: "22:15:00" }, { url: "end", valueTime: "02:30:00" }] } : extension,
    ),
  };
  const surroundings = fc.constantFrom(rondWillem(), rostered, zonder("practiceHours"), rondWillem({ gpAvailability: [throughTheYear] }), rondWillem({ affiliations: [] }));
  const quarter = 15 * 60_000;
  const year = fc.integer({ min: Date.parse("2026-11-01T00:00:00Z"), max: Date.parse("2027-11-30T00:00:00Z") });
  const doubled = fc.integer({ min: Date.parse("2027-10-30T18:00:00Z"), max: Date.parse("2027-10-31T08:00:00Z") });
  const skipped = fc.integer({ min: Date.parse("2027-03-27T18:00:00Z"), max: Date.parse("2027-03-28T08:00:00Z") });

  test.each([
    ["a random instant of the year", year],
    ["the night in which the clock goes back", doubled],
    ["the night in which the clock goes forward", skipped],
  ])("is the first change after %s", (_when, instants) => {
    fc.assert(
      fc.property(surroundings, instants, (around, at) => {
        const now = responsibleGp(around, new Date(at));
        const end = now.until === undefined ? at + lookAhead : Date.parse(now.until);
        expect(end).toBeGreaterThan(at);
        for (let later = at; later < end; later += quarter) expect(essence(responsibleGp(around, new Date(later)))).toEqual(essence(now));
        expect(essence(responsibleGp(around, new Date(end - 1)))).toEqual(essence(now));
        const changes = JSON.stringify(essence(responsibleGp(around, new Date(end)))) !== JSON.stringify(essence(now));
        expect(changes).toBe(now.until !== undefined);
      }),
      { numRuns: 25 },
    );
  });

  test("Eva's night lasts an hour longer when half past two comes twice", () => {
    const around = rondWillem({ gpAvailability: [throughTheYear] });
    expect(ask("2027-10-30T23:00:00+02:00", around)).toMatchObject({ rule: "own-gp-on-call", until: "2027-10-31T01:30:00.000Z" });
    expect(ask("2027-03-27T23:00:00+01:00", around)).toMatchObject({ rule: "own-gp-on-call", until: "2027-03-28T01:00:00.000Z" });
  });
});
