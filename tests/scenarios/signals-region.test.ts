import { signals } from "@wijkverband/care";
import { codeSystemUrl, system } from "@wijkverband/fhir";
import type { CareTeam, Organization, OrganizationAffiliation, Parameters } from "hl7-fhir-r4-types";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { faults, startDemo, type Demo } from "../harness.ts";
import { reportsIn, type Report } from "../signals.ts";

const region = "Organization/rho-modelregio";
const practices = 12;
const perPractice = 20;
let demo: Demo;

beforeAll(async () => {
  demo = await startDemo({ patients: 10, at: new Date("2026-10-15T10:00:00Z") });
});
afterAll(async () => {
  await demo[Symbol.asyncDispose]();
});

async function asked(query = "", person = "rho-analist", headers: Readonly<Record<string, string>> = {}): Promise<ReadonlyMap<string, Report>> {
  return reportsIn(await demo.ask(person, "GET", `${region}/$continuity-signals${query}`, undefined, headers));
}

function figures(reports: ReadonlyMap<string, Report>): readonly (readonly [string, unknown, unknown])[] {
  return [...reports.values()].map(({ key, count, of }) => [key, count, of] as const);
}

async function write(...resources: readonly (CareTeam | Organization | OrganizationAffiliation)[]): Promise<void> {
  const changes = resources.map((resource) => {
    const patient = resource.resourceType === "CareTeam" ? resource.subject?.reference?.slice("Patient/".length) : undefined;
    return { op: "create" as const, resource: { ...resource, id: resource.id! }, labels: patient === undefined ? {} : { patient, domain: "gedeeld" as const } };
  });
  await demo.runtime.house.store.transact({ changes, at: demo.now, audit: () => [] });
}

/** A registration with so many fixed GPs. */
function registration(practice: string, patient: string, gps: number): CareTeam {
  const places = ["vaste-huisarts", "vaste-tweede-huisarts", "vaste-tweede-huisarts"].slice(0, gps);
  return {
    resourceType: "CareTeam",
    id: `team-${patient}`,
    status: "active",
    category: [{ coding: [{ system: codeSystemUrl("team"), code: "huisartsteam" }] }],
    subject: { reference: `Patient/${patient}` },
    managingOrganization: [{ reference: `Organization/${practice}` }],
    participant: places.map((place, at) => ({ role: [{ coding: [{ system: codeSystemUrl("teamrol"), code: place }] }], member: { reference: `PractitionerRole/gp-${at}` } })),
  };
}

/** A practice of the region: of its patients the first two have no fixed GP, and in five practices the third has three. */
function member(at: number): readonly (CareTeam | Organization | OrganizationAffiliation)[] {
  const id = `regiopraktijk-${at}`;
  return [
    { resourceType: "Organization", id, name: `Regiopraktijk ${at}`, identifier: [{ system: system.ura, value: `9100${String(at).padStart(4, "0")}` }], type: [{ coding: [{ system: system.organizationType, code: "Z3" }] }] },
    { resourceType: "OrganizationAffiliation", id: `lid-${at}`, period: { start: "2026-01-01" }, organization: { reference: region }, participatingOrganization: { reference: `Organization/${id}` }, code: [{ coding: [{ system: codeSystemUrl("verbinding"), code: "lid" }] }] },
    ...Array.from({ length: perPractice }, (_, n) => registration(id, `${id}-${n}`, n < 2 ? 0 : n === 2 && at < 5 ? 3 : 2)),
  ];
}

