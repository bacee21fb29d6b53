import { profileUrl } from "@wijkverband/fhir";
import type { Bundle, Condition } from "hl7-fhir-r4-types";

const snomed = "http://snomed.info/sct";

/** What a practice writes all day: a problem, as our profile wants it, 1 kB. */
export function makeCondition(patient: string): Condition {
  return {
    resourceType: "Condition",
    meta: { profile: [profileUrl("wijk-condition")] },
    clinicalStatus: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/condition-clinical", code: "active" }] },
    verificationStatus: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/condition-ver-status", code: "confirmed" }, { system: snomed, code: "410605003" }] },
    category: [{ coding: [{ system: snomed, code: "409586006" }] }],
    code: { coding: [{ system: snomed, code: "267036007", display: "dyspneu" }], text: "Benauwdheid, ook in rust" },
    subject: { reference: `Patient/${patient}` },
    onsetDateTime: "2026-11",
    recordedDate: "2026-11-18",
    note: [{ text: "Erger in de nacht." }],
  };
}

/** So many problems in one transaction. */
export function makeTransaction(patient: string, size: number): Bundle {
  return {
    resourceType: "Bundle",
    type: "transaction",
    entry: Array.from({ length: size }, (_, n) => ({
      fullUrl: `urn:uuid:00000000-0000-4000-8000-${String(n).padStart(12, "0")}`,
      resource: makeCondition(patient),
      request: { method: "POST" as const, url: "Condition" },
    })),
  };
}
