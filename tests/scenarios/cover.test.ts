import { mainBsn, mainPatient, storyBsn } from "@wijkverband/server";
import type { CareTeam, OrganizationAffiliation, PractitionerRole } from "hl7-fhir-r4-types";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { byBsn, faults, startDemo, valueOf, type Answer, type Body, type Demo } from "../harness.ts";
import { auditOf, storedCounts } from "../stored.ts";
import { useDemo } from "../use-demo.ts";

const practice = "Organization/praktijk-voorbeeldstraat";
const eva = "PractitionerRole/eva-fictief-huisarts";
const bas = "PractitionerRole/bas-verzonnen-huisarts";
const locum = "PractitionerRole/role-huisarts-elders";
const wil = "PractitionerRole/wil-proefneming-waarnemer";
const elsewhere = "Organization/praktijk-elders";
const end = "2026-12-01T17:00:00+01:00";

interface Wish {
  readonly covered?: string;
  readonly by?: string;
  readonly period?: { readonly start?: string; readonly end?: string };
  readonly anw?: boolean;
  readonly cover?: string;
}

const reference = (name: string, value: string | undefined) => (value === undefined ? [] : [{ name, valueReference: { reference: value } }]);
const wishOf = ({ covered, by, period, anw, cover }: Wish) => ({
  resourceType: "Parameters",
  parameter: [...reference("covered", covered), ...reference("by", by), ...(period === undefined ? [] : [{ name: "period", valuePeriod: period }]), ...(anw === undefined ? [] : [{ name: "includes-anw", valueBoolean: anw }]), ...reference("cover", cover)],
});

const cover = (demo: Demo, who: string, subject: string, wish: Wish): Promise<Answer> => demo.ask(who, "POST", `${subject}/$cover`, wishOf(wish));

