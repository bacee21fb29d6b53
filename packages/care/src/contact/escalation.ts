import { codeSystemUrl } from "@wijkverband/fhir";
import type { Communication, Task } from "hl7-fhir-r4-types";
import { offsetText } from "../amsterdam.ts";
import { noticeOf } from "../break-glass/notice.ts";
import { hasCode, own } from "../coding.ts";
import { dateText } from "../display.ts";
import { endOf, startOf } from "../period.ts";
import { plain } from "../reference.ts";
import { isContactTask } from "./contact-task.ts";

/** What stands in `Task.businessStatus` from then on. */
export const escalated = "te-laat";

export interface Escalation {
  readonly task: Task;
  /** To the practice; the patient reads it too. */
  readonly notice: Communication & { readonly id: string };
}

/** What becomes of a contact report that nobody read in time: it goes to the top of the inbox and the practice is told, once. `undefined`: nothing; it was read,
 *  it isn't late yet, or it was escalated before.
 *  @param id of the notice */
export function escalationOf(task: Task, id: string, at: Date): Escalation | undefined {
  const due = task.restriction?.period?.end;
  const patient = plain(task.for?.reference);
  const late = due !== undefined && endOf(due) <= at.getTime();
  if (!isContactTask(task) || task.status !== "requested" || !late || patient === undefined || hasCode(task.businessStatus, own("taakstand", escalated))) return undefined;
  const recipient = plain(task.owner?.reference);
  const came = task.authoredOn === undefined ? undefined : dateText(offsetText(startOf(task.authoredOn)));
  const text = `Een bericht van de spoedpost${came === undefined ? "" : ` van ${came}`} is nog niet gelezen door een huisarts. De praktijk is sindsdien al 4 uur open geweest. Lees het nu.`;
  return {
    task: { ...task, priority: "stat", businessStatus: { coding: [{ system: codeSystemUrl("taakstand"), code: escalated, display: "te laat" }] }, lastModified: at.toISOString() },
    notice: noticeOf({ id, patient, ...(recipient !== undefined && { recipient }), about: [`Task/${task.id}`], text, at }),
  };
}
