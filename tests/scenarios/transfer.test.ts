import { mainPatient } from "@wijkverband/server";
import type { CareTeam, Communication, Parameters, Patient, Task } from "hl7-fhir-r4-types";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCli } from "../cli.ts";
import { faults, startDemo, valueOf, type Answer, type Demo } from "../harness.ts";
import { membersNow, startPlan } from "../membership.ts";
import { added, decide, propose } from "../proposals.ts";
import { askFor, elsewhere, former, practicesOf, transfer, waitingTask } from "../transfer.ts";
import { useDemo } from "../use-demo.ts";

const team = async (demo: Demo, id: string): Promise<CareTeam> => (await demo.runtime.house.store.read("CareTeam", id)).resource() as CareTeam;
const teams = async (demo: Demo): Promise<readonly CareTeam[]> =>
  (await demo.runtime.house.store.record("willem-voorbeeld")).flatMap((stored) => {
    const resource = stored.resource();
    return resource.resourceType === "CareTeam" && resource.category?.some(({ coding }) => coding?.some(({ code }) => code === "huisartsteam")) ? [resource] : [];
  });
const notices = async (demo: Demo, who: string): Promise<readonly string[]> =>
  ((await demo.ask(who, "GET", `Communication?subject=${mainPatient}&category=melding`)).body.entry ?? []).flatMap(({ resource }) => (resource as Communication).payload?.map(({ contentString }) => contentString ?? "") ?? []);

describe("Willem chooses the practice of his daughter", () => {
  const demo = useDemo();
  let task: Answer;
  let proposal: Answer;
  beforeAll(async () => {
    await startPlan(demo);
    proposal = await propose(demo, "wijkverpleegkundige", "AllergyIntolerance/willem-allergie", [added("AllergyIntolerance", "note", { valueAnnotation: { text: "Ook van pleisters." } })]);
    demo.now = new Date("2026-11-24T09:00:00Z");
  });

  test("one-practice: the new practice declares it, and the registration moves at that instant", async () => {
    task = await transfer(demo, "huisarts-elders");
    expect([task.status, task.text]).toEqual([202, expect.any(String)]);
    expect(task.body).toMatchObject({ resourceType: "Task", status: "requested", requester: { reference: elsewhere } });
    expect(task.body).not.toHaveProperty("for");
    expect(await practicesOf(demo)).toEqual([elsewhere]);
    const old = await team(demo, "huisartsteam-willem-voorbeeld");
    expect(old).toMatchObject({ status: "inactive", period: { end: "2026-11-24T09:00:00.000Z" }, extension: [{ url: expect.stringContaining("record-until") as unknown, valueDateTime: "2027-11-24T09:00:00.000Z" }] });
    const next = await team(demo, task.body.id ?? "");
    expect(next).toMatchObject({ status: "active", managingOrganization: [{ reference: elsewhere }], period: { start: "2026-11-24T09:00:00.000Z" }, participant: [{ member: { reference: "PractitionerRole/role-huisarts-elders" } }] });
    expect(next.extension).toEqual(expect.arrayContaining([expect.objectContaining({ valueDate: "2026-11-23" }), expect.objectContaining({ valueString: "paspoort, aan de balie" })]));
    const patient = (await demo.ask("huisarts-elders", "GET", mainPatient)).body as unknown as Patient;
    expect(patient.generalPractitioner?.map(({ reference }) => reference)).toEqual([elsewhere, "PractitionerRole/role-huisarts-elders"]);
    expect((await demo.ask("huisarts", "GET", mainPatient)).status).toBe(404);
  });

  test("the same declaration again answers the same Task and changes nothing; other facts are refused to who has the patient", async () => {
    const before = await teams(demo);
    const again = await transfer(demo, "huisarts-elders");
    expect([again.status, again.text]).toEqual([202, task.text]);
    expect(await teams(demo)).toEqual(before);
    const other = await transfer(demo, "huisarts-elders", undefined, { chosenOn: "2026-11-20" });
    expect([other.status, faults(other.body)[0]?.rule]).toEqual([422, "one-practice"]);
  });

  test("dossier-owner: what waited for the practice waits for the new one, which takes its place in the team", async () => {
    expect((await demo.ask("huisarts-elders", "GET", `Task/${proposal.body.id}`)).body).toMatchObject({ status: "requested", owner: { reference: elsewhere } });
    expect((await decide(demo, "huisarts", proposal, "accept")).status).toBe(404);
    expect(await membersNow(demo)).toContain(elsewhere);
    expect(await membersNow(demo)).not.toContain(former);
    expect((await decide(demo, "huisarts-elders", proposal, "accept")).status).toBe(200);
  });

  test("the former practice is told in words, and so is the patient", async () => {
    const told = await waitingTask(demo, "huisarts", "overschrijving");
    expect(told.body).toMatchObject({ status: "requested", requester: { reference: elsewhere }, owner: { reference: former }, restriction: { period: { end: "2026-12-08T09:00:00.000Z" } } });
    for (const who of ["huisarts", "patient"]) expect((await notices(demo, who)).join(" ")).toContain("De patiënt koos voor Huisartsenpraktijk Elders en staat daar sinds 24-11-2026 om 10:00 uur ingeschreven.");
    const events = await demo.runtime.house.store.pendingEvents(former, 50);
    expect(events.map(({ topic }) => topic)).toEqual(expect.arrayContaining(["assignment-changed", "task-made"]));
    expect((await demo.runtime.house.store.pendingEvents(elsewhere, 50)).map(({ topic }) => topic)).toContain("assignment-changed");
  });

  test("honest-status: the post still gets the handover of the former practice, as changed, with the new huisarts on it", async () => {
    demo.now = new Date("2026-11-24T10:00:00Z");
    const night = await demo.ask("post-huisarts", "GET", `${mainPatient}/$palliative-handover`);
    expect(night.status).toBe(200);
    expect(valueOf(night.body, "status")).toBe("changed");
    const difference = night.body.parameter?.find(({ name }) => name === "difference")?.part ?? [];
    expect(valueOf({ parameter: difference }, "old")).toBe("Huisartsenpraktijk Voorbeeldstraat");
    expect(valueOf({ parameter: difference }, "new")).toBe("Huisartsenpraktijk Elders");
    expect(valueOf({ parameter: difference }, "at")).toBe("2026-11-24T09:00:00.000Z");
    const responsible = valueOf(night.body, "responsible-gp") as { readonly parameter: Answer["body"]["parameter"] };
    expect(JSON.stringify(responsible)).toContain("Huisartsenpraktijk Elders");
    const published = await demo.ask("huisarts-elders", "POST", `${mainPatient}/$publish-handover`, { resourceType: "Parameters", parameter: [{ name: "addressee", valueReference: { reference: "Organization/spoedpost-modelregio" } }] });
    expect([published.status, published.text.slice(0, 300)]).toEqual([200, expect.any(String)]);
    const after = await demo.ask("post-huisarts", "GET", `${mainPatient}/$palliative-handover`);
    expect(valueOf(after.body, "status")).toBe("current");
  });
});

