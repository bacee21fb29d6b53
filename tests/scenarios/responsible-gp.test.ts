import { mainBsn, mainPatient, storyBsn } from "@wijkverband/server";
import type { CareTeam, Parameters, ParametersParameter } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { byBsn, faults, valueOf, type Answer, type Body } from "../harness.ts";
import { named, objection } from "../objection.ts";
import { auditOf } from "../stored.ts";
import { useDemo } from "../use-demo.ts";

type Parameter = NonNullable<Parameters["parameter"]>[number];

const patient = (reference: string): Parameter => ({ name: "patient", valueReference: { reference } });
const number = (value: string): Parameter => ({ name: "identifier", valueIdentifier: { system: "http://fhir.nl/fhir/NamingSystem/bsn", value } });
const partsOf = (answer: Answer): readonly Body[] => (answer.body.parameter ?? []).map(({ name, part }) => ({ resourceType: name ?? "", parameter: part ?? [] }));
/** An answer without the parts that only a list has. */
const answerIn = (part: Body | undefined): readonly ParametersParameter[] => (part?.parameter ?? []).filter(({ name }) => !["index", "reference", "outcome"].includes(name ?? ""));

describe("$responsible-gp", () => {
  const demo = useDemo({ patients: 40 });

  const many = (who: string, ...parameter: readonly Parameter[]): Promise<Answer> => demo.ask(who, "POST", "Patient/$responsible-gp", { resourceType: "Parameters", parameter });
  const one = (who: string, id: string, at?: string): Promise<Answer> => demo.ask(who, "GET", `Patient/${id}/$responsible-gp${at === undefined ? "" : `?at=${encodeURIComponent(at)}`}`);

  describe("about one patient", () => {
    test("the number of who answers, a second one, and who comes next", async () => {
      const { body } = await one("post-huisarts", "willem-voorbeeld", "2026-11-24T18:00:00+01:00");
      expect(valueOf(body, "rule")).toBe("own-gp-on-call");
      expect([valueOf(body, "phone"), valueOf(body, "second-phone")]).toMatchObject([{ value: "+31 00 000 00 12" }, { value: "+31 00 000 00 13" }]);
      expect(valueOf(body, "until")).toBe("2026-11-24T22:00:00.000Z");
      expect(body.parameter?.find(({ name }) => name === "fallback")?.part?.[0]).toEqual({ name: "rule", valueCode: "anw-post" });
    });

    test("another doctor who leads the treatment stands in the answer, whoever answers", async () => {
      const { store } = demo.runtime.house;
      const before = await one("post-huisarts", "willem-voorbeeld");
      const team = await store.read("CareTeam", "huisartsteam-willem-voorbeeld");
      const lead = { role: [{ coding: [{ system: "https://wijkverband.example/fhir/CodeSystem/teamrol", code: "hoofdbehandelaar" }] }], member: { reference: "PractitionerRole/role-specialist-ouderengeneeskunde" }, period: { start: "2026-11-01" } };
      const resource = team.resource() as CareTeam;
      await store.transact({ changes: [{ op: "update", resource: { ...resource, id: team.id, participant: [...(resource.participant ?? []), lead] }, labels: team.labels }], at: demo.now, audit: () => [] });
      const { body } = await one("post-huisarts", "willem-voorbeeld");
      expect(body.parameter?.find(({ name }) => name === "hoofdbehandelaar")?.part).toMatchObject([
        { name: "person", valueReference: { reference: "PractitionerRole/role-specialist-ouderengeneeskunde", display: "S. Ouderen" } },
        { name: "role", valueCode: "specialist-ouderengeneeskunde" },
        { name: "phone", valueContactPoint: { system: "phone" } },
      ]);
      expect(valueOf(body, "rule")).toBe(valueOf(before.body, "rule"));
    });

    test("the front door hears that there is a handover and nothing of what is in it; nobody else gets that line", async () => {
      const there = (await demo.ask("zcc-triagist", "POST", "Patient/$responsible-gp", byBsn(mainBsn))).body;
      expect(valueOf(there, "handover-exists")).toBe(true);
      expect(valueOf((await one("zcc-triagist", "patient-0001")).body, "handover-exists")).toBe(false);
      for (const who of ["post-huisarts", "huisarts", "wijkverpleegkundige"]) expect(valueOf((await one(who, "willem-voorbeeld")).body, "handover-exists")).toBeUndefined();
      expect((await demo.ask("zcc-triagist", "GET", `${mainPatient}/$palliative-handover`)).status).toBe(404);
    });

    test("basis: who objects to medical data going to the centre is asked about by it, and it doesn't hear of a handover any more", async () => {
      const denied = objection({ actor: [named("Organization/zcc-modelregio")], securityLabel: [{ system: "https://wijkverband.example/fhir/CodeSystem/domein", code: "medisch" }] });
      const stored = await demo.ask("huisarts", "POST", "Consent", denied);
      expect(stored.status).toBe(201);
      for (const answer of [await one("zcc-triagist", "willem-voorbeeld"), await many("zcc-triagist", patient(mainPatient))]) {
        expect(answer.status).toBe(200);
        expect(answer.text).toContain('"rule"');
        expect(answer.text).not.toContain("handover-exists");
      }
      expect((await demo.ask("huisarts", "PUT", `Consent/${stored.body.id}`, { ...stored.body, status: "inactive" }, { "if-match": 'W/"1"' })).status).toBe(200);
      expect(valueOf((await one("zcc-triagist", "willem-voorbeeld")).body, "handover-exists")).toBe(true);
    });

    test("a kept answer ends with whatever it rests on: the clock, the directory, the registration", async () => {
      const asked = async (): Promise<string> => (await one("huisarts", "patient-0001")).text;
      const night = await asked();
      expect(await asked()).toBe(night);
      demo.now = new Date("2026-11-24T07:00:00Z");
      expect(valueOf((await one("huisarts", "patient-0001")).body, "rule")).toBe("practice-hours");
      demo.now = new Date("2026-11-24T02:00:00Z");
      const role = await demo.ask("huisarts", "GET", "HealthcareService/hours-praktijk-voorbeeldstraat");
      const closed = { ...role.body, notAvailable: [{ description: "nascholing", during: { start: "2026-11-24", end: "2026-11-24" } }] };
      demo.now = new Date("2026-11-24T09:00:00Z");
      const open = await asked();
      expect((await demo.ask("huisarts", "PUT", "HealthcareService/hours-praktijk-voorbeeldstraat", closed, { "if-match": role.headers.get("etag") ?? "" })).status).toBe(200);
      expect(await asked()).not.toBe(open);
      demo.now = new Date("2026-11-24T02:00:00Z");
    });

    test.each(["2026-11-24", "2026-11-24T03:00:00", "vannacht"])("at %s is no instant with an offset: 400", async (at) => {
      const answer = await one("post-huisarts", "willem-voorbeeld", at);
      expect([answer.status, faults(answer.body)[0]?.expression]).toEqual([400, "Parameters.parameter.where(name='at')"]);
    });
  });

  describe("about many", () => {
    const ids = Array.from({ length: 30 }, (_, index) => `patient-${String(index + 1).padStart(4, "0")}`);

    test.each(["2026-11-24T02:00:00Z", "2026-11-24T10:30:00+01:00", "2026-12-25T12:00:00+01:00"])("at %s each gets just what he would get alone, in order, by reference and by number", async (at) => {
      const answer = await many("zcc-triagist", ...ids.map((id) => patient(`Patient/${id}`)), number(mainBsn), { name: "at", valueInstant: at });
      expect(answer.status).toBe(200);
      const parts = partsOf(answer);
      expect(parts.map((part) => [valueOf(part, "index"), (valueOf(part, "reference") as { reference: string }).reference])).toEqual([...ids, "willem-voorbeeld"].map((id, index) => [index, `Patient/${id}`]));
      for (const [index, id] of [...ids, "willem-voorbeeld"].entries()) expect(answerIn(parts[index])).toEqual((await one("zcc-triagist", id, at)).body.parameter);
    });

    test("stranger: whom the caller may not ask about and whom nobody knows are the same part, and each stands in the audit", async () => {
      const known = await many("huisarts-elders", patient(mainPatient), patient("Patient/niemand"), number(mainBsn), number(storyBsn));
      expect(known.status).toBe(200);
      const nothing = (index: number) => [{ name: "index", valueInteger: index }, { name: "outcome", valueCode: "not-found" }];
      expect(partsOf(known).map(({ parameter }) => parameter)).toEqual([0, 1, 2, 3].map(nothing));
      const events = auditOf(demo, known.headers);
      expect(events.map(({ outcome, outcomeDesc, entity }) => [outcome, outcomeDesc, entity?.[0]?.what?.reference])).toEqual([["4", "404 stranger", mainPatient], ["4", "404 stranger", undefined]]);
    });

    test("audit: one event a patient, with the row that let the caller through, and none of another patient in it", async () => {
      const answer = await many("post-huisarts", patient(mainPatient), patient("Patient/patient-0001"), patient(mainPatient), patient("Patient/niemand"));
      expect(partsOf(answer).map((part) => valueOf(part, "outcome"))).toEqual([undefined, "not-found", undefined, "not-found"]);
      const events = auditOf(demo, answer.headers).map(({ outcome, agent, entity }) => ({ outcome, row: agent[0]?.policy?.[0], patients: entity?.flatMap(({ what }) => (what?.reference?.startsWith("Patient/") === true ? [what.reference] : [])) }));
      expect(events).toEqual([
        { outcome: "0", row: "https://wijkverband.example/policy#handover-post", patients: [mainPatient] },
        { outcome: "4", row: undefined, patients: ["Patient/patient-0001"] },
        { outcome: "4", row: undefined, patients: [] },
      ]);
      expect(JSON.stringify(auditOf(demo, answer.headers))).not.toContain(mainBsn);
    });

    test("500 are answered, 501 are 422, and one by reference is a list of one", async () => {
      const refer = (count: number) => Array.from({ length: count }, (_, index) => patient(`Patient/${ids[index % ids.length]}`));
      const full = await many("huisarts", ...refer(500));
      expect([full.status, partsOf(full).length]).toEqual([200, 500]);
      const over = await many("huisarts", ...refer(501));
      expect([over.status, faults(over.body)[0]?.expression]).toEqual([422, "Parameters.parameter"]);
      expect(partsOf(await many("huisarts", patient("Patient/patient-0001")))).toHaveLength(1);
    });

    // oxfmt-ignore
    test.each<readonly [what: string, status: number, expression: string, parameter: readonly Parameter[]]>([
      ["a number that fails the elfproef",  422, "Parameters.parameter[1].value.value",            [patient(mainPatient), number("123456789")]],
      ["a number without its system",       400, "Parameters.parameter.where(name='identifier')",  [patient(mainPatient), { name: "identifier", valueIdentifier: { value: mainBsn } }]],
      ["a reference to somebody else",      400, "Parameters.parameter.where(name='patient')",     [patient("PractitionerRole/x")]],
      ["a patient as text",                 400, "Parameters.parameter.where(name='patient')",     [{ name: "patient", valueString: "willem" }]],
      ["an instant without offset",         400, "Parameters.parameter.where(name='at')",          [patient(mainPatient), { name: "at", valueInstant: "2026-11-24T03:00:00" }]],
      ["what it doesn't take",              400, "Parameters.parameter.where(name='wanneer')",     [patient(mainPatient), { name: "wanneer", valueString: "nu" }]],
    ])("%s is refused with %i and its place", async (_, status, expression, parameter) => {
      const answer = await many("huisarts", ...parameter);
      expect([answer.status, faults(answer.body)[0]?.expression]).toEqual([status, expression]);
      expect(answer.text).not.toContain(mainBsn);
    });
  });
});
