import { codeSystemUrl } from "@wijkverband/fhir";
import type { Composition, Task } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { urgencyUrl, type UrgencyLevel } from "./contact-report.ts";
import { acknowledgeContact, acknowledgedReceipt, contactReceiptOf, contactTaskOf, priorityOf, sortContact, type ContactStep } from "./contact-task.ts";
import { escalationOf } from "./escalation.ts";

const at = new Date("2026-11-24T02:00:00Z");
const due = new Date("2026-11-24T11:00:00Z");
const report = (urgency: UrgencyLevel, words = "Benauwd.", change: Partial<Composition> = {}): Composition => ({
  resourceType: "Composition",
  id: "r",
  extension: [{ url: urgencyUrl, valueCodeableConcept: { coding: [{ system: codeSystemUrl("urgentie"), code: urgency }] } }],
  status: "final",
  type: { coding: [{ system: codeSystemUrl("verslag"), code: "waarneembericht" }] },
  date: "2026-11-24",
  author: [],
  title: "x",
  section: [{ code: { coding: [{ system: codeSystemUrl("verslag"), code: "klacht" }] }, text: { status: "generated", div: `<div>${words}</div>` } }],
  ...change,
});
const input = { id: "t", receipt: "b", report: report("U2"), document: "Bundle/d", patient: "Patient/p", requester: { reference: "PractitionerRole/n" }, owner: "Organization/o", due, proposals: ["Task/v"], at };
const task = contactTaskOf(input);
const by = { organization: "Organization/o", at: new Date("2026-11-24T08:00:00Z") };
const done = (step: ContactStep): Task => {
  if (step.outcome === "refused") throw new Error(step.issue.text);
  return step.task;
};

describe("a contact report in the inbox", () => {
  test("waits by how urgent the contact was", () => {
    expect(Object.entries(priorityOf)).toEqual([["U0", "stat"], ["U1", "stat"], ["U2", "asap"], ["U3", "urgent"], ["U4", "routine"], ["U5", "routine"]]);
    for (const [urgency, priority] of Object.entries(priorityOf)) expect(contactTaskOf({ ...input, report: report(urgency as UrgencyLevel) })).toMatchObject({ priority, description: `${urgency}. Benauwd.` });
  });

  test("no-bsn: says why in a line that is never long and holds no number of a person", () => {
    const long = contactTaskOf({ ...input, report: report("U3", `999911120 ${"lang ".repeat(100)}`) }).description ?? "";
    expect(long.length).toBeLessThanOrEqual(200);
    expect(long).not.toContain("999911120");
    expect(contactTaskOf({ ...input, report: report("U3", "Belt over 9999.11.120") }).description).toBe("U3. Belt over [bsn]");
    // nor most of one that stands where the line is cut
    expect(contactTaskOf({ ...input, report: report("U3", `${"a".repeat(187)} 999911120 en nog wat`) }).description).not.toMatch(/\d{4}/);
    expect(contactTaskOf({ ...input, report: report("U3", "x", { relatesTo: [{ code: "replaces", targetReference: { reference: "Composition/q" } }] }) }).description).toContain("Verbetering");
  });

  test("of somebody without a practice waits for nobody and has no day", () => {
    const { owner: _owner, due: _due, ...nobody } = input;
    const made = contactTaskOf({ ...nobody, proposals: [] });
    expect([made.owner, made.restriction, made.output]).toEqual([undefined, undefined, undefined]);
  });

  test("is sorted until it is read: each time the last person counts, and notes are added", () => {
    const first = done(sortContact(task, { person: { reference: "PractitionerRole/a" }, note: "een" }, by));
    const second = done(sortContact(first, { priority: "stat", person: { reference: "PractitionerRole/b" }, note: "twee" }, by));
    expect(second.input?.flatMap(({ valueReference }) => valueReference?.reference ?? [])).toEqual(["Bundle/d", "PractitionerRole/b"]);
    expect(second.note?.map(({ text }) => text)).toEqual(["een", "twee"]);
    expect(second).toMatchObject({ priority: "stat", owner: { reference: "Organization/o" }, status: "requested" });
    expect(sortContact(task, { note: "  " }, by)).toMatchObject({ outcome: "refused", issue: { rule: "return" } });
  });

  test("return: is read once, by somebody with a name, at an instant", () => {
    const read = done(acknowledgeContact(task, { person: { reference: "PractitionerRole/a" }, action: " bellen " }, by));
    expect(read).toMatchObject({ status: "completed", executionPeriod: { end: "2026-11-24T08:00:00.000Z" } });
    expect(read.output?.map(({ valueReference, valueString }) => valueReference?.reference ?? valueString)).toEqual(["Task/v", "PractitionerRole/a", "bellen"]);
    for (const again of [acknowledgeContact(read, { person: { reference: "PractitionerRole/b" } }, by), sortContact(read, { priority: "stat" }, by)]) expect(again).toMatchObject({ outcome: "refused", issue: { expression: "Task.status" } });
  });

  test("leaves a receipt that says nothing of the practice, before and after it was read", () => {
    const receipt = contactReceiptOf(input);
    for (const each of [receipt, acknowledgedReceipt(receipt, by.at)]) expect(JSON.stringify(each)).not.toMatch(/Organization|Task\/v|Bundle|PractitionerRole\/a|owner|note|output/);
    expect(acknowledgedReceipt(receipt, by.at).status).toBe("completed");
  });
});

describe("a contact report that nobody reads", () => {
  test("is escalated at the instant at which it is due, and never twice", () => {
    expect(escalationOf(task, "m", new Date(due.getTime() - 1))).toBeUndefined();
    const late = escalationOf(task, "m", due);
    expect(late?.task).toMatchObject({ priority: "stat", status: "requested", businessStatus: { coding: [{ code: "te-laat" }] } });
    expect(late?.notice).toMatchObject({ subject: { reference: "Patient/p" }, recipient: [{ reference: "Organization/o" }], about: [{ reference: "Task/t" }] });
    expect(late?.notice.payload?.[0]?.contentString).toContain("24-11-2026");
    expect(escalationOf(late!.task, "m", new Date("2027-01-01T00:00:00Z"))).toBeUndefined();
  });

  test("is left alone when it was read, has no day, or is something else", () => {
    const { restriction: _none, ...timeless } = task;
    for (const other of [done(acknowledgeContact(task, { person: { reference: "PractitionerRole/a" } }, by)), timeless, contactReceiptOf(input), { ...task, code: { text: "iets anders" } }]) expect(escalationOf(other, "m", new Date("2027-01-01T00:00:00Z"))).toBeUndefined();
  });
});