describe("the former practice contests", () => {
  const demo = useDemo({ now: new Date("2026-11-24T09:00:00Z") });

  test("an error: the new practice hears it, agrees, and the registration goes back as it was", async () => {
    await transfer(demo, "huisarts-elders");
    demo.now = new Date("2026-11-25T09:00:00Z");
    const told = await waitingTask(demo, "huisarts", "overschrijving");
    expect((await decide(demo, "huisarts-elders", told, "reject", { reason: "nee" })).status).toBe(403);
    expect((await decide(demo, "huisarts", told, "reject")).status).toBe(422);
    expect((await decide(demo, "huisarts", told, "amend")).status).toBe(422);
    const contested = await decide(demo, "huisarts", told, "reject", { reason: "Dit is een andere Willem." });
    expect(contested.body).toMatchObject({ status: "rejected", statusReason: { text: "Dit is een andere Willem." } });
    expect((await decide(demo, "huisarts", told, "reject", { reason: "Nog eens." })).status).toBe(409);
    expect(await practicesOf(demo)).toEqual([elsewhere]);

    const contest = await waitingTask(demo, "huisarts-elders", "overschrijving-betwist");
    expect(contest.body).toMatchObject({ owner: { reference: elsewhere }, reasonCode: { text: "Dit is een andere Willem." } });
    demo.now = new Date("2026-11-26T09:00:00Z");
    expect((await decide(demo, "huisarts-elders", contest, "accept")).status).toBe(200);
    expect(await practicesOf(demo)).toEqual([former]);
    expect((await demo.ask("huisarts-elders", "GET", mainPatient)).status).toBe(404);
    expect((await demo.ask("huisarts-elders", "GET", `${mainPatient}/$dossier-package`)).status).toBe(404);
    const back = (await demo.ask("huisarts", "GET", mainPatient)).body as unknown as Patient;
    expect(back.generalPractitioner?.map(({ reference }) => reference)).toEqual([former, "PractitionerRole/eva-fictief-huisarts", "PractitionerRole/bas-verzonnen-huisarts"]);
    expect((await teams(demo)).filter(({ status }) => status === "inactive")).toHaveLength(2);
    expect((await teams(demo)).filter(({ status }) => status === "active")).toHaveLength(1);
    expect(await membersNow(demo)).toContain(former);
    for (const who of ["huisarts", "huisarts-elders"]) expect((await notices(demo, who)).join(" ")).toContain("De inschrijving bij Huisartsenpraktijk Elders was een fout.");
    expect(valueOf((await demo.ask("post-huisarts", "GET", `${mainPatient}/$palliative-handover`)).body, "status")).toBe("current");
  });

  test("that it stands: nothing moves, and the former practice reads why", async () => {
    demo.now = new Date("2026-12-01T09:00:00Z");
    expect((await transfer(demo, "huisarts-elders", undefined, { chosenOn: "2026-12-01" })).status).toBe(202);
    const told = await waitingTask(demo, "huisarts", "overschrijving");
    await decide(demo, "huisarts", told, "reject", { reason: "Hij belt ons nog." });
    const contest = await waitingTask(demo, "huisarts-elders", "overschrijving-betwist");
    expect((await decide(demo, "huisarts-elders", contest, "reject")).status).toBe(422);
    expect((await decide(demo, "huisarts-elders", contest, "reject", { reason: "Hij was hier met zijn paspoort." })).status).toBe(200);
    expect(await practicesOf(demo)).toEqual([elsewhere]);
    expect((await demo.ask("huisarts", "GET", `Task/${contest.body.id}`)).body).toMatchObject({ status: "rejected", statusReason: { text: "Hij was hier met zijn paspoort." } });
  });

  test("after the date nothing can be contested, nor a move that another move overtook", async () => {
    demo.now = new Date("2026-12-10T09:00:00Z");
    const home = await transfer(demo, "huisarts", undefined, { chosenOn: "2026-12-10" });
    expect(home.status).toBe(202);
    expect(await practicesOf(demo)).toEqual([former]);
    const told = await waitingTask(demo, "huisarts-elders", "overschrijving");
    demo.now = new Date("2026-12-24T09:00:00Z");
    const late = await decide(demo, "huisarts-elders", told, "reject", { reason: "Te laat." });
    expect([late.status, faults(late.body)[0]?.rule]).toEqual([409, "one-practice"]);
    const open = (await demo.runtime.house.store.record("willem-voorbeeld")).flatMap((stored) => (stored.type === "Task" ? [stored.resource() as Task] : [])).filter(({ status, id }) => status === "requested" && id !== told.body.id);
    expect(open.filter(({ code }) => code?.coding?.[0]?.code?.startsWith("overschrijving") === true)).toEqual([]);
  });
});

