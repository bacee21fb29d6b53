import { mainPatient } from "@wijkverband/server";
import type { CareTeam, Task } from "hl7-fhir-r4-types";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { faults, startDemo, type Answer, type Demo } from "../harness.ts";
import { accept, given, join, membersNow, newcomer, newcomers, permitFor, startPlan, taskOf, teamNow } from "../membership.ts";
import { auditOf } from "../stored.ts";

const day = 86_400_000;

let demo: Demo;
let plan: string;
beforeEach(async () => {
  demo = await startDemo();
  plan = await startPlan(demo);
});
afterEach(async () => {
  await demo[Symbol.asyncDispose]();
});

const invite = (who: string, values: Readonly<Record<string, string>>): Promise<Answer> => demo.ask(who, "POST", `${plan}/$invite`, given(values));
const leave = (who: string, values: Readonly<Record<string, string>> = {}): Promise<Answer> => demo.ask(who, "POST", `${plan}/$leave`, given(values));
const permit = async (organization = newcomers): Promise<void> => {
  expect((await demo.ask("huisarts", "POST", "Consent", permitFor(organization))).status).toBe(201);
};
const travel = (days: number): void => {
  demo.now = new Date(demo.now.getTime() + days * day);
};
const holder = async (place: string): Promise<readonly (string | undefined)[]> => {
  const running = ((await teamNow(demo)).participant ?? []).filter(({ period }) => period?.end === undefined);
  return running.filter(({ role }) => role?.some(({ coding }) => coding?.some(({ code }) => code === place))).map(({ member }) => member?.reference);
};
const nurses = { organization: newcomers, function: "wijkverpleegkundige" };
const expectRefusal = (answer: Answer, status: number, rule: string, expression?: string): void => {
  expect({ status: answer.status, ...faults(answer.body)[0] }).toMatchObject({ status, rule, ...(expression !== undefined && { expression }) });
};

