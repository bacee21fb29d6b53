import { codeSystemUrl, type Issue } from "@wijkverband/fhir";
import type { Task } from "hl7-fhir-r4-types";
import { hasCode, own } from "./coding.ts";

/** Codes of CodeSystem `wisgrond`, what each leads to, and how it reads. */
export const eraseGrounds = {
  "verzoek-patient": { leadsTo: "erase", nl: "verzoek van de patiënt" },
  bewaartermijn: { leadsTo: "erase", nl: "bewaartermijn voorbij" },
  "belang-ander": { leadsTo: "refuse", nl: "belang van een ander" },
  "wettelijke-plicht": { leadsTo: "refuse", nl: "wettelijke plicht" },
} as const;
export type EraseGround = keyof typeof eraseGrounds;

/** How long a record is kept after its last change, in years (BW 7:454 lid 3). */
export const keptYears = 20;

export interface EraseQuestion {
  readonly ground: string;
  /** The request that this answers, if one was named and found. */
  readonly request?: Task;
  readonly explanation?: string;
  /** When the record was last changed. */
  readonly lastChange: Date;
  readonly at: Date;
}

export type EraseDecision =
  /** `lastChangeBefore`: the instant before which all of the record must have been written, for a retention period that is over. */
  | { readonly outcome: "erase"; readonly ground: EraseGround; readonly lastChangeBefore?: Date }
  | { readonly outcome: "refuse"; readonly ground: EraseGround; readonly request: Task; readonly explanation: string }
  | { readonly outcome: "incomplete"; readonly issues: readonly Issue[] };

/** Decides what becomes of a question to erase (`keep-and-erase`, BW 7:455). Lists every fault, not the first. */
export function decideErase({ ground, request, explanation, lastChange, at }: EraseQuestion): EraseDecision {
  const issues: Issue[] = [];
  const fault = (name: string, text: string): void => void issues.push({ text, expression: `Parameters.parameter.where(name='${name}')`, rule: "keep-and-erase" });
  const known = isGround(ground) ? ground : undefined;
  if (known === undefined) fault("ground", `ground is one of ${Object.keys(eraseGrounds).join(", ")}`);
  const refuses = known !== undefined && eraseGrounds[known].leadsTo === "refuse";
  const words = explanation?.trim() ?? "";
  if (refuses && words === "") fault("explanation", "a refusal says why, in words that the patient understands");
  if (!refuses && explanation !== undefined) fault("explanation", "an explanation belongs to a refusal");
  if (known !== "bewaartermijn" && (request === undefined || !isOpenEraseRequest(request))) fault("request", "an open request of the patient to erase this record is needed");
  const limit = yearsBefore(at, keptYears);
  if (known === "bewaartermijn" && lastChange > limit) fault("ground", `the record is kept for ${keptYears} years after its last change`);
  if (known === undefined || issues.length > 0) return { outcome: "incomplete", issues };
  if (refuses && request !== undefined) return { outcome: "refuse", ground: known, request, explanation: words };
  return { outcome: "erase", ground: known, ...(known === "bewaartermijn" && { lastChangeBefore: new Date(limit.getTime() + 1) }) };
}

/** Tells whether a Task asks to erase a record. */
export function isEraseRequest(task: Task): boolean {
  return hasCode(task.code, own("taak", "wisverzoek"));
}

function isOpenEraseRequest(task: Task): boolean {
  return isEraseRequest(task) && task.status === "requested";
}

/** The request as the huisarts closes it, for the patient to read. When stands in `meta`: R4 (inv-1) can't compare an instant with a request of a mere date.
 *  @param by `PractitionerRole/<id>` of the huisarts */
export function refusedRequest(request: Task, ground: EraseGround, explanation: string, by: string | undefined): Task {
  return {
    ...request,
    status: "rejected",
    statusReason: { coding: [{ system: codeSystemUrl("wisgrond"), code: ground, display: eraseGrounds[ground].nl }], text: explanation },
    ...(by !== undefined && { owner: { reference: by } }),
  };
}

function isGround(code: string): code is EraseGround {
  return Object.hasOwn(eraseGrounds, code);
}

function yearsBefore(at: Date, years: number): Date {
  const before = new Date(at);
  before.setUTCFullYear(before.getUTCFullYear() - years);
  return before;
}
