import { isBsn } from "@wijkverband/fhir";
import { demoToken, listen, mainBsn, mainPatient, openDemo, readConfig } from "@wijkverband/server";
import type { CareTeam, Parameters, ParametersParameter, Patient } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { faults, valueOf, type Answer, type Demo } from "../harness.ts";
import { auditOf } from "../stored.ts";
import { endRegistration } from "../unregistered.ts";
import { useDemo } from "../use-demo.ts";

const bsnSystem = "http://fhir.nl/fhir/NamingSystem/bsn";
const form = { "content-type": "application/x-www-form-urlencoded" };

/** BSNs of nobody in the demo, one after the other. */
const fresh = (function* () {
  for (let value = 999_800_001; ; value++) if (isBsn(String(value))) yield String(value);
})();
const nextBsn = (): string => fresh.next().value ?? "";

const patient = (bsn: string | undefined, family: string): Patient => ({ resourceType: "Patient", ...(bsn !== undefined && { identifier: [{ system: bsnSystem, value: bsn }] }), name: [{ use: "official", text: family, family }], birthDate: "1950-01-01", gender: "female" });
const to = (role: string): ParametersParameter => ({ name: "gp", valueReference: { reference: `PractitionerRole/${role}` } });
const coming = (resource: Patient, ...more: ParametersParameter[]): Parameters => ({ resourceType: "Parameters", parameter: [{ name: "patient", resource }, ...more] });
const register = (demo: Demo, who: string, resource: Patient, ...more: ParametersParameter[]): Promise<Answer> => demo.ask(who, "POST", "Patient/$assign-gp", coming(resource, ...more));
const find = async (demo: Demo, who: string, bsn: string): Promise<readonly Patient[]> => ((await demo.ask(who, "POST", "Patient/_search", `identifier=${encodeURIComponent(`${bsnSystem}|${bsn}`)}`, form)).body.entry ?? []).map(({ resource }) => resource as Patient);
const registrationOf = async (demo: Demo, who: string, id: string | undefined): Promise<CareTeam | undefined> => (await demo.ask(who, "GET", `CareTeam?patient=${id}&category=huisartsteam`)).body.entry?.map(({ resource }) => resource as CareTeam)[0];
const bas = "bas-verzonnen-huisarts";

