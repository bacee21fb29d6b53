import type { Task } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { grantOf } from "./grant.ts";
import { decideReview, isReview, nextReviewStatus, reviewDue, reviewOf } from "./review.ts";

const at = new Date("2026-11-24T02:00:00Z");
const grant = grantOf({ id: "g", patient: "Patient/p", person: "PractitionerRole/r", who: "N. Nacht", reason: { code: "spoed", text: "benauwd" }, at, until: new Date(at.getTime() + 1) });
const review = reviewOf({ id: "b", grant, practice: "Organization/o", uses: 3, objection: "none", at });

describe("break-glass: a review", () => {
  test("asks the own practice, names who came in and why, and how often before", () => {
    expect(review).toMatchObject({ status: "requested", priority: "routine", focus: { reference: "Task/g" }, for: { reference: "Patient/p" }, owner: { reference: "Organization/o" }, requester: { reference: "PractitionerRole/r" }, reasonCode: { text: "benauwd" } });
    expect(review.input?.map(({ valueInteger, valueBoolean }) => valueInteger ?? valueBoolean)).toEqual([3, false]);
    expect(isReview(review)).toBe(true);
    expect(isReview(grant)).toBe(false);
  });

  test("against an objection it is urgent; of somebody who never had a practice nobody owns it", () => {
    const other = reviewOf({ id: "b", grant, uses: 1, objection: "part", at });
    expect(other.priority).toBe("urgent");
    expect(other.owner).toBeUndefined();
  });

  test.each([
    ["2026-11-24T02:00:00Z", "2026-12-01"], // a Tuesday: the weekend doesn't count
    ["2026-11-28T12:00:00Z", "2026-12-04"], // a Saturday
    ["2026-12-24T12:00:00Z", "2027-01-04"], // Christmas on a Friday and Saturday, New Year on a Friday
    ["2026-11-24T23:30:00Z", "2026-12-02"], // already Wednesday in Amsterdam
  ])("what happened at %s is looked at by %s", (instant, due) => {
    expect(reviewDue(new Date(instant))).toBe(due);
  });

  test("is decided once, with words", () => {
    const decided = decideReview(review, { decision: "not-justified", text: "geen spoed", by: "PractitionerRole/gp", at });
    expect(decided).toMatchObject({ outcome: "decided", review: { status: "completed", businessStatus: { coding: [{ code: "not-justified", display: "niet nodig" }] }, statusReason: { text: "geen spoed" } } });
    const closed: Task = decided.outcome === "decided" ? decided.review : review;
    expect(decideReview(closed, { decision: "justified", text: "toch", by: "PractitionerRole/gp", at })).toEqual({ outcome: "refused", why: "decided-before" });
    expect(nextReviewStatus).toEqual({ requested: ["completed"], completed: [] });
  });

  test("is nobody's of the own use", () => {
    expect(decideReview(review, { decision: "justified", text: "was nodig", by: "PractitionerRole/r", at })).toEqual({ outcome: "refused", why: "own-use" });
  });
});
