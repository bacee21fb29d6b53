import type { ResourceTypeName } from "@wijkverband/fhir";
import type { Domain } from "./condition.ts";
import type { Role } from "./roles.ts";
import type { Tie } from "./ties.ts";

/** `read` covers read, vread, history and search of what is read. `visit` is to see how to get into the home, live, for a visit (`home-access`). */
export type Action =
  | "read"
  | "visit"
  | "create"
  | "update"
  | "delete"
  | "$assemble-handover"
  | "$publish-handover"
  | "$withdraw-handover"
  | "$palliative-handover"
  | "$responsible-gp";

/** One right. `domains` absent: whatever the label. */
export interface Row {
  readonly key: string;
  readonly roles: readonly Role[];
  readonly may: readonly Action[];
  readonly on: readonly ResourceTypeName[];
  readonly domains?: readonly Domain[];
  readonly when: Tie;
  readonly why: string;
}

const deciders: readonly Role[] = ["huisarts", "waarnemer"];
const practiceTeam: readonly Role[] = ["huisarts", "aios", "anios", "physician-assistant", "verpleegkundig-specialist", "poh", "poh-ggz", "doktersassistent"];
const nursing: readonly Role[] = ["wijkverpleegkundige", "verzorgende"];
const pharmacy: readonly Role[] = ["apotheker", "apothekersassistent"];
const consultants: readonly Role[] = ["specialist-ouderengeneeskunde", "arts-vg"];
const post: readonly Role[] = ["post-huisarts", "triagist"];
const professionals: readonly Role[] = [
  ...practiceTeam, "waarnemer", "praktijkmanager", ...consultants, ...nursing, ...pharmacy, "sociaal-werker", ...post, "zcc-triagist", "rho-analist",
];

const directory: readonly ResourceTypeName[] = ["Organization", "Practitioner", "PractitionerRole", "OrganizationAffiliation", "HealthcareService", "Location"];
const people: readonly ResourceTypeName[] = ["Patient", "RelatedPerson"];
const advance: readonly ResourceTypeName[] = ["Consent", "Goal", "Observation", "Device", "DeviceUseStatement", "Procedure", "Encounter", "Communication", "CommunicationRequest"];
const medication: readonly ResourceTypeName[] = ["Medication", "MedicationRequest", "MedicationStatement", "MedicationDispense", "AllergyIntolerance"];
const content: readonly ResourceTypeName[] = [...advance, ...medication, "Condition", "CarePlan", "Flag", "List", "Basic"];
/** What a nurse may add in the own domain. Consents give or take access and hold limits; Basic says where the own GP is; a List says that there is
 *  nothing: a handover rests on these, so they are the dossier's. */
const nursingContent: readonly ResourceTypeName[] = content.filter((type) => !["Consent", "Basic", "List"].includes(type));
const publication: readonly ResourceTypeName[] = ["ServiceRequest", "Bundle", "Composition", "DocumentReference", "Provenance"];
const everything: readonly ResourceTypeName[] = [...people, ...content, ...publication, "CareTeam", "Task"];

/** Who may do what. First matching row wins; no row, no access (`no-row-no-access`).
 *  Read it aloud: "a <role> may <may> a <on> of <domains> when <when>, because <why>". */
