import { describe, expect, test } from "vitest";
import type { ResponsibleGp, Surroundings } from "@wijkverband/care";
import { readCover, responsibleGp } from "@wijkverband/care";
import { profileUrl } from "@wijkverband/fhir";
import type { CareTeam, OrganizationAffiliation, Period, PractitionerRole, PractitionerRoleAvailableTime } from "hl7-fhir-r4-types";
import { own, to } from "../people/coding.ts";
import { basVerzonnen, evaFictief, huisartsteamWillem, verbindingen, wilProefneming } from "../people/wijk.ts";
import { rondWillem } from "./surroundings.ts";

const ask = (at: string, around: Surroundings): ResponsibleGp => responsibleGp(around, new Date(at));
const [eva, bas, wil] = [evaFictief()[0], basVerzonnen()[0], wilProefneming()[0]];
const anw = { url: profileUrl("includes-anw"), valueBoolean: true };
const week = ["mon", "tue", "wed", "thu", "fri"] as const;

/** Hours from eight to five; `presence` where they are not at the practice. */
function hours(days: readonly (typeof week)[number][], presence?: "on-site" | "remote"): PractitionerRoleAvailableTime {
  return { ...(presence && { extension: [{ url: profileUrl("presence"), valueCode: presence }] }), daysOfWeek: [...days], availableStartTime: "08:00:00", availableEndTime: "17:00:00" };
}

/** Wil stands in for a huisarts of the practice. */
function cover(id: string, covered: PractitionerRole, period: Period, more: Partial<PractitionerRole> = {}): PractitionerRole {
  return {
    ...wil,
    id,
    period,
    ...more,
    extension: [
      { url: profileUrl("cover"), extension: [{ url: "covered", valueReference: to(`PractitionerRole/${covered.id}`) }, { url: "by", valueReference: to(`PractitionerRole/${wil.id}`) }] },
      ...(more.extension ?? []),
    ],
  };
}

/** Willem's registration without the locum whom it names for December. */
function teamWith(...locums: NonNullable<CareTeam["participant"]>): CareTeam {
  const team = huisartsteamWillem();
  return { ...team, participant: [...team.participant!.slice(0, 2), ...locums] };
}

function locum(member: string, period: Period, ...extension: (typeof anw)[]): NonNullable<CareTeam["participant"]>[number] {
  return { ...(extension.length > 0 && { extension }), role: [own("teamrol", "waarnemer")], member: to(`PractitionerRole/${member}`), period };
}

const july = { start: "2027-07-01", end: "2027-07-31" };
const day = "2027-07-14T10:00:00+02:00"; // a Wednesday
const who = ({ person }: Pick<ResponsibleGp, "person">): string | undefined => person?.reference.slice("PractitionerRole/".length);

describe("covers of one patient that overlap", () => {
  const around = (...locums: NonNullable<CareTeam["participant"]>): Surroundings => rondWillem({ team: teamWith(...locums) });

  test("the one that started last wins, and the longer one goes on afterwards", () => {
    const nested = around(locum("whole-month", july), locum("one-day", { start: "2027-07-14", end: "2027-07-14" }));
    expect(who(ask("2027-07-13T16:59:00+02:00", nested))).toBe("whole-month");
    expect(ask(day, nested)).toMatchObject({ person: { reference: "PractitionerRole/one-day" }, until: "2027-07-14T15:00:00.000Z", fallback: { person: { reference: "PractitionerRole/whole-month" } } });
    expect(who(ask("2027-07-15T10:00:00+02:00", nested))).toBe("whole-month");
  });

  test("of those that started together the one that ends first wins, then the reference, however they are listed", () => {
    const [short, long, same] = [locum("short", { start: "2027-07-01", end: "2027-07-20" }), locum("a-long", july), locum("another", { start: "2027-07-01", end: "2027-07-20" })];
    for (const order of [[short, long, same], [same, long, short], [long, same, short]]) expect(who(ask(day, around(...order)))).toBe("another");
    expect(who(ask(day, around(long, short)))).toBe("short");
  });

  test("those that touch hand over at the instant", () => {
    const noon = "2027-07-14T12:00:00+02:00";
    const touching = around(locum("morning", { start: "2027-07-14T08:00:00+02:00", end: noon }), locum("afternoon", { start: noon, end: "2027-07-14T17:00:00+02:00" }));
    expect(ask("2027-07-14T11:59:59.999+02:00", touching)).toMatchObject({ person: { reference: "PractitionerRole/morning" }, until: "2027-07-14T10:00:00.000Z" });
    expect(who(ask(noon, touching))).toBe("afternoon");
  });

  test("a locum on leave, or whose role ended, doesn't stand in", () => {
    const team = teamWith(locum(wil.id!, july));
    expect(ask(day, rondWillem({ team })).rule).toBe("patient-cover");
    expect(ask(day, rondWillem({ team, roles: [eva, bas, { ...wil, active: false }] })).rule).toBe("practice-hours");
    expect(ask(day, rondWillem({ team, roles: [eva, bas, { ...wil, notAvailable: [{ description: "ziek", during: { start: "2027-07-14", end: "2027-07-14" } }] }] })).rule).toBe("practice-hours");
  });
});

