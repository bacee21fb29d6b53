import { mainBsn, mainPatient } from "@wijkverband/server";
import type { Task } from "hl7-fhir-r4-types";
import { beforeAll, describe, expect, test } from "vitest";
import { byBsn, faults, startDemo, type Answer } from "../harness.ts";
import { accept, given, join, membersNow, newcomer, newcomers, permitFor, startPlan, taskOf, teamNow } from "../membership.ts";
import { objectionTo } from "../objection.ts";
import { useDemo } from "../use-demo.ts";

const demo = useDemo();
let plan: string;
beforeAll(async () => {
  plan = await startPlan(demo);
  await demo.ask("huisarts", "POST", "Consent", permitFor(newcomers));
});

const nurses = { organization: newcomers, function: "wijkverpleegkundige" };
const invite = (who: string, values: Readonly<Record<string, string>> = nurses): Promise<Answer> => demo.ask(who, "POST", `${plan}/$invite`, given(values));
const found = ({ body }: Answer): readonly string[] => (body.entry ?? []).map(({ resource }) => `${resource?.resourceType}/${resource?.id}`);

describe("who was invited and hasn't answered", () => {
  let task: Task;
  beforeAll(async () => {
    task = taskOf(await invite("huisarts"));
  });

  test("stranger: sees the invitation and nothing else of the patient, by reading, searching, including or asking backwards", async () => {
    expect((await demo.ask(newcomer, "GET", `Task/${task.id}`)).status).toBe(200);
    for (const path of [mainPatient, plan, "CareTeam/wijkteam-willem-voorbeeld", "RelatedPerson/riet-voorbeeld", `${mainPatient}/$everything`, `${mainPatient}/$palliative-handover`, `${plan}/_history`, `${mainPatient}/_history`]) {
      expect([path, (await demo.ask(newcomer, "GET", path)).status]).toEqual([path, 404]);
    }
    expect((await demo.ask(newcomer, "POST", "Patient/$palliative-handover", byBsn(mainBsn))).status).toBe(404);
    for (const query of ["Patient", "CarePlan", "CareTeam", "Consent", "Condition", "Goal", "Patient?_has:Task:patient:status=requested", `CarePlan?_has:Task:focus:status=requested`, "CareTeam?patient=willem-voorbeeld"]) {
      expect([query, found(await demo.ask(newcomer, "GET", query))]).toEqual([query, []]);
    }
    const own = [`Task/${task.id}`];
    for (const query of ["Task", "Task?_include=Task:patient", "Task?_include=Task:focus&_include:iterate=CarePlan:care-team", "Task?_include=Task:patient&_revinclude:iterate=Consent:patient", "Task/_history"]) {
      const answer = await demo.ask(newcomer, "GET", query);
      expect([query, answer.status === 200 ? found(answer) : own]).toEqual([query, own]);
    }
    // of all that the invitation refers to, who invites and who is invited: the directory, which everybody reads
    expect(found(await demo.ask(newcomer, "GET", "Task?_include=*"))).toEqual([...own, "Organization/thuiszorg-elders", "PractitionerRole/eva-fictief-huisarts"]);
    for (const query of ["Task?patient.name=Willem", `Task?patient.birthdate=gt1900`, "Task?focus:CarePlan.status=active"]) expect([query, found(await demo.ask(newcomer, "GET", query))]).toEqual([query, []]);
  });

  test("stranger: the invitation itself tells no name, number or birth date", async () => {
    const { text } = await demo.ask(newcomer, "GET", `Task/${task.id}`);
    const patient = (await demo.ask("huisarts", "GET", mainPatient)).body as unknown as { name: { family?: string; given?: string[]; text?: string }[]; birthDate: string };
    const references = new RegExp(String.raw`"reference":"[^"]*"`, "g");
    const said = text.replaceAll(references, "");
    for (const word of [mainBsn, patient.birthDate, ...(patient.name[0]?.given ?? []), "Willem"]) expect(said).not.toContain(word);
  });

  test("may not act on it: no write, no proposal, no leaving, no inviting", async () => {
    for (const [method, path, body] of [
      ["POST", `${plan}/$leave`, given({})],
      ["POST", `${plan}/$invite`, given({ ...nurses, function: "verzorgende" })],
      ["PUT", "CareTeam/wijkteam-willem-voorbeeld", await teamNow(demo)],
      ["POST", "Observation", { resourceType: "Observation", status: "final", code: { text: "huid" }, subject: { reference: mainPatient }, valueString: "rood" }],
    ] as const) expect([path, (await demo.ask(newcomer, method, path, body, method === "PUT" ? { "if-match": 'W/"1"' } : {})).status]).toEqual([path, expect.toBeOneOf([403, 404, 405, 422])]);
  });

  test("nobody answers for another, and who isn't asked doesn't find it", async () => {
    for (const who of ["apotheker", "verzorgende", "sociaal-werker", "post-huisarts-elders", "huisarts-elders"]) expect([who, (await accept(demo, who, task.id)).status]).toEqual([who, expect.toBeOneOf([403, 404])]);
    for (const who of ["huisarts", "mantelzorger", "patient"]) expect([who, (await accept(demo, who, task.id)).status]).toEqual([who, 403]);
    expect(await membersNow(demo)).not.toContain(newcomers);
  });

  test("no writer makes a member by writing the Task", async () => {
    const { meta: _meta, ...sent } = task;
    for (const who of ["huisarts", newcomer, "wijkverpleegkundige"]) {
      for (const change of [{ status: "accepted" }, { status: "completed" }, { owner: { reference: "Organization/apotheek-voorbeeldplein" } }]) {
        const answer = await demo.ask(who, "PUT", `Task/${task.id}`, { ...sent, ...change }, { "if-match": 'W/"1"' });
        expect([who, change, answer.status]).toEqual([who, change, expect.toBeOneOf([403, 404, 405, 422])]);
      }
    }
    const { id: _id, ...fresh } = sent;
    for (const who of ["huisarts", newcomer]) expect((await demo.ask(who, "POST", "Task", { ...fresh, status: "accepted" })).status).toBeOneOf([403, 404, 422]);
    expect(await membersNow(demo)).not.toContain(newcomers);
  });
});

