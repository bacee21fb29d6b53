import { codeSystemUrl, profileUrl, withoutTypedBsn } from "@wijkverband/fhir";
import type { Communication, Task } from "hl7-fhir-r4-types";
import { offsetText } from "../amsterdam.ts";
import { dateText } from "../display.ts";
import { startOf } from "../period.ts";
import type { Objection } from "./admit.ts";
import { untilOf } from "./grant.ts";
import { reviewDecisions, type ReviewDecision } from "./review.ts";

export interface NoticeInput {
  readonly id: string;
  /** `Patient/<id>`; the patient reads it too. */
  readonly patient: string;
  /** `Organization/<id>` of who is told; absent: the patient alone. */
  readonly recipient?: string;
  /** `Task/<id>` of what it is about. */
  readonly about: readonly string[];
  readonly text: string;
  readonly at: Date;
}

/** A message of the server. A BSN that somebody wrote in a reason doesn't travel (`no-bsn`). */
export function noticeOf({ id, patient, recipient, about, text, at }: NoticeInput): Communication & { readonly id: string } {
  return {
    resourceType: "Communication",
    id,
    meta: { profile: [profileUrl("notice")] },
    status: "completed",
    category: [{ coding: [{ system: codeSystemUrl("bericht"), code: "melding" }] }],
    subject: { reference: patient },
    about: about.map((reference) => ({ reference })),
    ...(recipient !== undefined && { recipient: [{ reference: recipient }] }),
    sent: at.toISOString(),
    payload: [{ contentString: withoutTypedBsn(text) }],
  };
}

/** Tells that somebody came in, in plain Dutch (B1). */
export function grantText(grant: Task, objection: Objection, due: string | undefined): string {
  return [
    `${whoOf(grant)} gebruikte noodtoegang tot dit dossier op ${momentText(startedOf(grant))}.`,
    `De toegang duurt tot ${timeText(untilOf(grant))} uur. Alleen lezen kan.`,
    `Reden: ${grant.reasonCode?.coding?.[0]?.display}.`,
    `Uitleg: ${sentence(grant.reasonCode?.text)}`,
    ...(objection === "none" ? [] : ["De patiënt had bezwaar gemaakt tegen inzage."]),
    due === undefined ? "Er is nu geen eigen praktijk die dit beoordeelt." : `De eigen huisarts kijkt uiterlijk op ${dateText(due)} of dit nodig was.`,
  ].join(" ");
}

/** Tells who came in what the own huisarts thinks of it. */
export function decisionText(grant: Task, decision: ReviewDecision, text: string, stopped: boolean): string {
  return [
    `De eigen huisarts heeft gekeken naar de noodtoegang van ${whoOf(grant)} op ${momentText(startedOf(grant))}.`,
    `Oordeel: de noodtoegang was ${reviewDecisions[decision]}.`,
    `Uitleg: ${sentence(text)}`,
    ...(stopped ? ["De toegang is meteen gestopt."] : []),
  ].join(" ");
}

function whoOf({ requester }: Task): string {
  return requester?.display ?? "Iemand";
}

function startedOf({ authoredOn }: Task): number {
  return authoredOn === undefined ? Number.NaN : startOf(authoredOn);
}

function momentText(instant: number): string {
  return `${dateText(offsetText(instant))} om ${timeText(instant)} uur`;
}

/** `HH:MM` on the clock in Amsterdam. */
function timeText(instant: number): string {
  return offsetText(instant).slice(11, 16);
}

function sentence(text = ""): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
