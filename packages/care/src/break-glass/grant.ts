import { codeSystemUrl, profileUrl } from "@wijkverband/fhir";
import type { Task } from "hl7-fhir-r4-types";
import { minute } from "../amsterdam.ts";
import { hasCode, own } from "../coding.ts";
import { endOf } from "../period.ts";
import { reasonConcept, type StatedReason } from "./emergency-reason.ts";

/** How long emergency access lasts, in milliseconds: half an hour. */
export const grantDuration: number = 30 * minute;

export type GrantStatus = "in-progress" | "completed" | "cancelled";

/** Which status of a grant may follow which: over, or stopped by the own practice. An empty list is an end. */
export const nextGrantStatus: Readonly<Record<GrantStatus, readonly GrantStatus[]>> = { "in-progress": ["completed", "cancelled"], completed: [], cancelled: [] };

export interface GrantInput {
  readonly id: string;
  /** `Patient/<id>` */
  readonly patient: string;
  /** `PractitionerRole/<id>` of who comes in. */
  readonly person: string;
  /** Name, role and organisation, as people read them. */
  readonly who: string;
  readonly reason: StatedReason;
  readonly at: Date;
  readonly until: Date;
}

/** The Task that lets one person into the record of one patient, from now on. */
export function grantOf({ id, patient, person, who, reason, at, until }: GrantInput): Task & { readonly id: string } {
  return {
    resourceType: "Task",
    id,
    meta: { profile: [profileUrl("break-glass-grant")] },
    status: "in-progress",
    intent: "order",
    code: { coding: [{ system: codeSystemUrl("taak"), code: "noodtoegang" }] },
    for: { reference: patient },
    authoredOn: at.toISOString(),
    requester: { reference: person, display: who },
    reasonCode: reasonConcept(reason),
    restriction: { period: { start: at.toISOString(), end: until.toISOString() } },
  };
}

/** Tells whether a Task is a grant, in force or not. */
export function isGrant(task: Task): boolean {
  return hasCode(task.code, own("taak", "noodtoegang"));
}

/** Tells whether a grant passes an objection: it was given for vital interest. */
export function isVital({ reasonCode }: Task): boolean {
  return hasCode(reasonCode, own("noodreden", "vitaal-belang"));
}

/** Tells whether nobody ended a grant yet; its time may be over. */
export function isOpen({ status }: Task): boolean {
  return stepsFrom(status).length > 0;
}

/** Tells whether a grant lets somebody in at an instant. */
export function isGranted(grant: Task, at: Date): boolean {
  return isOpen(grant) && at.getTime() < untilOf(grant);
}

/** The instant at which a grant ends by itself. */
export function untilOf({ restriction }: Task): number {
  return restriction?.period?.end === undefined ? -Infinity : endOf(restriction.period.end);
}

/** The grant as it ends: over, because its holder says so or its time passed, or stopped by the own practice. One that ended stays as it was. */
export function endGrant(grant: Task, as: "completed" | "cancelled", at: Date): { readonly outcome: "ended"; readonly grant: Task } | { readonly outcome: "unchanged" } {
  if (!stepsFrom(grant.status).includes(as)) return { outcome: "unchanged" };
  const end = new Date(Math.min(at.getTime(), untilOf(grant))).toISOString();
  return { outcome: "ended", grant: { ...grant, status: as, lastModified: at.toISOString(), executionPeriod: { ...(grant.authoredOn !== undefined && { start: grant.authoredOn }), end } } };
}

function stepsFrom(status: Task["status"]): readonly GrantStatus[] {
  return Object.hasOwn(nextGrantStatus, status) ? nextGrantStatus[status as GrantStatus] : [];
}
