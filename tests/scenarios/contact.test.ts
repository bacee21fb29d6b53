import type { Bundle, CareTeam, Consent, Parameters, Task } from "hl7-fhir-r4-types";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startEscalation } from "../../packages/server/src/escalation.ts";
import { named, report, waiting } from "../contact.ts";
import { byBsn, startDemo, valueOf, type Demo } from "../harness.ts";
import { decide } from "../proposals.ts";
import { transfer } from "../transfer.ts";

const practice = "Organization/praktijk-voorbeeldstraat";
const given = (values: Readonly<Record<string, object>>): Parameters => ({ resourceType: "Parameters", parameter: Object.entries(values).map(([name, value]) => ({ name, ...value })) });

describe("contact reports about others than Willem", () => {
  let demo: Demo;
  /** Somebody of the practice about whom no limits are known, and a number of hers. */
  let patient: string;
  let bsn: string;
  beforeAll(async () => {
    demo = await startDemo();
    const { house } = demo.runtime;
    const { body } = await demo.ask("huisarts", "GET", "Patient?_count=50");
    for (const { resource } of body.entry ?? []) {
      if (resource?.resourceType !== "Patient" || resource.id === undefined) continue;
      const number = resource.identifier?.find(({ system }) => system?.endsWith("/bsn"))?.value;
      const record = await house.store.record(resource.id);
      if (number === undefined || record.some(({ type, labels }) => type === "Consent" && labels.kind === "treatment-directive")) continue;
      [patient, bsn] = [resource.id, number];
      break;
    }
  });
  afterAll(async () => {
    await demo[Symbol.asyncDispose]();
  });

  const mine = async (): Promise<readonly Task[]> => (await waiting(demo)).filter((task) => task.for?.reference === `Patient/${patient}`);
  const limits = async (): Promise<readonly Consent[]> => {
    const { body } = await demo.ask("huisarts", "GET", `Consent?patient=Patient/${patient}&category=http://snomed.info/sct|129125009`);
    return (body.entry ?? []).flatMap(({ resource }) => (resource?.resourceType === "Consent" ? [resource] : []));
  };

  test("propose: a limit about which nothing was known is proposed as something new, without a plan, and comes in when the huisarts accepts it", async () => {
    expect(await limits()).toEqual([]);
    expect((await report(demo, "post-huisarts", { bsn, number: "n1", wishes: [{ code: "89666000", type: "deny" }, { code: "32485007", text: "Alleen bij een gebroken heup." }] })).status).toBe(201);
    const [work] = (await mine()) as [Task];
    expect(await limits()).toEqual([]);
    const [first, second] = (work.output ?? []).map(({ valueReference }) => valueReference?.reference ?? "") as [string, string];
    const open = await demo.ask("huisarts", "GET", first);
    expect(open.body).toMatchObject({ focus: { reference: expect.stringContaining(`Patient/${patient}/_history/`) }, owner: { reference: practice } });
    expect((open.body as unknown as Task).description?.split("\n")[0]).toMatch(/: “Niet reanimeren” komt erbij\.$/);
    expect((await decide(demo, "huisarts", open, "accept")).status).toBe(200);
    expect((await decide(demo, "huisarts", await demo.ask("huisarts", "GET", second), "reject", { reason: "eerst met de familie praten" })).status).toBe(200);
    expect((await limits()).map(({ provision, patient: about, meta }) => [provision?.type, about?.reference, meta?.security?.[0]?.code])).toEqual([["deny", `Patient/${patient}`, "medisch"]]);
    expect((await demo.ask("post-huisarts", "GET", first)).status).toBe(404);
    // a decision would tell the post that there was something to decide on
    expect((await demo.runtime.house.store.eventsOf("Organization/spoedpost-modelregio", { count: 100 })).map(({ topic }) => topic).filter((topic) => topic.startsWith("proposal"))).toEqual([]);
  });

  test("gp-decides: what was given at night is over, and what was thought is no problem of the record; the draft tells the contact alone", async () => {
    const { body } = await demo.ask("huisarts", "POST", `Patient/${patient}/$assemble-handover`);
    const draft = valueOf(body, "draft") as Bundle;
    const types = (draft.entry ?? []).map(({ resource }) => resource?.resourceType);
    expect(types.filter((type) => type === "Composition")).toHaveLength(2);
    expect(types).not.toContain("MedicationStatement");
    expect(JSON.stringify((draft.entry ?? []).filter(({ resource }) => resource?.resourceType === "Condition"))).not.toContain("encounter-diagnosis");
    const conversations = JSON.stringify(draft.entry?.[0]?.resource);
    for (const words of ["Contact met de spoedpost", "Urgentie U2", "Benauwdheid bij COPD."]) expect(conversations).toContain(words);
  });

  test("in the morning the most urgent night is on top, and a practice nurse may put another there", async () => {
    for (const [number, urgency] of [["u5", "U5"], ["u1", "U1"], ["u3", "U3"]] as const) expect((await report(demo, "post-huisarts", { bsn, number, urgency })).status).toBe(201);
    const order = async (): Promise<readonly (string | undefined)[]> => (await mine()).map(({ description }) => description?.slice(0, 2));
    expect(await order()).toEqual(["U1", "U2", "U3", "U5"]);
    const last = (await mine()).at(-1);
    expect((await demo.ask("poh", "POST", `Task/${last?.id}/$sort-contact`, given({ priority: { valueCode: "stat" } }))).status).toBe(200);
    expect(new Set((await order()).slice(0, 2))).toEqual(new Set(["U1", "U5"]));
  });

  test("a locum in force reads it as the own huisarts would; before and after he doesn't see it", async () => {
    const [task] = (await mine()) as [Task];
    const acknowledge = async (): Promise<number> => (await demo.ask("waarnemer", "POST", `Task/${task.id}/$acknowledge-contact`, given({ note: { valueString: "gezien" } }))).status;
    const cover = (period: object): Promise<{ readonly status: number; readonly text: string }> => demo.ask("huisarts", "POST", `Patient/${patient}/$cover`, given({ by: { valueReference: { reference: "PractitionerRole/wil-proefneming-waarnemer" } }, period: { valuePeriod: period } }));
    const before = await acknowledge();
    const arranged = await cover({ start: demo.now.toISOString(), end: "2026-11-24T12:00:00Z" });
    expect([arranged.status, arranged.text]).toEqual([200, expect.any(String)]);
    expect([before, await acknowledge()]).toEqual([404, 200]);
  });

  test("one-practice: what waits moves along to the practice that the patient chose, and the former one no longer reads it", async () => {
    const sent = await report(demo, "post-huisarts", { number: "verhuisd" });
    const before = (await waiting(demo)).find(({ focus }) => focus?.reference === named(sent, "report"));
    const moving = await transfer(demo, "huisarts-elders");
    expect([moving.status, moving.text]).toEqual([202, expect.any(String)]);
    const [moved] = await waiting(demo, "huisarts-elders", "Organization/praktijk-elders");
    expect(moved?.id).toBe(before?.id);
    expect((await demo.ask("huisarts", "POST", `Task/${moved?.id}/$acknowledge-contact`, given({}))).status).toBe(404);
    expect((await demo.ask("huisarts", "GET", named(sent, "report"))).status).toBe(404);
    expect((await demo.ask("huisarts-elders", "POST", `Task/${moved?.id}/$acknowledge-contact`, given({ note: { valueString: "gelezen" } }))).status).toBe(200);
    expect((await demo.ask("post-huisarts", "GET", named(sent, "task"))).body).toMatchObject({ status: "completed" });
  });

  test("one-practice: of a report and a move at one moment nothing is left behind at the former practice", async () => {
    const numbers = ["a", "b", "c", "d"];
    const [back, ...sent] = await Promise.all([transfer(demo, "huisarts"), ...numbers.map((number) => report(demo, "post-huisarts", { number: `gelijk-${number}` }))]);
    expect([back.status, ...sent.map(({ status }) => status)]).toEqual([202, ...numbers.map(() => 201)]);
    const tasks = (await demo.runtime.house.store.record("willem-voorbeeld")).map((stored) => stored.resource()).filter((resource): resource is Task => resource.resourceType === "Task");
    const reports = tasks.filter(({ focus, owner }) => owner !== undefined && sent.some((each) => named(each, "report") === focus?.reference));
    expect(reports.map(({ owner }) => owner?.reference)).toEqual(numbers.map(() => practice));
  });

  test("somebody who is registered nowhere now: the report waits for the last practice, and the post can't tell", async () => {
    const { house } = demo.runtime;
    const record = await house.store.record(patient);
    const team = record.find((stored) => stored.type === "CareTeam" && (stored.resource() as CareTeam).managingOrganization !== undefined);
    if (team === undefined) throw new Error("no registration");
    const ended = { ...(team.resource() as CareTeam), id: team.id, status: "inactive" as const, period: { start: "2020-01-01", end: "2026-11-24T00:00:00Z" } };
    await house.store.transact({ changes: [{ op: "update", resource: ended, labels: team.labels, ifMatch: team.versionId }], at: demo.now, audit: () => [] });
    const sent = await report(demo, "post-huisarts", { bsn, number: "nergens", wishes: [{ code: "40617009", type: "deny" }] });
    expect(sent.status).toBe(201);
    expect(sent.text.replaceAll(/[a-p]{32}/g, "id")).toBe('{"resourceType":"Parameters","parameter":[{"name":"task","valueReference":{"reference":"Task/id"}},{"name":"report","valueReference":{"reference":"Composition/id"}}]}');
    const tasks = (await house.store.record(patient)).filter(({ type }) => type === "Task").map((stored) => stored.resource() as Task);
    expect(tasks.find(({ focus, owner }) => focus?.reference === named(sent, "report") && owner !== undefined)).toMatchObject({ owner: { reference: practice }, status: "requested" });
    expect((await demo.ask("post-huisarts", "POST", "Patient/$palliative-handover", byBsn(bsn))).status).toBe(404);
    const told = await demo.ask("huisarts", "GET", "Communication?category=melding");
    expect(told.text).toContain("De patiënt staat nu nergens ingeschreven.");
    expect((await demo.ask("post-huisarts", "GET", "Communication?category=melding")).text).not.toContain("ingeschreven");
  });

  test("the server looks by itself for what nobody read, and stops when it leaves", async () => {
    const sent = await report(demo, "post-huisarts", { number: "laat" });
    const now = async (): Promise<Task | undefined> => (await waiting(demo)).find(({ focus }) => focus?.reference === named(sent, "report"));
    demo.now = new Date(Date.parse((await now())?.restriction?.period?.end ?? ""));
    const escalation = startEscalation(demo.runtime.house, 5);
    await expect.poll(async () => (await now())?.businessStatus?.coding?.[0]?.code, { timeout: 5_000 }).toBe("te-laat");
    await escalation.stop();
    expect((await now())?.meta?.versionId).toBe("2");
  });
});
