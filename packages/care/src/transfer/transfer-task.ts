import { codeSystemUrl, profileUrl } from "@wijkverband/fhir";
import type { Task } from "hl7-fhir-r4-types";
import { endOf } from "../period.ts";
import { plain, type NamedReference } from "../reference.ts";
import type { StatusTable } from "../status-step.ts";

type Kept<R> = R & { readonly id: string };

/** What of a move is asked or told, each in a Task that is answered once: by who was left (`overschrijving`), by who is contested and by who is asked. */
export type TransferStatus = "requested" | "accepted" | "rejected" | "cancelled" | "completed";

/** Answered once; overtaken by another move, it is cancelled or completed by the server. */
export const nextTransferStatus: StatusTable<TransferStatus> = { requested: ["accepted", "rejected", "cancelled", "completed"], accepted: [], rejected: [], cancelled: [], completed: [] };

export interface TransferTaskInput {
  readonly id: string;
  /** `Patient/<id>` */
  readonly patient: string;
  /** `CareTeam/<id>`: the registration that ended, and the one that the move made. */
  readonly former: string;
  readonly registration: string;
  /** Practices: who was left, and who declared it. */
  readonly from: NamedReference;
  readonly to: NamedReference;
  readonly text: string;
  readonly at: Date;
  /** Until when an error can be contested. */
  readonly until: Date;
}

/** Tells the former practice of a move; it may release the patient, or contest an error until a date. Its release isn't needed. */
export function transferTaskOf({ id, patient, former, registration, from, to, text, at, until }: TransferTaskInput): Kept<Task> {
  return {
    ...taskOf("overschrijving", id, text, at),
    basedOn: [{ reference: former }],
    focus: { reference: registration },
    for: { reference: patient },
    requester: { ...to },
    owner: { ...from },
    restriction: { period: { start: at.toISOString(), end: until.toISOString() } },
  };
}

/** What a practice that declares a move gets back. It says nothing of the patient, so that it reads the same for whoever is known and whoever isn't (`stranger`).
 *  @param requester `Organization/<id>` of the practice that declares */
export function declarationOf({ id, requester, at }: { readonly id: string; readonly requester: string; readonly at: Date }): Kept<Task> {
  const { lastModified: _same, ...task } = taskOf("overschrijving", id, undefined, at);
  return { ...task, requester: { reference: requester } };
}

/** Asks the new practice what it says of it that the former one calls a move an error. */
export function contestTaskOf(transfer: Kept<Task>, { id, reason, text, at }: { readonly id: string; readonly reason: string; readonly text: string; readonly at: Date }): Kept<Task> {
  return {
    ...taskOf("overschrijving-betwist", id, text, at),
    basedOn: [{ reference: `Task/${transfer.id}` }],
    ...(transfer.focus && { focus: transfer.focus }),
    ...(transfer.for && { for: transfer.for }),
    ...named("requester", transfer.owner),
    ...named("owner", transfer.requester),
    reasonCode: { text: reason },
  };
}

export interface RequestTaskInput {
  readonly id: string;
  readonly patient: string;
  /** Who asks: the patient, or who stands in. */
  readonly requester: string;
  readonly practice: NamedReference;
  /** Of the practice, whom the patient would like: `PractitionerRole/<id>`. */
  readonly gp?: string;
  readonly text: string;
  readonly at: Date;
}

/** The patient's question to a practice. */
export function requestTaskOf({ id, patient, requester, practice, gp, text, at }: RequestTaskInput): Kept<Task> {
  return {
    ...taskOf("overschrijving-gevraagd", id, text, at),
    for: { reference: patient },
    ...(gp !== undefined && { focus: { reference: gp } }),
    requester: { reference: requester },
    owner: { ...practice },
  };
}

/** Such a Task with another status, and why. */
export function answeredTransfer(task: Kept<Task>, status: TransferStatus, reason: string | undefined, at: Date): Kept<Task> {
  return { ...task, status, lastModified: at.toISOString(), ...(reason !== undefined && { statusReason: { text: reason } }) };
}

/** Tells whether the time to contest is over. */
export function isContestOver({ restriction }: Task, at: Date): boolean {
  const end = restriction?.period?.end;
  return end !== undefined && endOf(end) <= at.getTime();
}

/** `CareTeam/<id>` that a move made, and the one that ended by it. */
export function registrationsOf({ focus, basedOn }: Task): { readonly made: string | undefined; readonly former: string | undefined } {
  return { made: plain(focus?.reference), former: plain(basedOn?.[0]?.reference) };
}

function taskOf(code: string, id: string, text: string | undefined, at: Date): Kept<Task> {
  return {
    resourceType: "Task",
    id,
    meta: { profile: [profileUrl("transfer-task")] },
    status: "requested",
    intent: "order",
    code: { coding: [{ system: codeSystemUrl("taak"), code }] },
    ...(text !== undefined && { description: text }),
    authoredOn: at.toISOString(),
    lastModified: at.toISOString(),
  };
}

function named<K extends "requester" | "owner">(element: K, { reference, display }: { readonly reference?: string; readonly display?: string } = {}): { readonly [key in K]?: { reference: string; display?: string } } {
  if (reference === undefined) return {};
  return { [element]: { reference, ...(display !== undefined && { display }) } } as { readonly [key in K]: { reference: string; display?: string } };
}
