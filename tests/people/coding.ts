import type { CodeableConcept } from "hl7-fhir-r4-types";
import { codeSystemUrl, system } from "@wijkverband/fhir";

/** A SNOMED concept. */
export function sct(code: string, display?: string): CodeableConcept {
  return { coding: [{ system: system.snomed, code, ...(display !== undefined && { display }) }] };
}

/** A concept of one of our own code systems. */
export function own(codeSystem: string, code: string): CodeableConcept {
  return { coding: [{ system: codeSystemUrl(codeSystem), code }] };
}

/** A concept of a code system of somebody else. */
export function coded(url: string, code: string): CodeableConcept {
  return { coding: [{ system: url, code }] };
}

/** A reference with words. */
export function to(reference: string, display?: string): { reference: string; display?: string } {
  return { reference, ...(display !== undefined && { display }) };
}
