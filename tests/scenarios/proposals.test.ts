import { codeSystemUrl } from "@wijkverband/fhir";
import type { CarePlan, CareTeam, Condition, Goal, Provenance, Task } from "hl7-fhir-r4-types";
import { beforeAll, describe, expect, test } from "vitest";
import { faults, night, type Answer } from "../harness.ts";
import { startPlan } from "../membership.ts";
import { added, decide, propose, replaced, willem, withdraw } from "../proposals.ts";
import { useDemo } from "../use-demo.ts";

const day = 86_400_000;
const newDescription = (text: string) => [replaced("Goal.description", { valueCodeableConcept: { text } })];

describe("proposals: whoever may read a part may propose a change, and its owner decides", () => {
  const demo = useDemo();
  let plan = "";
  beforeAll(async () => {
    plan = await startPlan(demo);
  });

  /** A goal that the nurse keeps, as an own part. */
  async function nursingGoal(text = "Veilig lopen"): Promise<string> {
    const made = await demo.ask("wijkverpleegkundige", "POST", "Goal", { resourceType: "Goal", lifecycleStatus: "active", description: { text }, subject: { reference: willem } });
    expect(made.status).toBe(201);
    return `Goal/${made.body.id}`;
  }
  const read = async <T>(who: string, path: string): Promise<T> => (await demo.ask(who, "GET", path)).body as unknown as T;
  const taskOf = (answer: Answer) => answer.body as unknown as Task;

  test("of an own part the organisation that wrote it decides; what was accepted carries two signatures and keeps its label", async () => {
    const goal = await nursingGoal();
    const proposed = await propose(demo, "huisarts", goal, newDescription("Weer buiten lopen"), "dat wil Willem zelf");
    expect(proposed.status).toBe(200);
    expect(taskOf(proposed)).toMatchObject({
      status: "requested",
      focus: { reference: `${goal}/_history/1` },
      requester: { reference: "PractitionerRole/eva-fictief-huisarts" },
      owner: { reference: "Organization/thuiszorg-proeftuin" },
      reasonCode: { text: "dat wil Willem zelf" },
      restriction: { period: { end: new Date(night.getTime() + 14 * day).toISOString() } },
      description: "Omschrijving: was Veilig lopen, wordt Weer buiten lopen.",
    });
    expect((await read<Goal>("huisarts", goal)).description.text).toBe("Veilig lopen");

    const accepted = await decide(demo, "wijkverpleegkundige", proposed, "accept");
    expect(accepted.status).toBe(200);
    expect(taskOf(accepted)).toMatchObject({ status: "accepted", output: [{ valueReference: { reference: `${goal}/_history/2` } }] });
    expect(await read<Goal>("wijkverpleegkundige", goal)).toMatchObject({ description: { text: "Weer buiten lopen" }, meta: { versionId: "2", security: [{ code: "verpleegkundig" }] } });
    const signed = (await demo.ask("huisarts", "GET", `Provenance?target=${goal}`)).body.entry?.[0]?.resource as Provenance;
    expect(signed.target).toEqual([{ reference: `${goal}/_history/2` }]);
    expect(signed.agent.map(({ type, who }) => [type?.coding?.[0]?.code, who.reference])).toEqual([
      ["author", "PractitionerRole/eva-fictief-huisarts"],
      ["verifier", "PractitionerRole/noor-verzonnen-wijkverpleegkundige"],
    ]);
    expect(signed.entity).toEqual([{ role: "source", what: { reference: `Task/${proposed.body.id}` } }]);
  });

  test("of the record the practice of registration decides, or the locum; a refusal has a reason, that who proposed reads", async () => {
    const proposed = await propose(demo, "wijkverpleegkundige", "AllergyIntolerance/willem-allergie", [added("AllergyIntolerance", "criticality", { valueCode: "low" })]);
    expect(proposed.status).toBe(200);
    expect(taskOf(proposed).owner).toEqual({ reference: "Organization/praktijk-voorbeeldstraat" });
    const silent = await decide(demo, "huisarts", proposed, "reject");
    expect([silent.status, faults(silent.body)]).toEqual([422, [{ rule: "propose", expression: "Parameters.parameter.where(name='reason')", text: "who rejects says why" }]]);
    expect((await decide(demo, "huisarts", proposed, "reject", { reason: "de reactie was ernstig" })).status).toBe(200);
    expect(await read<Task>("wijkverpleegkundige", `Task/${proposed.body.id}`)).toMatchObject({ status: "rejected", statusReason: { text: "de reactie was ernstig" } });
    expect((await read<{ criticality?: string }>("huisarts", "AllergyIntolerance/willem-allergie")).criticality).not.toBe("low");

    const again = await propose(demo, "wijkverpleegkundige", "AllergyIntolerance/willem-allergie", [added("AllergyIntolerance", "note", { valueAnnotation: { text: "Ook bij de kleindochter bekend" } })]);
    expect((await decide(demo, "waarnemer", again, "accept")).status).toBe(200);
  });

  test("amending accepts something else in its place, and tells who proposed what", async () => {
    const goal = await nursingGoal();
    const proposed = await propose(demo, "huisarts", goal, newDescription("Elke dag lopen"));
    const amended = await decide(demo, "wijkverpleegkundige", proposed, "amend", { patch: newDescription("Om de dag lopen"), reason: "elke dag is te veel" });
    expect(amended.status).toBe(200);
    expect(taskOf(amended).note?.map(({ text }) => text)).toEqual(["Anders aangenomen.\nOmschrijving: was Veilig lopen, wordt Om de dag lopen.", "elke dag is te veel"]);
    expect((await read<Goal>("huisarts", goal)).description.text).toBe("Om de dag lopen");
  });

  test("what others changed elsewhere since stays; where they changed the same it is a conflict with both sides, in the reader's language", async () => {
    const goal = await nursingGoal();
    const first = await propose(demo, "huisarts", goal, newDescription("Trap lopen"));
    const second = await propose(demo, "huisarts", goal, newDescription("Fietsen"));
    const started = await propose(demo, "huisarts", goal, [added("Goal", "start", { valueDate: "2026-11-20" })]);
    expect((await decide(demo, "wijkverpleegkundige", first, "accept")).status).toBe(200);
    const conflict = await decide(demo, "wijkverpleegkundige", second, "accept");
    expect([conflict.status, faults(conflict.body)]).toEqual([409, [{ rule: "propose", expression: "Goal.description", text: "Omschrijving: was Veilig lopen. Voorgesteld is Fietsen, maar intussen staat er Trap lopen." }]]);
    const english = await decide(demo, "wijkverpleegkundige", second, "accept", {}, { "accept-language": "en" });
    expect(faults(english.body)[0]?.text).toBe("Description: was Veilig lopen. Proposed is Fietsen, but by now it says Trap lopen.");
    expect((await read<Task>("huisarts", `Task/${second.body.id}`)).status).toBe("requested");
    expect((await decide(demo, "wijkverpleegkundige", started, "accept")).status).toBe(200);
    expect(await read<Goal>("huisarts", goal)).toMatchObject({ description: { text: "Trap lopen" }, startDate: "2026-11-20", meta: { versionId: "3" } });
  });

  test("what was made so by somebody else already is agreed on as it stands: no version more", async () => {
    const goal = await nursingGoal();
    const proposed = await propose(demo, "huisarts", goal, newDescription("Dansen"));
    const now = await demo.ask("wijkverpleegkundige", "GET", goal);
    expect((await demo.ask("wijkverpleegkundige", "PUT", goal, { ...now.body, description: { text: "Dansen" } }, { "if-match": 'W/"1"' })).status).toBe(200);
    const accepted = await decide(demo, "wijkverpleegkundige", proposed, "accept");
    expect(taskOf(accepted).output?.[0]?.valueReference).toEqual({ reference: `${goal}/_history/2` });
    expect((await read<Goal>("huisarts", goal)).meta?.versionId).toBe("2");
  });

  test("the same proposal again, while it waits, is the same Task; another reason, or after the decision, makes another", async () => {
    const goal = await nursingGoal();
    const retries = await Promise.all(Array.from({ length: 5 }, () => propose(demo, "huisarts", goal, newDescription("Zwemmen"))));
    expect(new Set(retries.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    expect(retries[0]?.body.meta?.versionId).toBe("1");
    // letters alone: an id that looks like a BSN would be refused in every URL (no-bsn)
    expect(retries[0]?.body.id).toMatch(/^[a-p]{32}$/);
    expect((await propose(demo, "huisarts", goal, newDescription("Zwemmen"), "de fysio vraagt het")).body.id).not.toBe(retries[0]?.body.id);
    expect((await propose(demo, "tweede-huisarts", goal, newDescription("Zwemmen"))).body.id).not.toBe(retries[0]?.body.id);
    expect((await withdraw(demo, "huisarts", retries[0]!)).status).toBe(200);
    expect((await propose(demo, "huisarts", goal, newDescription("Zwemmen"))).body.id).not.toBe(retries[0]?.body.id);
  });

  test("who proposed takes it back, once, and changes nothing else of it", async () => {
    const proposed = await propose(demo, "huisarts", await nursingGoal(), newDescription("Klimmen"));
    const task = `Task/${proposed.body.id}`;
    const put = (change: object) => demo.ask("huisarts", "PUT", task, { ...proposed.body, ...change }, { "if-match": 'W/"1"' });
    expect(faults((await put({ status: "accepted" })).body)).toContainEqual({ rule: "propose", expression: "Task.status", text: "only $decide accepts or rejects a proposal" });
    expect(faults((await put({ status: "cancelled", reasonCode: { text: "iets anders" } })).body)).toContainEqual({ rule: "propose", expression: "Task.reasonCode", text: "who proposed takes the proposal back, and changes nothing else of it" });
    expect(faults((await put({ owner: { reference: "Organization/praktijk-voorbeeldstraat" } })).body)).toContainEqual(expect.objectContaining({ rule: "propose", expression: "Task.owner" }));
    expect(faults((await put({ status: "completed" })).body)).toContainEqual({ rule: "status-step", expression: "Task.status", text: "a proposal that is requested becomes accepted, rejected, cancelled or failed" });
    expect((await withdraw(demo, "tweede-huisarts", proposed)).body).toMatchObject({ status: "cancelled", statusReason: { text: "toch niet" } });
    const late = await decide(demo, "wijkverpleegkundige", proposed, "accept");
    expect([late.status, faults(late.body)]).toEqual([409, [{ rule: "status-step", expression: "Task.status", text: "a proposal is decided on once; this one is cancelled" }]]);
    const reopened = await demo.ask("huisarts", "PUT", task, { ...proposed.body, status: "requested" }, { "if-match": 'W/"2"' });
    expect([reopened.status, faults(reopened.body)[0]?.text]).toEqual([422, "a proposal that is cancelled stays as it is"]);
  });

  test("on the plan the coordinator decides too; something new hangs in the plan from then on, a goal as everybody's", async () => {
    const titled = await propose(demo, "apotheker", plan, [replaced("CarePlan.title", { valueString: "Samen thuis, zo lang het gaat" })]);
    expect(taskOf(titled)).toMatchObject({ code: { coding: [{ code: "voorstel-zorgplan" }] }, owner: { reference: "Organization/praktijk-voorbeeldstraat" } });
    expect((await decide(demo, "wijkverpleegkundige", titled, "accept")).status).toBe(200);

    const wish: Goal = { resourceType: "Goal", lifecycleStatus: "active", description: { text: "Nog een keer naar zee" }, subject: { reference: willem } };
    const proposed = await propose(demo, "wijkverpleegkundige", plan, wish);
    expect(taskOf(proposed).description).toContain("Nog een keer naar zee");
    expect((await decide(demo, "wijkverpleegkundige", proposed, "accept")).status).toBe(403);
    const accepted = await decide(demo, "huisarts", proposed, "accept");
    expect(accepted.status).toBe(200);
    const goal = taskOf(accepted).output?.[0]?.valueReference?.reference?.replace("/_history/1", "") ?? "";
    expect(await read<Goal>("wijkverpleegkundige", goal)).toMatchObject({ description: { text: "Nog een keer naar zee" }, meta: { security: [{ code: "gedeeld" }] } });
    expect(await read<CarePlan>("apotheker", plan)).toMatchObject({ title: "Samen thuis, zo lang het gaat", goal: [{ reference: goal }], meta: { versionId: "3" } });

    const { id: _id, meta: _meta, ...known } = await read<Condition>("huisarts", "Condition/willem-copd");
    const problem = await propose(demo, "wijkverpleegkundige", plan, { ...known, code: { text: "Valt vaak" } });
    expect(problem.status).toBe(200);
    const taken = await decide(demo, "huisarts", problem, "accept");
    expect(taken.status).toBe(200);
    const condition = taskOf(taken).output?.[0]?.valueReference?.reference?.replace("/_history/1", "") ?? "";
    expect((await read<CarePlan>("huisarts", plan)).addresses).toEqual([{ reference: condition }]);
    expect((await demo.ask("wijkverpleegkundige", "GET", condition)).body.meta?.security).toEqual([{ system: codeSystemUrl("domein"), code: "medisch" }]);
  });

  test("a whole new version is proposed as its difference, on the version that was seen", async () => {
    const goal = await nursingGoal();
    const seen = await read<Goal>("huisarts", goal);
    const proposed = await propose(demo, "huisarts", goal, { ...seen, description: { text: "Tuinieren" }, startDate: "2026-12-01" });
    expect(proposed.status).toBe(200);
    expect(taskOf(proposed).contained?.[0]).toMatchObject({ resourceType: "Parameters" });
    expect((await decide(demo, "wijkverpleegkundige", proposed, "accept")).status).toBe(200);
    expect(await read<Goal>("huisarts", goal)).toMatchObject({ description: { text: "Tuinieren" }, startDate: "2026-12-01" });
    expect((await propose(demo, "huisarts", goal, { ...seen, description: { text: "Puzzelen" } })).status).toBe(412);
    expect((await propose(demo, "huisarts", goal, newDescription("Puzzelen"), "zo", { "if-match": 'W/"1"' })).status).toBe(412);
  });

  test("a patient, or who stands in, proposes that something be put right", async () => {
    const proposed = await propose(demo, "patient", willem, [added("Patient", "telecom", { valueContactPoint: { system: "phone", value: "+31 20 000 0999" } })]);
    expect(proposed.status).toBe(200);
    expect(taskOf(proposed).requester).toEqual({ reference: willem });
    expect((await decide(demo, "huisarts", proposed, "accept")).status).toBe(200);
    expect((await read<Task>("patient", `Task/${proposed.body.id}`)).status).toBe("accepted");
  });

  test("decimals stay as they were written", async () => {
    const goal = await nursingGoal();
    const body = `{"resourceType":"Parameters","parameter":[{"name":"reason","valueString":"meten"},{"name":"resource","resource":{"resourceType":"Goal","id":"${goal.slice(5)}","lifecycleStatus":"active","description":{"text":"Veilig lopen"},"subject":{"reference":"${willem}"},"target":[{"measure":{"text":"kilometer"},"detailQuantity":{"value":1.50,"unit":"km"}}]}}]}`;
    const proposed = await demo.ask("huisarts", "POST", `${goal}/$propose`, body);
    expect(proposed.status).toBe(200);
    expect((await decide(demo, "wijkverpleegkundige", proposed, "accept")).status).toBe(200);
    expect((await demo.ask("huisarts", "GET", goal)).text).toContain("1.50");
  });

  test("of twenty decisions at one moment one counts, and a withdrawal and an acceptance don't both", async () => {
    const goal = await nursingGoal();
    const proposed = await propose(demo, "huisarts", goal, newDescription("Roeien"));
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => decide(demo, "wijkverpleegkundige", proposed, n % 2 === 0 ? "accept" : "reject", { reason: `poging ${n}` })));
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, ...Array.from({ length: 19 }, () => 409)]);
    for (let round = 0; round < 5; round += 1) {
      const next = await propose(demo, "huisarts", goal, newDescription(`Ronde ${round}`));
      const [accepted, taken] = await Promise.all([decide(demo, "wijkverpleegkundige", next, "accept"), withdraw(demo, "huisarts", next)]);
      const { status } = await read<Task>("huisarts", `Task/${next.body.id}`);
      expect([accepted?.status === 200, taken?.status === 200, status]).toEqual(status === "accepted" ? [true, false, "accepted"] : [false, true, "cancelled"]);
      expect((await read<Goal>("huisarts", goal)).description.text === `Ronde ${round}`).toBe(status === "accepted");
    }
  });

  test("proposals that touch different elements are all accepted at one moment", async () => {
    const goal = await nursingGoal();
    const changes = [newDescription("Samen lopen"), [added("Goal", "start", { valueDate: "2026-11-21" })], [added("Goal", "statusReason", { valueString: "het gaat goed" })]];
    const proposed = await Promise.all(changes.map((change) => propose(demo, "huisarts", goal, change)));
    const answers = await Promise.all(proposed.map((task) => decide(demo, "wijkverpleegkundige", task, "accept")));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await read<Goal>("huisarts", goal)).toMatchObject({ description: { text: "Samen lopen" }, startDate: "2026-11-21", statusReason: "het gaat goed", meta: { versionId: "4" } });
  });

  test("the owner hears that it was proposed, who proposed hears the decision", async () => {
    const told = async (organization: string) => (await demo.runtime.house.store.outboxCounts([`Organization/${organization}`]))[0]?.pending ?? 0;
    const goal = await nursingGoal();
    const before = [await told("thuiszorg-proeftuin"), await told("praktijk-voorbeeldstraat")];
    const proposed = await propose(demo, "huisarts", goal, newDescription("Vissen"));
    expect([await told("thuiszorg-proeftuin"), await told("praktijk-voorbeeldstraat")]).toEqual([before[0]! + 1, before[1]]);
    await decide(demo, "wijkverpleegkundige", proposed, "accept");
    expect([await told("thuiszorg-proeftuin"), await told("praktijk-voorbeeldstraat")]).toEqual([before[0]! + 1, before[1]! + 1]);
  });

  test("what waited fourteen days has expired: it is closed by who comes to it, and can be proposed again", async () => {
    const goal = await nursingGoal();
    const proposed = await propose(demo, "huisarts", goal, newDescription("Wandelen"));
    demo.now = new Date(night.getTime() + 14 * day);
    const late = await decide(demo, "wijkverpleegkundige", proposed, "accept");
    expect([late.status, faults(late.body)]).toEqual([409, [{ rule: "propose", expression: "Task.restriction.period.end", text: "this proposal has expired; it can be proposed again" }]]);
    expect((await read<Task>("huisarts", `Task/${proposed.body.id}`)).status).toBe("failed");
    expect((await decide(demo, "wijkverpleegkundige", proposed, "reject", { reason: "te laat" })).status).toBe(409);
    const again = await propose(demo, "huisarts", goal, newDescription("Wandelen"));
    expect([again.status, again.body.id === proposed.body.id]).toEqual([200, false]);
    demo.now = night;
  });

  test("open proposals move with the registration: the new practice decides, the former one doesn't any more", async () => {
    const open = await propose(demo, "wijkverpleegkundige", "AllergyIntolerance/willem-allergie", [added("AllergyIntolerance", "criticality", { valueCode: "low" })]);
    expect(open.status).toBe(200);
    const { store } = demo.runtime.house;
    const team = await store.read("CareTeam", "huisartsteam-willem-voorbeeld");
    const former = team.resource() as CareTeam & { id: string };
    const to = { ...former, participant: [], managingOrganization: [{ reference: "Organization/praktijk-elders" }] };
    await store.transact({ changes: [{ op: "update", resource: to, labels: team.labels }], audit: () => [], at: demo.now });

    expect((await decide(demo, "huisarts", open, "accept")).status).toBe(404);
    expect((await demo.ask("huisarts-elders", "GET", `Task/${open.body.id}`)).status).toBe(200);
    const accepted = await decide(demo, "huisarts-elders", open, "accept");
    expect(accepted.status).toBe(200);
    expect(taskOf(accepted)).toMatchObject({ status: "accepted", owner: { reference: "Organization/praktijk-elders" } });
  });
});
