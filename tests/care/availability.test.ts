import { describe, expect, test } from "vitest";
import type { ResponsibleGp, Surroundings } from "@wijkverband/care";
import { responsibleGp } from "@wijkverband/care";
import { profileUrl } from "@wijkverband/fhir";
import type { Basic, CareTeamParticipant, ContactPoint, Observation, PractitionerRole } from "hl7-fhir-r4-types";
import { own, to } from "../people/coding.ts";
import { bereikbaarheid } from "../people/willem.ts";
import { basVerzonnen, evaFictief, huisartsteamWillem, wilProefneming } from "../people/wijk.ts";
import { rondWillem } from "./surroundings.ts";

const evening = "2026-11-24T21:00:00+01:00";
const ask = (at: string, around: Surroundings): ResponsibleGp => responsibleGp(around, new Date(at));
const rule = (around: Partial<Surroundings>, at = evening): string => ask(at, rondWillem(around)).rule;

function phase(value: "palliatief" | "terminaal", effectiveDateTime: string, status: Observation["status"] = "final"): Observation {
  return { resourceType: "Observation", id: "fase", status, code: own("overdracht", "palliatieve-fase"), valueCodeableConcept: own("palliatieve-fase", value), effectiveDateTime };
}

describe("the own GP who said to be reachable", () => {
  test("wins at night from the post, with both numbers in order of rank", () => {
    const number = (value: string, rank: number): { url: string; valueContactPoint: ContactPoint } => ({ url: profileUrl("availability-telecom"), valueContactPoint: { system: "phone", value, rank } });
    const offer: Basic = { ...bereikbaarheid(), extension: [...bereikbaarheid().extension!.slice(0, 3), number("+31 00 000 00 98", 2), number("+31 00 000 00 14", 1)] };
    expect(ask(evening, rondWillem({ gpAvailability: [offer] }))).toMatchObject({ rule: "own-gp-on-call", phone: { value: "+31 00 000 00 14" }, secondPhone: { value: "+31 00 000 00 98" }, fallback: { rule: "anw-post" } });
    expect(ask(evening, rondWillem()).secondPhone).toBeUndefined();
  });

  test("goes before the tweede who said so too", () => {
    const other: Basic = { ...bereikbaarheid(), id: "van-bas", author: to("PractitionerRole/bas-verzonnen-huisarts") };
    expect(ask(evening, rondWillem({ gpAvailability: [other, bereikbaarheid()] }))).toMatchObject({ person: { display: "Eva Fictief" }, fallback: { rule: "own-gp-on-call", person: { display: "Bas Verzonnen" } } });
  });

  test("is reachable no more after the last date, or once the role ended", () => {
    expect(rule({}, "2026-12-03T22:59:00+01:00")).toBe("own-gp-on-call");
    expect(rule({}, "2026-12-04T21:00:00+01:00")).toBe("anw-post");
    expect(rule({ roles: [{ ...evaFictief()[0], active: false }] })).toBe("anw-post");
  });

  test("is reachable until the terminal episode is over, which ends the answer at that instant", () => {
    const over = rondWillem({ phases: [phase("terminaal", "2026-11-18"), phase("palliatief", "2026-11-24T21:30:00+01:00")] });
    expect(ask(evening, over)).toMatchObject({ rule: "own-gp-on-call", until: "2026-11-24T20:30:00.000Z" });
    expect(ask("2026-11-24T21:30:00+01:00", over).rule).toBe("anw-post");
    expect(ask("2026-11-25T21:00:00+01:00", over).rule).toBe("anw-post");
  });

  test("isn't stopped by a phase of before the offer, one that was a mistake, or one that is terminal", () => {
    expect(rule({ phases: [phase("palliatief", "2026-11-19"), phase("palliatief", "2026-11-20T09:00:00+01:00")] })).toBe("own-gp-on-call");
    expect(rule({ phases: [phase("palliatief", "2026-11-23", "entered-in-error"), phase("terminaal", "2026-11-23")] })).toBe("own-gp-on-call");
    expect(rule({ phases: [phase("palliatief", "2026-11-21")] })).toBe("anw-post");
  });

  test("needs a new offer when the patient is terminal again", () => {
    const phases = [phase("palliatief", "2026-11-21"), phase("terminaal", "2026-11-22")];
    expect(rule({ phases })).toBe("anw-post");
    expect(rule({ phases, gpAvailability: [{ ...bereikbaarheid(), created: "2026-11-22T12:00:00+01:00" }] })).toBe("own-gp-on-call");
  });

  test("is called no more after death", () => {
    expect(rule({ patient: { deceasedDateTime: "2026-11-24T20:00:00+01:00" } })).toBe("anw-post");
    expect(ask(evening, rondWillem({ patient: { deceasedDateTime: "2026-11-24T22:00:00+01:00" } })).until).toBe("2026-11-24T21:00:00.000Z");
    expect(rule({ patient: { deceasedBoolean: true } })).toBe("anw-post");
    expect(rule({ patient: { deceasedBoolean: false } })).toBe("own-gp-on-call");
  });
});

