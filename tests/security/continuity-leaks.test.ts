import { mainBsn, mainPatient } from "@wijkverband/server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { byBsn, faults, startDemo, valueOf, type Answer, type Demo } from "../harness.ts";
import { named, objection } from "../objection.ts";
import { transfer } from "../transfer.ts";

const own = (name: string): string => `https://wijkverband.example/fhir/CodeSystem/${name}`;

describe("basis: what a patient said of medical data goes for whether there is a handover too", () => {
  let demo: Demo;
  beforeAll(async () => {
    demo = await startDemo();
  });
  afterAll(async () => {
    await demo[Symbol.asyncDispose]();
  });

  test("the front door is told whom to call, and nothing of a handover", async () => {
    const one = (): Promise<Answer> => demo.ask("zcc-triagist", "POST", "Patient/$responsible-gp", byBsn(mainBsn));
    const many = (): Promise<Answer> => demo.ask("zcc-triagist", "POST", "Patient/$responsible-gp", { resourceType: "Parameters", parameter: [{ name: "patient", valueReference: { reference: mainPatient } }] });
    expect(valueOf((await one()).body, "handover-exists")).toBe(true);
    expect((await many()).text).toContain("handover-exists");
    const deny = objection({ actor: [named("Organization/zcc-modelregio")], securityLabel: [{ system: own("domein"), code: "medisch" }] });
    expect((await demo.ask("huisarts", "POST", "Consent", deny)).status).toBe(201);
    for (const answer of [await one(), await many()]) {
      expect(answer.status).toBe(200);
      expect(answer.text).toContain("anw-post");
      expect(answer.text).not.toContain("handover-exists");
    }
  });
});

describe("no-bsn: how a patient was identified stays in the registration, which the team reads", () => {
  let demo: Demo;
  beforeAll(async () => {
    demo = await startDemo();
    demo.now = new Date("2026-11-24T09:00:00Z");
  });
  afterAll(async () => {
    await demo[Symbol.asyncDispose]();
  });

  test.each(["paspoort, BSN 999911120", "paspoort, 9999.11.120"])("%s is refused alike for who is known and who isn't", async (identifiedBy) => {
    const [known, unknown] = [await transfer(demo, "huisarts-elders", mainBsn, { identifiedBy }), await transfer(demo, "huisarts-elders", "999998286", { identifiedBy })];
    expect([known.status, known.text]).toEqual([422, unknown.text]);
    expect(faults(known.body)).toEqual([expect.objectContaining({ rule: "no-bsn", expression: "Parameters.parameter.where(name='identified-by')" })]);
    expect(known.text).not.toContain(mainBsn);
  });
});
