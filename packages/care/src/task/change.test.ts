import { codeSystemUrl } from "@wijkverband/fhir";
import * as fc from "fast-check";
import type { Task } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { isTeamTask, newTeamTaskFaults, teamTaskChangeFaults, type TaskSide } from "./change.ts";
import { invitationStepFault, nextInvitationStatus, nextTeamTaskStatus, teamTaskStepFault } from "./steps.ts";

const task: Task = {
  resourceType: "Task",
  id: "t",
  meta: { versionId: "1" },
  status: "requested",
  intent: "order",
  code: { coding: [{ system: codeSystemUrl("taak"), code: "opdracht" }] },
  description: "Medicijnrol regelen",
  for: { reference: "Patient/willem" },
  requester: { reference: "Organization/praktijk" },
  owner: { reference: "Organization/apotheek" },
  restriction: { period: { end: "2026-12-01" } },
  note: [{ text: "graag snel" }],
};
const faults = (as: TaskSide, change: Partial<Task>, former: Task = task) => teamTaskChangeFaults(former, { ...former, ...change, meta: { versionId: "2" } }, as).map(({ rule, expression }) => [rule, expression]);

describe("a task between members", () => {
  test("begins as requested", () => {
    expect(isTeamTask(task)).toBe(true);
    expect(newTeamTaskFaults(task)).toEqual([]);
    expect(newTeamTaskFaults({ ...task, status: "completed" })).toMatchObject([{ rule: "status-step", expression: "Task.status" }]);
  });

  test("is changed in content by who asked alone, also when the status stays (ORCA's first defect)", () => {
    const content: Partial<Task> = { description: "Iets anders", restriction: { period: { end: "2027-01-01" } }, owner: { reference: "Organization/ander" } };
    expect(faults("requester", content)).toEqual([]);
    expect(faults("owner", content)).toEqual([["own-part", "Task.description"], ["own-part", "Task.owner"], ["own-part", "Task.restriction"]]);
    expect(faults("owner", { extension: [{ url: "urn:accountable", valueString: "ik niet" }] })).toEqual([["own-part", "Task.extension"]]);
  });

  test("gets its status and output from who does it alone; who asked may call it off", () => {
    const progress: Partial<Task> = { status: "accepted", output: [{ type: { text: "x" }, valueString: "y" }], businessStatus: { text: "besteld" } };
    expect(faults("owner", progress)).toEqual([]);
    expect(faults("requester", progress).map(([, expression]) => expression)).toEqual(["Task.status", "Task.output", "Task.businessStatus"]);
    expect(faults("requester", { status: "cancelled", statusReason: { text: "niet meer nodig" } })).toEqual([]);
    expect(faults("requester", { status: "cancelled", output: [] })).toEqual([["own-part", "Task.output"]]);
    expect(faults("both", { ...progress, description: "Anders" })).toEqual([]);
  });

  test("status-step: goes along the steps of its table, and names them", () => {
    expect(faults("owner", { status: "completed" })).toEqual([["status-step", "Task.status"]]);
    expect(teamTaskStepFault("in-progress", "accepted")?.text).toBe("a task that is in-progress becomes on-hold, completed or failed");
    expect(faults("requester", { status: "cancelled" }, { ...task, status: "in-progress" })).toEqual([["status-step", "Task.status"]]);
  });

  test("keeps what was noted, and takes more notes from both, also when it has ended", () => {
    const ended: Task = { ...task, status: "completed" };
    for (const as of ["requester", "owner"] as const) {
      expect(faults(as, { note: [{ text: "graag snel" }, { text: "gedaan" }] }, ended)).toEqual([]);
      expect(faults(as, { note: [{ text: "geen haast" }] })).toEqual([["own-part", "Task.note[0]"]]);
      expect(faults(as, { note: [] })).toEqual([["own-part", "Task.note[0]"]]);
      expect(faults(as, { note: [{ text: "ervoor" }, { text: "graag snel" }] })).toEqual([["own-part", "Task.note[0]"]]);
    }
  });

  test("stays what was asked when it has ended, and always about the same patient, by the same who asked", () => {
    expect(faults("requester", { description: "Anders" }, { ...task, status: "completed" })).toEqual([["own-part", "Task.description"]]);
    for (const as of ["requester", "owner", "both"] as const) {
      expect(faults(as, { for: { reference: "Patient/anna" } })).toEqual([["own-part", "Task.for"]]);
      expect(faults(as, { requester: { reference: "Organization/x" } })).toEqual([["own-part", "Task.requester"]]);
    }
  });
});

test("status-step: whatever order is tried, a task and an invitation only take steps of their table and end where it ends", () => {
  const tables = [
    { table: nextTeamTaskStatus as Readonly<Record<string, readonly string[]>>, fault: teamTaskStepFault },
    { table: nextInvitationStatus as Readonly<Record<string, readonly string[]>>, fault: invitationStepFault },
  ];
  for (const { table, fault } of tables) {
    const status = fc.constantFrom(...Object.keys(table));
    fc.assert(
      fc.property(status, status, (former, next) => {
        const found = fault(former, next);
        expect(found === undefined).toBe(former === next || table[former]!.includes(next));
        for (const allowed of found === undefined ? [] : table[former]!) expect(found?.text).toContain(allowed);
      }),
    );
  }
});
