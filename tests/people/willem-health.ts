import type { AllergyIntolerance, CarePlan, Condition, Device, DeviceUseStatement, MedicationRequest, MedicationStatement } from "hl7-fhir-r4-types";
import { system } from "@wijkverband/fhir";
import { coded, own, sct, to } from "./coding.ts";
import { eva, first, noor, willem } from "./willem-around.ts";

/** What Willem has, takes and carries, and what to do when it gets worse. */

/** Main diagnosis and COPD. */
export function problemen(): Condition[] {
  const problem = (id: string, text: string, category: string): Condition => ({
    resourceType: "Condition",
    ...first(id),
    clinicalStatus: coded("http://terminology.hl7.org/CodeSystem/condition-clinical", "active"),
    verificationStatus: {
      coding: [
        { system: "http://terminology.hl7.org/CodeSystem/condition-ver-status", code: "confirmed" },
        { system: system.snomed, code: "410605003" },
      ],
    },
    category: [sct(category)],
    code: { text },
    subject: willem,
    recordedDate: "2026-11-18",
    recorder: eva,
  });
  return [
    problem("willem-diagnose", "Longkanker rechts met uitzaaiingen in lever en botten", "282291009"),
    problem("willem-benauwdheid", "Benauwd, ook in rust", "409586006"),
  ];
}

/** What he takes, as the nurse asked it, and the agreement behind the morphine. */
export function medicatie(): (MedicationStatement | MedicationRequest)[] {
  const use = (id: string, text: string, dosage: string): MedicationStatement => ({
    resourceType: "MedicationStatement",
    ...first(id),
    status: "active",
    category: sct("422979000"),
    medicationCodeableConcept: { text },
    subject: willem,
    effectivePeriod: { start: "2026-11-10" },
    dateAsserted: "2026-11-18",
    informationSource: noor,
    dosage: [{ text: dosage }],
  });
  return [
    use("willem-medicatie-morfine", "morfine tablet met gereguleerde afgifte 10 mg", "2 keer per dag 1 tablet, om 8 uur en om 20 uur"),
    use("willem-medicatie-macrogol", "macrogol poeder", "1 keer per dag 1 zakje"),
    use("willem-medicatie-noodset", "doos met noodmedicijnen", "Alleen door een arts of verpleegkundige"),
    {
      resourceType: "MedicationRequest",
      ...first("willem-medicatieafspraak-morfine"),
      status: "active",
      intent: "order",
      category: [sct("33633005")],
      medicationCodeableConcept: { text: "morfine tablet met gereguleerde afgifte 10 mg" },
      subject: willem,
      authoredOn: "2026-11-10T15:30:00+01:00",
      requester: eva,
      reasonReference: [to("Condition/willem-diagnose", "Longkanker")],
      dosageInstruction: [{ text: "2 keer per dag 1 tablet, om 8 uur en om 20 uur" }],
    },
  ];
}

export function allergie(): AllergyIntolerance {
  return {
    resourceType: "AllergyIntolerance",
    ...first("willem-allergie"),
    clinicalStatus: coded("http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical", "active"),
    verificationStatus: coded("http://terminology.hl7.org/CodeSystem/allergyintolerance-verification", "confirmed"),
    category: ["medication"],
    code: { text: "amoxicilline" },
    patient: willem,
    recordedDate: "2015-06-01",
    recorder: eva,
    reaction: [{ manifestation: [sct("271807003", "eruptie van huid")] }],
  };
}

/** His ICD: the use and the device. */
export function icd(): [DeviceUseStatement, Device] {
  return [
    {
      resourceType: "DeviceUseStatement",
      ...first("willem-icd-gebruik"),
      status: "active",
      subject: willem,
      timingPeriod: { start: "2019-05" },
      device: to("Device/willem-icd", "ICD"),
      note: [{ text: "Staat nog aan." }],
    },
    { resourceType: "Device", ...first("willem-icd"), type: sct("72506001", "implanteerbare cardioverter-defibrillator"), patient: willem },
  ];
}

/** One policy for each problem that is expected. */
export function scenarios(): CarePlan {
  const policies: readonly (readonly [string, string])[] = [
    ["benauwdheid", "Raam open, ventilator aan. Morfinedrank 2,5 ml."],
    ["pijn", "Morfinedrank 2,5 ml. Mag na een uur nog een keer."],
    ["bloeding", "Blijf bij hem. Midazolam 10 mg in de spier. Geen ambulance."],
  ];
  return {
    resourceType: "CarePlan",
    ...first("willem-scenarios"),
    status: "active",
    intent: "plan",
    category: [own("overdracht", "scenario")],
    title: "Plan bij verwachte klachten",
    subject: willem,
    created: "2026-11-18",
    author: eva,
    addresses: [to("Condition/willem-diagnose", "Longkanker")],
    activity: policies.map(([problem, description]) => ({ detail: { status: "scheduled", reasonCode: [own("scenario", problem)], description } })),
  };
}
