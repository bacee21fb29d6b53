import { mainBsn, mainPatient } from "@wijkverband/server";
import type { Composition, Task } from "hl7-fhir-r4-types";
import { beforeAll, describe, expect, test } from "vitest";
import { byBsn, faults, valueOf, type Answer } from "../harness.ts";
import { given, newcomers, permitFor, startPlan } from "../membership.ts";
import { differencesOf } from "../night-answer.ts";
import { propose, replaced } from "../proposals.ts";
import { storedCounts } from "../stored.ts";
import { change, homeCare, huisarts, nurse, ours, pharmacy, practice, socialWorker, taskOn } from "../team-task.ts";
import { useDemo } from "../use-demo.ts";

const shared = { security: [{ system: "https://wijkverband.example/fhir/CodeSystem/domein", code: "gedeeld" }] };
const withheld = { system: "https://wijkverband.example/fhir/CodeSystem/inzage", code: "afgeschermd" };
const otherKinds = ["voorstel", "voorstel-zorgplan", "uitnodiging", "noodtoegang", "noodtoegang-beoordelen", "inschrijving", "wisverzoek", "iets-anders"] as const;

describe("a task between members opens nothing that it shouldn't", () => {
  const demo = useDemo();
  let plan: string;
  beforeAll(async () => {
    plan = await startPlan(demo);
  });

  const made = async (who: string, more: Partial<Task> = {}): Promise<string> => {
    const answer = await demo.ask(who, "POST", "Task", taskOn(plan, more));
    expect(answer.status).toBe(201);
    return answer.body.id ?? "";
  };
  const patch = (who: string, id: string, path: string, value: object, version = "1"): Promise<Answer> =>
    demo.ask(who, "PATCH", `Task/${id}`, { resourceType: "Parameters", parameter: [{ name: "operation", part: [{ name: "type", valueCode: "replace" }, { name: "path", valueString: path }, { name: "value", ...value }] }] }, { "if-match": `W/"${version}"` });

  test.each(otherKinds)("own-part: nobody turns a task into one of the kind %s, by update, by patch or by a second code", async (code) => {
    const own = { requester: { reference: huisarts }, owner: { reference: practice }, focus: { reference: `${plan}/_history/1` }, reasonCode: { text: "omdat het kan" } };
    const tasks = [["wijkverpleegkundige", await made("wijkverpleegkundige", { owner: { reference: homeCare } })], ["huisarts", await made("huisarts", own)]] as const;
    const before = storedCounts(demo);
    for (const [who, id] of tasks) {
      const both = { coding: [...ours("taak", code).coding, ...ours("taak", "opdracht").coding] };
      for (const answer of [
        await change(demo, who, id, { code: ours("taak", code) }),
        await change(demo, who, id, { code: both }),
        await change(demo, who, id, { code: { coding: both.coding.toReversed() } }),
        await change(demo, who, id, { code: ours("taak", code), intent: "proposal", status: "accepted" }),
        await patch(who, id, "Task.code.coding[0].code", { valueCode: code }),
      ]) {
        expect(answer.status).toBeOneOf([403, 422]);
      }
    }
    expect(storedCounts(demo)).toEqual(before);
  });

  test.each(otherKinds.filter((code) => code !== "wisverzoek"))("own-part: nobody makes a task of the kind %s", async (code) => {
    const before = storedCounts(demo);
    for (const [who, person] of [["huisarts", huisarts], ["wijkverpleegkundige", nurse], ["sociaal-werker", socialWorker], ["patient", mainPatient]] as const) {
      for (const coding of [ours("taak", code).coding, [...ours("taak", code).coding, ...ours("taak", "opdracht").coding], [...ours("taak", "opdracht").coding, ...ours("taak", code).coding]]) {
        const sent = taskOn(plan, { code: { coding }, requester: { reference: person }, owner: { reference: homeCare }, intent: "order", reasonCode: { text: "x" }, focus: { reference: plan } });
        const answer = await demo.ask(who, "POST", "Task", sent);
        expect(answer.status).toBeOneOf([403, 422]);
      }
    }
    expect(storedCounts(demo)).toEqual(before);
  });

  test("own-part: a proposal and an invitation become no task between members", async () => {
    const goal = { resourceType: "Goal", meta: shared, lifecycleStatus: "active", description: { text: "thuis" }, subject: { reference: mainPatient } };
    const target = await demo.ask("huisarts", "POST", "Goal", goal);
    expect(target.status).toBe(201);
    const proposal = await propose(demo, "wijkverpleegkundige", `Goal/${target.body.id}`, [replaced("Goal.description.text", { valueString: "thuis, met hulp" })]);
    expect(proposal.status).toBeOneOf([200, 201]);
    expect((await demo.ask("huisarts", "POST", "Consent", permitFor(newcomers))).status).toBe(201);
    const invitation = await demo.ask("huisarts", "POST", `${plan}/$invite`, given({ organization: newcomers, function: "wijkverpleegkundige" }));
    expect(invitation.status).toBe(200);
    for (const [who, id, person] of [["wijkverpleegkundige", proposal.body.id, nurse], ["huisarts", invitation.body.id, huisarts]] as const) {
      const { id: _new, ...asTask } = { id: "", ...taskOn(plan, { requester: { reference: person } }) };
      for (const more of [asTask, { code: ours("taak", "opdracht") }, { code: ours("taak", "noodtoegang") }]) expect((await change(demo, who, id ?? "", more)).status).toBeOneOf([403, 422]);
      expect((await demo.ask("huisarts", "GET", `Task/${id}`)).body.meta?.versionId).toBe("1");
    }
  });

  test("stranger: whom a patient has around him can't be found out by asking tasks", async () => {
    const asked = async (patient: string, owner: string): Promise<string> => {
      const { basedOn: _plan, ...task } = taskOn(plan, { for: { reference: patient }, requester: { reference: "Organization/huisartsenpraktijk-elders" }, owner: { reference: owner } });
      const answer = await demo.ask("huisarts-elders", "POST", "Task", { ...task, basedOn: [{ reference: "CarePlan/niet-daar" }] });
      return `${answer.status} ${answer.text}`;
    };
    const answers = await Promise.all([mainPatient, "Patient/niet-daar"].flatMap((patient) => [pharmacy, "Organization/thuiszorg-elders"].map((owner) => asked(patient, owner))));
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/^422 .*points at nothing/);
    const noPlan = async (patient: string): Promise<string> => {
      const answer = await demo.ask("huisarts-elders", "POST", "Task", { ...taskOn(plan, { for: { reference: patient } }), basedOn: [{ display: "plan" }] });
      return `${answer.status} ${answer.text}`;
    };
    expect(await noPlan(mainPatient)).toBe(await noPlan("Patient/niet-daar"));
  });

  test("own-part: whoever just reads a task changes nothing of it, and a patient or carer asks nothing", async () => {
    const id = await made("wijkverpleegkundige");
    for (const who of ["huisarts", "poh", "specialist-ouderengeneeskunde", "patient"]) expect((await change(demo, who, id, { status: "cancelled" })).status).toBe(403);
    for (const who of ["sociaal-werker", "huisarts-elders", "post-huisarts"]) expect((await change(demo, who, id, { status: "cancelled" })).status).toBe(404);
    for (const who of ["patient", "mantelzorger"]) expect((await demo.ask(who, "POST", "Task", taskOn(plan, { requester: { reference: mainPatient } }))).status).toBe(403);
    expect((await demo.ask("wijkverpleegkundige", "DELETE", `Task/${id}`)).status).toBe(405);
  });

  test("who-reads-parts: no label takes a task out of sight, or into a domain that isn't the writer's", async () => {
    const id = await made("wijkverpleegkundige");
    expect((await change(demo, "wijkverpleegkundige", id, { meta: { security: [...shared.security, withheld] } })).status).toBeOneOf([403, 404]);
    expect((await demo.ask("wijkverpleegkundige", "POST", "Task", { ...taskOn(plan), meta: { security: [withheld] } })).status).toBeOneOf([403, 404]);
    for (const domain of ["medisch", "farmaceutisch", "sociaal"]) {
      const meta = { security: [{ system: "https://wijkverband.example/fhir/CodeSystem/domein", code: domain }] };
      expect((await demo.ask("wijkverpleegkundige", "POST", "Task", { ...taskOn(plan), meta })).status).toBe(403);
    }
  });

  test("stranger: If-None-Exist finds no task that the caller doesn't see, and neither does waits-for through a chain", async () => {
    const identifier = [{ system: "https://nap.voorbeeld.example/taak", value: "99" }];
    const unseen = await made("wijkverpleegkundige", { identifier });
    const own = await demo.ask("sociaal-werker", "POST", "Task", taskOn(plan, { identifier, requester: { reference: socialWorker }, owner: { reference: homeCare } }), { "if-none-exist": "identifier=https://nap.voorbeeld.example/taak|99" });
    expect([own.status, own.body.id === unseen]).toEqual([201, false]);
    for (const query of ["Organization?_has:Task:waits-for:status=requested", `Task?waits-for:Organization.name=apotheek`, `Patient?_has:Task:patient:waits-for=${pharmacy}`]) {
      expect((await demo.ask("huisarts-elders", "GET", query)).body.entry ?? []).toEqual([]);
    }
  });
});

