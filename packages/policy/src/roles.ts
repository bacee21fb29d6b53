/** The roles of the policy table, by the Dutch key that tokens, table and audit use. */
export type Role =
  | "huisarts"
  | "waarnemer"
  | "aios"
  | "anios"
  | "physician-assistant"
  | "verpleegkundig-specialist"
  | "poh"
  | "poh-ggz"
  | "doktersassistent"
  | "praktijkmanager"
  | "specialist-ouderengeneeskunde"
  | "arts-vg"
  | "wijkverpleegkundige"
  | "verzorgende"
  | "apotheker"
  | "apothekersassistent"
  | "sociaal-werker"
  | "post-huisarts"
  | "triagist"
  | "zcc-triagist"
  | "patient"
  | "mantelzorger"
  | "rho-analist";

/** Role -> what a person reads. */
export const roles: Readonly<Record<Role, { readonly nl: string; readonly en: string }>> = {
  huisarts: { nl: "huisarts", en: "general practitioner" },
  waarnemer: { nl: "waarnemer", en: "locum GP" },
  aios: { nl: "huisarts in opleiding", en: "GP in training" },
  anios: { nl: "basisarts (anios)", en: "doctor not in training" },
  "physician-assistant": { nl: "physician assistant", en: "physician assistant" },
  "verpleegkundig-specialist": { nl: "verpleegkundig specialist", en: "nurse practitioner" },
  poh: { nl: "praktijkondersteuner", en: "practice nurse" },
  "poh-ggz": { nl: "praktijkondersteuner ggz", en: "mental health practice nurse" },
  doktersassistent: { nl: "doktersassistent", en: "doctor's assistant" },
  praktijkmanager: { nl: "praktijkmanager", en: "practice manager" },
  "specialist-ouderengeneeskunde": { nl: "specialist ouderengeneeskunde", en: "elderly care physician" },
  "arts-vg": { nl: "arts verstandelijk gehandicapten", en: "intellectual disability physician" },
  wijkverpleegkundige: { nl: "wijkverpleegkundige", en: "district nurse" },
  verzorgende: { nl: "verzorgende", en: "care worker" },
  apotheker: { nl: "apotheker", en: "pharmacist" },
  apothekersassistent: { nl: "apothekersassistent", en: "pharmacy assistant" },
  "sociaal-werker": { nl: "sociaal werker", en: "social worker" },
  "post-huisarts": { nl: "huisarts op de spoedpost", en: "GP at the out-of-hours post" },
  triagist: { nl: "triagist", en: "triage nurse" },
  "zcc-triagist": { nl: "triagist zorgcoördinatiecentrum", en: "triage nurse of the coordination centre" },
  patient: { nl: "patiënt", en: "patient" },
  mantelzorger: { nl: "mantelzorger", en: "informal carer" },
  "rho-analist": { nl: "analist van de regio-organisatie", en: "analyst of the regional organisation" },
};

/** Who is cared for, and who cares as family or friend: tied to a patient, not to an organisation. */
export type PatientSide = Extract<Role, "patient" | "mantelzorger">;
export const patientSide: readonly PatientSide[] = ["patient", "mantelzorger"];

/** Tells whether a role is on the patient's side. */
export function isOnPatientSide(role: string): role is PatientSide {
  return patientSide.some((each) => each === role);
}

/** Tells whether a role named by a token is one of ours. */
export function isRole(value: string): value is Role {
  return Object.hasOwn(roles, value);
}
