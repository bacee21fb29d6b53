import type { Task } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { urgencyOf } from "./urgency.ts";

const due = (end: string, priority?: Task["priority"]): readonly string[] => urgencyOf({ restriction: { period: { end } }, ...(priority !== undefined && { priority }) });

describe("how urgent a task is", () => {
  test("follows the end of the day by which it is done, in local time", () => {
    expect(due("2026-11-24")).toEqual(["2026-11-24T22:59:59.999Z"]);
    expect(due("2026-11-24", "routine")).toEqual(due("2026-11-24"));
    expect(due("2026-11-24T10:00:00Z")).toEqual(["2026-11-24T10:00:00.999Z"]);
  });

  test("is moved forward by the priority", () => {
    expect(due("2026-11-24T10:00:00.000Z", "urgent")).toEqual(["2026-11-21T10:00:00.000Z"]);
    expect(due("2026-11-24T10:00:00.000Z", "asap")).toEqual(["2026-11-17T10:00:00.000Z"]);
    expect(due("2026-11-24T10:00:00.000Z", "stat")).toEqual(["2026-10-25T10:00:00.000Z"]);
  });

  test("counts 14 days from the question when nothing else was said", () => {
    expect(urgencyOf({ authoredOn: "2026-11-10T12:00:00Z" })).toEqual(["2026-11-24T12:00:00.000Z"]);
    expect(urgencyOf({ authoredOn: "2026-11-10T12:00:00Z", restriction: { period: { end: "2026-11-11T12:00:00.000Z" } } })).toEqual(["2026-11-11T12:00:00.000Z"]);
  });

  test("is unknown without any day, or with one that isn't", () => {
    for (const task of [{}, { authoredOn: "gisteren" }, { restriction: { period: { end: "9999-12-31" } }, authoredOn: "x" }]) expect(urgencyOf(task).length).toBeLessThan(2);
    expect(urgencyOf({})).toEqual([]);
    expect(urgencyOf({ authoredOn: "gisteren" })).toEqual([]);
    expect(due("0001-01-01", "stat")).toEqual([]);
  });
});