describe("Willem asks it himself", () => {
  const demo = useDemo({ now: new Date("2026-11-24T09:00:00Z") });

  test("a refusal says why, and nothing moves", async () => {
    const asked = await askFor(demo, "patient", elsewhere);
    expect([asked.status, asked.text]).toEqual([202, expect.stringContaining("vraagt om inschrijving bij Huisartsenpraktijk Elders")]);
    expect((await askFor(demo, "mantelzorger", elsewhere)).body.id).toBe(asked.body.id);
    expect((await demo.ask("huisarts-elders", "GET", mainPatient)).status).toBe(404);
    expect((await decide(demo, "huisarts", asked, "accept")).status).toBe(403);
    expect((await decide(demo, "huisarts-elders", asked, "reject", { reason: "Wij nemen nu niemand aan." })).status).toBe(200);
    expect(await practicesOf(demo)).toEqual([former]);
    expect((await demo.ask("patient", "GET", `Task/${asked.body.id}`)).body).toMatchObject({ status: "rejected", statusReason: { text: "Wij nemen nu niemand aan." } });
    expect((await notices(demo, "patient")).join(" ")).toContain("Huisartsenpraktijk Elders kan u niet inschrijven.");
  });

  test("once the practice says yes the registration moves, and the former one may contest it", async () => {
    const asked = await askFor(demo, "mantelzorger", elsewhere);
    expect(asked.status).toBe(202);
    expect((await decide(demo, "huisarts-elders", asked, "accept")).status).toBe(200);
    expect(await practicesOf(demo)).toEqual([elsewhere]);
    const [next] = (await teams(demo)).filter(({ status }) => status === "active");
    expect(next?.extension).toEqual(expect.arrayContaining([expect.objectContaining({ valueString: "gevraagd via het portaal" }), expect.objectContaining({ valueDate: "2026-11-24" })]));
    expect((await waitingTask(demo, "huisarts", "overschrijving")).status).toBe(200);
    const again = await askFor(demo, "patient", elsewhere);
    expect([again.status, faults(again.body)[0]?.rule]).toEqual([422, "one-practice"]);
  });
});

