import { codeSystemUrl } from "@wijkverband/fhir";
import * as fc from "fast-check";
import type { Resource, Task } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { faultsOf } from "../proposal/typed.fixture.ts";
import { referenceTo } from "../reference.ts";
import { uniqueKeys } from "../uniques.ts";
import { isPlanInForce, isWijkPlan, planOf } from "./start.ts";
import { goalStepFault, nextGoalStatus, nextPlanStatus, planStepFault } from "./steps.ts";
import { planView } from "./view.ts";

const at = new Date("2026-11-22T12:00:00Z");
const plan = planOf({ id: "plan", title: "Samen thuis", patient: "Patient/willem", team: "CareTeam/team", author: { reference: "PractitionerRole/noor" }, goals: ["Goal/a"], nextReview: "2027-01-10", at });

describe("the plan of a patient", () => {
  test("starts active, with its team", () => {
    expect(faultsOf(plan)).toEqual([]);
    expect(isWijkPlan(plan)).toBe(true);
    expect(faultsOf(planOf({ id: "p", title: "x", patient: "Patient/w", team: "CareTeam/t", author: { reference: "PractitionerRole/n" }, at }))).toEqual([]);
  });

  test("one-plan: takes the one place of the patient while it is in force, and gives it free at its end", () => {
    expect(uniqueKeys(plan)).toEqual([{ key: "plan:willem", rule: "one-plan" }]);
    expect(uniqueKeys({ ...plan, status: "on-hold" })).toEqual([{ key: "plan:willem", rule: "one-plan" }]);
    for (const status of ["draft", "completed", "revoked", "entered-in-error"] as const) expect(uniqueKeys({ ...plan, status })).toEqual([]);
    const intervention = { ...plan, category: [{ coding: [{ system: "http://snomed.info/sct", code: "9632001" }] }] };
    expect([isWijkPlan(intervention), isPlanInForce(plan)]).toEqual([false, true]);
    expect(uniqueKeys(intervention)).toEqual([]);
  });

  test("status-step: goes along the steps of its table, like its goals", () => {
    expect(planStepFault("completed", "active")).toMatchObject({ rule: "status-step", expression: "CarePlan.status", text: "a plan that is completed becomes entered-in-error" });
    expect(goalStepFault("proposed", "completed")).toMatchObject({ rule: "status-step", expression: "Goal.lifecycleStatus" });
    for (const [former, next] of Object.entries(nextPlanStatus)) for (const each of next) expect(planStepFault(former, each)).toBeUndefined();
    for (const [former, next] of Object.entries(nextGoalStatus)) for (const each of next) expect(goalStepFault(former, each)).toBeUndefined();
  });
});

const domain = (code: string) => ({ meta: { security: [{ system: codeSystemUrl("domein"), code }] } });
const subject = { reference: "Patient/willem" };
const taskOf = (id: string, code: string, status: Task["status"], end?: string): Task => ({
  resourceType: "Task",
  id,
  status,
  intent: "order",
  code: { coding: [{ system: codeSystemUrl("taak"), code }] },
  ...(end !== undefined && { restriction: { period: { end } } }),
});
const content: readonly Resource[] = [
  taskOf("klaar", "opdracht", "completed", "2026-01-01"),
  taskOf("later", "opdracht", "accepted", "2026-12-24"),
  taskOf("eerst", "opdracht", "requested", "2026-12-01T10:00:00Z"),
  taskOf("ooit", "opdracht", "requested"),
  { ...taskOf("sociaal", "opdracht", "requested", "2026-12-02"), ...domain("sociaal") },
  taskOf("aangenomen", "voorstel", "accepted", "2026-12-01"),
  taskOf("open", "voorstel-zorgplan", "requested", "2026-12-04"),
  { resourceType: "Goal", id: "eigen", lifecycleStatus: "active", subject, description: {}, ...domain("verpleegkundig") },
  { resourceType: "Goal", id: "samen", lifecycleStatus: "active", subject, description: {}, ...domain("gedeeld") },
  { resourceType: "Goal", id: "gehaald", lifecycleStatus: "completed", subject, description: {}, ...domain("gedeeld") },
  { resourceType: "MedicationRequest", id: "morfine", status: "active", intent: "order", subject, ...domain("medisch") },
  { resourceType: "Condition", id: "copd", subject, ...domain("medisch") },
  { resourceType: "CarePlan", id: "wassen", status: "active", intent: "plan", subject, category: [{ coding: [{ system: "http://snomed.info/sct", code: "9632001" }] }], ...domain("verpleegkundig") },
  { resourceType: "Observation", id: "geld", status: "final", code: {}, ...domain("sociaal") },
  { resourceType: "Composition", id: "oud", status: "final", type: { coding: [{ system: codeSystemUrl("verslag"), code: "mdo-verslag" }] }, date: "2026-01-01", author: [], title: "MDO" },
  { resourceType: "Composition", id: "nieuw", status: "final", type: { coding: [{ system: codeSystemUrl("verslag"), code: "mdo-verslag" }] }, date: "2026-10-01", author: [], title: "MDO" },
  { resourceType: "Basic", id: "iets", code: {} },
  { resourceType: "RelatedPerson", id: "riet", patient: subject },
  { resourceType: "Patient", id: "willem" },
  plan,
];

describe("the view of a plan", () => {
  test("groups what hangs in it, and puts first what runs, what is shared and what is due", () => {
    expect(planView(content).map(({ key, resources }) => [key, resources.map(({ id }) => id)])).toEqual([
      ["plan", ["plan"]],
      ["people", ["willem", "riet"]],
      ["goals", ["samen", "eigen", "gehaald"]],
      ["problems", ["copd"]],
      ["nursing", ["wassen"]],
      ["medication", ["morfine"]],
      ["social", ["geld"]],
      ["tasks", ["eerst", "sociaal", "later", "ooit", "klaar"]],
      ["proposals", ["open", "aangenomen"]],
      ["meetings", ["nieuw", "oud"]],
      ["other", ["iets"]],
    ]);
  });

  test("holds each resource once and is the same however they came", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...content]), (some) => {
        const view = planView(some);
        const seen = view.flatMap(({ resources }) => resources.map(referenceTo));
        expect([seen.length, new Set(seen)]).toEqual([some.length, new Set(some.map(referenceTo))]);
        expect(planView(some.toReversed())).toEqual(view);
      }),
    );
  });
});
