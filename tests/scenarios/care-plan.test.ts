import { profileUrl } from "@wijkverband/fhir";
import { mainPatient } from "@wijkverband/server";
import type { Bundle, CarePlan, CareTeam, Goal, Resource, Task } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { faults, type Answer } from "../harness.ts";
import { makeCondition } from "../bench/condition.ts";
import { intervention, planFor, shared, sharedGoal, taskOf } from "../people/plan.ts";
import { useDemo } from "../use-demo.ts";

const etag = (answer: Answer): Record<string, string> => ({ "if-match": answer.headers.get("etag") ?? "" });
const planIn = (answer: Answer): CarePlan => answer.body as unknown as CarePlan;
const references = (answer: Answer): readonly string[] => (answer.body.entry ?? []).map(({ resource }) => `${resource?.resourceType}/${resource?.id}`);
const types = (answer: Answer): readonly (string | undefined)[] => (answer.body.entry ?? []).map(({ resource }) => resource?.resourceType);

describe("Willem's plan: started by Noor, worked in by all, read by each as far as it is theirs", () => {
  const demo = useDemo();
  let plan = "";

  const read = (who: string): Promise<Answer> => demo.ask(who, "GET", plan);
  const view = (who: string): Promise<Answer> => demo.ask(who, "GET", `${plan}/$plan-view`);
  const problem = async (): Promise<string> => {
    const found = await demo.ask("huisarts", "POST", "Condition", makeCondition(mainPatient.slice("Patient/".length)));
    expect(found.status).toBe(201);
    return `Condition/${found.body.id}`;
  };

  test("Noor starts it in one transaction, with a shared goal, an intervention of her own and a task for the pharmacist, that refer to each other", async () => {
    const urn = { plan: "urn:uuid:00000000-0000-4000-8000-000000000001", goal: "urn:uuid:00000000-0000-4000-8000-000000000002", task: "urn:uuid:00000000-0000-4000-8000-000000000003", care: "urn:uuid:00000000-0000-4000-8000-000000000004" };
    const entry = (fullUrl: string, resource: Resource) => ({ fullUrl, resource, request: { method: "POST", url: resource.resourceType } });
    const answer = await demo.ask("wijkverpleegkundige", "POST", "", {
      resourceType: "Bundle",
      type: "transaction",
      entry: [
        entry(urn.plan, { ...planFor(mainPatient), goal: [{ reference: urn.goal }], activity: [{ reference: { reference: urn.task } }] }),
        entry(urn.goal, sharedGoal(mainPatient, "Willem blijft thuis wonen.")),
        entry(urn.task, taskOf(mainPatient, urn.plan, { requester: "Organization/thuiszorg-proeftuin", owner: "Organization/apotheek-voorbeeldplein" })),
        entry(urn.care, { ...intervention(mainPatient, "Bij benauwdheid rechtop zetten."), partOf: [{ reference: urn.plan }], goal: [{ reference: urn.goal }] }),
      ],
    });
    expect(answer.status).toBe(200);
    plan = /CarePlan\/[^/]+/.exec(answer.body.entry?.[0]?.response?.location ?? "")?.[0] ?? "";
    const made = planIn(await read("huisarts"));
    expect(made).toMatchObject({ status: "active", careTeam: [{ reference: "CareTeam/wijkteam-willem-voorbeeld" }], goal: [{ reference: expect.stringMatching(/^Goal\//) as string }] });
    expect(made.meta?.security).toEqual([shared]);
  });

  test("one-plan: a second one is refused with 409, to her and to the huisarts, active or standing still, also at the same moment and in one transaction", async () => {
    for (const who of ["wijkverpleegkundige", "huisarts"]) {
      const second = await demo.ask(who, "POST", "CarePlan", planFor(mainPatient));
      expect([second.status, faults(second.body)[0]?.rule]).toEqual([409, "one-plan"]);
      expect((await demo.ask(who, "POST", "CarePlan", { ...planFor(mainPatient), status: "on-hold" })).status).toBe(409);
    }
    const race = await Promise.all(Array.from({ length: 6 }, () => demo.ask("huisarts", "POST", "CarePlan", planFor("Patient/patient-0001"))));
    expect(race.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([201, 409, 409, 409, 409, 409]);
    const two = { resourceType: "Bundle", type: "transaction", entry: [1, 2].map(() => ({ resource: planFor("Patient/patient-0002"), request: { method: "POST", url: "CarePlan" } })) };
    const together = await demo.ask("huisarts", "POST", "", two);
    expect([together.status, faults(together.body)[0]?.rule]).toEqual([409, "one-plan"]);
    expect((await demo.ask("huisarts", "GET", "CareTeam?patient=Patient/patient-0002&category=wijkteam")).body.entry ?? []).toEqual([]);
  });

  test("a patient without a team gets one with the plan: the practice as huisarts, coordinator and first point of contact, Eva to ask for", async () => {
    const started = await demo.ask("huisarts", "POST", "CarePlan", planFor("Patient/patient-0003"));
    expect(started.status).toBe(201);
    const team = (await demo.ask("huisarts", "GET", planIn(started).careTeam?.[0]?.reference ?? "")).body as unknown as CareTeam;
    expect(team).toMatchObject({ status: "active", subject: { reference: "Patient/patient-0003" }, participant: [{ member: { reference: "Organization/praktijk-voorbeeldstraat" }, extension: [{ url: profileUrl("contact-person"), valueReference: { reference: "PractitionerRole/eva-fictief-huisarts" } }] }] });
    const codes = team.participant?.flatMap(({ role }) => role ?? []).flatMap(({ coding }) => coding ?? []).map(({ code }) => code);
    expect(codes).toEqual(["huisarts", "coordinator", "eerste-aanspreekpunt"]);
    const again = await demo.ask("huisarts", "PUT", `CarePlan/${started.body.id}`, { ...planIn(started), status: "completed" }, etag(started));
    expect(again.status).toBe(200);
    // a plan that ended ends nobody's membership: the next plan has the same team
    expect((await demo.ask("huisarts", "GET", `CareTeam/${team.id}`)).body.status).toBe("active");
    const next = await demo.ask("huisarts", "POST", "CarePlan", planFor("Patient/patient-0003"));
    expect([next.status, planIn(next).careTeam?.[0]?.reference]).toEqual([201, `CareTeam/${team.id}`]);
  });

  test("a team that isn't the patient's own, or a label of one domain, is refused with 422", async () => {
    const foreign = await demo.ask("huisarts", "POST", "CarePlan", { ...planFor("Patient/patient-0004"), careTeam: [{ reference: "CareTeam/wijkteam-willem-voorbeeld" }] });
    expect([foreign.status, faults(foreign.body)]).toEqual([422, [expect.objectContaining({ rule: "reference", expression: "CarePlan.careTeam[0]" })]]);
    const mine = await demo.ask("huisarts", "POST", "CarePlan", { ...planFor(mainPatient), careTeam: [{ reference: "CareTeam/registratie-willem-voorbeeld" }] });
    expect(mine.status).toBe(422);
    const medical = await demo.ask("huisarts", "POST", "CarePlan", { ...planFor("Patient/patient-0004"), meta: { security: [{ ...shared, code: "medisch" }] } });
    expect(medical.status).toBe(422);
  });

  test("Eva, her locum and Noor (who coordinates) change it, by PUT and PATCH, with If-Match; everybody else may propose and is told so", async () => {
    const before = await read("wijkverpleegkundige");
    expect((await demo.ask("wijkverpleegkundige", "PUT", plan, planIn(before))).status).toBe(400);
    const renamed = await demo.ask("wijkverpleegkundige", "PUT", plan, { ...planIn(before), title: "Thuis, zonder pijn" }, etag(before));
    expect(renamed.status).toBe(200);
    const patch = [{ op: "replace", path: "/title", value: "Thuis, zonder pijn en benauwdheid" }];
    const patched = await demo.ask("huisarts", "PATCH", plan, JSON.stringify(patch), { ...etag(renamed), "content-type": "application/json-patch+json" });
    expect([patched.status, planIn(patched).title]).toEqual([200, "Thuis, zonder pijn en benauwdheid"]);
    const stoodIn = await demo.ask("waarnemer", "PUT", plan, { ...planIn(patched), title: "Thuis blijven, zonder pijn en benauwdheid" }, etag(patched));
    expect([stoodIn.status, stoodIn.headers.get("etag")]).toEqual([200, 'W/"4"']);
    expect((await demo.ask("huisarts", "PUT", plan, planIn(before), etag(before))).status).toBe(412);
    for (const who of ["apotheker", "specialist-ouderengeneeskunde", "sociaal-werker", "poh", "doktersassistent", "patient"]) {
      const seen = await read(who);
      expect([who, seen.status]).toEqual([who, 200]);
      const refused = await demo.ask(who, "PUT", plan, { ...planIn(seen), title: "Anders" }, etag(seen));
      expect([who, refused.status, faults(refused.body)[0]?.rule]).toEqual([who, 403, "propose"]);
    }
    for (const who of ["huisarts-elders", "wijkverpleegkundige-elders", "post-huisarts-elders", "rho-analist"]) {
      const hidden = await demo.ask(who, "PUT", plan, planIn(before), etag(before));
      expect([who, hidden.status, (await read(who)).status]).toEqual([who, 404, 404]);
    }
  });

  test("status-step: it goes along the steps of its table, and a refusal names them; it stays a care plan", async () => {
    const before = await read("huisarts");
    const back = await demo.ask("huisarts", "PUT", plan, { ...planIn(before), status: "draft" }, etag(before));
    expect([back.status, faults(back.body)]).toEqual([422, [{ rule: "status-step", expression: "CarePlan.status", text: "a plan that is active becomes on-hold, completed, revoked or entered-in-error" }]]);
    const { category: _category, ...rest } = planIn(before);
    const other = await demo.ask("huisarts", "PUT", plan, rest, etag(before));
    expect([other.status, faults(other.body)[0]?.rule]).toEqual([422, "one-plan"]);
    const goal = await demo.ask("huisarts", "GET", planIn(before).goal?.[0]?.reference ?? "");
    const jump = await demo.ask("huisarts", "PUT", `Goal/${goal.body.id}`, { ...(goal.body as unknown as Goal), lifecycleStatus: "proposed" }, etag(goal));
    expect([jump.status, faults(jump.body)[0]?.rule]).toEqual([422, "status-step"]);
  });

  test("what Eva hangs in it, Noor and the geriatrician read at once, and no longer when it is taken out; its name doesn't stand in the plan", async () => {
    const condition = await problem();
    expect((await demo.ask("wijkverpleegkundige", "GET", condition)).status).toBe(404);
    const before = await read("huisarts");
    const hung = await demo.ask("huisarts", "PUT", plan, { ...planIn(before), addresses: [{ reference: condition, display: "Hartfalen" }] }, etag(before));
    expect(hung.status).toBe(200);
    expect(hung.text).not.toContain("Hartfalen");
    expect(hung.headers.get("warning")).toContain("CarePlan.addresses[0].display");
    for (const who of ["wijkverpleegkundige", "specialist-ouderengeneeskunde"]) {
      expect([who, (await demo.ask(who, "GET", condition)).status]).toEqual([who, 200]);
      expect(references(await view(who))).toContain(condition);
    }
    for (const who of ["sociaal-werker", "apotheker"]) {
      expect([who, (await demo.ask(who, "GET", condition)).status]).toEqual([who, 404]);
      expect((await view(who)).text).not.toContain(condition);
    }
    const out = await demo.ask("huisarts", "PUT", plan, planIn(before), etag(hung));
    expect(out.status).toBe(200);
    expect((await demo.ask("wijkverpleegkundige", "GET", condition)).status).toBe(404);
    expect(references(await view("wijkverpleegkundige"))).not.toContain(condition);
    const blind = await demo.ask("wijkverpleegkundige", "PUT", plan, { ...planIn(before), addresses: [{ reference: condition }] }, etag(out));
    expect([blind.status, faults(blind.body)[0]?.rule]).toEqual([422, "reference"]);
  });

  test("fifty people who each hang a goal in it lose nothing", { timeout: 60_000 }, async () => {
    const goals: string[] = [];
    for (let n = 0; n < 50; n++) goals.push(`Goal/${(await demo.ask("huisarts", "POST", "Goal", sharedGoal(mainPatient, `Doel ${n}`))).body.id}`);
    const before = planIn(await read("huisarts")).goal?.length ?? 0;
    const hang = async (goal: string, who: string): Promise<void> => {
      for (;;) {
        const now = await read(who);
        const answer = await demo.ask(who, "PUT", plan, { ...planIn(now), goal: [...(planIn(now).goal ?? []), { reference: goal }] }, etag(now));
        if (answer.status === 200) return;
        expect(answer.status).toBe(412);
      }
    };
    await Promise.all(goals.map((goal, n) => hang(goal, n % 2 === 0 ? "huisarts" : "wijkverpleegkundige")));
    const after = planIn(await read("huisarts")).goal?.map(({ reference }) => reference) ?? [];
    expect(after).toHaveLength(before + 50);
    expect(new Set(after).size).toBe(before + 50);
    expect(after).toEqual(expect.arrayContaining(goals));
  });

  test("$plan-view: one collection for each reader, the plan first, then the people, the goals, what each does, and what is asked", async () => {
    const answer = await view("huisarts");
    expect(answer.status).toBe(200);
    const bundle = answer.body as unknown as Bundle;
    expect([bundle.resourceType, bundle.type, answer.headers.get("etag")]).toEqual(["Bundle", "collection", null]);
    expect(references(answer)[0]).toBe(plan);
    const order = [...new Set(types(answer))];
    expect(order.indexOf("CareTeam")).toBeLessThan(order.indexOf("Goal"));
    expect(order.indexOf("Goal")).toBeLessThan(order.indexOf("Task"));
    expect(types(answer)).toEqual(expect.arrayContaining(["Patient", "CareTeam", "RelatedPerson", "Organization", "PractitionerRole", "Practitioner", "Goal", "CarePlan", "Task"]));
    expect(references(answer)).toEqual(expect.arrayContaining(["Organization/thuiszorg-proeftuin", "PractitionerRole/sanne-bedacht-sociaal-werker", "RelatedPerson/riet-voorbeeld"]));
    expect(new Set(references(answer)).size).toBe(references(answer).length);
    expect((await demo.ask("huisarts", "POST", `${plan}/$plan-view`, { resourceType: "Parameters" })).text).toBe(answer.text);
  });

  test("$plan-view: a task that is done and hangs nowhere is gone from it at once", async () => {
    const asked = await demo.ask("wijkverpleegkundige", "POST", "Task", taskOf(mainPatient, plan, { requester: "Organization/thuiszorg-proeftuin", owner: "Organization/thuiszorg-proeftuin" }));
    expect(asked.status).toBe(201);
    const task = `Task/${asked.body.id}`;
    expect(references(await view("wijkverpleegkundige"))).toContain(task);
    const cancelled = await demo.ask("wijkverpleegkundige", "PUT", task, { ...(asked.body as unknown as Task), status: "cancelled", statusReason: { text: "niet meer nodig" } }, etag(asked));
    expect(cancelled.status).toBe(200);
    expect(references(await view("wijkverpleegkundige"))).not.toContain(task);
  });

  test("a plan that ended lets a new one begin, and takes along what was readable because it hung in it", async () => {
    const before = await read("huisarts");
    const condition = await problem();
    const hung = await demo.ask("huisarts", "PUT", plan, { ...planIn(before), addresses: [{ reference: condition }] }, etag(before));
    expect((await demo.ask("wijkverpleegkundige", "GET", condition)).status).toBe(200);
    const ended = await demo.ask("huisarts", "PUT", plan, { ...planIn(hung), status: "revoked" }, etag(hung));
    expect(ended.status).toBe(200);
    expect((await demo.ask("wijkverpleegkundige", "GET", condition)).status).toBe(404);
    expect((await demo.ask("wijkverpleegkundige", "GET", "CareTeam/wijkteam-willem-voorbeeld")).status).toBe(200);
    const next = await demo.ask("wijkverpleegkundige", "POST", "CarePlan", planFor(mainPatient));
    expect(next.status).toBe(201);
  });
});