describe("what else waited, and who can't move", () => {
  const demo = useDemo({ now: new Date("2026-11-24T09:00:00Z") });

  test("the review of emergency access and the request to erase wait for the new practice, which answers them", async () => {
    const reason = { coding: [{ system: "https://wijkverband.example/fhir/CodeSystem/noodreden", code: "spoed" }], text: "benauwd, niets bekend" };
    expect((await demo.ask("post-huisarts-elders", "POST", `${mainPatient}/$break-glass`, { resourceType: "Parameters", parameter: [{ name: "reason", valueCodeableConcept: reason }] })).status).toBe(200);
    const request = { resourceType: "Task", meta: { profile: ["https://wijkverband.example/fhir/StructureDefinition/erase-request"] }, status: "requested", intent: "order", code: { coding: [{ system: "https://wijkverband.example/fhir/CodeSystem/taak", code: "wisverzoek" }] }, for: { reference: mainPatient }, authoredOn: "2026-11-24T09:00:00Z", requester: { reference: mainPatient } };
    expect((await demo.ask("patient", "POST", "Task", request)).status).toBe(201);
    demo.now = new Date("2026-11-24T10:00:00Z");
    expect((await transfer(demo, "huisarts-elders")).status).toBe(202);
    const inbox = (await demo.ask("huisarts-elders", "GET", `Task?waits-for=${elsewhere}`)).body.entry ?? [];
    const codes = inbox.map(({ resource }) => (resource as Task).code?.coding?.[0]?.code);
    expect(codes).toEqual(expect.arrayContaining(["noodtoegang-beoordelen", "wisverzoek"]));
    const review = inbox.find(({ resource }) => (resource as Task).code?.coding?.[0]?.code === "noodtoegang-beoordelen")?.resource?.id;
    const judged = await demo.ask("huisarts-elders", "POST", `Task/${review}/$review-break-glass`, { resourceType: "Parameters", parameter: [{ name: "decision", valueCode: "justified" }, { name: "reason", valueString: "Dat kon niet wachten." }] });
    expect([judged.status, judged.text.slice(0, 200)]).toEqual([200, expect.any(String)]);
    const left = ((await demo.ask("huisarts", "GET", `Task?waits-for=${former}`)).body.entry ?? []).filter(({ resource }) => (resource as Task).for?.reference === mainPatient);
    expect(left.map(({ resource }) => (resource as Task).code?.coding?.[0]?.code)).toEqual(["overschrijving"]);
  });

  test("life-events: whoever died stays where the record is, and the answer is the same", async () => {
    const patient = await demo.ask("huisarts", "GET", "Patient/patient-0003");
    expect((await demo.ask("huisarts", "PUT", "Patient/patient-0003", { ...patient.body, deceasedBoolean: true }, { "if-match": patient.headers.get("etag") ?? "" })).status).toBe(200);
    expect((await transfer(demo, "huisarts-elders", "999900031")).status).toBe(202);
    expect(await practicesOf(demo, "patient-0003")).toEqual([former]);
  });
});

describe("a package is checked where it arrives", () => {
  const folder = mkdtempSync(join(tmpdir(), "wijkverband-package-"));
  let demo: Demo;
  beforeAll(async () => {
    demo = await startDemo();
  });
  afterAll(async () => {
    await demo[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  const verified = async (name: string, text: string): ReturnType<typeof runCli> => {
    writeFileSync(join(folder, name), text);
    return await runCli(["package", "verify", join(folder, name)]);
  };

  test("whole, it is intact; with one word changed it is broken, and the version is named", async () => {
    const { text } = await demo.ask("huisarts", "GET", `${mainPatient}/$dossier-package`);
    expect((await verified("whole.json", text)).out).toMatch(/^intact: \d+ version\(s\) of \d+ resource\(s\) of Patient\/willem-voorbeeld\n$/);
    const spoilt = await verified("spoilt.json", text.replace('"family":"Voorbeeld"', '"family":"Anders"'));
    expect([spoilt.code, spoilt.error]).toEqual([1, expect.stringMatching(/^Patient\/willem-voorbeeld\/_history\/\d+: changed\nBROKEN: 1 finding/)]);
    expect((await verified("none.json", "{}")).error).toContain("the file holds no dossier package");
  });

  test("it holds every version there is, also of what was deleted", async () => {
    const goal = await demo.ask("huisarts", "POST", "Goal", { resourceType: "Goal", lifecycleStatus: "active", description: { text: "Naar buiten" }, subject: { reference: mainPatient } });
    expect((await demo.ask("huisarts", "DELETE", `Goal/${goal.body.id}`, undefined, { "if-match": goal.headers.get("etag") ?? "" })).status).toBe(204);
    const { body, text } = await demo.ask("huisarts", "GET", `${mainPatient}/$dossier-package`);
    const manifest = body.entry?.[0]?.resource as Parameters;
    const paths = (manifest.parameter ?? []).flatMap(({ name, part }) => (name === "version" ? [valueOf({ parameter: part ?? [] }, "path")] : []));
    expect(paths).toEqual(expect.arrayContaining([`Goal/${goal.body.id}/_history/1`, `Goal/${goal.body.id}/_history/2`]));
    expect(text).toContain("Naar buiten");
    expect((await verified("deleted.json", text)).code).toBe(0);
  });
});
