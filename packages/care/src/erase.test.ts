import { codeSystemUrl } from "@wijkverband/fhir";
import type { Task } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { decideErase, refusedRequest, type EraseQuestion } from "./erase.ts";

const at = new Date("2046-11-24T02:00:00Z");
const request: Task = { resourceType: "Task", status: "requested", intent: "order", code: { coding: [{ system: codeSystemUrl("taak"), code: "wisverzoek" }] } };
const ask = (more: Partial<EraseQuestion>) => decideErase({ ground: "verzoek-patient", lastChange: new Date("2046-11-01T00:00:00Z"), at, ...more });
const places = (more: Partial<EraseQuestion>): readonly (string | undefined)[] => {
  const decision = ask(more);
  return decision.outcome === "incomplete" ? decision.issues.map(({ expression, rule }) => `${expression} ${rule}`) : [decision.outcome];
};
const fault = (name: string): string => `Parameters.parameter.where(name='${name}') keep-and-erase`;

describe("keep-and-erase: what becomes of a question to erase a record", () => {
  test("an open request of the patient is carried out", () => {
    expect(ask({ request })).toEqual({ outcome: "erase", ground: "verzoek-patient" });
  });

  test("without a request, with one that was refused before, or with another task nothing is erased", () => {
    expect(places({})).toEqual([fault("request")]);
    expect(places({ request: { ...request, status: "rejected" } })).toEqual([fault("request")]);
    expect(places({ request: { ...request, code: { text: "wisverzoek" } } })).toEqual([fault("request")]);
  });

  test("twenty years to the instant after the last change it may go without a request, a millisecond earlier it may not", () => {
    expect(ask({ ground: "bewaartermijn", lastChange: new Date("2026-11-24T02:00:00.000Z") })).toEqual({ outcome: "erase", ground: "bewaartermijn", lastChangeBefore: new Date("2026-11-24T02:00:00.001Z") });
    expect(places({ ground: "bewaartermijn", lastChange: new Date("2026-11-24T02:00:00.001Z") })).toEqual([fault("ground")]);
  });

  test.each(["belang-ander", "wettelijke-plicht"] as const)("a refusal for %s answers a request and says why", (ground) => {
    expect(ask({ ground, request, explanation: " Er loopt een klacht. " })).toEqual({ outcome: "refuse", ground, request, explanation: "Er loopt een klacht." });
    expect(places({ ground, request })).toEqual([fault("explanation")]);
    expect(places({ ground, explanation: "  " })).toEqual([fault("explanation"), fault("request")]);
  });

  test("an unknown ground, or words with a ground to erase, are refused by place", () => {
    expect(places({ ground: "constructor", request })).toEqual([fault("ground")]);
    expect(places({ request, explanation: "waarom niet" })).toEqual([fault("explanation")]);
  });

  test("a refused request says who refused and why", () => {
    expect(refusedRequest(request, "belang-ander", "Uw zus heeft dit nodig.", "PractitionerRole/gp")).toMatchObject({
      status: "rejected",
      statusReason: { coding: [{ system: codeSystemUrl("wisgrond"), code: "belang-ander", display: "belang van een ander" }], text: "Uw zus heeft dit nodig." },
      owner: { reference: "PractitionerRole/gp" },
    });
  });
});