describe("a new organisation comes in", () => {
  test("basis: by the patient's word, an invitation and a yes, and from that very moment; the team knows whom to ask there", async () => {
    expectRefusal(await invite("wijkverpleegkundige", nurses), 422, "basis", "Parameters.parameter.where(name='organization')");
    await permit();
    const task = taskOf(await invite("wijkverpleegkundige", nurses));
    expect(task).toMatchObject({ status: "requested", owner: { reference: newcomers }, focus: { reference: plan }, for: { reference: mainPatient }, requester: { reference: "PractitionerRole/noor-verzonnen-wijkverpleegkundige" } });
    expect(Date.parse(task.restriction?.period?.end ?? "") - demo.now.getTime()).toBe(14 * day);
    expect((await demo.ask(newcomer, "GET", mainPatient)).status).toBe(404);

    const answered = await accept(demo, newcomer, task.id);
    expect(taskOf(answered)).toMatchObject({ status: "accepted", meta: { versionId: "2" } });
    for (const path of [mainPatient, plan, "CareTeam/wijkteam-willem-voorbeeld", "Consent/willem-limiet-reanimatie"]) expect((await demo.ask(newcomer, "GET", path)).status).toBe(200);
    const spell = (await teamNow(demo)).participant?.at(-1);
    expect(spell).toMatchObject({ member: { reference: newcomers }, period: { start: demo.now.toISOString() }, extension: [{ valueReference: { display: expect.stringContaining("Wijk") } }] });
    expect(auditOf(demo, answered.headers)).toHaveLength(1);
  });

  test("asked twice there is one invitation; something else is asked when the first was answered; who is in already isn't asked", async () => {
    await permit();
    const [first, second] = await Promise.all([invite("huisarts", nurses), invite("huisarts", nurses)]);
    expect(taskOf(second).id).toBe(taskOf(first).id);
    expectRefusal(await invite("huisarts", { ...nurses, function: "verzorgende" }), 409, "team-roles");
    expect((await accept(demo, newcomer, taskOf(first).id)).status).toBe(200);
    expectRefusal(await invite("huisarts", nurses), 409, "team-roles");
    expect(taskOf(await invite("huisarts", { ...nurses, function: "verzorgende" })).status).toBe("requested");
  });

  test("a no has a reason and makes no member; nobody answers twice, or after two weeks", async () => {
    await permit();
    const { id } = taskOf(await invite("huisarts", nurses));
    expectRefusal(await demo.ask(newcomer, "POST", `Task/${id}/$decide`, given({ decision: "reject" })), 422, "propose", "Parameters.parameter.where(name='reason')");
    expectRefusal(await demo.ask(newcomer, "POST", `Task/${id}/$decide`, given({ decision: "amend" })), 422, "propose");
    const no = await demo.ask(newcomer, "POST", `Task/${id}/$decide`, given({ decision: "reject", reason: "Wij werken niet in deze wijk." }));
    expect(taskOf(no)).toMatchObject({ status: "rejected", statusReason: { text: "Wij werken niet in deze wijk." } });
    expectRefusal(await accept(demo, newcomer, id), 409, "status-step");
    expect(await membersNow(demo)).not.toContain(newcomers);

    const again = taskOf(await invite("huisarts", nurses));
    travel(15);
    expectRefusal(await accept(demo, newcomer, again.id), 409, "status-step");
    const fresh = taskOf(await invite("huisarts", nurses));
    expect(fresh.id).not.toBe(again.id);
    expect((await demo.runtime.house.store.read("Task", again.id ?? "")).resource()).toMatchObject({ status: "cancelled" });
  });

  test("team-roles: an organisation takes part as what it is, a person as social worker, carer or patient", async () => {
    await permit();
    for (const values of [
      { ...nurses, function: "sociaal-werker" },
      { ...nurses, function: "mantelzorger" },
      { ...nurses, function: "post-huisarts" },
      { ...nurses, function: "bakker" },
      { ...nurses, function: "huisarts" },
      { person: "PractitionerRole/noor-verzonnen-wijkverpleegkundige", function: "wijkverpleegkundige" },
      { person: "RelatedPerson/riet-voorbeeld", function: "sociaal-werker" },
    ]) expectRefusal(await invite("huisarts", values), 422, "team-roles", "Parameters.parameter.where(name='function')");
    expectRefusal(await invite("huisarts", { person: "PractitionerRole/noor-verzonnen-wijkverpleegkundige", function: "sociaal-werker" }), 422, "team-roles", "Parameters.parameter.where(name='person')");
    expectRefusal(await invite("huisarts", { ...nurses, person: "RelatedPerson/riet-voorbeeld" }), 422, "team-roles");
    expectRefusal(await invite("huisarts", { function: "apotheker" }), 422, "team-roles");
    expectRefusal(await invite("huisarts", { ...nurses, place: "baas" }), 422, "team-roles", "Parameters.parameter.where(name='place')");
    expectRefusal(await invite("huisarts", { ...nurses, organization: "Organization/nergens" }), 422, "reference");
    expect(await membersNow(demo)).not.toContain(newcomers);
  });

  test("by the owning huisarts, the locum or the coordinator; others are refused, and strangers hear of nothing", async () => {
    await permit();
    for (const who of ["apotheker", "poh", "doktersassistent", "patient"]) expect([who, (await invite(who, nurses)).status]).toEqual([who, 403]);
    for (const who of ["huisarts-elders", "wijkverpleegkundige-elders", "post-huisarts-elders"]) expect([who, (await invite(who, nurses)).status]).toEqual([who, 404]);
  });
});