describe("one-practice: who comes to a practice is registered with $assign-gp", () => {
  const demo = useDemo();

  test("a new patient, with the huisarts who is named, by whoever keeps the list", async () => {
    const bsn = nextBsn();
    const answer = await register(demo, "doktersassistent", patient(bsn, "Nieuwkomer"), to(bas));
    expect([answer.status, answer.body.resourceType, answer.body.status]).toEqual([202, "Task", "requested"]);
    const [found] = await find(demo, "huisarts", bsn);
    expect(found?.generalPractitioner?.map(({ reference }) => reference)).toEqual(["Organization/praktijk-voorbeeldstraat", `PractitionerRole/${bas}`]);
    expect(await registrationOf(demo, "huisarts", found?.id)).toMatchObject({ status: "active", participant: [{ role: [{ coding: [{ code: "vaste-huisarts" }] }], member: { reference: `PractitionerRole/${bas}` }, period: { start: demo.now.toISOString() } }] });
    expect(await find(demo, "huisarts-elders", bsn)).toEqual([]);
  });

  test("the practice is told of each that it registered, in whatever way, and of nobody who stayed where he was", async () => {
    const told = async (): Promise<readonly string[]> => (await demo.runtime.house.store.pendingEvents("Organization/praktijk-elders", 200)).filter(({ topic }) => topic === "assignment-changed").map(({ focus = "" }) => focus);
    const [one, other, third] = [nextBsn(), nextBsn(), nextBsn()];
    await register(demo, "huisarts-elders", patient(one, "Verteld"), to("role-huisarts-elders"));
    await demo.ask("huisarts-elders", "POST", "Patient", patient(other, "Verteld"));
    const entry = { fullUrl: "urn:uuid:66666666-6666-4666-8666-666666666666", resource: patient(third, "Verteld"), request: { method: "POST", url: "Patient" } };
    expect((await demo.ask("huisarts-elders", "POST", "", { resourceType: "Bundle", type: "transaction", entry: [entry] })).status).toBe(200);
    await register(demo, "huisarts-elders", patient(mainBsn, "Verteld"), to("role-huisarts-elders"));
    const focuses = await told();
    expect([focuses.length, new Set(focuses).size]).toEqual([3, 3]);
    for (const focus of focuses) expect((await demo.ask("huisarts-elders", "GET", focus)).body.resourceType).toBe("CareTeam");
  });

  test("only a vaste tweede huisarts may be named too, and a warning is about the huisarts, not about the patient", async () => {
    const second: ParametersParameter = { name: "role", valueCode: "vaste-tweede-huisarts" };
    const [one, other] = [await register(demo, "huisarts", patient(nextBsn(), "Eerst"), to("role-huisarts-elders"), second), await register(demo, "huisarts-elders", patient(mainBsn, "Eerst"), to(bas), second)];
    expect([one.status, one.headers.get("warning")]).toEqual([202, '299 - "two-gps: this fixed GP works for another practice"']);
    expect([other.status, other.headers.get("warning")]).toEqual([202, '299 - "two-gps: this fixed GP works for another practice"']);
  });

  test.each([["passant", "Voorbijganger"], ["pasgeborene", "Boreling"]] as const)("life-events: a %s may have no BSN, and the registration says what it is", async (kind, family) => {
    const answer = await register(demo, "huisarts", patient(undefined, family), to(bas), { name: "kind", valueCode: kind });
    expect(answer.status).toBe(202);
    const found = (await demo.ask("huisarts", "GET", `Patient?family=${family}`)).body.entry ?? [];
    expect(found).toHaveLength(1);
    expect((await registrationOf(demo, "huisarts", found[0]?.resource?.id))?.extension).toEqual([{ url: "https://wijkverband.example/fhir/StructureDefinition/registration-kind", valueCode: kind }]);
    expect((await demo.ask("huisarts-elders", "GET", `Patient?family=${family}`)).body.entry).toBeUndefined();
  });

  test("life-events: a newborn gets the BSN later, once; one that somebody else carries is refused, and stands in the log of who carries it", async () => {
    const [{ resource } = { resource: undefined }] = (await demo.ask("huisarts", "GET", "Patient?family=Boreling")).body.entry ?? [];
    const give = async (bsn: string): Promise<Answer> => {
      const { body, headers } = await demo.ask("huisarts", "GET", `Patient/${resource?.id}`);
      return demo.ask("huisarts", "PUT", `Patient/${resource?.id}`, { ...body, identifier: [{ system: bsnSystem, value: bsn }] }, { "if-match": headers.get("etag") ?? "" });
    };
    const taken = nextBsn();
    expect((await register(demo, "huisarts-elders", patient(taken, "Elders"), to("role-huisarts-elders"))).status).toBe(202);
    const refused = await give(taken);
    expect([refused.status, faults(refused.body)[0]?.rule]).toEqual([409, "stranger"]);
    const [elsewhere] = await find(demo, "huisarts-elders", taken);
    expect(auditOf(demo, refused.headers).flatMap(({ entity }) => entity?.map(({ what }) => what?.reference) ?? [])).toContain(`Patient/${elsewhere?.id}`);
    const own = nextBsn();
    expect((await give(own)).status).toBe(200);
    expect((await find(demo, "huisarts", own)).map(({ id }) => id)).toEqual([resource?.id]);
    expect((await give(nextBsn())).status).toBe(422);
  });

  test.each<[string, number, string, string | undefined, (known: string) => readonly ParametersParameter[]]>([
    ["a POH as vaste huisarts", 422, "gp", "two-gps", () => [to("role-poh")]],
    ["an end before the begin", 422, "period", "two-gps", () => [to(bas), { name: "period", valuePeriod: { start: "2026-12-02", end: "2026-12-01" } }]],
    ["a begin before the registration", 422, "period", "two-gps", () => [to(bas), { name: "period", valuePeriod: { start: "2020-01-01" } }]],
    ["a kind that there isn't", 422, "kind", "one-practice", () => [to(bas), { name: "kind", valueCode: "toerist" }]],
    ["an identifier of somebody else", 400, "identifier", undefined, (known) => [to(bas), { name: "identifier", valueIdentifier: { system: bsnSystem, value: known === mainBsn ? "999990019" : mainBsn } }]],
  ])("stranger: %s is refused with %i at %s, whoever the patient is", async (_what, status, parameter, rule, more) => {
    const known = await register(demo, "huisarts-elders", patient(mainBsn, "X"), ...more(mainBsn));
    const unknown = nextBsn();
    const fresh = await register(demo, "huisarts-elders", patient(unknown, "X"), ...more(unknown));
    expect([known.status, faults(known.body)[0]?.expression, faults(known.body)[0]?.rule]).toEqual([status, `Parameters.parameter.where(name='${parameter}')`, rule]);
    expect(fresh.text).toBe(known.text);
    expect(await find(demo, "huisarts-elders", unknown)).toEqual([]);
  });

  test("a BSN that can't be one, and a patient without a name, are refused at their place in what was sent", async () => {
    const answer = await register(demo, "huisarts", patient("123456789", "Fout"), to(bas));
    expect([answer.status, faults(answer.body)[0]?.rule, faults(answer.body)[0]?.expression]).toEqual([422, "elfproef", expect.stringMatching(/^Parameters\.parameter\.where\(name='patient'\)\.resource\.identifier/)]);
    const { name: _name, ...nameless } = patient(nextBsn(), "Fout");
    const other = await register(demo, "huisarts", nameless, to(bas));
    expect([other.status, faults(other.body)[0]?.expression]).toEqual([422, "Parameters.parameter.where(name='patient').resource.name"]);
  });

  test("who may not register is told so, for a known and for an unknown BSN", async () => {
    for (const who of ["wijkverpleegkundige", "post-huisarts", "apotheker", "patient", "rho-analist", "zcc-triagist"]) {
      const [known, unknown] = [await register(demo, who, patient(mainBsn, "X"), to(bas)), await register(demo, who, patient(nextBsn(), "X"), to(bas))];
      expect([who, known.status, unknown.text]).toEqual([who, 403, known.text]);
    }
  });

  test("responsible-gp: who it was on a date, by the registration and the place of then", async () => {
    const bsn = nextBsn();
    await register(demo, "huisarts", patient(bsn, "Tijdreiziger"), to("eva-fictief-huisarts"));
    const [found] = await find(demo, "huisarts", bsn);
    const noon = (day: string): Promise<Answer> => demo.ask("huisarts", "GET", `Patient/${found?.id}/$responsible-gp?at=${day}T12:00:00%2B01:00`);
    const was = demo.now;
    demo.now = new Date("2026-11-26T09:00:00Z");
    expect((await demo.ask("huisarts", "POST", `Patient/${found?.id}/$assign-gp`, { resourceType: "Parameters", parameter: [to(bas)] })).status).toBe(200);
    expect(valueOf((await noon("2026-11-25")).body, "person")).toMatchObject({ reference: "PractitionerRole/eva-fictief-huisarts" });
    expect(valueOf((await noon("2026-11-26")).body, "person")).toMatchObject({ reference: `PractitionerRole/${bas}` });
    expect(valueOf((await noon("2026-11-23")).body, "rule")).toBe("gap");
    demo.now = was;
  });
});

