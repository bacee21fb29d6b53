import { isBsn, system } from "@wijkverband/fhir";
import type { Patient } from "hl7-fhir-r4-types";

/** The BSN of a patient, if it carries one that can be. */
export function bsnOf(patient: Patient): string | undefined {
  return patient.identifier?.find((identifier) => identifier.system === system.bsn && identifier.value !== undefined && isBsn(identifier.value))?.value;
}
