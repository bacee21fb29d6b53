import { mainBsn, mainPatient } from "@wijkverband/server";
import type { Consent, Parameters } from "hl7-fhir-r4-types";
import { afterEach, describe, expect, test } from "vitest";
import { byBsn, night, startDemo, valueOf, type Body, type Demo } from "../harness.ts";
import { differencesOf } from "../night-answer.ts";

const day = 86_400_000;
let demo: Demo;
afterEach(async () => {
  await demo[Symbol.asyncDispose]();
});

const ask = async (who = "post-huisarts"): Promise<Body> => (await demo.ask(who, "POST", "Patient/$palliative-handover", byBsn(mainBsn))).body;
const statusOf = (answer: Body): unknown => valueOf(answer, "status");
const responsible = (answer: Body): Readonly<Record<string, unknown>> => {
  const parameters = valueOf(answer, "responsible-gp") as Parameters;
  return { rule: valueOf(parameters, "rule"), until: valueOf(parameters, "until") };
};

describe("honest-status: what the post is told as time goes by", () => {
  test("stale when the review date has passed, to the second, without anything being written", async () => {
    demo = await startDemo();
    const before = await ask();
    expect(statusOf(before)).toBe("current");
    const review = Date.parse(String(valueOf(before, "review-date")));
    demo.now = new Date(review - 1000);
    expect(statusOf(await ask())).toBe("current");
    demo.now = new Date(review + 1000);
    const after = await ask();
    expect(statusOf(after)).toBe("stale");
    expect(valueOf(after, "handover")).toEqual(valueOf(before, "handover"));
  });

  test("changed and stale: nothing of either is hidden, and publishing again makes it current", async () => {
    demo = await startDemo();
    const review = Date.parse(String(valueOf(await ask(), "review-date")));
    const directive = (await demo.ask("huisarts", "GET", "Consent/willem-limiet-reanimatie")).body as unknown as Consent;
    demo.now = new Date(review - day);
    const update = await demo.ask("huisarts", "PUT", "Consent/willem-limiet-reanimatie", { ...directive, provision: { ...directive.provision, type: "permit" } }, { "if-match": 'W/"1"' });
    expect(update.status).toBe(200);
    const changed = await ask();
    expect(statusOf(changed)).toBe("changed");
    const [difference] = differencesOf(changed);
    expect(difference).toMatchObject({ kind: "changed", what: "Reanimatie", old: "Niet reanimeren", new: "Wel reanimeren", author: "Eva Fictief", at: demo.now.toISOString() });

    demo.now = new Date(review + day);
    const both = await ask();
    expect(["stale", "changed"]).toContain(statusOf(both));
    expect(differencesOf(both)).toEqual(expect.arrayContaining([difference]));
    expect(Date.parse(String(valueOf(both, "review-date")))).toBeLessThan(demo.now.getTime());
    const page = await demo.ask("post-huisarts", "POST", "Patient/$palliative-handover", byBsn(mainBsn), { accept: "text/html", "accept-language": "nl" });
    expect(page.text).toContain("Wel reanimeren");
    expect(page.text).toContain("Niet reanimeren");

    const availability = (await demo.ask("huisarts", "GET", "Basic?patient=willem-voorbeeld")).body.entry?.length;
    expect(availability).toBeGreaterThan(0);
    expect((await demo.ask("huisarts", "POST", `${mainPatient}/$publish-handover`, { resourceType: "Parameters" })).status).toBe(200);
    const again = await ask();
    expect(statusOf(again)).toBe("current");
    expect(differencesOf(again)).toEqual([]);
  });

  test("a medicine that ends by its own date is a difference from that moment on", async () => {
    demo = await startDemo();
    const end = "2026-11-26T08:00:00Z";
    const medicine = { resourceType: "MedicationStatement", status: "active", medicationCodeableConcept: { text: "amoxicilline 500 mg" }, subject: { reference: mainPatient }, effectivePeriod: { start: "2026-11-20", end }, dosage: [{ text: "3 maal daags" }] };
    expect((await demo.ask("huisarts", "POST", "MedicationStatement", medicine)).status).toBe(201);
    expect((await demo.ask("huisarts", "POST", `${mainPatient}/$publish-handover`, { resourceType: "Parameters" })).status).toBe(200);
    demo.now = new Date(Date.parse(end) - 1000);
    expect(statusOf(await ask())).toBe("current");
    demo.now = new Date(Date.parse(end) + 1000);
    const ended = await ask();
    expect(statusOf(ended)).toBe("changed");
    expect(differencesOf(ended)).toEqual([expect.objectContaining({ kind: "ended", section: "medicatie" })]);
  });

  test("a handover withdrawn is none, and says so to those who still may ask", async () => {
    demo = await startDemo();
    expect((await demo.ask("huisarts", "POST", `${mainPatient}/$withdraw-handover`, { resourceType: "Parameters", parameter: [{ name: "reason", valueString: "op verzoek" }] })).status).toBe(200);
    expect(statusOf(await ask("wijkverpleegkundige"))).toBe("none");
    expect((await demo.ask("huisarts", "POST", `${mainPatient}/$withdraw-handover`, { resourceType: "Parameters", parameter: [{ name: "reason", valueString: "nog eens" }] })).status).toBe(409);
  });
});

describe("responsible-gp: who answers, as the clock goes round", () => {
  test("a kept answer ends at its until: at 08:00 the patient's own locum takes over from the post", async () => {
    demo = await startDemo();
    const first = responsible(await ask());
    expect(first).toMatchObject({ rule: "anw-post", until: "2026-11-24T07:00:00.000Z" });
    demo.now = new Date("2026-11-24T06:59:59.999Z");
    expect(responsible(await ask())).toEqual(first);
    demo.now = new Date("2026-11-24T07:00:00.000Z");
    expect(responsible(await ask())).toMatchObject({ rule: "patient-cover" });
    demo.now = night;
    expect(responsible(await ask())).toEqual(first);
  });

  // the own GP may be called from 09:00 on Sundays: that is an hour of the clock on the wall, whatever the night did
  test.each([
    ["the night that has 02:30 twice", ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"], "2026-10-25T08:00:00.000Z"],
    ["the night that skips 02:30", ["2027-03-28T00:59:59Z", "2027-03-28T01:00:00Z"], "2027-03-28T07:00:00.000Z"],
  ])("%s", async (_title, instants, until) => {
    demo = await startDemo({ at: new Date(instants[0] ?? until) });
    for (const instant of instants) {
      demo.now = new Date(instant);
      const answer = await ask();
      expect(statusOf(answer)).toBe("current");
      expect(responsible(answer)).toEqual({ rule: "anw-post", until });
    }
    demo.now = new Date(until);
    expect(responsible(await ask())).toMatchObject({ rule: "own-gp-on-call" });
  });

  test("the list of people on duty is the same at every call of one instant, whoever asks", async () => {
    demo = await startDemo();
    const at = { name: "at", valueInstant: "2026-11-24T10:00:00+01:00" };
    const answers = await Promise.all(["huisarts", "post-huisarts", "wijkverpleegkundige", "zcc-triagist", "patient"].map(async (who) => (await demo.ask(who, "POST", "Patient/$responsible-gp", byBsn(mainBsn, at))).text));
    // the front door hears more by one line
    expect(new Set(answers.map((text) => text.replace(',{"name":"handover-exists","valueBoolean":true}', ""))).size).toBe(1);
    expect(valueOf(JSON.parse(answers[0] ?? "{}") as Body, "rule")).toBe("patient-cover");
  });
});