describe("one-practice: races", () => {
  const demo = useDemo();

  const holders = async (bsn: string): Promise<readonly (string | undefined)[]> => (await Promise.all(["huisarts", "huisarts-elders"].map((who) => find(demo, who, bsn)))).flat().map(({ generalPractitioner }) => generalPractitioner?.[0]?.reference);

  test("in fifty rounds of two practices that register one BSN at the same instant, one gets the patient each time and both get the same answer", async () => {
    for (let round = 0; round < 50; round++) {
      const bsn = nextBsn();
      const [one, other] = await Promise.all([
        register(demo, "huisarts", patient(bsn, `Gewild${round}`), to("eva-fictief-huisarts")),
        round % 2 === 0 ? demo.ask("huisarts-elders", "POST", "Patient", patient(bsn, `Gewild${round}`)) : register(demo, "huisarts-elders", patient(bsn, `Gewild${round}`), to("role-huisarts-elders")),
      ]);
      expect([one.status, other.status]).toEqual([202, 202]);
      const [winner, ...others] = await holders(bsn);
      expect([round, winner !== undefined, others]).toEqual([round, true, []]);
    }
  });

  test("so it is when each practice asks another server on the same store", async () => {
    const config = readConfig({ PORT: "0", DATA_DIR: demo.dataDir, LOG_LEVEL: "silent", DEMO_PATIENTS: "10" }, "demo");
    const second = await listen(config, (publicUrl) => openDemo({ ...config, publicUrl }, () => {}, () => demo.now));
    try {
      const token = await demoToken("huisarts-elders", second.runtime.keys, second.url);
      for (let round = 0; round < 20; round++) {
        const bsn = nextBsn();
        const [one, other] = await Promise.all([
          register(demo, "huisarts", patient(bsn, `Begeerd${round}`), to("eva-fictief-huisarts")),
          fetch(`${second.url}/fhir/Patient`, { method: "POST", headers: { authorization: `Bearer ${token}`, "content-type": "application/fhir+json" }, body: JSON.stringify(patient(bsn, `Begeerd${round}`)) }),
        ]);
        expect([one.status, other.status]).toEqual([202, 202]);
        await other.text();
        expect([round, (await holders(bsn)).length]).toEqual([round, 1]);
      }
    } finally {
      await second.close();
    }
  });

  test("of a practice that registers somebody who is registered nowhere, and another that does, one gets the record", async () => {
    for (let round = 0; round < 10; round++) {
      demo.now = new Date(demo.now.getTime() + 3_600_000);
      await endRegistration(demo, mainPatient.slice("Patient/".length));
      demo.now = new Date(demo.now.getTime() + 3_600_000);
      const answers = await Promise.all(["huisarts", "huisarts-elders"].map((who) => demo.ask(who, "POST", "Patient", patient(mainBsn, "W"))));
      expect(answers.map(({ status }) => status)).toEqual([202, 202]);
      const registered = (await demo.runtime.house.store.tiesOf("willem-voorbeeld", "registered")).map(({ holder }) => holder);
      expect([round, registered.length]).toEqual([round, 1]);
      expect(await holders(mainBsn)).toEqual(registered);
    }
  });
});
