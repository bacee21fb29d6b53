import type { Issue } from "@wijkverband/fhir";
import type { Task } from "hl7-fhir-r4-types";
import { isDeepStrictEqual } from "node:util";
import { hasCode, own } from "../coding.ts";
import { nextTeamTaskStatus, teamTaskStepFault, type TeamTaskStatus } from "./steps.ts";

/** What somebody is to a task: who asked, who does it, or one who asked himself. */
export type TaskSide = "requester" | "owner" | "both";

/** How far it is: of who does it. */
const ofOwner: readonly (keyof Task)[] = ["status", "statusReason", "businessStatus", "output", "executionPeriod"];

/** What stays as it was for as long as the task is there. */
const fixed: readonly (keyof Task)[] = ["id", "resourceType", "for", "code", "requester", "authoredOn", "basedOn", "intent", "identifier"];

/** What the server writes, and the notes, that have a rule of their own. */
const apart: readonly (keyof Task)[] = ["meta", "lastModified", "note"];

/** Tells whether a Task is one between members of a team. */
export function isTeamTask(task: Task): boolean {
  return hasCode(task.code, own("taak", "opdracht"));
}

/** What is wrong with a change of a task between members: only who asked changes what is asked, and only until it has ended; only who does it
 *  changes how far it is, along the steps (who asked may call it off); notes are added, never changed. Each issue names its element. */
export function teamTaskChangeFaults(former: Task, next: Task, as: TaskSide): readonly Issue[] {
  const changed = changedElements(former, next);
  const faults: Issue[] = [];
  const refuse = (element: keyof Task, text: string): void => void faults.push({ rule: "own-part", text, expression: `Task.${element}` });
  const callsOff = as === "requester" && next.status === "cancelled" && former.status !== "cancelled";
  const hasEnded = stepsFrom(former.status).length === 0;
  for (const element of changed) {
    if (apart.includes(element)) continue;
    if (fixed.includes(element)) refuse(element, "this stays as it is; ask it in a new task");
    else if (!ofOwner.includes(element)) {
      if (as === "owner") refuse(element, "only who asked changes what is asked");
      else if (hasEnded) refuse(element, "the task has ended; ask it in a new task");
    } else if (as === "requester" && !(callsOff && (element === "status" || element === "statusReason"))) refuse(element, "only who does the task changes how far it is");
  }
  const step = teamTaskStepFault(former.status, next.status);
  if (step !== undefined) faults.push(step);
  const note = noteFault(former, next);
  if (note !== undefined) faults.push(note);
  return faults;
}

/** What is wrong with a new task: it begins as `requested`. */
export function newTeamTaskFaults(task: Task): readonly Issue[] {
  return task.status === "requested" ? [] : [{ rule: "status-step", text: "a new task is requested", expression: "Task.status" }];
}

function stepsFrom(status: string): readonly TeamTaskStatus[] {
  return new Map<string, readonly TeamTaskStatus[]>(Object.entries(nextTeamTaskStatus)).get(status) ?? [];
}

function changedElements(former: Task, next: Task): readonly (keyof Task)[] {
  const names = new Set([...Object.keys(former), ...Object.keys(next)]) as ReadonlySet<keyof Task>;
  return [...names].filter((name) => !isDeepStrictEqual(former[name], next[name]));
}

function noteFault({ note: before = [] }: Task, { note: after = [] }: Task): Issue | undefined {
  const at = before.findIndex((note, place) => !isDeepStrictEqual(note, after[place]));
  return at < 0 ? undefined : { rule: "own-part", text: "what was noted stays; add a note behind it", expression: `Task.note[${at}]` };
}
