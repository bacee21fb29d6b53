import { isBsn, system } from "@wijkverband/fhir";
import type { Patient, Resource } from "hl7-fhir-r4-types";

/** The BSN of a patient, if it carries one that can be. */
export function bsnOf(patient: Patient): string | undefined {
  return identifiersOf(patient).find((identifier) => identifier.system === system.bsn && isBsn(identifier.code))?.code;
}

/** The business identifiers that a resource carries, in whatever state it was sent: what is known is looked up before it is validated. */
export function identifiersOf(resource: Resource): readonly { readonly system: string; readonly code: string }[] {
  const sent: readonly unknown[] = "identifier" in resource ? [resource.identifier].flat() : [];
  return sent.flatMap((each) => {
    const { system: of, value } = (typeof each === "object" && each !== null ? each : {}) as { system?: unknown; value?: unknown };
    return typeof of === "string" && typeof value === "string" ? [{ system: of, code: value }] : [];
  });
}