describe("cover of a huisarts", () => {
  const around = (...roles: PractitionerRole[]): Surroundings => rondWillem({ team: teamWith(), roles: [eva, bas, wil, ...roles] });

  test("is not begun without an end, for somebody of another practice, or out of use", () => {
    expect(readCover(wil)).toBeUndefined();
    expect(readCover(cover("x", eva, { start: "2027-07-01" }))).toBeUndefined();
    for (const role of [cover("x", eva, { start: "2027-07-01" }), cover("x", eva, july, { active: false }), cover("x", eva, july, { organization: to("Organization/praktijk-modellaan") })]) {
      expect(who(ask(day, around(role)))).toBe(eva.id);
    }
  });

  test("the tweede on duty goes before who stands in for the vaste; that one before the tweede without a roster", () => {
    const roles = [cover("voor-eva", eva, july)];
    expect(ask(day, around(...roles))).toMatchObject({ rule: "practice-hours", role: "waarnemer", person: { reference: "PractitionerRole/voor-eva", display: "Wil Proefneming" }, phone: { value: "+31 00 000 00 11" } });
    expect(ask(day, around(...roles)).unrostered).toBeUndefined();
    const onDuty = rondWillem({ team: teamWith(), roles: [eva, { ...bas, availableTime: [hours(week)] }, wil, ...roles] });
    expect(who(ask(day, onDuty))).toBe(bas.id);
  });

  test("who stands in for the vaste goes before who stands in for the tweede, whatever began later", () => {
    expect(who(ask(day, around(cover("voor-bas", bas, { start: "2027-07-12", end: "2027-07-16" }), cover("voor-eva", eva, july))))).toBe("voor-eva");
  });

  test("while somebody stands in the huisarts isn't on duty, whatever the roster says", () => {
    const rostered = (...roles: PractitionerRole[]): Surroundings => rondWillem({ team: teamWith(), roles: [{ ...eva, availableTime: [hours(week)] }, bas, wil, ...roles] });
    expect(who(ask(day, rostered()))).toBe(eva.id);
    expect(who(ask(day, rostered(cover("voor-eva", eva, july))))).toBe("voor-eva");
    expect(who(ask(day, rostered(cover("voor-eva", eva, july, { availableTime: [hours(["mon"])] }))))).toBe(eva.id);
  });

  test("a locum with hours of his own is there on those only, and says when he is remote", () => {
    const role = cover("voor-eva", eva, july, { availableTime: [hours(["mon"]), hours(["wed"], "remote")] });
    expect(ask("2027-07-12T10:00:00+02:00", around(role)).presence).toBeUndefined();
    expect(ask(day, around(role))).toMatchObject({ person: { reference: "PractitionerRole/voor-eva" }, presence: "remote" });
    expect(who(ask("2027-07-15T10:00:00+02:00", around(role)))).toBe(eva.id);
  });

  test("a colleague's locum has the colleague's hours, and is on duty when no fixed GP is", () => {
    const colleague = { ...eva, id: "collega-huisarts", availableTime: [hours(["wed"])] };
    const away = { ...rondWillem({ team: teamWith() }), roles: [{ ...eva, availableTime: [hours(["mon"])] }, { ...bas, availableTime: [hours(["mon"])] }, wil, colleague, cover("voor-collega", colleague, july)] };
    expect(who(ask(day, away))).toBe("voor-collega");
    expect(ask("2027-07-15T10:00:00+02:00", away).rule).toBe("practice-cover");
    expect(who(ask("2027-08-11T10:00:00+02:00", away))).toBe("collega-huisarts");
  });

  test("goes before cover of the practice when the practice is closed, at the locum's own number", () => {
    const closed = { ...rondWillem().practiceHours!, notAvailable: [{ description: "verbouwing", during: { start: "2027-07-12", end: "2027-07-16" } }] };
    const shut = { ...around(cover("voor-eva", eva, july)), practiceHours: closed };
    expect(ask(day, shut)).toMatchObject({ rule: "practice-cover", person: { reference: "PractitionerRole/voor-eva" }, phone: { value: "+31 00 000 00 13" }, fallback: { rule: "practice-cover", practice: { reference: "Organization/praktijk-modellaan" } } });
  });

  test("answers at night only where it says so and no post does", () => {
    const night = "2027-07-14T03:00:00+02:00";
    const role = cover("voor-eva", eva, july, { extension: [anw] });
    expect(ask(night, around(role))).toMatchObject({ rule: "anw-post", fallback: { rule: "practice-cover", person: { reference: "PractitionerRole/voor-eva" } } });
    expect(ask(night, { ...around(role), affiliations: [] })).toMatchObject({ rule: "practice-cover", person: { reference: "PractitionerRole/voor-eva" } });
    expect(ask(night, { ...around(cover("voor-eva", eva, july)), affiliations: [] }).rule).toBe("gap");
  });
});

