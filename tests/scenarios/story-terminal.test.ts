import { codeSystemUrl } from "@wijkverband/fhir";
import { storyBsn, writeStory } from "@wijkverband/server";
import type { Bundle, CarePlan, Patient, Resource, Task } from "hl7-fhir-r4-types";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { makeCondition } from "../bench/condition.ts";
import { byBsn, valueOf, type Answer } from "../harness.ts";
import { accept, given, permitFor, taskOf } from "../membership.ts";
import { intervention, planFor, sharedGoal } from "../people/plan.ts";
import { decide, propose, replaced } from "../proposals.ts";
import { useDemo } from "../use-demo.ts";

const homeCare = "Organization/thuiszorg-proeftuin";
const scenario = { coding: [{ system: codeSystemUrl("overdracht"), code: "scenario" }] };
const etag = (answer: Answer): Record<string, string> => ({ "if-match": answer.headers.get("etag") ?? "" });
const namesOf = (answer: Answer): readonly string[] => (answer.body.entry ?? []).map(({ resource }) => `${resource?.resourceType}/${resource?.id}`);

/** Truus lives alone with her lung disease. In November it goes downhill, and what her carers agreed on must be known at night. */
describe("Truus, whose plan turns palliative and feeds the handover", () => {
  const demo = useDemo();
  let patient = "";
  let plan = "";
  let problem = "";
  let goal = "";
  let nursing = "";
  let instruction = "";
  beforeAll(() => {
    writeStory(join(demo.dataDir, "story"), demo.now);
  });

  const worked = async (asked: Promise<Answer>, status = 200): Promise<Answer> => {
    const answer = await asked;
    if (answer.status !== status) throw new Error(`${answer.status} ${answer.text}`);
    return answer;
  };
  const made = async (who: string, resource: Resource): Promise<string> => `${resource.resourceType}/${(await worked(demo.ask(who, "POST", resource.resourceType, resource), 201)).body.id}`;
  const send = (file: string): Promise<Answer> => worked(demo.ask("his-systeem", "POST", "", readFileSync(join(demo.dataDir, "story", file), "utf8"), { "content-type": "application/fhir+json", prefer: "return=representation" }));
  const night = (): Promise<Answer> => demo.ask("post-huisarts", "POST", "Patient/$palliative-handover", byBsn(storyBsn));
  const inDraft = async (): Promise<readonly string[]> => ((valueOf((await worked(demo.ask("huisarts", "POST", "Patient/$assemble-handover", byBsn(storyBsn)))).body, "draft") as Bundle).entry ?? []).map(({ resource }) => `${resource?.resourceType}/${resource?.id}`);
  const hang = async (change: (plan: CarePlan) => Partial<CarePlan>): Promise<void> => {
    const now = await worked(demo.ask("huisarts", "GET", plan));
    const kept = now.body as unknown as CarePlan;
    await worked(demo.ask("huisarts", "PUT", plan, { ...kept, ...change(kept) }, etag(now)));
  };

  test("Eva registers her and starts a plan for living at home; the home care comes in with her word", async () => {
    const stored = (await send("1-acp-set.json")).body.entry?.map(({ resource }) => resource).find((resource): resource is Patient => resource?.resourceType === "Patient");
    patient = `Patient/${stored?.id}`;
    plan = await made("huisarts", planFor(patient, "Zelfstandig wonen, zo actief als het gaat"));
    await made("huisarts", permitOf(patient));
    const invited = taskOf(await demo.ask("huisarts", "POST", `${plan}/$invite`, given({ organization: homeCare, function: "wijkverpleegkundige" })));
    await worked(accept(demo, "wijkverpleegkundige", invited.id));
    expect((await demo.ask("wijkverpleegkundige", "GET", plan)).body).toMatchObject({ title: "Zelfstandig wonen, zo actief als het gaat" });
    goal = await made("huisarts", sharedGoal(patient, "Weer zelf boodschappen doen."));
    nursing = await made("wijkverpleegkundige", { ...intervention(patient, "Elke dag wassen en de huid nakijken."), partOf: [{ reference: plan }] });
    await hang(() => ({ goal: [{ reference: goal }] }));
    // the post knows of nothing yet
    expect((await night()).status).toBe(404);
    expect((await demo.ask("post-huisarts", "GET", plan)).status).toBe(404);
  });

  test("two weeks later she can't lie flat any more: Eva hangs it in the plan, and Noor proposes another goal", async () => {
    demo.now = new Date("2026-12-08T10:00:00Z");
    problem = await made("huisarts", makeCondition(patient.slice("Patient/".length)));
    expect((await demo.ask("wijkverpleegkundige", "GET", problem)).status).toBe(404);
    await hang(() => ({ addresses: [{ reference: problem }] }));
    expect((await demo.ask("wijkverpleegkundige", "GET", problem)).status).toBe(200);

    const comfort = await propose(demo, "wijkverpleegkundige", goal, [replaced("Goal.description", { valueCodeableConcept: { text: "Zonder benauwdheid, thuis." } })], "zij zei het zelf, gisteren");
    const title = await propose(demo, "wijkverpleegkundige", plan, [replaced("CarePlan.title", { valueString: "Thuis sterven, zonder benauwdheid" })], "zij zei het zelf, gisteren");
    for (const proposed of [comfort, title]) expect((await worked(decide(demo, "huisarts", proposed, "accept"))).body.status).toBe("accepted");
    expect((await demo.ask("wijkverpleegkundige", "GET", plan)).body).toMatchObject({ title: "Thuis sterven, zonder benauwdheid", goal: [{ reference: goal }], addresses: [{ reference: problem }] });
  });

  test("minimum: the draft holds what hangs in the plan and is medical, and what Noor does when it goes wrong; a goal of the plan and daily care aren't handed over", async () => {
    // as the HIS writes it today
    writeStory(join(demo.dataDir, "story"), demo.now);
    await send("2-what-was-missing.json");
    const written: CarePlan = {
      ...intervention(patient, "Rechtop, raam open, hand vasthouden; dan de huisarts bellen."),
      category: [{ coding: [{ system: "http://snomed.info/sct", code: "9632001" }] }, scenario],
      partOf: [{ reference: plan }],
      activity: [{ detail: { status: "scheduled", reasonCode: [{ coding: [{ system: codeSystemUrl("scenario"), code: "benauwdheid" }] }], description: "Rechtop, raam open, hand vasthouden; dan de huisarts bellen." } }],
      title: "Bij benauwdheid",
      created: "2026-12-08",
      author: { reference: "PractitionerRole/noor-verzonnen-wijkverpleegkundige", display: "Noor Verzonnen, wijkverpleegkundige" },
    };
    instruction = await made("wijkverpleegkundige", written);
    expect((await demo.ask("huisarts", "GET", instruction)).body.meta?.security?.[0]?.code).toBe("verpleegkundig");
    const draft = await inDraft();
    expect(draft).toEqual(expect.arrayContaining([problem, instruction]));
    expect(draft).not.toContain(goal);
    expect(draft).not.toContain(nursing);
  });

  test("addressed: Eva publishes, and the post reads document and plan; it writes, proposes and asks nothing", async () => {
    await worked(demo.ask("huisarts", "POST", "Patient/$publish-handover", byBsn(storyBsn)));
    const answer = await worked(night());
    expect(valueOf(answer.body, "status")).toBe("current");
    expect(JSON.stringify(valueOf(answer.body, "handover"))).toContain("hand vasthouden");
    const seen = await worked(demo.ask("post-huisarts", "GET", plan));
    expect(seen.body).toMatchObject({ title: "Thuis sterven, zonder benauwdheid" });
    const view = await worked(demo.ask("post-huisarts", "GET", `${plan}/$plan-view`));
    expect(namesOf(view)).toEqual(expect.arrayContaining([plan, problem, instruction]));
    expect(namesOf(view)).not.toContain(nursing);

    const put = await demo.ask("post-huisarts", "PUT", plan, { ...seen.body, title: "Naar het ziekenhuis" }, etag(seen));
    const proposed = await propose(demo, "post-huisarts", plan, [replaced("CarePlan.title", { valueString: "Naar het ziekenhuis" })]);
    const invited = await demo.ask("post-huisarts", "POST", `${plan}/$invite`, given({ organization: "Organization/spoedpost-modelregio", function: "post-huisarts" }));
    expect([put.status, proposed.status, invited.status]).toEqual([403, 403, 403]);
    expect((await demo.ask("post-huisarts-elders", "GET", plan)).status).toBe(404);
    expect((await demo.ask("huisarts", "GET", plan)).body.meta?.versionId).toBe(seen.body.meta?.versionId);
  });

  test("honest-status: what Noor changes in what to do at night is a difference at once, and is told as one", async () => {
    demo.now = new Date("2026-12-09T10:00:00Z");
    const now = await worked(demo.ask("wijkverpleegkundige", "GET", instruction));
    const kept = now.body as unknown as CarePlan;
    const [detail] = (kept.activity ?? []).map((activity) => activity.detail);
    await worked(demo.ask("wijkverpleegkundige", "PUT", instruction, { ...kept, activity: [{ detail: { ...detail, description: "Ventilator aan; dan de huisarts bellen." } }] }, etag(now)));
    const answer = await worked(night());
    expect(valueOf(answer.body, "status")).toBe("changed");
    expect(answer.text).toContain("Ventilator aan");
  });

  test("she dies: the plan's team ends, the post reads it no more, and nobody is asked or told anything new in it", async () => {
    demo.now = new Date("2026-12-12T10:00:00Z");
    const now = await worked(demo.ask("huisarts", "GET", patient));
    await worked(demo.ask("huisarts", "PUT", patient, { ...now.body, deceasedDateTime: "2026-12-12" }, etag(now)));
    for (const who of ["post-huisarts", "wijkverpleegkundige"]) expect([who, (await demo.ask(who, "GET", plan)).status]).toEqual([who, 404]);
    expect((await demo.ask("wijkverpleegkundige", "GET", nursing)).status).toBe(200);
    expect((await demo.ask("huisarts", "GET", plan)).status).toBe(200);
    const refused = await propose(demo, "wijkverpleegkundige", plan, [replaced("CarePlan.title", { valueString: "Te laat" })]);
    expect(refused.status).toBe(404);
    expect(((await demo.ask("huisarts", "GET", `Task?patient=${patient}&status=requested`)).body.entry ?? []).map(({ resource }) => (resource as Task).id)).toEqual([]);
  });
});

/** The home care, by the patient's own word. */
function permitOf(patient: string): Resource {
  return { ...permitFor(homeCare), patient: { reference: patient }, performer: [{ reference: patient }], verification: [{ verified: true, verifiedWith: { reference: patient }, verificationDate: "2026-11-24" }] } as unknown as Resource;
}
