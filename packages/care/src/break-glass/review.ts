import { codeSystemUrl, profileUrl } from "@wijkverband/fhir";
import type { Task } from "hl7-fhir-r4-types";
import { addDays, localDate, weekdayOf } from "../amsterdam.ts";
import { seedHolidays } from "../holidays.ts";
import { hasCode, own } from "../coding.ts";
import type { Objection } from "./admit.ts";

/** Within how many working days the own practice looks at it. */
const reviewWorkingDays = 5;

/** Over how many days earlier use by the same person is counted. */
export const countedDays = 90;

/** What the own huisarts decides: codes of CodeSystem `oordeel`, with their Dutch words. */
export type ReviewDecision = "justified" | "not-justified";
export const reviewDecisions: Readonly<Record<ReviewDecision, string>> = { justified: "nodig", "not-justified": "niet nodig" };

type ReviewStatus = "requested" | "completed";

/** Which status of a review may follow which: what was decided stays decided. */
export const nextReviewStatus: Readonly<Record<ReviewStatus, readonly ReviewStatus[]>> = { requested: ["completed"], completed: [] };

export interface ReviewInput {
  readonly id: string;
  readonly grant: Task & { readonly id: string };
  /** `Organization/<id>` of the practice of registration, or of the last one. */
  readonly practice?: string;
  /** How often this person used emergency access for patients of this practice in the last `countedDays` days, this time included. */
  readonly uses: number;
  readonly objection: Objection;
  readonly at: Date;
}

/** The Task that asks the own practice to look at a grant. Against an objection, it is urgent. */
export function reviewOf({ id, grant, practice, uses, objection, at }: ReviewInput): Task & { readonly id: string } {
  const input = (code: string) => ({ type: { coding: [{ system: codeSystemUrl("taakgegeven"), code }] } });
  return {
    resourceType: "Task",
    id,
    meta: { profile: [profileUrl("break-glass-review")] },
    status: "requested",
    intent: "order",
    priority: objection === "none" ? "routine" : "urgent",
    code: { coding: [{ system: codeSystemUrl("taak"), code: "noodtoegang-beoordelen" }] },
    focus: { reference: `Task/${grant.id}` },
    ...(grant.for && { for: grant.for }),
    authoredOn: at.toISOString(),
    ...(grant.requester && { requester: grant.requester }),
    ...(practice !== undefined && { owner: { reference: practice } }),
    ...(grant.reasonCode && { reasonCode: grant.reasonCode }),
    restriction: { period: { start: localDate(at.getTime()), end: reviewDue(at) } },
    input: [
      { ...input("noodtoegang-negentig-dagen"), valueInteger: uses },
      { ...input("bezwaar"), valueBoolean: objection !== "none" },
    ],
  };
}

/** The last day on which a review is in time, `YYYY-MM-DD`: weekends and public holidays don't count, nor does the day itself. */
export function reviewDue(at: Date): string {
  let date = localDate(at.getTime());
  for (let left = reviewWorkingDays; left > 0; ) {
    date = addDays(date, 1);
    if (isWorkingDay(date)) left -= 1;
  }
  return date;
}

function isWorkingDay(date: string): boolean {
  const weekday = weekdayOf(Date.parse(`${date}T00:00:00Z`));
  return weekday !== "sat" && weekday !== "sun" && !seedHolidays(Number(date.slice(0, 4))).some((holiday) => holiday.date === date);
}

/** Tells whether a Task is the review of a grant. */
export function isReview(task: Task): boolean {
  return hasCode(task.code, own("taak", "noodtoegang-beoordelen"));
}

export function isReviewDecision(code: string): code is ReviewDecision {
  return Object.hasOwn(reviewDecisions, code);
}

/** The review as it is decided. Refused for a second decision, and for the person who came in: nobody judges the own use. */
export function decideReview(
  review: Task,
  { decision, text, by, at }: { readonly decision: ReviewDecision; readonly text: string; readonly by: string | undefined; readonly at: Date },
): { readonly outcome: "decided"; readonly review: Task } | { readonly outcome: "refused"; readonly why: "own-use" | "decided-before" } {
  if (by !== undefined && review.requester?.reference === by) return { outcome: "refused", why: "own-use" };
  const steps = Object.hasOwn(nextReviewStatus, review.status) ? nextReviewStatus[review.status as ReviewStatus] : [];
  if (!steps.includes("completed")) return { outcome: "refused", why: "decided-before" };
  const businessStatus = { coding: [{ system: codeSystemUrl("oordeel"), code: decision, display: reviewDecisions[decision] }] };
  return { outcome: "decided", review: { ...review, status: "completed", businessStatus, statusReason: { text }, lastModified: at.toISOString() } };
}
