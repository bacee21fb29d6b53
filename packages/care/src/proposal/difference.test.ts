import { profileUrl } from "@wijkverband/fhir";
import type { CarePlan, Goal, MedicationRequest } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { conflictInWords, differencesInWords } from "./difference.ts";
import { typed } from "./typed.fixture.ts";

const plan: CarePlan = {
  resourceType: "CarePlan",
  status: "active",
  intent: "plan",
  title: "Samen thuis",
  subject: { reference: "Patient/willem" },
  goal: [{ reference: "Goal/lopen" }],
  activity: [{ detail: { status: "not-started", description: "wassen" } }, { detail: { status: "not-started", description: "wond verzorgen" } }],
};

const inWords = (...[former, next, nameOf]: [CarePlan | undefined, CarePlan, ((reference: string) => string | undefined)?]) => differencesInWords(former, next, typed, nameOf).map(({ nl, en }) => [nl, en]);

describe("a difference", () => {
  test("is told per element, in Dutch and in English", () => {
    const next: CarePlan = { ...plan, title: "Thuis", activity: [{ detail: { status: "in-progress", description: "wassen" } }, plan.activity![1]!] };
    expect(inWords(plan, next)).toEqual([
      ["Titel: was “Samen thuis”, wordt “Thuis”.", "Title: was “Samen thuis”, becomes “Thuis”."],
      ["Activiteit 1, stand: was nog niet begonnen, wordt bezig.", "Activity 1, status: was not-started, becomes in-progress."],
    ]);
  });

  test("tells what comes and what goes, and names what it points at for who may know", () => {
    const next: CarePlan = { ...plan, goal: [], period: { start: "2026-11-22", end: "2026-12-31" }, note: [{ text: "Bel eerst" }] };
    expect(inWords(plan, next, (reference) => (reference === "Goal/lopen" ? "Weer lopen" : undefined))).toEqual([
      ["Doel 1: Weer lopen gaat weg.", "Goal 1: Weer lopen is removed."],
      ["Periode: van 22-11-2026 tot en met 31-12-2026 komt erbij.", "Period: from 2026-11-22 until 2026-12-31 is added."],
      ["Opmerking 1: “Bel eerst” komt erbij.", "Note 1: “Bel eerst” is added."],
    ]);
    expect(inWords(plan, { ...plan, goal: [] })).toEqual([["Doel 1: doel gaat weg.", "Goal 1: goal is removed."]]);
  });

  test("calls an extension by what it is about", () => {
    const review = (valueDate: string): CarePlan => ({ ...plan, extension: [{ url: profileUrl("next-review"), valueDate }, { url: "urn:x", valueQuantity: { value: 2, unit: "uur" } }] });
    expect(inWords(review("2026-12-01"), review("2027-01-10"))).toEqual([["Volgende bespreking: was 1-12-2026, wordt 10-1-2027.", "Next review: was 2026-12-01, becomes 2027-01-10."]]);
    expect(inWords(plan, { ...plan, extension: [review("2026-12-01").extension![1]!] }).map(([nl]) => nl)).toEqual(["Extra gegeven 1: 2 uur komt erbij."]);
  });

  test("writes amounts as they were written, and times as the clock in Amsterdam says", () => {
    const medication = (amount: number, instruction: string, authoredOn: string): MedicationRequest => ({
      resourceType: "MedicationRequest",
      status: "active",
      intent: "order",
      subject: { reference: "Patient/willem" },
      medicationCodeableConcept: { text: "morfine" },
      authoredOn,
      dosageInstruction: [{ text: instruction }],
      dispenseRequest: { quantity: { value: amount, unit: "mg" } },
    });
    expect(differencesInWords(medication(2.5, "1 keer", "2026-07-01T10:00:00Z"), medication(5, "2 keer", "2026-11-22T10:00:00Z"), typed).map(({ nl }) => nl)).toEqual([
      "Geschreven op: was 1-7-2026 om 12:00 uur, wordt 22-11-2026 om 11:00 uur.",
      "Gebruik 1: was “1 keer”, wordt “2 keer”.",
      "Recept, hoeveelheid: was 2,5 mg, wordt 5 mg.",
    ]);
  });

  test("says so when it is in what people don't read", () => {
    const [one, other] = ["a", "b"].map((code): Goal => ({ resourceType: "Goal", lifecycleStatus: "active", subject: {}, description: { text: "Lopen", coding: [{ code }] } }));
    expect(differencesInWords(one, other!, typed).map(({ nl }) => nl)).toEqual(["Omschrijving: Lopen verandert, maar leest hetzelfde."]);
  });

  test("of something new tells each element; of who keeps it, nothing", () => {
    const goal: Goal = { resourceType: "Goal", id: "g", meta: { versionId: "1" }, lifecycleStatus: "active", subject: { display: "Willem" }, description: { text: "Lopen" }, target: [{ dueDate: "2026-12-01", measure: { text: "meters" } }] };
    expect(differencesInWords(undefined, goal, typed).map(({ nl }) => nl)).toEqual(["Stand: actief komt erbij.", "Patiënt: Willem komt erbij.", "Omschrijving: Lopen komt erbij.", "Streefwaarde 1: klaar op: 1-12-2026; wat we meten: “meters” komt erbij."]);
  });
});

test("a conflict is told with both sides", () => {
  expect(conflictInWords({ path: "CarePlan.title", type: "string", base: "Samen thuis", proposed: "Thuis", current: "Alleen" })).toEqual({
    nl: "Titel: was “Samen thuis”. Voorgesteld is “Thuis”, maar intussen staat er “Alleen”.",
    en: "Title: was “Samen thuis”. Proposed is “Thuis”, but by now it says “Alleen”.",
  });
  expect(conflictInWords({ path: "CarePlan.note[1]", type: "Annotation", base: { text: "a" }, proposed: { text: "b" } }).nl).toBe("Opmerking 2: was “a”. Voorgesteld is “b”, maar intussen staat er niets.");
  expect(conflictInWords({ path: "CarePlan", base: plan, proposed: plan }).nl).toBe("Dit gegeven is er niet meer, dus er is niets om te veranderen.");
});
