import { profileUrl } from "@wijkverband/fhir";
import type { CarePlan, CareTeam, Composition, Encounter, Goal, Resource, Task } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { faults, type Answer } from "../harness.ts";
import { accept, given, permitFor, taskOf } from "../membership.ts";
import { intervention, planFor, shared, sharedGoal } from "../people/plan.ts";
import { decide, propose, replaced } from "../proposals.ts";
import { change, homeCare, huisarts, nurse, ours, pharmacy, practice, taskOn } from "../team-task.ts";
import { useDemo } from "../use-demo.ts";

const greet = "Patient/patient-0003";
const geriatrics = "Organization/ouderenzorg-voorbeeldstad";
const newcomers = "Organization/thuiszorg-elders";
const etag = (answer: Answer): Record<string, string> => ({ "if-match": answer.headers.get("etag") ?? "" });
const namesOf = (answer: Answer): readonly string[] => (answer.body.entry ?? []).map(({ resource }) => `${resource?.resourceType}/${resource?.id}`);

/** A woman of 88 who falls, forgets her tablets and wants to stay at home; five who help her, from November to November. */
describe("a frail woman and the five around her, through a year", () => {
  const demo = useDemo({ at: new Date("2026-11-24T09:00:00Z") });
  let plan = "";
  let team = "";
  let goal = "";
  let nursing = "";
  let roll = "";

  const on = (day: string): void => {
    demo.now = new Date(`${day}T09:00:00Z`);
  };
  const worked = async (asked: Promise<Answer>, status = 200): Promise<Answer> => {
    const answer = await asked;
    if (answer.status !== status) throw new Error(`${answer.status} ${answer.text}`);
    return answer;
  };
  const made = async (who: string, resource: Resource): Promise<string> => `${resource.resourceType}/${(await worked(demo.ask(who, "POST", resource.resourceType, resource), 201)).body.id}`;
  const read = async <T>(who: string, path: string): Promise<T> => (await worked(demo.ask(who, "GET", path))).body as unknown as T;
  const update = async (who: string, path: string, more: (kept: CarePlan) => Partial<CarePlan>): Promise<void> => {
    const now = await worked(demo.ask(who, "GET", path));
    await worked(demo.ask(who, "PUT", path, { ...now.body, ...more(now.body as unknown as CarePlan) }, etag(now)));
  };
  const permit = (organization: string): Promise<string> => made("huisarts", permitOf(organization, demo.now));
  const joins = async (who: string, organization: string, as: string, by = "huisarts"): Promise<Task> => {
    const invited = taskOf(await demo.ask(by, "POST", `${plan}/$invite`, given({ organization, function: as })));
    return taskOf(await accept(demo, who, invited.id));
  };
  const leaves = (who: string, reason: string): Promise<Answer> => worked(demo.ask(who, "POST", `${plan}/$leave`, given({ reason })));
  const present = async (): Promise<readonly string[]> => {
    const { participant = [] } = await read<CareTeam>("huisarts", team);
    return participant.filter(({ period }) => period?.end === undefined).map(({ member }) => member?.reference ?? "");
  };
  const task = (more: Partial<Task>): Task => taskOn(plan, { for: { reference: greet }, authoredOn: demo.now.toISOString(), ...more });

  test("November: after a fall Eva starts the plan, and asks the home care, the pharmacy and the geriatrician in, each with her word", async () => {
    const started: CarePlan = { ...planFor(greet, "Veilig thuis"), extension: [{ url: profileUrl("next-review"), valueDate: "2027-05-24" }] };
    plan = await made("huisarts", started);
    team = (await read<CarePlan>("huisarts", plan)).careTeam?.[0]?.reference ?? "";
    expect(await present()).toEqual([practice]);
    for (const [who, organization, as] of [["wijkverpleegkundige", homeCare, "wijkverpleegkundige"], ["apotheker", pharmacy, "apotheker"], ["specialist-ouderengeneeskunde", geriatrics, "specialist-ouderengeneeskunde"]] as const) {
      const early = await demo.ask("huisarts", "POST", `${plan}/$invite`, given({ organization, function: as }));
      expect([early.status, faults(early.body)[0]?.rule]).toEqual([422, "basis"]);
      await permit(organization);
      expect((await demo.ask(who, "GET", plan)).status).toBe(404);
      expect((await joins(who, organization, as)).status).toBe("accepted");
      expect((await demo.ask(who, "GET", plan)).status).toBe(200);
    }
    await permit(newcomers);
    await joins("wijkverpleegkundige-elders", newcomers, "verzorgende");
    expect(await present()).toEqual([practice, homeCare, pharmacy, geriatrics, newcomers]);
  });

  test("December: a shared goal, what each does for it, and a task for the pharmacy, that it carries out and everybody sees", async () => {
    on("2026-12-08");
    goal = await made("huisarts", sharedGoal(greet, "Elke dag zelf naar de brievenbus."));
    await update("huisarts", plan, () => ({ goal: [{ reference: goal }] }));
    const walks: CarePlan = { ...intervention(greet, "Twee keer in de week samen lopen."), partOf: [{ reference: plan }], goal: [{ reference: goal }] };
    nursing = await made("wijkverpleegkundige", walks);
    roll = await made("wijkverpleegkundige", task({ requester: { reference: nurse }, owner: { reference: pharmacy }, restriction: { period: { end: "2026-12-20" } } }));
    const id = roll.slice("Task/".length);
    for (const status of ["accepted", "in-progress", "completed"] as const) expect((await change(demo, "apotheker", id, { status })).status).toBe(200);
    await update("huisarts", plan, () => ({ activity: [{ reference: { reference: roll } }] }));
    for (const who of ["huisarts", "wijkverpleegkundige", "wijkverpleegkundige-elders", "specialist-ouderengeneeskunde"]) {
      expect(namesOf(await worked(demo.ask(who, "GET", `${plan}/$plan-view`)))).toEqual(expect.arrayContaining([plan, team, goal, nursing, roll]));
    }
    expect(namesOf(await worked(demo.ask("apotheker", "GET", `${plan}/$plan-view`)))).not.toContain(nursing);
  });

  test("February: of what two members propose one is accepted, with two signatures, and one rejected, with the reason", async () => {
    on("2027-02-02");
    const title = await propose(demo, "specialist-ouderengeneeskunde", plan, [replaced("CarePlan.title", { valueString: "Veilig thuis, en buiten" })], "zij wil weer naar het dorp");
    const walking = await propose(demo, "apotheker", goal, [replaced("Goal.description", { valueCodeableConcept: { text: "Niet meer naar buiten." } })], "valgevaar");
    expect([title.status, walking.status]).toEqual([200, 200]);
    on("2027-02-03");
    await worked(decide(demo, "huisarts", title, "accept"));
    await worked(decide(demo, "huisarts", walking, "reject", { reason: "zij wil juist naar buiten" }));
    expect((await demo.runtime.house.store.eventsOf(geriatrics, { count: 100 })).slice(-2).map(({ topic, focus }) => [topic, focus])).toEqual([["plan-changed", plan], ["proposal-decided", `Task/${title.body.id}`]]);
    expect((await read<CarePlan>("apotheker", plan)).title).toBe("Veilig thuis, en buiten");
    expect((await read<Goal>("apotheker", goal)).description.text).toBe("Elke dag zelf naar de brievenbus.");
    expect(await read<Task>("apotheker", `Task/${walking.body.id}`)).toMatchObject({ status: "rejected", statusReason: { text: "zij wil juist naar buiten" } });
    const signed = (await worked(demo.ask("huisarts", "GET", `Provenance?target=${plan}`))).body.entry?.[0]?.resource;
    expect(signed).toMatchObject({ recorded: demo.now.toISOString(), agent: [{ who: { reference: "PractitionerRole/role-specialist-ouderengeneeskunde" } }, { who: { reference: huisarts } }] });
  });

  test("May: on the day of review they meet; the minutes stay, each agreement has an owner and a day, and the next review is set", async () => {
    on("2027-05-24");
    const urn = (last: number): string => `urn:uuid:00000000-0000-4000-8000-00000000000${last}`;
    const meeting: Encounter = { resourceType: "Encounter", meta: { security: [shared] }, status: "finished", class: { system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "HH" }, type: [ours("verslag", "mdo")], subject: { reference: greet }, participant: [huisarts, nurse].map((reference) => ({ individual: { reference } })), period: { start: "2027-05-24T08:00:00Z", end: "2027-05-24T08:40:00Z" } };
    const minutes: Composition = { resourceType: "Composition", meta: { security: [shared] }, status: "final", type: ours("verslag", "mdo-verslag"), subject: { reference: greet }, encounter: { reference: urn(1) }, date: demo.now.toISOString(), author: [{ reference: huisarts }], title: "Overleg, 24 mei 2027", section: [{ title: "Afspraken", code: ours("verslag", "afspraken"), entry: [{ reference: urn(2) }] }] };
    const agreed = task({ requester: { reference: huisarts }, owner: { reference: geriatrics }, encounter: { reference: urn(1) }, description: "Geheugen onderzoeken.", restriction: { period: { end: "2027-06-15" } } });
    const entry = [meeting, agreed, minutes].map((resource, place) => ({ fullUrl: urn(place + 1), resource, request: { method: "POST", url: resource.resourceType } }));
    const [, appointed = "", written = ""] = ((await worked(demo.ask("huisarts", "POST", "", { resourceType: "Bundle", type: "transaction", entry }))).body.entry ?? []).map(({ response }) => response?.location?.match(/[A-Z][A-Za-z]+\/[^/]+(?=\/_history)/)?.[0] ?? "");
    for (const who of ["wijkverpleegkundige", "apotheker", "specialist-ouderengeneeskunde"]) expect([who, (await demo.ask(who, "GET", written)).status]).toEqual([who, 200]);
    await update("huisarts", plan, () => ({ extension: [{ url: profileUrl("next-review"), valueDate: "2027-11-24" }] }));

    on("2027-06-16");
    const late = await worked(demo.ask("specialist-ouderengeneeskunde", "GET", `Task?waits-for=${geriatrics}&due=lt2027-06-16`));
    expect(namesOf(late)).toEqual([appointed]);
    for (const status of ["accepted", "in-progress", "completed"] as const) expect((await change(demo, "specialist-ouderengeneeskunde", appointed.slice("Task/".length), { status })).status).toBe(200);
    expect(namesOf(await worked(demo.ask("specialist-ouderengeneeskunde", "GET", `Task?waits-for=${geriatrics}`)))).toEqual([]);
  });

  test("July and September: the second home care leaves and comes back, by a new invitation and a new spell", async () => {
    on("2027-07-01");
    const parting = await propose(demo, "wijkverpleegkundige-elders", goal, [replaced("Goal.description", { valueCodeableConcept: { text: "Elke dag zelf naar de winkel." } })], "het gaat beter");
    await leaves("wijkverpleegkundige-elders", "Niet nodig in de zomer.");
    for (const path of [plan, team, greet, nursing]) expect([path, (await demo.ask("wijkverpleegkundige-elders", "GET", path)).status]).toEqual([path, 404]);
    expect(await present()).toEqual([practice, homeCare, pharmacy, geriatrics]);
    // what was proposed before is still worth a decision
    await worked(decide(demo, "huisarts", parting, "accept"));
    expect((await read<Goal>("huisarts", goal)).description.text).toBe("Elke dag zelf naar de winkel.");
    on("2027-09-01");
    await joins("wijkverpleegkundige-elders", newcomers, "verzorgende");
    for (const path of [plan, team, nursing]) expect([path, (await demo.ask("wijkverpleegkundige-elders", "GET", path)).status]).toEqual([path, 200]);
    const spells = ((await read<CareTeam>("huisarts", team)).participant ?? []).filter(({ member }) => member?.reference === newcomers);
    expect(spells.map(({ period }) => period)).toEqual([{ start: "2026-11-24T09:00:00.000Z", end: "2027-07-01T09:00:00.000Z" }, { start: "2027-09-01T09:00:00.000Z" }]);
    const invitations = (await worked(demo.ask("huisarts", "GET", `Task?patient=${greet}&code=uitnodiging&owner=${newcomers}`))).body.entry ?? [];
    expect(new Set(invitations.map(({ resource }) => (resource as Task).status))).toEqual(new Set(["completed", "accepted"]));
  });

  test("November again: the goal is reached, and what happened in the year stands in the versions, with nothing lost", async () => {
    on("2027-11-24");
    const now = await worked(demo.ask("huisarts", "GET", goal));
    await worked(demo.ask("huisarts", "PUT", goal, { ...now.body, lifecycleStatus: "completed" }, etag(now)));
    const kept = await read<CarePlan>("wijkverpleegkundige", plan);
    expect(kept).toMatchObject({ status: "active", title: "Veilig thuis, en buiten", goal: [{ reference: goal }], activity: [{ reference: { reference: roll } }], extension: [{ valueDate: "2027-11-24" }], meta: { versionId: "5" } });
    const titles = ((await worked(demo.ask("huisarts", "GET", `${plan}/_history`))).body.entry ?? []).map(({ resource }) => (resource as CarePlan).title);
    expect(titles).toEqual(["Veilig thuis, en buiten", "Veilig thuis, en buiten", "Veilig thuis", "Veilig thuis", "Veilig thuis"]);
    expect((await worked(demo.ask("huisarts", "GET", `Task?patient=${greet}&waits-for=${[practice, homeCare, pharmacy, geriatrics, newcomers].join(",")}`))).body.entry ?? []).toEqual([]);
  });
});

/** One organisation, by her own word. */
function permitOf(organization: string, at: Date): Resource {
  return { ...permitFor(organization), patient: { reference: greet }, performer: [{ reference: greet }], verification: [{ verified: true, verifiedWith: { reference: greet }, verificationDate: at.toISOString().slice(0, 10) }] } as unknown as Resource;
}
