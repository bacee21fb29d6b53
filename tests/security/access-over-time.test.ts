import { mainBsn, mainPatient, storyBsn } from "@wijkverband/server";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { byBsn, startDemo, valueOf, type Answer, type Demo } from "../harness.ts";
import { named, objection, objectionTo } from "../objection.ts";

const day = 86_400_000;
const subject = { reference: mainPatient };

const kind = (code: string): object => ({ role: { coding: [{ system: "http://nictiz.nl/fhir/NamingSystem/organization-type", code }] }, reference: { display: code } });

describe("access follows the facts at once", () => {
  let demo: Demo;
  beforeEach(async () => {
    demo = await startDemo();
  });
  afterEach(async () => {
    await demo[Symbol.asyncDispose]();
  });

  const ask = (who: string, operation: string, bsn = mainBsn): Promise<Answer> => demo.ask(who, "POST", `Patient/${operation}`, byBsn(bsn));
  const travel = (days: number): void => {
    demo.now = new Date(demo.now.getTime() + days * day);
  };
  const pageOf = async (who: string): Promise<string> => {
    const answer = await demo.ask(who, "GET", "Consent?patient=willem-voorbeeld&_count=2");
    expect(answer.body.entry).toHaveLength(2);
    return answer.body.link?.find(({ relation }) => relation === "next")?.url.slice(`${demo.url}/fhir/`.length) ?? "";
  };

  /** Gone for him, and in the very words for what never was. */
  async function expectStranger(who: string, page?: string): Promise<void> {
    for (const operation of ["$palliative-handover", "$responsible-gp"]) {
      const there = await ask(who, operation);
      expect(there.status).toBe(404);
      expect(there.text).toBe((await ask(who, operation, storyBsn)).text);
    }
    for (const path of [mainPatient, "Consent/willem-limiet-reanimatie", `${mainPatient}/$palliative-handover`]) expect((await demo.ask(who, "GET", path)).status).toBe(404);
    expect((await demo.ask(who, "GET", "Consent?patient=willem-voorbeeld")).body.entry).toBeUndefined();
    const open = page === undefined ? undefined : (await demo.ask(who, "GET", page)).body.entry;
    expect(open).toBeUndefined();
  }

  test("basis: an objection makes the addressed post a stranger, also for an answer that was kept and a page that was open; taken back, the post is there again", async () => {
    expect((await ask("post-huisarts", "$palliative-handover")).status).toBe(200);
    const page = await pageOf("post-huisarts");
    const stored = await demo.ask("huisarts", "POST", "Consent", objectionTo("Organization/spoedpost-modelregio"));
    expect(stored.status).toBe(201);
    await expectStranger("post-huisarts", page);
    await expectStranger("triagist");
    expect((await ask("wijkverpleegkundige", "$palliative-handover")).status).toBe(200);
    expect((await ask("huisarts", "$palliative-handover")).status).toBe(200);

    const inactive = { ...stored.body, status: "inactive" };
    expect((await demo.ask("huisarts", "PUT", `Consent/${stored.body.id}`, inactive, { "if-match": 'W/"1"' })).status).toBe(200);
    expect((await ask("post-huisarts", "$palliative-handover")).status).toBe(200);
    expect((await demo.ask("post-huisarts", "GET", page)).body.entry).toHaveLength(2);
  });

  test("basis: an objection to kinds of organisations shuts out whom the patient didn't name, and one by name shuts out the named; never the own practice, its locum and the patient", async () => {
    expect((await demo.ask("huisarts", "POST", "Consent", objection({ actor: ["N6", "T2", "J8", "R5"].map(kind) }))).status).toBe(201);
    for (const who of ["post-huisarts", "triagist"]) await expectStranger(who);
    for (const who of ["wijkverpleegkundige", "verzorgende", "apotheker", "specialist-ouderengeneeskunde"]) expect((await demo.ask(who, "GET", mainPatient)).status).toBe(200);

    const organizations = ["thuiszorg-proeftuin", "apotheek-voorbeeldplein", "ouderenzorg-voorbeeldstad"];
    expect((await demo.ask("huisarts", "POST", "Consent", objection({ actor: organizations.map((key) => named(`Organization/${key}`)) }))).status).toBe(201);
    for (const who of ["wijkverpleegkundige", "verzorgende", "apotheker", "specialist-ouderengeneeskunde"]) await expectStranger(who);
    for (const who of ["huisarts", "poh", "waarnemer", "patient"]) expect((await demo.ask(who, "GET", mainPatient)).status).toBe(200);
  });

  test("basis: withdrawing ends what the post was addressed for", async () => {
    const page = await pageOf("post-huisarts");
    expect((await demo.ask("huisarts", "POST", `${mainPatient}/$withdraw-handover`, { resourceType: "Parameters", parameter: [{ name: "reason", valueString: "op verzoek" }] })).status).toBe(200);
    await expectStranger("post-huisarts", page);
    expect(valueOf((await ask("wijkverpleegkundige", "$palliative-handover")).body, "status")).toBe("none");
  });

  test("who-reads-parts: what leaves the handover leaves the post, what enters it comes in", async () => {
    const observation = { resourceType: "Observation", status: "final", code: { coding: [{ system: "http://snomed.info/sct", code: "153851000146100" }] }, method: { coding: [{ system: "http://snomed.info/sct", code: "370819000" }] }, subject, effectiveDateTime: "2026-11-24", valueString: "thuis blijven" };
    const wish = await demo.ask("huisarts", "POST", "Observation", observation);
    expect(wish.status).toBe(201);
    const path = `Observation/${wish.body.id}`;
    expect((await demo.ask("post-huisarts", "GET", path)).status).toBe(404);
    expect((await demo.ask("huisarts", "POST", `${mainPatient}/$publish-handover`, { resourceType: "Parameters" })).status).toBe(200);
    expect((await demo.ask("post-huisarts", "GET", path)).status).toBe(200);
    expect((await demo.ask("huisarts", "DELETE", path)).status).toBe(204);
    expect((await demo.ask("huisarts", "POST", `${mainPatient}/$publish-handover`, { resourceType: "Parameters" })).status).toBe(200);
    expect((await demo.ask("post-huisarts", "GET", path)).status).toBe(404);
  });

  test("a handover that nobody reviewed stays 90 days after its review date, as stale, and no longer", async () => {
    const reviewed = Date.parse(String(valueOf((await ask("post-huisarts", "$palliative-handover")).body, "review-date")));
    demo.now = new Date(reviewed + 89 * day);
    expect(["stale"]).toContain(valueOf((await ask("post-huisarts", "$palliative-handover")).body, "status"));
    demo.now = new Date(reviewed + 90 * day + 1000);
    await expectStranger("post-huisarts");
  });

  test("dossier-owner: a waarnemer is in it for the time of the waarneming, to the second", async () => {
    const team = await demo.ask("huisarts", "GET", "CareTeam/huisartsteam-willem-voorbeeld");
    const end = /"reference":"PractitionerRole\/wil-proefneming-waarnemer"\},"period":\{"start":"[^"]*","end":"([^"]*)"/.exec(team.text)?.[1] ?? "";
    demo.now = new Date(Date.parse(end) - 1000);
    expect((await demo.ask("waarnemer", "GET", mainPatient)).status).toBe(200);
    demo.now = new Date(Date.parse(end));
    await expectStranger("waarnemer");
  });

  test("a treatment that the patient doesn't want changes nobody's access", async () => {
    const who = ["huisarts", "waarnemer", "post-huisarts", "wijkverpleegkundige", "apotheker", "specialist-ouderengeneeskunde", "patient", "huisarts-elders"];
    const seen = async () => Promise.all(who.map(async (each) => [each, (await demo.ask(each, "GET", mainPatient)).status, (await demo.ask(each, "GET", `${mainPatient}/$palliative-handover`)).status]));
    const before = await seen();
    const actor = { role: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/v3-ParticipationType", code: "IRCP" }] }, reference: { reference: "Organization/spoedpost-modelregio" } };
    const directive = (code: string, provision: object) => ({
      resourceType: "Consent",
      status: "active",
      scope: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/consentscope", code: "treatment" }] },
      category: [{ coding: [{ system: "http://snomed.info/sct", code: "129125009" }] }],
      patient: subject,
      dateTime: "2026-11-24",
      policy: [{ uri: "https://wetten.overheid.nl/" }],
      provision: { type: "deny", code: [{ coding: [{ system: "http://snomed.info/sct", code }] }], ...provision },
    });
    const statuses = [await demo.ask("huisarts", "POST", "Consent", directive("40617009", {})), await demo.ask("huisarts", "POST", "Consent", directive("305351004", { provision: [{ type: "deny", actor: [actor] }, { type: "deny" }] }))].map(({ status }) => status);
    expect(statuses[0]).toBe(201);
    expect([201, 422]).toContain(statuses[1]);
    expect(await seen()).toEqual(before);
  });

  test("home-access: a code that has ended is shown to nobody, and stays out of the document", async () => {
    const at = async () => (await ask("post-huisarts", "$palliative-handover")).body;
    expect(valueOf(await at(), "home-access")).toMatchObject({ resourceType: "Flag" });
    const { period } = valueOf(await at(), "home-access") as { period: { end: string } };
    travel((Date.parse(period.end) - demo.now.getTime()) / day + 1.01);
    const later = await ask("wijkverpleegkundige", "$palliative-handover");
    expect(valueOf(later.body, "home-access")).toBeUndefined();
    expect((await ask("huisarts", "$assemble-handover")).text).not.toContain("willem-toegang-woning");
  });
});