// oxfmt-ignore
export const policy: readonly Row[] = [
  // the directory of people and organisations holds no patient data
  { key: "directory-read",        roles: [...professionals, "patient", "mantelzorger"], may: ["read"], on: directory, when: "everyone", why: "whom to call is no secret in the network" },
  { key: "directory-own",         roles: [...practiceTeam, "praktijkmanager"], may: ["create", "update"], on: ["Practitioner", "PractitionerRole", "HealthcareService", "Location"], when: "own-part", why: "an organisation keeps its own people and hours" },

  // the practice of registration owns the record (BW 7:454, D3 continuity)
  { key: "dossier-read",          roles: practiceTeam, may: ["read"], on: everything, when: "registered-practice", why: "dossier-owner: the team of the practice of registration reads the whole record" },
  { key: "dossier-read-cover",    roles: deciders, may: ["read"], on: everything, when: "covering", why: "a locum in force stands in for the huisarts (BW 7:457)" },
  { key: "dossier-write",         roles: practiceTeam, may: ["create", "update"], on: [...people, ...content], domains: ["medisch", "gedeeld"], when: "registered-practice", why: "dossier-owner: the team keeps the record under the huisarts" },
  { key: "dossier-write-cover",   roles: deciders, may: ["create", "update"], on: [...people, ...content], domains: ["medisch", "gedeeld"], when: "covering", why: "a locum in force keeps the record too" },
  { key: "dossier-delete",        roles: deciders, may: ["delete"], on: content, domains: ["medisch"], when: "registered-practice", why: "gp-decides: only the huisarts takes something out" },
  { key: "dossier-delete-cover",  roles: deciders, may: ["delete"], on: content, domains: ["medisch"], when: "covering", why: "gp-decides: or the locum in force" },

  // registration
  { key: "register",              roles: [...practiceTeam, "praktijkmanager"], may: ["create"], on: ["Patient"], domains: ["gedeeld"], when: "own-part", why: "a practice registers who chose it; the server makes the registration" },
  { key: "register-task",         roles: [...practiceTeam, "praktijkmanager"], may: ["read"], on: ["Task"], when: "own-part", why: "follows the registration it asked for" },

  // the handover
  { key: "handover-prepare",      roles: practiceTeam, may: ["$assemble-handover"], on: ["Patient"], when: "registered-practice", why: "the team prepares, the huisarts publishes" },
  { key: "handover-prepare-cover",roles: deciders, may: ["$assemble-handover"], on: ["Patient"], when: "covering", why: "as the own huisarts" },
  { key: "handover-prepare-member",roles: consultants, may: ["$assemble-handover"], on: ["Patient"], when: "team-member", why: "a consultant in the team prepares; gp-decides: he does not publish" },
  { key: "handover-publish",      roles: ["huisarts"], may: ["$publish-handover", "$withdraw-handover"], on: ["Patient"], when: "registered-practice", why: "gp-decides" },
  { key: "handover-publish-cover",roles: deciders, may: ["$publish-handover", "$withdraw-handover"], on: ["Patient"], when: "covering", why: "gp-decides: a covering waarnemer decides as the huisarts" },
  { key: "handover-own",          roles: practiceTeam, may: ["$palliative-handover", "$responsible-gp"], on: ["Patient"], when: "registered-practice", why: "sees what the post sees" },
  { key: "handover-own-cover",    roles: deciders, may: ["$palliative-handover", "$responsible-gp"], on: ["Patient"], when: "covering", why: "sees what the post sees" },
  { key: "handover-post",         roles: post, may: ["$palliative-handover", "$responsible-gp"], on: ["Patient"], when: "addressed-post", why: "basis b: the handover is addressed to this post" },
  { key: "handover-post-entries", roles: post, may: ["read"], on: [...people, ...content, ...publication], domains: ["medisch", "verpleegkundig", "farmaceutisch", "gedeeld"], when: "addressed-entry", why: "who-reads-parts" },
  { key: "handover-consent",      roles: post, may: ["$palliative-handover", "$responsible-gp"], on: ["Patient"], when: "consented", why: "basis a: explicit consent of the patient (Wabvpz 15a)" },
  { key: "handover-consent-entries", roles: post, may: ["read"], on: [...people, ...content, ...publication], domains: ["medisch", "verpleegkundig", "farmaceutisch", "gedeeld"], when: "consented-entry", why: "who-reads-parts" },
  { key: "handover-member",       roles: [...nursing, ...pharmacy, ...consultants], may: ["$palliative-handover", "$responsible-gp"], on: ["Patient"], when: "team-member", why: "members of the team act on the same agreements" },
  { key: "handover-member-entries", roles: [...nursing, ...pharmacy, ...consultants], may: ["read"], on: [...people, ...content, ...publication], domains: ["medisch", "verpleegkundig", "farmaceutisch", "gedeeld"], when: "consented-entry", why: "who-reads-parts" },
  { key: "front-door-responsible",roles: ["zcc-triagist"], may: ["$responsible-gp"], on: ["Patient"], when: "front-door", why: "the front door asks whom to call, nothing else" },

  // getting in: who may stand at the door tonight
  { key: "visit-own",             roles: practiceTeam, may: ["visit"], on: ["Patient"], when: "registered-practice", why: "home-access: the own practice visits" },
  { key: "visit-cover",           roles: deciders, may: ["visit"], on: ["Patient"], when: "covering", why: "home-access: so does the locum in force" },
  { key: "visit-post",            roles: ["post-huisarts"], may: ["visit"], on: ["Patient"], when: "addressed-post", why: "home-access: the doctor of the addressed post visits at night" },
  { key: "visit-nursing",         roles: nursing, may: ["visit"], on: ["Patient"], when: "team-member", why: "home-access: nurses and carers of the team come every day" },
  { key: "visit-self",            roles: ["patient", "mantelzorger"], may: ["visit"], on: ["Patient"], when: "self", why: "it is their door" },

  // members of the neighbourhood team
  { key: "member-team",           roles: [...nursing, ...pharmacy, ...consultants, "sociaal-werker"], may: ["read"], on: ["CareTeam", "Patient"], domains: ["gedeeld"], when: "team-member", why: "a member knows the patient and the team" },
  { key: "nursing-limits",        roles: [...nursing, ...consultants], may: ["read"], on: ["Consent", "AllergyIntolerance", "RelatedPerson"], domains: ["medisch", "gedeeld"], when: "team-member", why: "who-reads-parts: limits, directives, allergies and representative for every nursing member with a basis" },
  { key: "nursing-read",          roles: [...nursing, ...consultants], may: ["read"], on: content, domains: ["verpleegkundig", "gedeeld"], when: "team-member", why: "nursing members share the nursing record" },
  { key: "nursing-own",           roles: nursing, may: ["create"], on: nursingContent, domains: ["verpleegkundig"], when: "team-member", why: "own-part" },
  { key: "pharmacy-read",         roles: pharmacy, may: ["read"], on: [...medication, "RelatedPerson"], domains: ["medisch", "farmaceutisch", "gedeeld"], when: "team-member", why: "medication is looked after together" },
  { key: "pharmacy-own",          roles: pharmacy, may: ["create"], on: medication, domains: ["farmaceutisch"], when: "team-member", why: "own-part" },
  { key: "nursing-pharmacy",      roles: nursing, may: ["read"], on: medication, domains: ["farmaceutisch"], when: "team-member", why: "gives the medication that the pharmacist prepared" },
  { key: "social-own",            roles: ["sociaal-werker"], may: ["create"], on: ["CarePlan", "Goal", "Observation"], domains: ["sociaal"], when: "team-member", why: "own-part; explicit opt-in" },
  { key: "own-part-read",         roles: [...nursing, ...pharmacy, ...consultants, "sociaal-werker"], may: ["read", "update", "delete"], on: content, domains: ["verpleegkundig", "farmaceutisch", "sociaal"], when: "own-part", why: "own-part: who wrote it keeps it, also after leaving the team" },

  // the patient reads the own record
  { key: "patient-read",          roles: ["patient", "mantelzorger"], may: ["read", "$palliative-handover", "$responsible-gp"], on: everything, when: "self", why: "own record (BW 7:456)" },
];

/** The rule that a refusal names when the caller may see the patient but not do this. */
export const refusedBy: Readonly<Record<Action, "gp-decides" | "own-part" | "home-access" | "no-row-no-access">> = {
  read: "no-row-no-access",
  visit: "home-access",
  create: "no-row-no-access",
  update: "own-part",
  delete: "gp-decides",
  "$assemble-handover": "no-row-no-access",
  "$publish-handover": "gp-decides",
  "$withdraw-handover": "gp-decides",
  "$palliative-handover": "no-row-no-access",
  "$responsible-gp": "no-row-no-access",
};