test("who is invited hears of it, and the team of who came and went", async () => {
  await permit();
  const told = async (organization: string): Promise<readonly string[]> => (await demo.runtime.house.store.eventsOf(organization, { count: 100 })).map(({ topic, focus = "" }) => `${topic} ${focus.split("/")[0]}`);
  const task = taskOf(await invite("huisarts", nurses));
  expect(await told(newcomers)).toEqual(["membership-changed Task"]);
  await accept(demo, newcomer, task.id);
  await leave(newcomer);
  expect(await told(newcomers)).toEqual(["membership-changed Task", "membership-changed CareTeam", "membership-changed CareTeam"]);
  expect((await told("Organization/apotheek-voorbeeldplein")).slice(-2)).toEqual(["membership-changed CareTeam", "membership-changed CareTeam"]);
});

describe("a member goes out", () => {
  test("at that second, also for a page that was open, and reads on only what the own organisation wrote; the invitation is completed", async () => {
    await permit();
    const task = await join(demo, plan);
    const note = { resourceType: "Observation", status: "final", code: { text: "huid" }, subject: { reference: mainPatient }, valueString: "droge hielen" };
    const own = await demo.ask(newcomer, "POST", "Observation", note);
    const others = await demo.ask("wijkverpleegkundige", "POST", "Observation", note);
    expect([own.status, others.status]).toEqual([201, 201]);
    expect((await demo.ask(newcomer, "GET", `Observation/${others.body.id}`)).status).toBe(200);
    const page = (await demo.ask(newcomer, "GET", "Consent?patient=willem-voorbeeld&_count=2")).body.link?.find(({ relation }) => relation === "next")?.url.slice(`${demo.url}/fhir/`.length) ?? "";
    expect((await demo.ask(newcomer, "GET", page)).body.entry).toHaveLength(2);

    travel(1);
    const left = await leave(newcomer, { reason: "Zorg overgedragen." });
    expect(left.status).toBe(200);
    expect((left.body as unknown as CareTeam).participant?.at(-1)).toMatchObject({ member: { reference: newcomers }, period: { end: demo.now.toISOString() } });
    expect((await demo.ask(newcomer, "GET", page)).body.entry).toBeUndefined();
    for (const path of [mainPatient, plan, "CareTeam/wijkteam-willem-voorbeeld", `Observation/${others.body.id}`]) expect([path, (await demo.ask(newcomer, "GET", path)).status]).toEqual([path, 404]);
    expect((await demo.ask(newcomer, "GET", `Observation/${own.body.id}`)).status).toBe(200);
    expect((await demo.ask("huisarts", "GET", `Task/${task.id}`)).body).toMatchObject({ status: "completed", statusReason: { text: "Zorg overgedragen." } });
    expect((await teamNow(demo)).note).toMatchObject([{ text: "Zorg overgedragen." }]);
    expect((await leave(newcomer)).status).toBe(404);
  });

  test("another ends a member's part only as huisarts or coordinator; who isn't in can't go", async () => {
    await permit();
    await join(demo, plan);
    expectRefusal(await leave("apotheker", { organization: newcomers }), 403, "no-row-no-access");
    expectRefusal(await leave("huisarts", { organization: "Organization/praktijk-elders" }), 409, "team-roles");
    expect((await leave("wijkverpleegkundige", { organization: newcomers, reason: "Niet meer nodig." })).status).toBe(200);
    expect((await demo.ask(newcomer, "GET", mainPatient)).status).toBe(404);
    expect((await leave("apotheker")).status).toBe(200);
    expect(await membersNow(demo)).not.toContain("Organization/apotheek-voorbeeldplein");
  });

  test("team-roles: who holds a place hands it over first, and the practice of registration stays", async () => {
    expectRefusal(await leave("wijkverpleegkundige"), 409, "team-roles");
    expectRefusal(await leave("huisarts", { person: "RelatedPerson/riet-voorbeeld" }), 409, "team-roles");
    expectRefusal(await leave("huisarts"), 409, "team-roles");

    const offered = taskOf(await invite("wijkverpleegkundige", { organization: "Organization/apotheek-voorbeeldplein", function: "apotheker", place: "coordinator" }));
    expect((await leave("wijkverpleegkundige")).status).toBe(409);
    expect((await accept(demo, "apotheker", offered.id)).status).toBe(200);
    expect(await holder("coordinator")).toEqual(["Organization/apotheek-voorbeeldplein"]);
    expect((await leave("wijkverpleegkundige")).status).toBe(200);
    expectRefusal(await leave("apotheker"), 409, "team-roles");
  });

  test("who takes a place for the own organisation needs nobody's yes", async () => {
    const task = taskOf(await invite("huisarts", { organization: "Organization/praktijk-voorbeeldstraat", function: "huisarts", place: "coordinator" }));
    expect(task.status).toBe("accepted");
    expect((await leave("huisarts", { organization: "Organization/thuiszorg-proeftuin" })).status).toBe(200);
    expect((await demo.ask("wijkverpleegkundige", "GET", mainPatient)).status).toBe(404);
  });

  test("the patient takes the first place, and so may the informal carer", async () => {
    const task = taskOf(await invite("huisarts", { person: mainPatient, function: "patient", place: "eerste-aanspreekpunt" }));
    expect(task.owner?.display).toBeUndefined();
    expect((await accept(demo, "patient", task.id)).status).toBe(200);
    expect(await membersNow(demo)).toContain(mainPatient);
    expect((await leave("huisarts", { person: "RelatedPerson/riet-voorbeeld" })).status).toBe(200);
    const back = taskOf(await invite("huisarts", { person: "RelatedPerson/riet-voorbeeld", function: "mantelzorger" }));
    expect((await accept(demo, "mantelzorger", back.id)).status).toBe(200);
    expect(await membersNow(demo)).toContain("RelatedPerson/riet-voorbeeld");
  });
});

