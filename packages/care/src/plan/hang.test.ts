import type { CarePlan } from "hl7-fhir-r4-types";
import { expect, test } from "vitest";
import { withHanging } from "./hang.ts";

const plan: CarePlan = { resourceType: "CarePlan", status: "active", intent: "plan", subject: { reference: "Patient/p" }, goal: [{ reference: "Goal/a" }] };

test("what is new hangs in the plan where a reader looks for it, behind what hangs there", () => {
  expect(withHanging(plan, "Goal", "Goal/b").goal).toEqual([{ reference: "Goal/a" }, { reference: "Goal/b" }]);
  expect(withHanging(plan, "Condition", "Condition/c").addresses).toEqual([{ reference: "Condition/c" }]);
  expect(withHanging(plan, "MedicationRequest", "MedicationRequest/m").activity).toEqual([{ reference: { reference: "MedicationRequest/m" } }]);
  expect(withHanging(plan, "Flag", "Flag/f").supportingInfo).toEqual([{ reference: "Flag/f" }]);
});

test("a plan that something is hung in is another one; the first stays as it was", () => {
  expect(withHanging(plan, "Goal", "Goal/b")).not.toBe(plan);
  expect(plan.goal).toHaveLength(1);
});
