import { codeSystemUrl, profileUrl, withoutTypedBsn, type Issue } from "@wijkverband/fhir";
import type { Composition, Task, TaskOutput } from "hl7-fhir-r4-types";
import { codeOf, hasCode, own } from "../coding.ts";
import type { NamedReference } from "../reference.ts";
import { complaintOf, urgencyOf, type UrgencyLevel } from "./contact-report.ts";

export type Priority = "routine" | "urgent" | "asap" | "stat";

/** How soon the practice looks at it, by how urgent the contact was. */
export const priorityOf: Readonly<Record<UrgencyLevel, Priority>> = { U0: "stat", U1: "stat", U2: "asap", U3: "urgent", U4: "routine", U5: "routine" };

const priorities: readonly string[] = ["routine", "urgent", "asap", "stat"] satisfies readonly Priority[];

/** Tells whether a code is one of FHIR's request priorities. */
export function isPriority(code: string): code is Priority {
  return priorities.includes(code);
}

/** Tells whether a Task is a contact report that waits, or waited, for a practice. */
export function isContactTask(task: Task): boolean {
  return hasCode(task.code, own("taak", "waarneembericht"));
}

/** What was said, cut for a list. */
const longest = 200;

export interface ContactTaskInput {
  readonly id: string;
  /** Of the receipt that the post keeps. */
  readonly receipt: string;
  /** With its id. */
  readonly report: Composition;
  /** `Bundle/<id>` of the sealed document. */
  readonly document: string;
  /** `Patient/<id>` */
  readonly patient: string;
  /** Who sent it. */
  readonly requester: NamedReference;
  /** `Organization/<id>`; absent for who never had a practice. */
  readonly owner?: string;
  /** By when it is to be read. */
  readonly due?: Date;
  /** `Task/<id>` of the proposals that came of it. */
  readonly proposals: readonly string[];
  readonly at: Date;
}

function given(code: string): Pick<TaskOutput, "type"> {
  return { type: { coding: [{ system: codeSystemUrl("taakgegeven"), code }] } };
}

/** The Task in the inbox of the practice. A BSN that somebody wrote in the reason doesn't travel into the list (`no-bsn`). */
export function contactTaskOf({ id, receipt, report, document, patient, requester, owner, due, proposals, at }: ContactTaskInput): Task & { readonly id: string } {
  const urgency = urgencyOf(report) ?? "U0";
  const words = withoutTypedBsn([`${urgency}.`, ...((report.relatesTo ?? []).length > 0 ? ["Verbetering van een eerder bericht."] : []), complaintOf(report) ?? ""].join(" ").trim());
  return {
    resourceType: "Task",
    id,
    meta: { profile: [profileUrl("contact-task")] },
    partOf: [{ reference: `Task/${receipt}` }],
    status: "requested",
    intent: "order",
    priority: priorityOf[urgency],
    code: { coding: [{ system: codeSystemUrl("taak"), code: "waarneembericht" }] },
    description: words.length > longest ? `${words.slice(0, longest - 1)}…` : words,
    focus: { reference: `Composition/${report.id}` },
    for: { reference: patient },
    authoredOn: at.toISOString(),
    requester,
    ...(owner !== undefined && { owner: { reference: owner } }),
    ...(due !== undefined && { restriction: { period: { end: due.toISOString() } } }),
    input: [
      { ...given("urgentie"), valueCodeableConcept: { coding: [{ system: codeSystemUrl("urgentie"), code: urgency, display: urgency }] } },
      { ...given("document"), valueReference: { reference: document } },
    ],
    ...(proposals.length > 0 && { output: proposals.map((reference) => ({ ...given("voorstel"), valueReference: { reference } })) }),
  };
}

/** What the last practice is told of somebody who is registered nowhere now: it no longer reads the record, so that it should act is all that it hears. */
export const unregisteredText = "De spoedpost stuurde een bericht over een patiënt die bij deze praktijk stond ingeschreven. De patiënt staat nu nergens ingeschreven. Neem contact op met de patiënt of de spoedpost.";

/** What the post keeps: that it came in, and later that it was read. Nothing of the practice. */
export function contactReceiptOf({ receipt, report, patient, requester, at }: Pick<ContactTaskInput, "receipt" | "report" | "patient" | "requester" | "at">): Task & { readonly id: string } {
  return {
    resourceType: "Task",
    id: receipt,
    meta: { profile: [profileUrl("contact-receipt")] },
    status: "requested",
    intent: "order",
    code: { coding: [{ system: codeSystemUrl("taak"), code: "waarneembericht-verstuurd" }] },
    focus: { reference: `Composition/${report.id}` },
    for: { reference: patient },
    authoredOn: at.toISOString(),
    requester,
  };
}

export interface Sorting {
  readonly priority?: Priority;
  readonly person?: NamedReference;
  readonly note?: string;
}

/** Who says something to a Task: `Organization/<id>` (R4 takes no role as author of a note). */
export interface Writer {
  readonly organization: string;
  readonly at: Date;
}

export type ContactStep = { readonly outcome: "done"; readonly task: Task } | { readonly outcome: "refused"; readonly issue: Issue & { readonly rule: "return" } };

function refused(text: string, expression: string): ContactStep {
  return { outcome: "refused", issue: { rule: "return", text, expression } };
}

const readBefore = refused("a huisarts has read this already", "Task.status");

/** The Task as it is sorted: how soon, for whom, and a note. What was read stays as it is; a sorting without anything sorts nothing. */
export function sortContact(task: Task, { priority, person, note }: Sorting, by: Writer): ContactStep {
  if (task.status !== "requested") return readBefore;
  if (priority === undefined && person === undefined && (note ?? "").trim() === "") return refused("a priority, a person or a note is needed", "Parameters.parameter");
  const input = (task.input ?? []).filter(({ type }) => person === undefined || codeOf(type, codeSystemUrl("taakgegeven")) !== "voor-persoon");
  return {
    outcome: "done",
    task: {
      ...task,
      ...(priority !== undefined && { priority }),
      input: [...input, ...(person === undefined ? [] : [{ ...given("voor-persoon"), valueReference: person }])],
      lastModified: by.at.toISOString(),
      ...noted(task, note, by),
    },
  };
}

/** The Task as read: who, when, and what is done about it. Once. */
export function acknowledgeContact(task: Task, { person, note, action }: { readonly person: NamedReference; readonly note?: string; readonly action?: string }, by: Writer): ContactStep {
  if (task.status !== "requested") return readBefore;
  const done = (action ?? "").trim();
  return {
    outcome: "done",
    task: {
      ...task,
      status: "completed",
      executionPeriod: { ...task.executionPeriod, end: by.at.toISOString() },
      lastModified: by.at.toISOString(),
      output: [...(task.output ?? []), { ...given("gelezen-door"), valueReference: person }, ...(done === "" ? [] : [{ ...given("actie"), valueString: done }])],
      ...noted(task, note, by),
    },
  };
}

/** The receipt as the post sees it then. */
export function acknowledgedReceipt(receipt: Task, at: Date): Task {
  return { ...receipt, status: "completed", lastModified: at.toISOString() };
}

function noted(task: Task, note: string | undefined, { organization, at }: Writer): Pick<Task, "note"> {
  const text = (note ?? "").trim();
  return text === "" ? {} : { note: [...(task.note ?? []), { authorReference: { reference: organization }, time: at.toISOString(), text }] };
}