describe("$cover", () => {
  let demo: Demo;
  beforeEach(async () => {
    demo = await startDemo();
  });
  afterEach(async () => {
    await demo[Symbol.asyncDispose]();
  });

  const seesWillem = async (who = "huisarts-elders"): Promise<boolean> => (await demo.ask(who, "GET", mainPatient)).status === 200;
  const answerAt = async (at: string): Promise<Body> => (await demo.ask("huisarts", "GET", `${mainPatient}/$responsible-gp?at=${encodeURIComponent(at)}`)).body;
  const openPage = async (): Promise<string> => {
    const answer = await demo.ask("huisarts-elders", "GET", "Consent?patient=willem-voorbeeld&_count=2");
    expect(answer.body.entry).toHaveLength(2);
    return answer.body.link?.find(({ relation }) => relation === "next")?.url.slice(`${demo.url}/fhir/`.length) ?? "";
  };

  test("responsible-gp: for one patient the assistant names who stands in; that person reads and answers until the last second, and no second longer, on an open page too", async () => {
    expect(await seesWillem()).toBe(false);
    const arranged = await cover(demo, "doktersassistent", mainPatient, { by: locum, period: { end } });
    expect(arranged.status).toBe(200);
    const participant = (arranged.body as unknown as CareTeam).participant?.at(-1);
    expect(participant).toMatchObject({ member: { reference: locum }, period: { start: demo.now.toISOString(), end } });
    expect(auditOf(demo, arranged.headers).map(({ agent }) => agent[0]?.policy?.[0])).toEqual(["https://wijkverband.example/policy#cover-patient"]);
    expect(await seesWillem()).toBe(true);

    demo.now = new Date(Date.parse(end) - 1000);
    const page = await openPage();
    demo.now = new Date(Date.parse(end));
    expect(await seesWillem()).toBe(false);
    expect((await demo.ask("huisarts-elders", "GET", page)).body.entry).toBeUndefined();
  });

  test("no-bsn: cover of a practice or a huisarts gets an id of letters alone: one that looks like a BSN would be refused in every URL", async () => {
    const arranged = [await cover(demo, "huisarts", practice, { covered: eva, by: locum, period: { end } }), await cover(demo, "huisarts", practice, { by: elsewhere, period: { end } })];
    expect(arranged.map(({ status, body }) => `${status} ${body.id}`)).toEqual([expect.stringMatching(/^200 [a-p]{32}$/), expect.stringMatching(/^200 [a-p]{32}$/)]);
  });

  test("cover of a patient ends at once when somebody ends it, for the page that is open as well, and ending it twice does no harm", async () => {
    await cover(demo, "huisarts", mainPatient, { by: locum, period: { end } });
    const page = await openPage();
    demo.now = new Date(demo.now.getTime() + 1000);
    const ended = await cover(demo, "huisarts", mainPatient, { cover: locum });
    expect(ended.status).toBe(200);
    expect((ended.body as unknown as CareTeam).participant?.at(-1)?.period?.end).toBe(demo.now.toISOString());
    expect(await seesWillem()).toBe(false);
    expect((await demo.ask("huisarts-elders", "GET", page)).body.entry).toBeUndefined();
    const again = await cover(demo, "huisarts", mainPatient, { cover: locum });
    expect([again.status, again.body.meta?.versionId]).toEqual([200, ended.body.meta?.versionId]);
  });

  test("for a huisarts: who stands in comes in as a locum at that practice, answers in her hours, and is out when it ends", async () => {
    const arranged = await cover(demo, "huisarts", practice, { covered: eva, by: locum, period: { start: "2026-11-24", end } });
    expect(arranged.status).toBe(200);
    expect(arranged.body as unknown as PractitionerRole).toMatchObject({ resourceType: "PractitionerRole", organization: { reference: practice }, active: true, period: { start: "2026-11-24", end } });
    const page = await openPage();
    await cover(demo, "huisarts", mainPatient, { cover: wil });
    expect(valueOf(await answerAt("2026-11-24T10:00:00+01:00"), "person")).toMatchObject({ display: "E. Huisarts" });
    // his own practice isn't in it
    expect((await demo.ask("wijkverpleegkundige-elders", "GET", mainPatient)).status).toBe(404);
    const ended = await cover(demo, "huisarts", practice, { cover: `PractitionerRole/${arranged.body.id}` });
    expect(ended.status).toBe(200);
    expect(await seesWillem()).toBe(false);
    expect((await demo.ask("huisarts-elders", "GET", page)).body.entry).toBeUndefined();
  });

  test("a colleague of the same practice stands in and stays himself: his own role is who asks", async () => {
    expect((await cover(demo, "huisarts", practice, { covered: eva, by: bas, period: { end } })).status).toBe(200);
    const read = await demo.ask("tweede-huisarts", "GET", mainPatient);
    expect(auditOf(demo, read.headers)[0]?.agent[0]?.who?.reference).toContain("bas-verzonnen-huisarts");
  });

  test("between practices cover may be standing: without an end it lasts until somebody ends it", async () => {
    const arranged = await cover(demo, "huisarts", practice, { by: elsewhere, anw: true });
    expect(arranged.status).toBe(200);
    expect(arranged.body as unknown as OrganizationAffiliation).toMatchObject({ resourceType: "OrganizationAffiliation", organization: { reference: elsewhere }, participatingOrganization: { reference: practice }, period: { start: demo.now.toISOString() }, extension: [{ valueBoolean: true }] });
    demo.now = new Date("2027-05-03T08:00:00Z");
    expect(await seesWillem()).toBe(true);
    expect((await cover(demo, "huisarts", practice, { cover: `OrganizationAffiliation/${arranged.body.id}`, period: { end: "2027-05-03T10:30:00+02:00" } })).status).toBe(200);
    demo.now = new Date("2027-05-03T08:29:59Z");
    expect(await seesWillem()).toBe(true);
    demo.now = new Date("2027-05-03T08:30:00Z");
    expect(await seesWillem()).toBe(false);
  });

  test("cover that hasn't begun never was in force when it is ended", async () => {
    const later = { start: "2026-12-24", end: "2026-12-31" };
    await cover(demo, "huisarts", mainPatient, { by: locum, period: later });
    const role = await cover(demo, "huisarts", practice, { covered: eva, by: locum, period: later });
    const team = await cover(demo, "huisarts", mainPatient, { cover: locum });
    expect((team.body as unknown as CareTeam).participant?.some(({ member }) => member?.reference === locum)).toBe(false);
    expect((await cover(demo, "huisarts", practice, { cover: `PractitionerRole/${role.body.id}` })).body).toMatchObject({ active: false, period: later });
    demo.now = new Date("2026-12-28T09:00:00Z");
    expect(await seesWillem()).toBe(false);
  });

  test("asked twice, at once or one after the other, it is arranged once; what overlaps is all kept", async () => {
    const before = storedCounts(demo);
    const wish = { covered: eva, by: locum, period: { start: "2026-11-24", end } };
    const answers = await Promise.all(Array.from({ length: 4 }, () => cover(demo, "huisarts", practice, wish)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect((await cover(demo, "huisarts", practice, wish)).body.id).toBe(answers[0]?.body.id);
    expect(storedCounts(demo)["resource"]).toBe((before["resource"] ?? 0) + 1);
    expect((await cover(demo, "huisarts", practice, { ...wish, by: bas })).status).toBe(200);

    const teams = await Promise.all([locum, bas, locum, bas].map((by) => cover(demo, "huisarts", mainPatient, { by, period: { start: "2026-11-24", end } })));
    expect(teams.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const { body } = await demo.ask("huisarts", "GET", "CareTeam/huisartsteam-willem-voorbeeld");
    const members = (body as unknown as CareTeam).participant?.filter(({ period }) => period?.end === end).map(({ member }) => member?.reference);
    expect(members?.toSorted()).toEqual([bas, locum]);
  });

  test("stranger: to a locum who doesn't stand in, a patient and nobody are the same; another practice's cover is not his to arrange", async () => {
    const wish = wishOf({ by: locum, period: { end } }).parameter;
    const known = await demo.ask("huisarts-elders", "POST", "Patient/$cover", byBsn(mainBsn, ...(wish as never[])));
    const unknown = await demo.ask("huisarts-elders", "POST", "Patient/$cover", byBsn(storyBsn, ...(wish as never[])));
    expect([known.status, known.text]).toEqual([404, unknown.text]);
    for (const who of ["huisarts-elders", "waarnemer", "post-huisarts", "doktersassistent", "patient"]) expect((await cover(demo, who, practice, { by: elsewhere })).status).toBe(403);
    for (const who of ["poh", "post-huisarts", "wijkverpleegkundige", "patient"]) expect((await cover(demo, who, mainPatient, { by: locum, period: { end } })).status).toBe(403);
    expect((await demo.ask("huisarts", "POST", "Patient/$cover", byBsn(mainBsn, ...(wish as never[])))).status).toBe(200);
  });

  test("a locum in force may name who stands in after him, and never himself for longer; once he is out he may not", async () => {
    await cover(demo, "huisarts", mainPatient, { by: locum, period: { end } });
    const himself = await cover(demo, "huisarts-elders", mainPatient, { by: locum, period: { start: end, end: "2030-01-01" } });
    expect([himself.status, faults(himself.body)]).toEqual([422, [expect.objectContaining({ rule: "responsible-gp", expression: "Parameters.parameter.where(name='by')" })]]);
    expect((await cover(demo, "huisarts-elders", mainPatient, { by: bas, period: { start: end, end: "2026-12-24" } })).status).toBe(200);
    demo.now = new Date(demo.now.getTime() + 1000);
    await cover(demo, "huisarts", mainPatient, { cover: locum });
    expect((await cover(demo, "huisarts-elders", mainPatient, { by: wil, period: { end: "2026-11-25" } })).status).toBe(404);
    expect(valueOf(await answerAt("2026-11-24T10:00:00+01:00"), "rule")).toBe("patient-cover");
  });
});

describe("$cover refuses", () => {
  const demo = useDemo();

  const period = "Parameters.parameter.where(name='period').value.end";
  const at = (name: string): string => `Parameters.parameter.where(name='${name}')`;
  // oxfmt-ignore
  test.each<readonly [what: string, subject: string, wish: Wish, expression: string, rule: string | undefined]>([
    ["cover of a patient without an end",           mainPatient, { by: locum },                                              period,          "responsible-gp"],
    ["cover of a patient with a start only",        mainPatient, { by: locum, period: { start: "2026-12-01" } },             period,          "responsible-gp"],
    ["cover of a huisarts without an end",          practice,    { covered: eva, by: locum },                                period,          "responsible-gp"],
    ["an end before the begin",                     mainPatient, { by: locum, period: { start: "2026-12-02", end: "2026-12-01" } }, period,   "responsible-gp"],
    ["an end before the begin, between practices",  practice,    { by: elsewhere, period: { start: "2026-12-02", end: "2026-12-01" } }, period, "responsible-gp"],
    ["a period of nothing",                         mainPatient, { by: locum, period: { start: end, end } },                 period,          "responsible-gp"],
    ["cover that would be over already",            mainPatient, { by: locum, period: { end: "2026-11-23" } },               period,          "responsible-gp"],
    ["a nurse who stands in",                       mainPatient, { by: "PractitionerRole/noor-verzonnen-wijkverpleegkundige", period: { end } }, at("by"), "responsible-gp"],
    ["the vaste huisarts for her own patient",      mainPatient, { by: eva, period: { end } },                               at("by"),        "responsible-gp"],
    ["a practice for one patient",                  mainPatient, { by: elsewhere, period: { end } },                         at("by"),        "responsible-gp"],
    ["a huisarts for herself",                      practice,    { covered: eva, by: eva, period: { end } },                 at("by"),        "responsible-gp"],
    ["a practice for itself",                       practice,    { by: practice },                                           at("by"),        "responsible-gp"],
    ["a post for a practice",                       practice,    { by: "Organization/spoedpost-modelregio" },                at("by"),        "responsible-gp"],
    ["a person for a whole practice",               practice,    { by: locum, period: { end } },                             at("by"),        "responsible-gp"],
    ["a practice for a huisarts",                   practice,    { covered: eva, by: elsewhere, period: { end } },           at("by"),        "responsible-gp"],
    ["a huisarts of another practice as covered",   practice,    { covered: locum, by: bas, period: { end } },               at("covered"),   "responsible-gp"],
    ["somebody covered on a patient",               mainPatient, { covered: eva, by: locum, period: { end } },               at("covered"),   "responsible-gp"],
    ["nobody",                                      mainPatient, { period: { end } },                                        at("by"),        undefined],
    ["somebody whom the directory doesn't know",    mainPatient, { by: "PractitionerRole/niemand", period: { end } },        at("by"),        "reference"],
    ["the end of what isn't there",                 practice,    { cover: "PractitionerRole/niemand" },                      at("cover"),     "reference"],
    ["the end of an ordinary role",                 practice,    { cover: bas },                                             at("cover"),     "reference"],
    ["the end of who doesn't stand in",             mainPatient, { cover: locum },                                           at("cover"),     "reference"],
    ["an end that is past",                         mainPatient, { cover: wil, period: { end: "2026-11-23" } }, period, "responsible-gp"],
    ["an end that is later than it was",            mainPatient, { cover: wil, period: { end: "2040-01-01" } }, period, "responsible-gp"],
    ["an end and a change at once",                 mainPatient, { cover: wil, by: locum }, at("by"), "responsible-gp"],
  ])("%s, and keeps nothing of it", async (_, subject, wish, expression, rule) => {
    const before = storedCounts(demo);
    const answer = await cover(demo, "huisarts", subject, wish);
    expect(answer.status).toBe(422);
    expect(faults(answer.body)).toEqual([expect.objectContaining({ expression, rule })]);
    expect(storedCounts(demo)).toEqual(before);
  });

  test("what isn't written as FHIR writes it gets 400", async () => {
    const offset = await cover(demo, "huisarts", mainPatient, { by: locum, period: { end: "2026-12-01T17:00:00" } });
    expect([offset.status, faults(offset.body)[0]?.expression]).toEqual([400, at("period")]);
    expect((await cover(demo, "huisarts", mainPatient, { by: mainPatient, period: { end } })).status).toBe(400);
  });
});
