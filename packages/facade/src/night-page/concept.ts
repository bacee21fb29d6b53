import type { CodeableConcept, Coding } from "hl7-fhir-r4-types";
import type { Texts } from "./texts/texts.ts";

/** Words of a coding: its display, else what we know of the code, else the code itself: better a code than nothing. What HL7 displays is English, so there our words go first. */
function describeCoding(coding: Coding | undefined, texts: Texts): string | undefined {
  if (coding === undefined) return undefined;
  const ours = texts.codes[`${coding.system}|${coding.code}`];
  const isEnglish = coding.system?.startsWith("http://terminology.hl7.org/") === true;
  return (isEnglish ? (ours ?? coding.display) : (coding.display ?? ours)) ?? coding.code;
}

/** Words of a concept: its own text first, since that is what the author wrote; else the first coding that has words. */
export function describeConcept(concept: CodeableConcept | undefined, texts: Texts): string | undefined {
  if (concept === undefined) return undefined;
  const codings = concept.coding ?? [];
  const known = codings.find(({ display, system, code }) => display !== undefined || texts.codes[`${system}|${code}`] !== undefined);
  return concept.text ?? describeCoding(known ?? codings[0], texts);
}

/** Words of several concepts, separated by commas. */
export function describeConcepts(concepts: readonly CodeableConcept[] | undefined, texts: Texts): string | undefined {
  const words = (concepts ?? []).map((concept) => describeConcept(concept, texts)).filter((word) => word !== undefined);
  return words.length === 0 ? undefined : words.join(", ");
}

/** Tells whether a concept holds a code, of `codeSystem` when that is given. */
export function hasCode(concept: CodeableConcept | undefined, codeSystem: string, ...codes: readonly string[]): boolean {
  return concept?.coding?.some((coding) => coding.system === codeSystem && coding.code !== undefined && codes.includes(coding.code)) ?? false;
}

/** The same for a list of concepts. */
export function someHasCode(concepts: readonly CodeableConcept[] | undefined, codeSystem: string, ...codes: readonly string[]): boolean {
  return concepts?.some((concept) => hasCode(concept, codeSystem, ...codes)) ?? false;
}