describe("at the same moment", () => {
  test("some leave, one comes in, a place moves: all of it counts", async () => {
    await permit();
    const task = taskOf(await invite("huisarts", nurses));
    const changes = [
      leave("apotheker"),
      accept(demo, newcomer, task.id),
      invite("huisarts", { organization: "Organization/praktijk-voorbeeldstraat", function: "huisarts", place: "eerste-aanspreekpunt" }),
      leave("wijkverpleegkundige", { organization: "Organization/ouderenzorg-voorbeeldstad" }),
      leave("sociaal-werker"),
    ];
    expect((await Promise.all(changes)).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(await membersNow(demo)).toEqual(expect.arrayContaining([newcomers, "Organization/praktijk-voorbeeldstraat", "Organization/thuiszorg-proeftuin", "RelatedPerson/riet-voorbeeld"]));
    expect(await membersNow(demo)).toHaveLength(4);
    expect(await holder("eerste-aanspreekpunt")).toEqual(["Organization/praktijk-voorbeeldstraat"]);
  });

  test("an accept and a withdrawal have one winner, and the team agrees with the invitation", async () => {
    await permit();
    for (let round = 0; round < 6; round++) {
      const task = taskOf(await invite("huisarts", nurses));
      const { meta: _meta, ...sent } = task;
      const takeBack = () => demo.ask("huisarts", "PUT", `Task/${task.id}`, { ...sent, status: "cancelled" }, { "if-match": 'W/"1"' });
      const both = round % 2 === 0 ? [accept(demo, newcomer, task.id), takeBack()] : [takeBack(), accept(demo, newcomer, task.id)];
      const statuses = (await Promise.all(both)).map(({ status }) => status).toSorted((one, other) => one - other);
      expect(statuses[0]).toBe(200);
      expect(statuses[1]).toBeOneOf([409, 412, 422]);
      const kept = (await demo.runtime.house.store.read("Task", task.id ?? "")).resource() as Task;
      expect((await membersNow(demo)).includes(newcomers)).toBe(kept.status === "accepted");
      travel(1);
      expect((await leave("huisarts", { organization: newcomers })).status).toBe(kept.status === "accepted" ? 200 : 409);
      travel(1);
    }
  });
});