describe("who took part", () => {
  test("basis: an objection keeps out who accepted, and nobody is invited against it", async () => {
    await using other = await startDemo();
    const shared = await startPlan(other);
    await other.ask("huisarts", "POST", "Consent", permitFor(newcomers));
    await join(other, shared);
    expect((await other.ask(newcomer, "GET", mainPatient)).status).toBe(200);
    expect((await other.ask("huisarts", "POST", "Consent", objectionTo(newcomers))).status).toBe(201);
    expect((await other.ask(newcomer, "GET", mainPatient)).status).toBe(404);
    expect((await other.ask("huisarts", "POST", `${shared}/$leave`, given({ organization: newcomers }))).status).toBe(200);
    const again = await other.ask("huisarts", "POST", `${shared}/$invite`, given(nurses));
    expect([again.status, faults(again.body)[0]?.rule]).toEqual([422, "basis"]);
  });

  test("basis: where membership counts by itself no consent is asked of nurses, but of social care it is, and an objection stands", async () => {
    await using other = await startDemo({ settings: { BASES: "consent,addressed,membership" } });
    const shared = await startPlan(other);
    await join(other, shared);
    expect((await other.ask(newcomer, "GET", mainPatient)).status).toBe(200);
    expect((await other.ask("huisarts", "POST", "Consent", objectionTo("Organization/spoedpost-elders"))).status).toBe(201);
    const objected = await other.ask("huisarts", "POST", `${shared}/$invite`, given({ organization: "Organization/spoedpost-elders", function: "verzorgende" }));
    expect([objected.status, faults(objected.body)[0]?.rule]).toEqual([422, "basis"]);
    expect((await other.ask("huisarts", "POST", `${shared}/$leave`, given({ person: "PractitionerRole/sanne-bedacht-sociaal-werker" }))).status).toBe(200);
    expect((await other.ask("huisarts", "POST", "Consent", objectionTo("Organization/sociaal-team-voorbeeldstad"))).status).toBe(201);
    const social = await other.ask("huisarts", "POST", `${shared}/$invite`, given({ person: "PractitionerRole/sanne-bedacht-sociaal-werker", function: "sociaal-werker" }));
    expect([social.status, faults(social.body)[0]?.rule]).toEqual([422, "basis"]);
  });

  test("comes back by no invitation that was forgotten", async () => {
    await using other = await startDemo();
    const shared = await startPlan(other);
    await other.ask("huisarts", "POST", "Consent", permitFor(newcomers));
    await join(other, shared);
    const offered = taskOf(await other.ask("huisarts", "POST", `${shared}/$invite`, given({ ...nurses, function: "verzorgende" })));
    expect((await other.ask("huisarts", "POST", `${shared}/$leave`, given({ organization: newcomers, reason: "klaar" }))).status).toBe(200);
    expect((await accept(other, newcomer, offered.id)).status).toBe(409);
    expect((await other.ask(newcomer, "GET", mainPatient)).status).toBe(404);
  });
});
