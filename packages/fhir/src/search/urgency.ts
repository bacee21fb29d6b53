import type { Task } from "hl7-fhir-r4-types";
import { instantRange } from "./instant-range.ts";

const day = 86_400_000;

/** How much sooner a priority counts than the day it is due. */
const sooner: ReadonlyMap<string, number> = new Map([
  ["urgent", 3 * day],
  ["asap", 7 * day],
  ["stat", 30 * day],
]);

/** What has no day to be done by counts as due so long after it was asked: as long as a proposal waits. */
const withoutDay = 14 * day;

/** The value of our search parameter `Task-urgency`, as an instant: one order for all that waits, whatever kind of task it is. R4 sorts by one
 *  element after another, and neither the day alone nor the priority alone says what comes first. None for a task without any day. */
export function urgencyOf(task: Pick<Task, "authoredOn" | "priority" | "restriction">): readonly string[] {
  const due = instantRange(task.restriction?.period?.end ?? "");
  const asked = instantRange(task.authoredOn ?? "");
  if (due === undefined && asked === undefined) return [];
  const at = due === undefined ? (asked?.start ?? 0) + withoutDay : due.end - 1;
  const moved = new Date(at - (sooner.get(task.priority ?? "routine") ?? 0));
  // a year beyond four digits is no FHIR date
  return moved.getUTCFullYear() < 1 || moved.getUTCFullYear() > 9999 ? [] : [moved.toISOString()];
}