describe("minutes are the one Composition that a client makes, and they touch no handover", () => {
  const demo = useDemo();

  const night = async (): Promise<Answer["body"]> => (await demo.ask("post-huisarts", "POST", "Patient/$palliative-handover", byBsn(mainBsn))).body;

  test("gp-decides: no Composition of a handover is made, also not as minutes, and the handover stays as it was", async () => {
    const before = await night();
    const sealed = valueOf(before, "handover") as { entry?: { resource?: Composition }[] } | undefined;
    const handover = sealed?.entry?.[0]?.resource;
    expect(handover?.resourceType).toBe("Composition");
    const { id: _id, meta: _meta, ...content } = handover as Composition;
    const stored = storedCounts(demo);
    for (const who of ["huisarts", "wijkverpleegkundige", "waarnemer", "patient", "post-huisarts"]) {
      for (const resource of [
        { ...content, meta: shared },
        { ...content, meta: shared, type: { coding: [...(handover?.type.coding ?? []), ...ours("verslag", "mdo-verslag").coding] } },
        { ...content, meta: shared, type: { coding: [...ours("verslag", "mdo-verslag").coding, ...(handover?.type.coding ?? [])] } },
        { ...content, meta: shared, type: ours("verslag", "mdo-verslag") },
        { resourceType: "Composition", meta: shared, status: "final", type: { text: "brief" }, subject: { reference: mainPatient }, date: "2026-11-24", author: [{ reference: huisarts }], title: "Brief", section: [{ title: "x", text: { status: "additional", div: '<div xmlns="http://www.w3.org/1999/xhtml">x</div>' } }] },
      ]) {
        expect((await demo.ask(who, "POST", "Composition", resource)).status).toBeOneOf([403, 404, 405, 422]);
        expect((await demo.ask(who, "PUT", "Composition?type=mdo-verslag", resource)).status).toBeOneOf([403, 404, 405, 422]);
      }
    }
    expect(storedCounts(demo)).toEqual(stored);
    const after = await night();
    expect([valueOf(after, "status"), differencesOf(after)]).toEqual([valueOf(before, "status"), differencesOf(before)]);
  });

  test("no-row-no-access: a letter that is no minutes is refused by the table, for those who may write minutes too", async () => {
    const letter = { resourceType: "Composition", meta: shared, status: "final", type: { text: "brief" }, subject: { reference: mainPatient }, date: "2026-11-24", author: [{ reference: huisarts }], title: "Brief" };
    const refused = await demo.ask("huisarts", "POST", "Composition", letter);
    expect([refused.status, faults(refused.body)[0]?.rule]).toEqual([403, "no-row-no-access"]);
  });

  test("minutes change nothing that the post is handed over", async () => {
    const meeting = await demo.ask("huisarts", "POST", "Encounter", { resourceType: "Encounter", meta: shared, status: "finished", class: { system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "HH" }, type: [ours("verslag", "mdo")], subject: { reference: mainPatient }, participant: [{ individual: { reference: huisarts } }], period: { start: "2026-11-23T12:30:00+01:00" } });
    expect(meeting.status).toBe(201);
    const before = await night();
    const minutes = { resourceType: "Composition", meta: shared, status: "final", type: ours("verslag", "mdo-verslag"), subject: { reference: mainPatient }, encounter: { reference: `Encounter/${meeting.body.id}` }, date: "2026-11-24", author: [{ reference: huisarts }], title: "Overleg", section: [{ title: "Besproken", text: { status: "additional", div: '<div xmlns="http://www.w3.org/1999/xhtml">huisuitzetting dreigt</div>' } }] };
    expect((await demo.ask("huisarts", "POST", "Composition", minutes)).status).toBe(201);
    const after = await night();
    expect(JSON.stringify(after)).not.toContain("huisuitzetting");
    expect([valueOf(after, "status"), differencesOf(after)]).toEqual([valueOf(before, "status"), differencesOf(before)]);
    expect((await demo.ask("post-huisarts", "GET", "Composition?patient=willem-voorbeeld&type=mdo-verslag")).body.entry).toBeUndefined();
  });
});
