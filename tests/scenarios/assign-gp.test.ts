import { mainBsn, mainPatient } from "@wijkverband/server";
import type { CareTeam, Parameters, ParametersParameter, Patient } from "hl7-fhir-r4-types";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { byBsn, faults, startDemo, type Answer, type Demo } from "../harness.ts";
import { auditOf } from "../stored.ts";
import { transfer } from "../transfer.ts";

const eva = "eva-fictief-huisarts";
const bas = "bas-verzonnen-huisarts";

const to = (role: string): ParametersParameter => ({ name: "gp", valueReference: { reference: `PractitionerRole/${role}` } });
const as = (role: string): ParametersParameter => ({ name: "role", valueCode: role });
const during = (start: string | undefined, end: string | undefined): ParametersParameter => ({ name: "period", valuePeriod: { ...(start !== undefined && { start }), ...(end !== undefined && { end }) } });
const body = (...parameter: ParametersParameter[]): Parameters => ({ resourceType: "Parameters", parameter });

describe("two-gps: the own practice says who the fixed GPs are", () => {
  let demo: Demo;
  beforeEach(async () => {
    demo = await startDemo();
  });
  afterEach(async () => {
    await demo[Symbol.asyncDispose]();
  });

  const assign = (who: string, ...parameter: ParametersParameter[]): Promise<Answer> => demo.ask(who, "POST", `${mainPatient}/$assign-gp`, body(...parameter));
  const places = (answer: Answer): readonly unknown[] => ((answer.body as unknown as CareTeam).participant ?? []).map(({ role, member, period }) => [role?.[0]?.coding?.[0]?.code, member?.reference?.split("/")[1], period?.end]);
  const practitioners = async (): Promise<readonly (string | undefined)[]> => ((await demo.ask("huisarts", "GET", mainPatient)).body as unknown as Patient).generalPractitioner?.map(({ reference }) => reference?.split("/")[1]) ?? [];
  const minutes = (count: number): Date => new Date(demo.now.getTime() + count * 60_000);

  test("a new vaste huisarts follows the former one at that instant, and the Patient follows in the same transaction", async () => {
    expect(await practitioners()).toEqual(["praktijk-voorbeeldstraat", eva, bas]);
    demo.now = minutes(10);
    const answer = await assign("doktersassistent", to(bas));
    expect(answer.status).toBe(200);
    const instant = demo.now.toISOString();
    expect(places(answer)).toEqual(expect.arrayContaining([["vaste-huisarts", eva, instant], ["vaste-tweede-huisarts", bas, instant], ["vaste-huisarts", bas, undefined]]));
    expect(await practitioners()).toEqual(["praktijk-voorbeeldstraat", bas]);
    expect(auditOf(demo, answer.headers).flatMap(({ entity }) => entity?.flatMap(({ what }) => what?.reference ?? []) ?? [])).toEqual(expect.arrayContaining([mainPatient]));
  });

  test("asked again it changes nothing; by BSN it is the same", async () => {
    const before = await demo.ask("huisarts", "GET", "CareTeam?patient=willem-voorbeeld&category=huisartsteam");
    const version = before.body.entry?.[0]?.resource?.meta?.versionId;
    const [one, other] = [await assign("huisarts", to(eva)), await demo.ask("huisarts", "POST", "Patient/$assign-gp", byBsn(mainBsn, to(eva)))];
    expect([one.status, other.status]).toEqual([200, 200]);
    expect([one.body.meta?.versionId, other.body.meta?.versionId]).toEqual([version, version]);
    expect(other.text).toBe(one.text);
  });

  test("whoever is concerned is told once, and nobody of a call that changed nothing", async () => {
    const told = async (organization: string): Promise<readonly unknown[]> => (await demo.runtime.house.store.pendingEvents(`Organization/${organization}`, 100)).filter(({ topic }) => topic === "assignment-changed").map(({ focus, patient }) => [focus, patient]);
    const [practice, homeCare, elderly, elsewhere] = ["praktijk-voorbeeldstraat", "thuiszorg-proeftuin", "ouderenzorg-voorbeeldstad", "praktijk-elders"] as const;
    expect((await assign("huisarts", to(eva))).status).toBe(200);
    expect([await told(practice), await told(homeCare)]).toEqual([[], []]);
    expect((await assign("huisarts", to("role-specialist-ouderengeneeskunde"), as("hoofdbehandelaar"))).status).toBe(200);
    const once = [["CareTeam/huisartsteam-willem-voorbeeld", "willem-voorbeeld"]];
    expect([await told(practice), await told(homeCare), await told(elderly), await told(elsewhere)]).toEqual([once, once, once, []]);
  });

  test("an end ends a place when it comes, and the next call keeps the Patient in step", async () => {
    const ended = await assign("huisarts", to(bas), as("vaste-tweede-huisarts"), during(undefined, minutes(60).toISOString()));
    expect(ended.status).toBe(200);
    expect(await practitioners()).toEqual(["praktijk-voorbeeldstraat", eva, bas]);
    demo.now = minutes(90);
    const again = await assign("huisarts", to(eva));
    expect([again.status, again.body.meta?.versionId]).toEqual([200, ended.body.meta?.versionId]);
    expect(await practitioners()).toEqual(["praktijk-voorbeeldstraat", eva]);
  });

  test("a third fixed GP is stored, and said to be one", async () => {
    const third = { resourceType: "PractitionerRole", practitioner: { reference: "Practitioner/person-huisarts-elders" }, organization: { reference: "Organization/praktijk-voorbeeldstraat" }, code: [{ coding: [{ system: "https://wijkverband.example/fhir/CodeSystem/rol", code: "huisarts" }] }] };
    const { body: made } = await demo.ask("huisarts", "POST", "PractitionerRole", third);
    const answer = await assign("huisarts", to(made.id ?? ""), as("vaste-tweede-huisarts"));
    expect(answer.status).toBe(200);
    expect(answer.headers.get("warning")).toBe('299 - "two-gps: a third fixed GP: two is what continuity asks for"');
    expect(await practitioners()).toEqual(["praktijk-voorbeeldstraat", eva, bas, made.id]);
    const outcome = await demo.ask("huisarts", "POST", `${mainPatient}/$assign-gp`, body(to(made.id ?? ""), as("vaste-tweede-huisarts")), { prefer: "return=OperationOutcome" });
    expect(outcome.body.issue).toEqual([expect.objectContaining({ severity: "warning", diagnostics: "a third fixed GP: two is what continuity asks for" })]);
  });

  test("a hoofdbehandelaar works elsewhere, and is no fixed GP", async () => {
    const answer = await assign("huisarts", to("role-specialist-ouderengeneeskunde"), as("hoofdbehandelaar"));
    expect(answer.status).toBe(200);
    expect(answer.headers.get("warning")).toBeNull();
    expect(places(answer)).toContainEqual(["hoofdbehandelaar", "role-specialist-ouderengeneeskunde", undefined]);
    expect(await practitioners()).toEqual(["praktijk-voorbeeldstraat", eva, bas]);
  });

  test.each<[string, string, string, readonly ParametersParameter[]]>([
    ["a POH as vaste huisarts", "two-gps", "gp", [to("role-poh")]],
    ["a waarnemer as vaste tweede huisarts", "two-gps", "gp", [to("wil-proefneming-waarnemer"), as("vaste-tweede-huisarts")]],
    ["a huisarts as hoofdbehandelaar", "responsible-gp", "gp", [to(bas), as("hoofdbehandelaar")]],
    ["an end before the begin", "two-gps", "period", [to(bas), during("2026-12-02", "2026-12-01")]],
    ["an end that is over", "two-gps", "period", [to(bas), during(undefined, "2026-11-01")]],
    ["a begin before the registration", "two-gps", "period", [to(bas), during("1999-01-01", undefined)]],
    ["a role that isn't given like this", "two-gps", "role", [to(bas), as("waarnemer")]],
    ["somebody whom the directory doesn't know", "reference", "gp", [to("niemand")]],
  ])("refuses %s with %s at %s", async (_what, rule, parameter, parameters) => {
    const answer = await assign("huisarts", ...parameters);
    expect(answer.status).toBe(422);
    expect(faults(answer.body)).toEqual([expect.objectContaining({ rule, expression: `Parameters.parameter.where(name='${parameter}')` })]);
    expect(await practitioners()).toEqual(["praktijk-voorbeeldstraat", eva, bas]);
  });

  test("what can't be read is refused with its place", async () => {
    expect((await assign("huisarts")).status).toBe(422);
    for (const [parameter, name] of [[{ name: "gp", valueReference: { reference: "Organization/praktijk-voorbeeldstraat" } }, "gp"], [{ name: "arts", valueCode: "x" }, "arts"]] as const) {
      const answer = await assign("huisarts", parameter);
      expect([answer.status, faults(answer.body)[0]?.expression]).toEqual([400, `Parameters.parameter.where(name='${name}')`]);
    }
    const withPatient = await assign("huisarts", to(eva), { name: "patient", resource: { resourceType: "Patient", name: [{ text: "X" }], birthDate: "1950-01-01" } });
    expect([withPatient.status, faults(withPatient.body)[0]?.expression]).toEqual([400, "Parameters.parameter.where(name='patient')"]);
  });

  test("who keeps no list of patients is told so; a stranger is told nothing", async () => {
    for (const who of ["poh", "aios"]) {
      const answer = await assign(who, to(eva));
      expect([who, answer.status, faults(answer.body)[0]?.rule]).toEqual([who, 403, "two-gps"]);
    }
    for (const who of ["huisarts-elders", "post-huisarts-elders", "wijkverpleegkundige-elders", "rho-analist"]) {
      const [there, notThere] = [await assign(who, to(eva)), await demo.ask(who, "POST", "Patient/onbekend-xxxxxxx/$assign-gp", body(to(eva)))];
      expect([there.status, there.text]).toEqual([404, notThere.text]);
    }
    expect(await practitioners()).toEqual(["praktijk-voorbeeldstraat", eva, bas]);
  });

  test("life-events: who died keeps the registration as it was", async () => {
    const { body: patient, headers } = await demo.ask("huisarts", "GET", mainPatient);
    expect((await demo.ask("huisarts", "PUT", mainPatient, { ...patient, deceasedDateTime: "2026-11-24" }, { "if-match": headers.get("etag") ?? "" })).status).toBe(200);
    const answer = await assign("huisarts", to(bas));
    expect([answer.status, faults(answer.body)[0]?.rule]).toEqual([409, "life-events"]);
  });

  test("of places given at the same moment each is kept, and there is one vaste huisarts", async () => {
    const answers = await Promise.all([eva, bas, eva, bas, bas, eva].map((role) => assign("huisarts", to(role))));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const [team] = (await demo.ask("huisarts", "GET", "CareTeam?patient=willem-voorbeeld&category=huisartsteam")).body.entry?.map(({ resource }) => resource as CareTeam) ?? [];
    const open = team?.participant?.filter(({ role, period }) => role?.[0]?.coding?.[0]?.code === "vaste-huisarts" && period?.end === undefined).map(({ member }) => member?.reference?.split("/")[1]);
    expect(open).toHaveLength(1);
    expect((await practitioners())[1]).toBe(open?.[0]);
  });

  test("one-practice: of a place given while the patient moves away nothing is left at the new practice, nor at the old one afterwards", async () => {
    const gps = { huisarts: [eva, bas], "huisarts-elders": ["role-huisarts-elders"] } as const;
    for (let round = 0; round < 8; round++) {
      demo.now = minutes(60);
      const [from, next] = round % 2 === 0 ? (["huisarts", "huisarts-elders"] as const) : (["huisarts-elders", "huisarts"] as const);
      const calls = [transfer(demo, next), ...gps[from].map((gp) => assign(from, to(gp)))];
      const [moved, ...given] = await Promise.all(calls);
      expect([round, moved?.status]).toEqual([round, 202]);
      expect(given.filter(({ status }) => status !== 200 && status !== 404)).toEqual([]);
      const teams = (await demo.runtime.house.store.record("willem-voorbeeld")).map((stored) => stored.resource()).filter((each): each is CareTeam => each.resourceType === "CareTeam" && each.category?.[0]?.coding?.[0]?.code === "huisartsteam");
      const [active, ...others] = teams.filter(({ status }) => status === "active");
      expect([round, others, active?.managingOrganization?.[0]?.reference]).toEqual([round, [], next === "huisarts" ? "Organization/praktijk-voorbeeldstraat" : "Organization/praktijk-elders"]);
      const late = teams.filter(({ status, period, participant }) => status === "inactive" && participant?.some((each) => (each.period?.start ?? "") > (period?.end ?? "")));
      expect(late).toEqual([]);
      const patient = (await demo.ask(next, "GET", mainPatient)).body as unknown as Patient;
      expect(patient.generalPractitioner?.map(({ reference }) => reference)).toEqual([active?.managingOrganization?.[0]?.reference, ...(active?.participant?.map(({ member }) => member?.reference) ?? [])]);
    }
  });
});