describe("a hoofdbehandelaar", () => {
  const specialist: PractitionerRole = { ...wilProefneming()[0], id: "olga-ouderen", practitioner: to("Practitioner/olga", "Olga Ouderen"), code: [own("rol", "specialist-ouderengeneeskunde")] };
  const lead = (member: string, start: string, end?: string): CareTeamParticipant => ({ role: [own("teamrol", "hoofdbehandelaar")], member: to(`PractitionerRole/${member}`, "Olga Ouderen"), period: { start, ...(end !== undefined && { end }) } });
  const around = (...leads: CareTeamParticipant[]): Surroundings => rondWillem({ team: { ...huisartsteamWillem(), participant: [...huisartsteamWillem().participant!, ...leads] }, roles: [evaFictief()[0], basVerzonnen()[0], specialist] });

  test("stands beside the answer, whoever answers, and not in its fallback", () => {
    const answer = ask(evening, around(lead("olga-ouderen", "2026-11-01")));
    expect(answer).toMatchObject({ rule: "own-gp-on-call", hoofdbehandelaar: { reference: "PractitionerRole/olga-ouderen", display: "Olga Ouderen", role: "specialist-ouderengeneeskunde", phone: { value: "+31 00 000 00 13" } } });
    expect(answer.fallback).not.toHaveProperty("hoofdbehandelaar");
    expect(ask(evening, around())).not.toHaveProperty("hoofdbehandelaar");
  });

  test("changes the answer when the treatment passes to another, or ends", () => {
    const passing = around(lead("olga-ouderen", "2026-11-01", "2026-11-24T22:00:00+01:00"), lead("piet-elders", "2026-11-24T21:30:00+01:00", "2026-11-24T21:45:00+01:00"));
    expect(ask(evening, passing)).toMatchObject({ hoofdbehandelaar: { reference: "PractitionerRole/olga-ouderen" }, until: "2026-11-24T20:30:00.000Z" });
    expect(ask("2026-11-24T21:30:00+01:00", passing)).toMatchObject({ hoofdbehandelaar: { reference: "PractitionerRole/piet-elders" }, until: "2026-11-24T20:45:00.000Z" });
    expect(ask("2026-11-24T21:45:00+01:00", passing)).toMatchObject({ hoofdbehandelaar: { reference: "PractitionerRole/olga-ouderen" }, until: "2026-11-24T21:00:00.000Z" });
    expect(ask("2026-11-24T22:00:00+01:00", passing)).not.toHaveProperty("hoofdbehandelaar");
  });

  test("is none of a registration that isn't in force", () => {
    const ended = around(lead("olga-ouderen", "2026-11-01"));
    expect(ask(evening, { ...ended, team: { ...ended.team!, period: { end: "2026-11-20" } } })).not.toHaveProperty("hoofdbehandelaar");
  });
});
