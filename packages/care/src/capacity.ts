import { pzpAddresses } from "@wijkverband/fhir";
import type { Patient } from "hl7-fhir-r4-types";

/** The extension moved with the canonical of PZP (facts §1.5); both are read. */
export const capacityUrls: readonly string[] = pzpAddresses("https://fhir.iknl.nl/fhir/StructureDefinition/ext-LegallyCapable-MedicalTreatmentDecisions");

/** Whether the patient is legally capable of medical treatment decisions. `capable` absent: not recorded. */
export interface Capacity {
  readonly capable?: boolean;
  readonly comment?: string;
}

/** Reads the patient's capacity. */
export function capacityOf(patient: Patient | undefined): Capacity {
  const parts = patient?.extension?.find(({ url }) => url !== undefined && capacityUrls.includes(url))?.extension;
  const capable = parts?.find(({ url }) => url === "legallyCapable")?.valueBoolean;
  const comment = parts?.find(({ url }) => url === "legallyCapableComment")?.valueString;
  return { ...(capable !== undefined && { capable }), ...(comment !== undefined && { comment }) };
}

/** Capacity in Dutch, or `undefined` when nothing is recorded. */
export function capacityText({ capable, comment }: Capacity): string | undefined {
  const verdict = capable === undefined ? undefined : capable ? "Wilsbekwaam" : "Wilsonbekwaam";
  return verdict && comment ? `${verdict}: ${comment}` : (verdict ?? comment);
}
