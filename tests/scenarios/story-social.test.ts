import { mainPatient } from "@wijkverband/server";
import type { Task } from "hl7-fhir-r4-types";
import { beforeAll, describe, expect, test } from "vitest";
import { faults, type Answer } from "../harness.ts";
import { accept, given, membersNow, permitFor, startPlan, taskOf } from "../membership.ts";
import { intervention } from "../people/plan.ts";
import { change, nurse, socialWorker, taskOn } from "../team-task.ts";
import { useDemo } from "../use-demo.ts";

const socialTeam = "Organization/sociaal-team-voorbeeldstad";
const consent = "Consent/toestemming-willem-voorbeeld";
const team = "CareTeam/wijkteam-willem-voorbeeld";
const day = 86_400_000;
const namesOf = (answer: Answer): readonly string[] => (answer.body.entry ?? []).map(({ resource }) => `${resource?.resourceType}/${resource?.id}`);

/** Sanne helps Willem and his wife with money and company, as long as he wants her to. */
describe("Sanne, social worker, of whom Willem no longer wants that she reads along", () => {
  const demo = useDemo();
  let plan = "";
  let ownPart = "";
  let asked = "";
  let hers = "";
  beforeAll(async () => {
    plan = await startPlan(demo);
  });

  const status = async (path: string, who = "sociaal-werker"): Promise<number> => (await demo.ask(who, "GET", path)).status;
  const travel = (days: number): void => {
    demo.now = new Date(demo.now.getTime() + days * day);
  };
  const worked = async (answer: Promise<Answer>, expected = 200): Promise<Answer> => {
    const done = await answer;
    expect([done.status, done.text]).toEqual([expected, expect.any(String)]);
    return done;
  };

  test("with his word she is in: she reads the plan and the team, keeps a part of her own, and is asked things", async () => {
    for (const path of [plan, team, `${plan}/$plan-view`]) expect([path, await status(path)]).toEqual([path, 200]);
    // hers by its shape and her role: social, and part of the plan
    ownPart = `CarePlan/${(await worked(demo.ask("sociaal-werker", "POST", "CarePlan", { ...intervention(mainPatient, "Elke week bezoek van een vrijwilliger."), category: [{ text: "maatschappelijk werk" }], partOf: [{ reference: plan }] }), 201)).body.id}`;
    expect((await demo.ask("sociaal-werker", "GET", ownPart)).body.meta?.security?.[0]?.code).toBe("sociaal");
    asked = (await worked(demo.ask("wijkverpleegkundige", "POST", "Task", taskOn(plan, { owner: { reference: socialWorker }, description: "Een vrijwilliger zoeken." })), 201)).body.id ?? "";
    hers = (await worked(demo.ask("sociaal-werker", "POST", "Task", taskOn(plan, { requester: { reference: socialWorker }, owner: { reference: "Organization/thuiszorg-proeftuin" }, description: "Laten weten wanneer er bezoek past." })), 201)).body.id ?? "";
    await worked(change(demo, "sociaal-werker", asked, { status: "accepted" }));
    expect(namesOf(await demo.ask("sociaal-werker", "GET", `${plan}/$plan-view`))).toContain(ownPart);
    // the others don't read what is social, unless they nurse
    expect([await status(ownPart, "apotheker"), await status(ownPart, "wijkverpleegkundige-elders")]).toEqual([404, 404]);
  });

  test("basis: halfway he takes his word back; from that second she has the own part and nothing else, though nobody took her out of the team", async () => {
    travel(30);
    const before = await worked(demo.ask("huisarts", "GET", consent));
    const { provision, ...rest } = before.body as unknown as { readonly provision: { readonly provision: readonly { readonly actor: readonly { readonly reference: { readonly reference: string } }[] }[] } };
    const others = provision.provision.filter(({ actor }) => actor[0]?.reference.reference !== socialTeam);
    expect(others).toHaveLength(provision.provision.length - 1);
    demo.now = new Date(demo.now.getTime() - 1);
    expect(await status(plan)).toBe(200);
    demo.now = new Date(demo.now.getTime() + 1);
    await worked(demo.ask("huisarts", "PUT", consent, { ...rest, provision: { ...provision, provision: others } }, { "if-match": before.headers.get("etag") ?? "" }));

    expect(await membersNow(demo)).toContain(socialWorker);
    for (const path of [plan, team, mainPatient, `${plan}/$plan-view`, `${plan}/_history`]) expect([path, await status(path)]).toEqual([path, 404]);
    for (const type of ["CarePlan", "CareTeam", "Goal", "Patient"]) expect(namesOf(await demo.ask("sociaal-werker", "GET", type)).filter((name) => name !== ownPart)).toEqual([]);
    expect((await demo.ask("sociaal-werker", "POST", "Goal", { resourceType: "Goal", lifecycleStatus: "active", description: { text: "Nog iets." }, subject: { reference: mainPatient } })).status).toBeOneOf([403, 404, 422]);
    expect((await demo.ask("sociaal-werker", "POST", `${plan}/$propose`, { resourceType: "Parameters", parameter: [] })).status).toBe(404);
    // what she wrote stays hers
    expect(await status(ownPart)).toBe(200);
    // the others work on
    expect([await status(plan, "wijkverpleegkundige"), await status(plan, "apotheker")]).toEqual([200, 200]);
  });

  test("what she asked is still hers to take back, and who asked her something takes that back", async () => {
    // what was asked of her is hers no more, also before it is taken back
    expect(await status(`Task/${asked}`)).toBe(404);
    const own = await worked(demo.ask("sociaal-werker", "GET", `Task/${hers}`));
    await worked(demo.ask("sociaal-werker", "PUT", `Task/${hers}`, { ...own.body, status: "cancelled" }, { "if-match": own.headers.get("etag") ?? "" }));
    await worked(change(demo, "wijkverpleegkundige", asked, { status: "cancelled" }));
    expect((await worked(demo.ask("huisarts", "GET", `Task/${asked}`))).body.status).toBe("cancelled");
  });

  test("basis: she isn't invited again on the old word; with a new one, an invitation and her yes she is in, with what she wrote", async () => {
    travel(30);
    const invite = () => demo.ask("huisarts", "POST", `${plan}/$invite`, given({ person: socialWorker, function: "sociaal-werker" }));
    await worked(demo.ask("huisarts", "POST", `${plan}/$leave`, given({ person: socialWorker, reason: "Willem wil het niet meer." })));
    const early = await invite();
    expect([early.status, faults(early.body)[0]?.rule]).toEqual([422, "basis"]);

    travel(30);
    await worked(demo.ask("huisarts", "POST", "Consent", permitFor(socialTeam)), 201);
    expect(await status(plan)).toBe(404);
    const invitation = taskOf(await invite());
    expect(await status(plan)).toBe(404);
    await worked(accept(demo, "sociaal-werker", invitation.id));
    for (const path of [plan, team, ownPart]) expect([path, await status(path)]).toEqual([path, 200]);
    expect(namesOf(await worked(demo.ask("sociaal-werker", "GET", `${plan}/$plan-view`)))).toEqual(expect.arrayContaining([plan, team, ownPart]));
    const task = (await worked(demo.ask("wijkverpleegkundige", "POST", "Task", taskOn(plan, { requester: { reference: nurse }, owner: { reference: socialWorker } })), 201)).body as unknown as Task;
    expect(await status(`Task/${task.id}`)).toBe(200);
  });
});
