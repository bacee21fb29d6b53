import { mainPatient } from "@wijkverband/server";
import type { Task } from "hl7-fhir-r4-types";
import { beforeAll, describe, expect, test } from "vitest";
import { faults } from "../harness.ts";
import { startPlan } from "../membership.ts";
import { agreement, change, homeCare, huisarts, nurse, pharmacy, practice, socialWorker, taskOn } from "../team-task.ts";
import { useDemo } from "../use-demo.ts";

const noor = "Practitioner/noor-verzonnen";

describe("tasks between members of the team", () => {
  const demo = useDemo();
  let plan: string;
  beforeAll(async () => {
    plan = await startPlan(demo);
  });

  const ask = async (who: string, more: Partial<Task> = {}) => demo.ask(who, "POST", "Task", taskOn(plan, more));
  const made = async (who = "wijkverpleegkundige", more: Partial<Task> = {}): Promise<string> => {
    const answer = await ask(who, more);
    expect(answer.text).toContain('"id"');
    expect(answer.status).toBe(201);
    return answer.body.id ?? "";
  };
  const told = async (recipient: string, id: string) => (await demo.runtime.house.store.eventsOf(recipient, { count: 100 })).filter(({ focus }) => focus === `Task/${id}`).map(({ topic }) => topic);

  test("Noor asks the pharmacy for a medication roll; the pharmacy says how far it is, and both add notes", async () => {
    const id = await made();
    const byPharmacist = (await demo.ask("apotheker", "GET", `Task/${id}`)).body;
    expect(byPharmacist.meta?.security).toEqual([{ system: "https://wijkverband.example/fhir/CodeSystem/domein", code: "gedeeld" }]);
    expect((await change(demo, "apotheker", id, { status: "accepted" })).status).toBe(200);
    expect((await change(demo, "apotheker", id, { status: "in-progress", note: [{ authorReference: { reference: pharmacy }, text: "vrijdag klaar" }] })).status).toBe(200);
    const noted = [{ authorReference: { reference: pharmacy }, text: "vrijdag klaar" }, { authorReference: { reference: noor }, text: "fijn" }];
    expect((await change(demo, "wijkverpleegkundige", id, { note: noted })).status).toBe(200);
    expect((await change(demo, "verzorgende", id, { restriction: { period: { end: "2026-12-02" } } })).status).toBe(200);
    expect((await change(demo, "apotheker", id, { status: "completed", output: [{ type: { text: "gedaan" }, valueString: "medicijnrol vanaf vrijdag" }] })).status).toBe(200);
    expect((await demo.ask("huisarts", "GET", `Task/${id}/_history`)).body.entry).toHaveLength(6);
    expect((await demo.ask("patient", "GET", `Task/${id}`)).status).toBe(200);
  });

  test("the pharmacy is told of the task, and who asked of each change", async () => {
    const id = await made();
    await change(demo, "apotheker", id, { status: "accepted" });
    expect(await told(pharmacy, id)).toEqual(["task-made", "task-changed"]);
    expect(await told(homeCare, id)).toEqual(["task-changed"]);
    expect((await change(demo, "wijkverpleegkundige", id, { status: "cancelled", owner: { reference: practice } })).status).toBe(200);
    for (const each of [pharmacy, homeCare, practice]) expect((await told(each, id)).at(-1)).toBe("task-changed");
  });

  test("own-part: what is asked is of who asked, how far it is of who does it", async () => {
    const id = await made();
    for (const [who, more, expression] of [
      ["apotheker", { description: "Iets anders" }, "Task.description"],
      ["apotheker", { restriction: { period: { end: "2027-01-01" } } }, "Task.restriction"],
      ["apotheker", { owner: { reference: homeCare } }, "Task.owner"],
      ["wijkverpleegkundige", { status: "accepted" }, "Task.status"],
      ["wijkverpleegkundige", { output: [{ type: { text: "gedaan" }, valueString: "ja" }] }, "Task.output"],
      ["wijkverpleegkundige", { requester: { reference: huisarts } }, "Task.requester"],
      ["wijkverpleegkundige", { owner: { reference: "Organization/thuiszorg-elders" } }, "Task.owner"],
    ] as const) {
      const refused = await change(demo, who, id, more as Partial<Task>);
      expect(refused.status).toBe(422);
      expect(faults(refused.body).map(({ rule, expression: at }) => [rule, at])).toContainEqual(["own-part", expression]);
    }
    expect((await change(demo, "huisarts", id, { description: "Iets anders" })).status).toBe(403);
    expect((await demo.ask("huisarts", "GET", `Task/${id}`)).body.meta?.versionId).toBe("1");
  });

  test("status-step: a step that isn't there is refused with those that are", async () => {
    const id = await made();
    const refused = await change(demo, "apotheker", id, { status: "completed" });
    expect([refused.status, faults(refused.body)]).toEqual([422, [{ rule: "status-step", expression: "Task.status", text: "a task that is requested becomes accepted, rejected or cancelled" }]]);
    expect((await change(demo, "wijkverpleegkundige", id, { status: "cancelled" })).status).toBe(200);
    expect(faults((await ask("wijkverpleegkundige", { status: "accepted" })).body)).toContainEqual(expect.objectContaining({ rule: "status-step", expression: "Task.status" }));
  });

  test("person: who writes a note is its author, and what was noted stays", async () => {
    const first = { authorReference: { reference: noor }, text: "graag voor het weekend" };
    const id = await made("wijkverpleegkundige", { note: [first] });
    for (const note of [[first, { authorReference: { reference: noor }, text: "hoeft niet" }], [first, { authorString: "Noor", text: "hoeft niet" }], [first, { text: "hoeft niet" }]]) {
      expect(faults((await change(demo, "apotheker", id, { note })).body)).toEqual([{ rule: "person", expression: "Task.note[1].authorReference", text: "who writes a note is its author" }]);
    }
    expect(faults((await change(demo, "apotheker", id, { note: [{ authorReference: { reference: pharmacy }, text: "hoeft niet" }] })).body)).toMatchObject([{ rule: "own-part", expression: "Task.note[0]" }]);
    expect(faults((await ask("wijkverpleegkundige", { note: [{ authorReference: { reference: "Practitioner/eva-fictief" }, text: "x" }] })).body)).toMatchObject([{ rule: "person", expression: "Task.note[0].authorReference" }]);
  });

  test("a task is asked in the own name, of who takes part now, on the plan that is in force", async () => {
    for (const [more, rule, expression] of [
      [{ requester: { reference: huisarts } }, "own-part", "Task.requester"],
      [{ requester: { reference: pharmacy } }, "own-part", "Task.requester"],
      [{ owner: { reference: "Organization/thuiszorg-elders" } }, "own-part", "Task.owner"],
      [{ owner: { reference: nurse } }, "own-part", "Task.owner"],
      [{ basedOn: [{ display: "het plan" }] }, "one-plan", "Task.basedOn"],
      [{ output: [{ type: { text: "gedaan" }, valueString: "ja" }] }, "own-part", "Task.output"],
      [{ code: { coding: [...(taskOn(plan).code?.coding ?? []), { system: "https://wijkverband.example/fhir/CodeSystem/taak", code: "inschrijving" }] } }, "own-part", "Task.code"],
    ] as const) {
      const refused = await ask("wijkverpleegkundige", more as Partial<Task>);
      expect([refused.status, ...faults(refused.body).map((fault) => `${fault.rule} ${fault.expression}`)]).toContain(422);
      expect(faults(refused.body).map((fault) => [fault.rule, fault.expression])).toContainEqual([rule, expression]);
    }
    const { extension: _accountable, ...without } = taskOn(plan);
    expect((await demo.ask("wijkverpleegkundige", "POST", "Task", without)).status).toBe(422);
    const { restriction: _due, ...whenever } = taskOn(plan);
    expect((await demo.ask("wijkverpleegkundige", "POST", "Task", whenever)).status).toBe(422);
    expect((await ask("wijkverpleegkundige", { requester: { reference: homeCare }, owner: { reference: practice } })).status).toBe(201);
    expect((await ask("huisarts", { requester: { reference: huisarts }, owner: { reference: "RelatedPerson/riet-voorbeeld" } })).status).toBe(201);
  });

  test("what the social worker asks is of social care, and what is asked of her she answers in person", async () => {
    const own = await made("sociaal-werker", { requester: { reference: socialWorker }, owner: { reference: homeCare } });
    expect((await demo.ask("wijkverpleegkundige", "GET", `Task/${own}`)).body.meta?.security?.[0]?.code).toBe("sociaal");
    expect((await demo.ask("apotheker", "GET", `Task/${own}`)).status).toBe(404);
    const asked = await made("wijkverpleegkundige", { owner: { reference: socialWorker } });
    expect((await change(demo, "sociaal-werker", asked, { status: "accepted" })).status).toBe(200);
    const others = await made();
    expect((await demo.ask("sociaal-werker", "GET", `Task/${others}`)).status).toBe(404);
  });

  test("the informal carer does what was asked of her", async () => {
    const id = await made("huisarts", { requester: { reference: huisarts }, owner: { reference: "RelatedPerson/riet-voorbeeld" } });
    expect((await change(demo, "mantelzorger", id, { status: "accepted", note: [{ authorReference: { reference: "RelatedPerson/riet-voorbeeld" }, text: "doe ik" }] })).status).toBe(200);
    expect((await demo.ask("mantelzorger", "POST", "Task", taskOn(plan, { requester: { reference: "RelatedPerson/riet-voorbeeld" } }))).status).toBe(403);
  });

  test("supervised: a verpleegkundig specialist takes on what names an agreement", async () => {
    const without = await made("wijkverpleegkundige", { owner: { reference: practice } });
    const named = await made("wijkverpleegkundige", { owner: { reference: practice }, extension: [...(taskOn(plan).extension ?? []), agreement] });
    const refused = await change(demo, "verpleegkundig-specialist", without, { status: "accepted" });
    expect([refused.status, faults(refused.body).map(({ rule }) => rule)]).toEqual([422, ["supervised"]]);
    expect((await change(demo, "verpleegkundig-specialist", named, { status: "accepted" })).status).toBe(200);
    expect((await change(demo, "huisarts", without, { status: "accepted" })).status).toBe(200);
  });

  test("a retry with If-None-Exist on the number of the task makes it once, also when both come at once", async () => {
    const numbered = { identifier: [{ system: "https://nap.voorbeeld.example/taak", value: "17" }] };
    const once = () => demo.ask("wijkverpleegkundige", "POST", "Task", taskOn(plan, numbered), { "if-none-exist": "identifier=https://nap.voorbeeld.example/taak|17" });
    const [first, second] = await Promise.all([once(), once()]);
    expect(new Set([first.status, second.status])).toEqual(new Set([200, 201]));
    const third = await once();
    expect([third.status, third.body.id]).toEqual([200, first.body.id]);
    expect((await demo.ask("wijkverpleegkundige", "GET", `Task?patient=${mainPatient.split("/")[1]}&identifier=17`)).body.entry).toHaveLength(1);
  });
});
