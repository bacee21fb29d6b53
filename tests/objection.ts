import { mainPatient } from "@wijkverband/server";

/** The main patient objects to one organisation, by name (`Organization/x`). */
export function objectionTo(organization: string): object {
  return {
    resourceType: "Consent",
    status: "active",
    scope: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/consentscope", code: "patient-privacy" }] },
    category: [{ coding: [{ system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "IDSCL" }] }],
    patient: { reference: mainPatient },
    dateTime: "2026-11-24",
    performer: [{ reference: mainPatient }],
    organization: [{ reference: "Organization/praktijk-voorbeeldstraat" }],
    policyRule: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "OPTOUT" }] },
    provision: { provision: [{ type: "deny", actor: [{ role: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/v3-ParticipationType", code: "IRCP" }] }, reference: { reference: organization } }] }] },
  };
}
