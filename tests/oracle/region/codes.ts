import { codeSystemUrl, system } from "@wijkverband/fhir";

type Concept = { readonly coding: readonly { readonly system: string; readonly code: string }[]; readonly text?: string };

export const own = codeSystemUrl;
export const snomed = "http://snomed.info/sct";
export const vektisContact = "urn:oid:2.16.840.1.113883.2.4.3.11.22.472";
export const v3Role = "http://terminology.hl7.org/CodeSystem/v3-RoleCode";
export const organizationType: string = system.organizationType ?? "";

/** Category of the one shared plan, and of a publication (profiles/README.md). */
export const planCode = "135411000146103";
export const transferCode = "308292007";

export function concept(of: string, code: string, words?: string): Concept {
  return { coding: [{ system: of, code }], ...(words !== undefined && { text: words }) };
}

/** A word that stands in one resource only, so that it shows when it leaks. */
export function mark(type: string, id: string): string {
  return `merk:${type}/${id}.`;
}