test("cover of one patient goes before cover of a huisarts, and that before cover of the practice", () => {
  const patient = teamWith(locum(wil.id!, july));
  const roles = [eva, bas, wil, cover("voor-eva", eva, { start: "2027-07-14", end: "2027-07-14" })];
  expect(ask(day, rondWillem({ team: patient, roles }))).toMatchObject({ rule: "patient-cover", fallback: { person: { reference: "PractitionerRole/voor-eva" } } });
});

describe("covers between practices, and posts", () => {
  const affiliation = (id: string, at: OrganizationAffiliation, by: string, period: Period): OrganizationAffiliation => ({ ...at, id, organization: to(by), period });

  test("the affiliation that started last wins; standing cover goes on afterwards", () => {
    const [post, standing] = verbindingen();
    const closed = { ...rondWillem().practiceHours!, notAvailable: [{ description: "vakantie", during: july }] };
    const around = rondWillem({ team: teamWith(), practiceHours: closed, affiliations: [post!, standing!, affiliation("juli", standing!, "Organization/praktijk-juli", { start: "2027-07-10", end: "2027-07-20" })] });
    expect(ask(day, around).practice?.reference).toBe("Organization/praktijk-juli");
    expect(ask("2027-07-22T10:00:00+02:00", around).practice?.reference).toBe("Organization/praktijk-modellaan");
  });

  test("hours and holidays are those of the post that covers the practice at that moment", () => {
    const [post] = verbindingen();
    const late = { ...rondWillem().services[0]!, id: "uren-late-post", providedBy: to("Organization/late-post"), notAvailable: [], availableTime: [{ availableStartTime: "18:00:00", availableEndTime: "08:00:00" }] };
    const around = rondWillem({ team: teamWith(), affiliations: [post!, affiliation("late", post!, "Organization/late-post", { start: "2027-07-15" })], services: [...rondWillem().services, late] });
    expect(ask("2027-07-14T17:30:00+02:00", around).rule).toBe("anw-post");
    expect(ask("2027-07-15T17:30:00+02:00", around).rule).toBe("gap");
    expect(ask("2027-07-15T18:00:00+02:00", around)).toMatchObject({ rule: "anw-post", practice: { reference: "Organization/late-post" } });
  });
});

describe("presence", () => {
  const colleague = (id: string, ...availableTime: PractitionerRoleAvailableTime[]): PractitionerRole => ({ ...bas, id, availableTime });
  const around = (...roles: PractitionerRole[]): Surroundings => rondWillem({ team: teamWith(), roles });

  test("who is remote is on duty, and the answer says so; a fixed GP who is remote goes before any other", () => {
    const remote = { ...eva, availableTime: [hours(week, "remote")] };
    expect(ask(day, around(remote, colleague("b-huisarts", hours(week))))).toMatchObject({ rule: "practice-hours", person: { reference: `PractitionerRole/${eva.id}` }, presence: "remote", fallback: { person: { reference: "PractitionerRole/b-huisarts" } } });
  });

  test("among equals who is on site goes first", () => {
    const away = { ...eva, availableTime: [hours(["mon"])] };
    const answer = ask(day, around(away, colleague("a-huisarts", hours(week, "remote")), colleague("b-huisarts", hours(week, "on-site"))));
    expect(answer).toMatchObject({ person: { reference: "PractitionerRole/b-huisarts" }, fallback: { person: { reference: "PractitionerRole/a-huisarts" }, presence: "remote" } });
    expect(answer.presence).toBeUndefined();
  });

  test("one person with both kinds of hours at one moment is on site", () => {
    const both = { ...eva, availableTime: [hours(week, "remote"), { daysOfWeek: ["wed" as const], availableStartTime: "09:00:00", availableEndTime: "11:00:00" }] };
    expect(ask("2027-07-14T08:30:00+02:00", around(both))).toMatchObject({ presence: "remote", until: "2027-07-14T07:00:00.000Z" });
    expect(ask(day, around(both))).toMatchObject({ until: "2027-07-14T09:00:00.000Z" });
    expect(ask(day, around(both)).presence).toBeUndefined();
  });
});
