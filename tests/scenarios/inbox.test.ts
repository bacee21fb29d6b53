import { mainBsn, mainPatient } from "@wijkverband/server";
import type { Task } from "hl7-fhir-r4-types";
import { beforeAll, describe, expect, test } from "vitest";
import { byBsn, type Demo } from "../harness.ts";
import { accept, given, newcomer, newcomers, permitFor, startPlan, taskOf } from "../membership.ts";
import { decide, propose, replaced } from "../proposals.ts";
import { change, homeCare, huisarts, nurse, ours, pharmacy, practice, socialWorker, taskOn } from "../team-task.ts";
import { useDemo } from "../use-demo.ts";

describe("the inbox: one search for all that waits", () => {
  const demo = useDemo({ settings: { BASES: "consent,addressed,break-glass" } });
  let plan: string;
  beforeAll(async () => {
    plan = await startPlan(demo);
  });

  const search = async (who: string, query: string): Promise<readonly Task[]> => {
    const answer = await demo.ask(who, "GET", `Task?${query}`);
    expect(answer.status).toBe(200);
    return (answer.body.entry ?? []).flatMap(({ resource, search: how }) => (resource?.resourceType === "Task" && how?.mode === "match" ? [resource] : []));
  };
  const inbox = async (who: string, ...holders: readonly string[]) => (await search(who, `waits-for=${holders.join(",")}&_sort=urgency`)).map(({ description, code }) => description ?? code?.coding?.[0]?.code);
  const made = async (who: string, description: string, more: Partial<Task>): Promise<string> => {
    const answer = await demo.ask(who, "POST", "Task", taskOn(plan, { description, ...more }));
    expect(answer.status).toBe(201);
    return answer.body.id ?? "";
  };
  const due = (end: string): Partial<Task> => ({ restriction: { period: { end } } });

  test("the pharmacy sees what waits for it, most urgent first, until it is done", async () => {
    const later = await made("wijkverpleegkundige", "later", due("2026-12-20"));
    await made("wijkverpleegkundige", "morgen", due("2026-11-25"));
    await made("huisarts", "urgent, overmorgen", { requester: { reference: huisarts }, priority: "urgent", ...due("2026-11-26") });
    await made("huisarts", "stat, in december", { requester: { reference: huisarts }, priority: "stat", ...due("2026-12-10") });
    expect(await inbox("apotheker", pharmacy)).toEqual(["stat, in december", "urgent, overmorgen", "morgen", "later"]);
    expect((await search("apotheker", `waits-for=${pharmacy}&_sort=-urgency`)).map(({ description }) => description)).toEqual(["later", "morgen", "urgent, overmorgen", "stat, in december"]);
    expect((await change(demo, "apotheker", later, { status: "accepted" })).status).toBe(200);
    expect(await inbox("apotheker", pharmacy)).toHaveLength(4);
    expect((await change(demo, "apotheker", later, { status: "in-progress" })).status).toBe(200);
    expect(await inbox("apotheker", pharmacy)).toHaveLength(4);
    expect((await change(demo, "apotheker", later, { status: "completed" })).status).toBe(200);
    expect(await inbox("apotheker", pharmacy)).toEqual(["stat, in december", "urgent, overmorgen", "morgen"]);
  });

  test("what is overdue is a search by day", async () => {
    await made("huisarts", "was gisteren", { requester: { reference: huisarts }, owner: { reference: homeCare }, ...due("2026-11-22") });
    await made("huisarts", "is vandaag", { requester: { reference: huisarts }, owner: { reference: homeCare }, ...due("2026-11-24") });
    expect((await search("wijkverpleegkundige", `waits-for=${homeCare}&due=lt2026-11-24`)).map(({ description }) => description)).toEqual(["was gisteren"]);
    expect((await search("wijkverpleegkundige", `waits-for=${homeCare}&due=eb2026-11-24T02:00:00Z`)).map(({ description }) => description)).toEqual(["was gisteren"]);
    expect((await search("wijkverpleegkundige", `waits-for=${homeCare}&due=2026-11-24`)).map(({ description }) => description)).toEqual(["is vandaag"]);
  });

  test("the practice finds the review of emergency access and a request to erase in the same list as its tasks", async () => {
    await made("wijkverpleegkundige", "pijn bespreken", { owner: { reference: practice }, ...due("2026-11-24") });
    expect((await demo.ask("patient", "POST", "Task", { resourceType: "Task", status: "requested", intent: "order", code: ours("taak", "wisverzoek"), for: { reference: mainPatient }, requester: { reference: mainPatient }, authoredOn: "2026-11-24T02:00:00Z" })).status).toBe(201);
    const entered = await demo.ask("post-huisarts-elders", "POST", "Patient/$break-glass", byBsn(mainBsn, { name: "reason", valueCodeableConcept: { ...ours("noodreden", "spoed"), text: "benauwd, de familie belt" } }));
    expect(entered.status).toBe(200);
    const waiting = await inbox("huisarts", practice, huisarts);
    expect(waiting).toContain("pijn bespreken");
    expect(waiting).toContain("wisverzoek");
    expect(waiting).toContain("noodtoegang-beoordelen");
    expect(waiting[0]).toBe("pijn bespreken");
    expect(waiting).not.toContain("noodtoegang");
  });

  test("keep-and-erase: a request to erase waits for the practice whoever is named in it", async () => {
    const sent = { resourceType: "Task", status: "requested", intent: "order", code: ours("taak", "wisverzoek"), for: { reference: mainPatient }, requester: { reference: mainPatient }, authoredOn: "2026-11-24T02:00:00Z", owner: { reference: homeCare } };
    const answer = await demo.ask("patient", "POST", "Task", sent);
    expect(answer.status).toBe(201);
    expect((answer.body as unknown as Task).owner).toEqual({ reference: practice });
    expect(answer.headers.get("warning")).toContain("owner");
    expect((await search("wijkverpleegkundige", `waits-for=${homeCare}`)).map(({ id }) => id)).not.toContain(answer.body.id);
  });

  test("an invitation waits until it is answered, and membership waits for nobody", async () => {
    expect((await demo.ask("huisarts", "POST", "Consent", permitFor(newcomers))).status).toBe(201);
    const invited = await demo.ask("huisarts", "POST", `${plan}/$invite`, given({ organization: newcomers, function: "wijkverpleegkundige" }));
    expect(invited.status).toBe(200);
    expect(await inbox(newcomer, newcomers)).toEqual(["uitnodiging"]);
    taskOf(await accept(demo, newcomer, invited.body.id));
    expect(await inbox(newcomer, newcomers)).toEqual([]);
    expect((await search(newcomer, "code=uitnodiging")).map(({ status }) => status)).toEqual(["accepted"]);
  });

  test("propose: what is proposed waits for who decides, and for nobody once it is decided", async () => {
    const proposal = await propose(demo, "wijkverpleegkundige", plan, [replaced("CarePlan.title", { valueString: "Thuis blijven, met hulp" })]);
    const waiting = async () => (await search("huisarts", `waits-for=${practice}&_sort=urgency`)).map(({ id }) => id);
    expect(await waiting()).toContain(proposal.body.id);
    expect((await decide(demo, "huisarts", proposal, "accept")).status).toBe(200);
    expect(await waiting()).not.toContain(proposal.body.id);
  });

  test("narrowed: nobody's inbox shows what he may not see, whoever it is that he asks for", async () => {
    await made("wijkverpleegkundige", "voor de sociaal werker", { owner: { reference: socialWorker } });
    expect(await inbox("sociaal-werker", socialWorker)).toEqual(["voor de sociaal werker"]);
    for (const who of ["huisarts-elders", "post-huisarts", "zcc-triagist"]) expect(await inbox(who, practice, homeCare, pharmacy, huisarts, nurse, socialWorker)).toEqual([]);
    expect(await inbox("sociaal-werker", practice, homeCare, pharmacy)).toEqual([]);
    expect(await inbox("apotheker", practice, homeCare, socialWorker)).toEqual([]);
    const counted = await demo.ask("huisarts-elders", "GET", `Task?waits-for=${practice}&_total=accurate`);
    expect(counted.body.total).toBe(0);
  });

  test("no page of it is lost: the pages hold the same list", async () => {
    const all = await inbox("huisarts", practice, pharmacy, homeCare, socialWorker);
    const paged: (string | undefined)[] = [];
    let next: string | undefined = `Task?waits-for=${[practice, pharmacy, homeCare, socialWorker].join(",")}&_sort=urgency&_count=2`;
    while (next !== undefined) {
      const { body }: Awaited<ReturnType<Demo["ask"]>> = await demo.ask("huisarts", "GET", next);
      paged.push(...(body.entry ?? []).map(({ resource }) => (resource?.resourceType === "Task" ? (resource.description ?? resource.code?.coding?.[0]?.code) : "")));
      next = body.link?.find(({ relation }) => relation === "next")?.url.replace(/^.*\/fhir\//, "");
    }
    expect(all.length).toBeGreaterThan(6);
    expect(paged).toEqual(all);
  });
});
