import { mainPatient } from "@wijkverband/server";
import type { CareTeam, ParametersParameter } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { faults, valueOf, type Answer, type Body } from "../harness.ts";
import { auditOf } from "../stored.ts";
import { useDemo } from "../use-demo.ts";

const day = 86_400_000;

interface Shown {
  readonly start: string;
  readonly end: string;
  /** The rest, in order. */
  readonly answer: readonly ParametersParameter[];
}

function segmentsOf({ body }: Answer): readonly Shown[] {
  return (body.parameter ?? []).flatMap(({ name, part = [] }) => {
    const [start, end, ...answer] = part;
    return name === "segment" ? [{ start: start?.valueInstant ?? "", end: end?.valueInstant ?? "", answer }] : [];
  });
}

const said = ({ answer }: Shown): readonly ParametersParameter[] => answer.filter(({ name }) => name !== "evidence");
const part = ({ answer }: Shown, name: string): unknown => valueOf({ parameter: [...answer] }, name);

describe("$gp-timeline", () => {
  const demo = useDemo();

  const timeline = (who: string, query = "", subject = mainPatient): Promise<Answer> => demo.ask(who, "GET", `${subject}/$gp-timeline${query}`);
  const answerAt = async (at: number, subject: string): Promise<Body> => (await demo.ask("huisarts", "GET", `${subject}/$responsible-gp?at=${encodeURIComponent(new Date(at).toISOString())}`)).body;

  test("thirty days back and fourteen ahead: segments follow each other without gap or overlap, and neighbours differ", async () => {
    const answer = await timeline("huisarts");
    expect(answer.status).toBe(200);
    const segments = segmentsOf(answer);
    const now = demo.now.getTime();
    expect([segments[0]?.start, segments.at(-1)?.end]).toEqual([new Date(now - 30 * day).toISOString(), new Date(now + 14 * day).toISOString()]);
    expect([valueOf(answer.body, "from"), valueOf(answer.body, "to")]).toEqual([segments[0]?.start, segments.at(-1)?.end]);
    for (const [index, { start, end }] of segments.entries()) {
      expect(Date.parse(start)).toBeLessThan(Date.parse(end));
      if (index === 0) continue;
      expect(start).toBe(segments[index - 1]?.end);
      expect(said(segments[index]!)).not.toEqual(said(segments[index - 1]!));
    }
    expect(auditOf(demo, answer.headers)[0]?.agent[0]?.policy?.[0]).toBe("https://wijkverband.example/policy#timeline");
  });

  test("at the first and the last instant of each segment $responsible-gp says the same", async () => {
    for (const subject of [mainPatient, "Patient/patient-0001"]) {
      const who = subject === mainPatient ? "huisarts" : "his-systeem";
      for (const segment of segmentsOf(await timeline(who, "?from=2026-11-20&to=2026-12-06", subject))) {
        for (const at of [Date.parse(segment.start), Date.parse(segment.end) - 1]) {
          const { parameter = [] } = await answerAt(at, subject);
          const alone = parameter.filter(({ name }) => !["evidence", "until", "fallback", "hoofdbehandelaar"].includes(name ?? ""));
          expect(said(segment)).toEqual(alone);
        }
      }
    }
  });

  test("one-practice: who was registered elsewhere before was the patient of that practice then, and nobody's in between", async () => {
    const { store } = demo.runtime.house;
    const stored = await store.read("CareTeam", "huisartsteam-patient-0001");
    const team = stored.resource() as CareTeam;
    const { participant: _none, ...bare } = team;
    const former: CareTeam & { id: string } = { ...bare, id: "vorige-inschrijving", status: "inactive", period: { start: "2025-01-01", end: "2026-11-10T12:00:00+01:00" }, managingOrganization: [{ reference: "Organization/praktijk-elders" }] };
    const now: CareTeam & { id: string } = { ...team, id: stored.id, period: { start: "2026-11-12T12:00:00+01:00" }, participant: (team.participant ?? []).map((each) => ({ ...each, period: { start: "2026-11-12T12:00:00+01:00" } })) };
    await store.transact({ changes: [{ op: "create", resource: former, labels: stored.labels }, { op: "update", resource: now, labels: stored.labels }], at: demo.now, audit: () => [] });
    const segments = segmentsOf(await timeline("huisarts", "?from=2026-11-10&to=2026-11-12", "Patient/patient-0001"));
    const at = (instant: string): Shown | undefined => segments.find(({ start, end }) => Date.parse(start) <= Date.parse(instant) && Date.parse(instant) < Date.parse(end));
    const shown = (instant: string) => [part(at(instant)!, "rule"), (part(at(instant)!, "practice") as { reference: string } | undefined)?.reference];
    expect(shown("2026-11-10T10:00:00+01:00")).toEqual(["practice-hours", "Organization/praktijk-elders"]);
    expect(shown("2026-11-11T10:00:00+01:00")[0]).toBe("gap");
    expect(shown("2026-11-12T13:00:00+01:00")).toEqual(["practice-hours", "Organization/praktijk-voorbeeldstraat"]);
    expect(segments.map(({ start }) => Date.parse(start))).toEqual(expect.arrayContaining([Date.parse("2026-11-10T12:00:00+01:00"), Date.parse("2026-11-12T12:00:00+01:00")]));
    expect(JSON.stringify(segments)).toContain("CareTeam/vorige-inschrijving/_history/1");
    const between = await answerAt(Date.parse("2026-11-11T10:00:00+01:00"), "Patient/patient-0001");
    expect(between.parameter?.find(({ name }) => name === "until")?.valueInstant).toBe(new Date("2026-11-12T12:00:00+01:00").toISOString());
  });

  test("who takes part, who covers and the patient see it; by POST it is the same", async () => {
    const own = await timeline("huisarts", "?from=2026-11-24&to=2026-11-24");
    expect(segmentsOf(own).map(({ start, end }) => [start, end]).flat()).toEqual(expect.arrayContaining(["2026-11-23T23:00:00.000Z", "2026-11-24T23:00:00.000Z"]));
    for (const who of ["doktersassistent", "waarnemer", "wijkverpleegkundige", "apotheker", "specialist-ouderengeneeskunde", "patient", "mantelzorger"]) expect((await timeline(who, "?from=2026-11-24&to=2026-11-24")).text).toBe(own.text);
    const parameter = ["from", "to"].map((name) => ({ name, valueDateTime: "2026-11-24" }));
    expect((await demo.ask("huisarts", "POST", `${mainPatient}/$gp-timeline`, { resourceType: "Parameters", parameter })).text).toBe(own.text);
  });

  test("stranger: to who has nothing to do with the patient there is no patient; a post asks who is responsible, not who was", async () => {
    for (const who of ["huisarts-elders", "wijkverpleegkundige-elders", "zcc-triagist"]) {
      const there = await timeline(who);
      expect([there.status, there.text]).toEqual([404, (await timeline(who, "", "Patient/niemand")).text]);
    }
    expect((await timeline("post-huisarts")).status).toBe(403);
    expect((await timeline("sociaal-werker")).status).toBe(403);
  });

  // oxfmt-ignore
  test.each<readonly [what: string, query: string, status: number, expression: string]>([
    ["days in the wrong order",            "?from=2026-12-02&to=2026-12-01",                                                   422, "to"],
    ["nothing between two instants",       "?from=2026-12-02T10:00:00Z&to=2026-12-02T10:00:00Z",                               422, "to"],
    ["more than two years",                "?from=2024-01-01&to=2026-01-02",                                                   422, "to"],
    ["more than two years, from now",      "?to=2029-01-01&from=2026-12-01",                                                   422, "to"],
    ["years before anybody was registered", "?from=0001-01-01&to=0002-01-01",                                                  422, "from"],
    ["up to such a year",                  "?to=1001-01-01",                                                                   422, "to"],
    ["beyond what an instant can say",     "?from=9999-12-31",                                                                 422, "from"],
    ["an instant without offset",          "?from=2026-12-02T10:00:00",                                                        400, "from"],
    ["words",                              "?from=gisteren",                                                                   400, "from"],
    ["a parameter that isn't there",       "?until=2026-12-02",                                                                400, "until"],
  ])("%s is refused", async (_, query, status, name) => {
    const answer = await timeline("huisarts", query);
    expect([answer.status, faults(answer.body)[0]?.expression]).toEqual([status, `Parameters.parameter.where(name='${name}')`]);
  });

  test("two years are shown, and others get their turn meanwhile", async () => {
    const order: string[] = [];
    const note = (name: string) => async (asked: Promise<Answer>): Promise<Answer> => {
      const answer = await asked;
      order.push(name);
      return answer;
    };
    const long = note("two years")(timeline("huisarts", "?from=2025-06-01&to=2027-05-31"));
    await note("one instant")(demo.ask("huisarts", "GET", `${mainPatient}/$responsible-gp`));
    expect(segmentsOf(await long).length).toBeGreaterThan(1_000);
    expect(order).toEqual(["one instant", "two years"]);
  });
});