describe("a region gets counts over its members", () => {
  test("of two practices nothing is shown, and it says why", async () => {
    const reports = await asked();
    expect(figures(reports)).toEqual(signals.map(({ key }) => [key, "masked", "masked"]));
    expect(reports.get("gaps")?.resource.text?.div).toContain("Niet getoond: het gaat om te weinig.");
    expect(reports.get("gaps")?.resource.text?.div).toContain("Een signaal om over te praten, nooit een oordeel.");
  });

  test("in tens, without a practice or a patient, and nothing about few", async () => {
    demo.now = new Date("2026-11-24T02:00:00Z");
    for (let at = 0; at < practices; at++) await write(...member(at));
    const answer = await demo.ask("rho-analist", "GET", `${region}/$continuity-signals`);
    const reports = reportsIn(answer);
    expect(answer.text).not.toMatch(/praktijk-|Regiopraktijk|Patient\//);
    const total = practices * perPractice + 10;
    const { count, of } = reports.get("without-gp")!;
    expect([Number(count) % 10, Number(of) % 10]).toEqual([0, 0]);
    expect(Math.abs(Number(count) - 2 * practices)).toBeLessThan(10);
    expect(Math.abs(Number(of) - total)).toBeLessThan(10);
    // five patients have a third GP, one practice has an ANIOS, and all of them lack a hagro
    expect(reports.get("more-than-two-gps")).toMatchObject({ count: "masked", of });
    expect(reports.get("anios-supervision")?.count).toBe("masked");
    expect(reports.get("no-cooperation")?.count).toBe("masked");
    expect([...reports.values()].filter(({ state, explanation }) => state !== undefined || explanation !== undefined)).toEqual([]);
  });

  test("however it is asked, in whatever part and order, after whatever changed: it is one picture a month", async () => {
    const whole = new Map(figures(await asked()).map((figure) => [figure[0], figure]));
    await write(registration("regiopraktijk-0", "nieuw-1", 0), registration("regiopraktijk-0", "nieuw-2", 3));
    demo.now = new Date("2026-11-28T12:00:00Z");
    const keys = signals.map(({ key }) => key);
    const queries = [...keys.map((key) => [key]), ...keys.flatMap((one, at) => keys.slice(at + 1).map((other) => [other, one])), keys.toReversed()].map((some) => `?${some.map((key) => `signal=${key}`).join("&")}`);
    for (const query of [...queries, "?period=2026-11", ""]) {
      for (const figure of figures(await asked(query, "rho-analist", { "accept-language": query.length % 2 === 0 ? "en" : "nl" }))) expect(figure).toEqual(whole.get(figure[0]));
    }
    expect((await asked("?signal=gaps")).get("gaps")?.resource.date).toBe("2026-11-24T02:00:00.000Z");
    const body: Parameters = { resourceType: "Parameters", parameter: [{ name: "signal", valueCode: "without-gp" }] };
    expect(figures(reportsIn(await demo.ask("rho-analist", "POST", `${region}/$continuity-signals`, body)))).toEqual([whole.get("without-gp")]);
  });

  test.each(["2026-10", "2026-12", "2026", "2026-11-24", "2026-Q4"])("%s isn't the month that it is, and is refused", async (period) => {
    const answer = await demo.ask("rho-analist", "GET", `${region}/$continuity-signals?period=${period}`);
    expect(answer.status).toBe(400);
    expect(faults(answer.body)[0]?.expression).toBe("Parameters.parameter.where(name='period')");
  });

  test("next month it is made anew", async () => {
    demo.now = new Date("2026-12-02T10:00:00Z");
    const { resource } = (await asked("?signal=without-gp")).get("without-gp")!;
    expect(resource.period).toEqual({ start: "2026-12-01T00:00:00+01:00", end: "2027-01-01T00:00:00+01:00" });
  });
});

test("nobody but the region's analyst gets it, and the analyst gets no practice", async () => {
  for (const person of ["huisarts", "doktersassistent", "zcc-triagist", "patient"]) expect([person, (await demo.ask(person, "GET", `${region}/$continuity-signals`)).status]).toEqual([person, 403]);
  for (const path of ["Organization/regiopraktijk-1/$continuity-signals", "Organization/praktijk-modellaan/$continuity-signals"]) expect((await demo.ask("rho-analist", "GET", path)).status).toBe(403);
});
