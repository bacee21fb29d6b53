import { mainBsn, mainPatient } from "@wijkverband/server";
import type { CareTeam, Communication, Parameters, Task } from "hl7-fhir-r4-types";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { byBsn, startDemo, valueOf, type Answer, type Demo } from "../harness.ts";
import { startPlan } from "../membership.ts";
import { added, decide, propose } from "../proposals.ts";
import { endRegistration } from "../unregistered.ts";

const form = { "content-type": "application/x-www-form-urlencoded" };
const practice = "Organization/praktijk-voorbeeldstraat";
const id = mainPatient.slice("Patient/".length);
const emergency: NonNullable<Parameters["parameter"]>[number] = { name: "reason", valueCodeableConcept: { coding: [{ system: "https://wijkverband.example/fhir/CodeSystem/noodreden", code: "spoed" }], text: "ernstig benauwd, de familie belt" } };

describe("one-practice: somebody who is registered nowhere", () => {
  let demo: Demo;
  let proposal: Answer;
  const before = "2026-11-24T02:00:00.000Z";
  beforeAll(async () => {
    demo = await startDemo();
    await startPlan(demo);
    proposal = await propose(demo, "wijkverpleegkundige", "AllergyIntolerance/willem-allergie", [added("AllergyIntolerance", "note", { valueAnnotation: { text: "Ook van pleisters." } })]);
    demo.now = new Date("2026-11-24T09:00:00Z");
    await endRegistration(demo, id);
    demo.now = new Date("2026-11-24T10:00:00Z");
  });
  afterAll(async () => {
    await demo[Symbol.asyncDispose]();
  });

  const responsible = (who: string, at?: string): Promise<Answer> => demo.ask(who, "POST", "Patient/$responsible-gp", byBsn(mainBsn, ...(at === undefined ? [] : [{ name: "at", valueInstant: at }])));

  test("responsible-gp: nobody answers for him, and the answer says so and names the last practice and its number", async () => {
    for (const who of ["post-huisarts", "wijkverpleegkundige"]) {
      const answer = await responsible(who);
      expect([who, answer.status, valueOf(answer.body, "rule")]).toEqual([who, 200, "gap"]);
      expect(valueOf(answer.body, "practice")).toMatchObject({ reference: practice });
      expect(valueOf(answer.body, "phone")).toMatchObject({ value: "+31 20 000 0101" });
      expect(valueOf(answer.body, "text")).toBe("Deze patiënt staat bij geen praktijk ingeschreven. Bel Huisartsenpraktijk Voorbeeldstraat, +31 20 000 0101. Bij levensgevaar: 112.");
    }
  });

  test("responsible-gp: before that the registration of then answers", async () => {
    const answer = await responsible("post-huisarts", before);
    expect(valueOf(answer.body, "rule")).not.toBe("gap");
    expect((await responsible("post-huisarts", "2026-11-24T08:59:59.999Z")).text).toContain("praktijk-voorbeeldstraat");
    expect(valueOf((await responsible("post-huisarts", "2026-11-24T08:59:59.999Z")).body, "until")).toBe("2026-11-24T09:00:00.000Z");
  });

  test("the handover is still there for the post that it was addressed to, with whom to call now", async () => {
    const answer = await demo.ask("post-huisarts", "POST", "Patient/$palliative-handover", byBsn(mainBsn));
    expect(answer.status).toBe(200);
    expect(valueOf(answer.body, "handover")).toMatchObject({ resourceType: "Bundle" });
    expect(answer.text).toContain("Deze patiënt staat bij geen praktijk ingeschreven.");
    const page = await demo.ask("post-huisarts", "POST", "Patient/$palliative-handover", byBsn(mainBsn), { accept: "text/html" });
    expect([page.status, page.text.includes("Deze patiënt staat bij geen praktijk ingeschreven.")]).toEqual([200, true]);
  });

  test("the patient still sees who looked, and the last practice reads nothing any more", async () => {
    const log = await demo.ask("patient", "GET", `${mainPatient}/$access-log`);
    expect(log.status).toBe(200);
    expect((await demo.ask("huisarts", "GET", mainPatient)).status).toBe(404);
    expect((await demo.ask("huisarts", "GET", `${mainPatient}/$access-log`)).status).toBe(404);
  });

  test("break-glass: the last practice is told, and the review waits for whoever has the record", async () => {
    const came = await demo.ask("post-huisarts-elders", "POST", "Patient/$break-glass", byBsn(mainBsn, emergency));
    expect(came.status).toBe(200);
    const record = (await demo.runtime.house.store.record(id)).map((stored) => stored.resource());
    const [notice] = record.filter((each): each is Communication => each.resourceType === "Communication");
    expect(notice?.recipient?.map(({ reference }) => reference)).toEqual([practice]);
    const reviews = record.filter((each): each is Task => each.resourceType === "Task").filter(({ code }) => code?.coding?.[0]?.code === "noodtoegang-beoordelen");
    expect(reviews.map(({ owner }) => owner?.reference)).toEqual([practice]);
  });

  test("one-practice: a practice that registers him gets the record, and what waited for the last practice; the answer is that for anybody", async () => {
    const patient = (bsn: string): object => ({ resourceType: "Patient", identifier: [{ system: "http://fhir.nl/fhir/NamingSystem/bsn", value: bsn }], name: [{ text: "W. Voorbeeld", family: "Voorbeeld" }], birthDate: "1948-03-12" });
    const without = ({ status, body }: Answer): object => ({ status, body: { ...body, id: "", meta: "" } });
    const [fresh, known] = [await demo.ask("huisarts-elders", "POST", "Patient", patient("999990007")), await demo.ask("huisarts-elders", "POST", "Patient", patient(mainBsn))];
    expect(known.status).toBe(202);
    expect(without(known)).toEqual(without(fresh));
    const found = await demo.ask("huisarts-elders", "POST", "Patient/_search", `identifier=${encodeURIComponent(`http://fhir.nl/fhir/NamingSystem/bsn|${mainBsn}`)}`, form);
    expect(found.body.entry?.map(({ resource }) => resource)).toEqual([expect.objectContaining({ id, name: [expect.objectContaining({ text: "Willem Voorbeeld" })], generalPractitioner: [{ reference: "Organization/praktijk-elders" }, { reference: "PractitionerRole/role-huisarts-elders" }] })]);
    expect((await demo.ask("huisarts-elders", "GET", `Consent?patient=${id}`)).body.entry?.length ?? 0).toBeGreaterThan(0);
    const teams = (await demo.ask("huisarts-elders", "GET", `CareTeam?patient=${id}&category=huisartsteam`)).body.entry?.map(({ resource }) => resource as CareTeam) ?? [];
    const named = new Map(teams.map(({ status, managingOrganization }) => [status, managingOrganization?.[0]?.reference]));
    expect([teams.length, named]).toEqual([2, new Map([["active", "Organization/praktijk-elders"], ["inactive", practice]])]);
    expect(valueOf((await responsible("huisarts-elders", "2026-11-24T09:30:00Z")).body, "rule")).toBe("gap");
    expect((await responsible("huisarts-elders")).text).toContain("praktijk-elders");
    const reviews = (await demo.ask("huisarts-elders", "GET", `Task?patient=${id}&code=noodtoegang-beoordelen`)).body.entry?.map(({ resource }) => (resource as Task).owner?.reference);
    expect(reviews).toEqual(["Organization/praktijk-elders"]);
    expect((await decide(demo, "huisarts", proposal, "accept")).status).toBe(404);
    expect((await decide(demo, "huisarts-elders", proposal, "accept")).status).toBe(200);
  });

  test("one-practice: so does the last practice itself, when he comes back", async () => {
    demo.now = new Date("2026-11-25T10:00:00Z");
    await endRegistration(demo, id);
    demo.now = new Date("2026-11-25T11:00:00Z");
    const nobodyDecides = await propose(demo, "wijkverpleegkundige", "AllergyIntolerance/willem-allergie", [added("AllergyIntolerance", "note", { valueAnnotation: { text: "Ook van jodium." } })]);
    expect([nobodyDecides.status, (await demo.ask("huisarts-elders", "GET", mainPatient)).status]).toEqual([422, 404]);
    expect((await demo.ask("huisarts-elders", "POST", "Patient", { resourceType: "Patient", identifier: [{ system: "http://fhir.nl/fhir/NamingSystem/bsn", value: mainBsn }], name: [{ text: "W. Voorbeeld" }], birthDate: "1948-03-12" })).status).toBe(202);
    expect((await demo.ask("huisarts-elders", "GET", mainPatient)).status).toBe(200);
  });
});
