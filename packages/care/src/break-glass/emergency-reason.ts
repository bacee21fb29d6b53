import { codeSystemUrl, type Issue } from "@wijkverband/fhir";
import type { CodeableConcept } from "hl7-fhir-r4-types";

/** Why somebody comes in: a code of CodeSystem `noodreden`, and its Dutch word. */
export type EmergencyReason = "spoed" | "vitaal-belang" | "geen-overdracht";
export const emergencyReasons: Readonly<Record<EmergencyReason, string>> = { spoed: "spoed", "vitaal-belang": "vitaal belang", "geen-overdracht": "geen overdracht" };

/** The reason as somebody stated it: code and own words. */
export interface StatedReason {
  readonly code: EmergencyReason;
  readonly text: string;
}

/** Most characters of the own words; a reason is no letter. */
const longest = 1000;

/** Reads the reason that somebody gave (`break-glass`): one code of `noodreden`, and words. Other codings are passed over: nobody checks them.
 *  @param at FHIRPath of the concept */
export function readEmergencyReason(concept: CodeableConcept | undefined, at: string): { readonly outcome: "stated"; readonly reason: StatedReason } | { readonly outcome: "refused"; readonly issues: readonly Issue[] } {
  if (concept === undefined) return { outcome: "refused", issues: [issue("emergency access needs a reason", at)] };
  const codes = listOf(concept.coding).filter((coding) => coding?.system === codeSystemUrl("noodreden")).map(({ code }) => code);
  const code = codes.length === 1 ? codes.find(isEmergencyReason) : undefined;
  const text = typeof concept.text === "string" ? concept.text.trim() : "";
  const issues = [
    ...(code === undefined ? [issue(`one code of noodreden is needed: ${Object.keys(emergencyReasons).join(", ")}`, `${at}.value.coding`)] : []),
    ...(isWords(text) ? [] : [issue(`a reason in words is needed, of at most ${longest} characters`, `${at}.value.text`)]),
  ];
  return code === undefined || issues.length > 0 ? { outcome: "refused", issues } : { outcome: "stated", reason: { code, text } };
}

/** Tells whether a trimmed text says something, in letters that may stand in a FHIR string. */
export function isWords(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text) && text.length <= longest && !/[^\P{Cc}\n\r\t]/u.test(text);
}

/** The concept as it is kept. */
export function reasonConcept({ code, text }: StatedReason): CodeableConcept {
  return { coding: [{ system: codeSystemUrl("noodreden"), code, display: emergencyReasons[code] }], text };
}

/** What comes from outside may be anything. */
function listOf<T>(value: readonly T[] | undefined): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : [];
}

function isEmergencyReason(code: string | undefined): code is EmergencyReason {
  return code !== undefined && Object.hasOwn(emergencyReasons, code);
}

function issue(text: string, expression: string): Issue {
  return { text, expression, rule: "break-glass" };
}
