import { mainPatient } from "@wijkverband/server";
import type { Parameters } from "hl7-fhir-r4-types";
import { expect, test } from "vitest";
import { startDemo } from "../harness.ts";

const cover = (by: string, start: string, end: string) => ({
  resourceType: "Parameters",
  parameter: [
    { name: "by", valueReference: { reference: by } },
    { name: "period", valuePeriod: { start, end } },
    { name: "includes-anw", valueBoolean: true },
  ],
});

test("responsible-gp: who is next by night is told anew when a cover ends, also where who answers stays and nothing was written", async () => {
  await using demo = await startDemo();
  await demo.ask("huisarts", "POST", `${mainPatient}/$cover`, cover("PractitionerRole/wil-proefneming-waarnemer", "2026-11-24T02:00:00+01:00", "2026-11-24T03:20:00+01:00"));
  await demo.ask("huisarts", "POST", `${mainPatient}/$cover`, cover("PractitionerRole/role-huisarts-elders", "2026-11-24T02:30:00+01:00", "2026-11-24T04:30:00+01:00"));
  const night = async (): Promise<{ readonly rule: unknown; readonly next: unknown }> => {
    const { body } = await demo.ask("post-huisarts", "GET", `${mainPatient}/$palliative-handover`);
    const answer = body.parameter?.find(({ name }) => name === "responsible-gp")?.resource as Parameters;
    const [rule, fallback] = ["rule", "fallback"].map((wanted) => answer.parameter?.find(({ name }) => name === wanted));
    return { rule: rule?.valueCode, next: fallback?.part?.find(({ name }) => name === "rule")?.valueCode };
  };
  expect(await night()).toEqual({ rule: "patient-cover", next: "patient-cover" });
  demo.now = new Date("2026-11-24T03:19:59+01:00");
  expect(await night()).toEqual({ rule: "patient-cover", next: "patient-cover" });
  demo.now = new Date("2026-11-24T03:20:00+01:00");
  expect(await night()).toEqual({ rule: "patient-cover", next: "anw-post" });
});
