import type { AuditEvent } from "hl7-fhir-r4-types";
import { Anomaly } from "@wijkverband/fhir";
import type { AuditQuery } from "../store.ts";

/** What an event is kept by: the logical id of the patient it is about, if any, and when it was (epoch milliseconds). */
export interface AuditSubject {
  readonly patient: string | undefined;
  readonly recorded: number;
}

/** Reads from an event by what it is kept: the entity that is a person (audit-entity-type 1) in the role of patient (object-role 1). */
export function auditSubject({ entity, recorded }: AuditEvent): AuditSubject {
  const reference = entity?.find(({ type, role }) => type?.code === "1" && role?.code === "1")?.what?.reference;
  const at = Date.parse(recorded ?? "");
  return { patient: reference?.startsWith("Patient/") === true ? reference.slice("Patient/".length) : undefined, recorded: Number.isNaN(at) ? 0 : at };
}

/** Tells whether an event is among those asked for. The meaning that every store's own query shares. */
export function isAskedFor(event: AuditEvent, { patient, from, until, action, outcome, subtype }: AuditQuery): boolean {
  const subject = auditSubject(event);
  return (
    subject.patient === patient &&
    (from === undefined || subject.recorded >= from.getTime()) &&
    (until === undefined || subject.recorded < until.getTime()) &&
    (action === undefined || event.action === action) &&
    (outcome === undefined || event.outcome === outcome) &&
    (subtype === undefined || event.subtype?.some(({ code }) => code === subtype) === true)
  );
}

/** Where a page of a log ends: when that event was, and its place; chains by their number in the store. */
export interface AuditPosition {
  readonly recorded: number;
  readonly chain: number;
  readonly sequence: number;
}

export function writePosition({ recorded, chain, sequence }: AuditPosition): string {
  return `${recorded}.${chain}.${sequence}`;
}

/** @throws {Anomaly} `incorrect` for a text that no page ended with. */
export function readPosition(after: string): AuditPosition {
  const [, recorded, chain, sequence] = /^(\d{1,15})\.(\d{1,15})\.(\d{1,15})$/.exec(after) ?? [];
  if (recorded === undefined) throw new Anomaly("incorrect", "this is no position in a log");
  return { recorded: Number(recorded), chain: Number(chain), sequence: Number(sequence) };
}
