import { codeSystemUrl } from "@wijkverband/fhir";
import type { CodeableConcept } from "hl7-fhir-r4-types";

/** Code systems that FHIR and Nictiz own and that more than one rule here reads. */
export const consentScope = "http://terminology.hl7.org/CodeSystem/consentscope";
export const consentCategory = "http://terminology.hl7.org/CodeSystem/consentcategorycodes";
export const listEmptyReason = "http://terminology.hl7.org/CodeSystem/list-empty-reason";
/** Vektis COD472, relation to the patient. */
export const contactRole = "urn:oid:2.16.840.1.113883.2.4.3.11.22.472";

/** A code out of a code system. */
export interface Code {
  readonly system: string;
  readonly code: string;
}

/** A code of one of our own code systems. */
export function own(codeSystem: string, code: string): Code {
  return { system: codeSystemUrl(codeSystem), code };
}

/** Tells whether a concept holds a code. */
export function hasCode(concept: CodeableConcept | undefined, { system, code }: Code): boolean {
  return concept?.coding?.some((coding) => coding.system === system && coding.code === code) ?? false;
}

/** Tells whether one of several concepts holds a code. */
export function anyHasCode(concepts: readonly CodeableConcept[] | undefined, code: Code): boolean {
  return concepts?.some((concept) => hasCode(concept, code)) ?? false;
}

/** The code that a concept holds of a code system. */
export function codeOf(concept: CodeableConcept | undefined, system: string): string | undefined {
  return concept?.coding?.find((coding) => coding.system === system)?.code;
}

/** How a concept reads: its text, else the first display, else the first code. */
export function textOf(concept: CodeableConcept | undefined): string | undefined {
  return concept?.text ?? concept?.coding?.find(({ display }) => display !== undefined)?.display ?? concept?.coding?.[0]?.code;
}
