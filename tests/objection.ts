import { mainPatient } from "@wijkverband/server";

const subject = { reference: mainPatient };

/** The main patient objects to one organisation, by name (`Organization/x`). */
export function objectionTo(organization: string): object {
  return objection({ actor: [named(organization)] });
}

/** The main patient objects, as far as a provision says (its actors, labels or data); without any, to everything by everyone. */
export function objection(provision: object = {}): object {
  return {
    resourceType: "Consent",
    status: "active",
    scope: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/consentscope", code: "patient-privacy" }] },
    category: [{ coding: [{ system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "IDSCL" }] }],
    patient: subject,
    dateTime: "2026-11-24",
    performer: [subject],
    organization: [{ reference: "Organization/praktijk-voorbeeldstraat" }],
    policyRule: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "OPTOUT" }] },
    provision: { provision: [{ type: "deny", ...provision }] },
  };
}

/** An actor of a provision: one organisation. */
export function named(organization: string): object {
  return { role: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/v3-ParticipationType", code: "IRCP" }] }, reference: { reference: organization } };
}
