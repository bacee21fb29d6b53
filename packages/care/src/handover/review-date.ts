import type { Issue } from "@wijkverband/fhir";
import { codeSystemUrl } from "@wijkverband/fhir";
import type { Resource } from "hl7-fhir-r4-types";
import { addDays, day, localDate, offsetText } from "../amsterdam.ts";
import { codeOf, hasCode } from "../coding.ts";
import { endOf } from "../period.ts";
import { liveContent } from "./content.ts";
import { phaseCode } from "./sections.ts";

/** Days until a handover is to be looked at again. Source: DESIGN §3, `honest-status`. */
export const reviewDays: Readonly<Record<"default" | "terminal" | "most", number>> = { default: 28, terminal: 7, most: 90 };

/** Tells whether the content says that the patient is in the terminal phase. */
export function isTerminal(resources: readonly Resource[], at: Date): boolean {
  return liveContent(resources, at).some(
    (item) => item.resourceType === "Observation" && hasCode(item.code, phaseCode) && codeOf(item.valueCodeableConcept, codeSystemUrl("palliatieve-fase")) === "terminaal",
  );
}

/** The instant until which a publication holds: the end of the day that was asked for, else of the day 28 days ahead, in the terminal phase 7.
 *  As an instant with its offset, because `ServiceRequest.occurrencePeriod` compares it with the instant of publication; never more than 90 days
 *  after that, so that the 90th day itself may be asked for. Refused: in the past, or beyond the 90th day. */
export function reviewDateFor(
  asked: string | undefined,
  isTerminalPhase: boolean,
  at: Date,
): { readonly outcome: "set"; readonly reviewDate: string } | { readonly outcome: "refused"; readonly issue: Issue } {
  const now = at.getTime();
  const today = localDate(now);
  const date = asked ?? addDays(today, isTerminalPhase ? reviewDays.terminal : reviewDays.default);
  const end = endOf(date);
  const refused = (text: string): { outcome: "refused"; issue: Issue } => ({
    outcome: "refused",
    issue: { rule: "review-date", text, expression: "Parameters.parameter.where(name='review-date').value" },
  });
  if (Number.isNaN(end)) return refused("the review date is not a date");
  if (end <= now) return refused("the review date is in the past");
  if (end > endOf(addDays(today, reviewDays.most))) return refused(`a handover is reviewed within ${reviewDays.most} days`);
  // the last second of the day, not the first of the next: whoever shows the date shows the one that was meant
  const last = date.includes("T") ? end : end - 1000;
  return { outcome: "set", reviewDate: offsetText(Math.min(last, now + reviewDays.most * day)) };
}
