import type { ResourceTypeName } from "@wijkverband/fhir";
import type { Domain, Kind } from "./condition.ts";
import { patientSide, type Role } from "./roles.ts";
import type { Tie } from "./ties.ts";

/** `read` covers read, vread, history and search of what is read. `visit` is to see how to get into the home, live, for a visit (`home-access`).
 *  `update` covers patch. `pass-objection`: come in by break-glass without vital interest. `handover-exists`: hear that there is one, not what is in it. */
export type Action =
  | "read"
  | "visit"
  | "create"
  | "update"
  | "delete"
  | "$everything"
  | "$access-log"
  | "$assemble-handover"
  | "$publish-handover"
  | "$withdraw-handover"
  | "$palliative-handover"
  | "$responsible-gp"
  | "$break-glass"
  | "pass-objection"
  | "$end-break-glass"
  | "$review-break-glass"
  | "$plan-view"
  | "$propose"
  | "$decide"
  | "$invite"
  | "$leave"
  | "$assign-gp"
  | "$transfer-registration"
  | "$dossier-package"
  | "$cover"
  | "$gp-timeline"
  | "handover-exists"
  | "$report-contact"
  | "$sort-contact"
  | "$acknowledge-contact"
  | "$continuity-signals"
  | "$explain-signal"
  | "$erase";

/** One right. `domains` or `kinds` absent: whatever the label. Without `withheld: true` a row never reaches what is withheld. */
export interface Row {
  readonly key: string;
  readonly roles: readonly Role[];
  readonly may: readonly Action[];
  readonly on: readonly ResourceTypeName[];
  readonly domains?: readonly Domain[];
  readonly kinds?: readonly Kind[];
  readonly withheld?: true;
  readonly when: Tie;
  readonly why: string;
}

/** Of which domain an operation hands something out, where that isn't the domain of what it is asked on: a handover is medical,
 *  so what the patient said about medical data says it of the handover, and of whether there is one. */
export const handsOut: Readonly<Partial<Record<Action, Domain>>> = { "$palliative-handover": "medisch", "handover-exists": "medisch" };

const deciders: readonly Role[] = ["huisarts", "waarnemer"];
const practiceStaff: readonly Role[] = ["huisarts", "poh", "poh-ggz", "doktersassistent"];
const supervised: readonly Role[] = ["aios", "anios", "physician-assistant", "verpleegkundig-specialist"];
/** Who keeps the list of patients of a practice. */
const desk: readonly Role[] = ["huisarts", "doktersassistent", "praktijkmanager"];
const practiceTeam: readonly Role[] = [...practiceStaff, ...supervised];
const nursing: readonly Role[] = ["wijkverpleegkundige", "verzorgende"];
const pharmacy: readonly Role[] = ["apotheker", "apothekersassistent"];
const consultants: readonly Role[] = ["specialist-ouderengeneeskunde", "arts-vg"];
const post: readonly Role[] = ["post-huisarts", "triagist"];
const members: readonly Role[] = [...nursing, ...pharmacy, ...consultants];
const planMembers: readonly Role[] = [...members, "sociaal-werker"];
const breaksGlass: readonly Role[] = ["huisarts", "waarnemer", "post-huisarts", "triagist", "verpleegkundig-specialist", "physician-assistant", "apotheker", "wijkverpleegkundige"];
const professionals: readonly Role[] = [
  ...practiceTeam, "waarnemer", "praktijkmanager", ...consultants, ...nursing, ...pharmacy, "sociaal-werker", ...post, "zcc-triagist", "rho-analist",
];

const directory: readonly ResourceTypeName[] = ["Organization", "Practitioner", "PractitionerRole", "OrganizationAffiliation", "HealthcareService", "Location"];
const people: readonly ResourceTypeName[] = ["Patient", "RelatedPerson"];
const advance: readonly ResourceTypeName[] = ["Consent", "Goal", "Observation", "Device", "DeviceUseStatement", "Procedure", "Encounter", "Communication", "CommunicationRequest", "QuestionnaireResponse"];
const medication: readonly ResourceTypeName[] = ["Medication", "MedicationRequest", "MedicationStatement", "MedicationDispense", "AllergyIntolerance"];
const content: readonly ResourceTypeName[] = [...advance, ...medication, "Condition", "CarePlan", "Flag", "List", "Basic"];
/** What a nurse may add in the own domain. Consents give or take access and hold limits; Basic says where the own GP is; a List says that there is
 *  nothing: a handover rests on these, so they are the dossier's. */
const nursingContent: readonly ResourceTypeName[] = content.filter((type) => !["Consent", "Basic", "List"].includes(type));
const publication: readonly ResourceTypeName[] = ["ServiceRequest", "Bundle", "Composition", "DocumentReference", "Provenance"];
const everything: readonly ResourceTypeName[] = [...people, ...content, ...publication, "CareTeam", "Task"];

/** What care is about. Left out: who may see the record (privacy consents), how to get in, messages of the server, requests. */
const clinical: readonly Kind[] = ["ordinary", "treatment-directive", "advance-directive", "plan"];
const dossier: readonly Kind[] = ["ordinary", "treatment-directive", "advance-directive", "privacy-consent", "home-access"];
const kept: readonly Kind[] = dossier.filter((kind) => kind !== "privacy-consent");
const waiting: readonly Kind[] = ["proposal", "plan-proposal", "invitation", "team-task"];
const transfers: readonly Kind[] = ["transfer", "transfer-contest", "transfer-request"];
const contacts: readonly Kind[] = ["contact-report", "contact-task"];
const limits: readonly Kind[] = ["treatment-directive", "advance-directive"];
const allButSocial: readonly Domain[] = ["medisch", "verpleegkundig", "farmaceutisch", "gedeeld"];

/** Who may do what. First matching row wins; no row, no access (`no-row-no-access`).
 *  Read it aloud: "a <role> may <may> a <on> of <domains> and <kinds> when <when>, because <why>". */
// oxfmt-ignore
export const policy: readonly Row[] = [
  // the directory of people and organisations holds no patient data
  { key: "directory-read",        roles: [...professionals, ...patientSide], may: ["read"], on: directory, when: "everyone", why: "whom to call is no secret in the network" },
  { key: "directory-own",         roles: ["huisarts", "praktijkmanager"], may: ["create", "update"], on: ["Practitioner", "PractitionerRole", "HealthcareService", "Location"], when: "own-part", why: "an organisation keeps its own people and hours; supervised: nobody names the own supervisor" },

  // the practice of registration owns the record (BW 7:454, D3 continuity)
  { key: "dossier-read",          roles: practiceTeam, may: ["read", "$everything"], on: everything, withheld: true, when: "registered-practice", why: "dossier-owner: the team of the practice of registration reads the whole record" },
  { key: "dossier-read-cover",    roles: deciders, may: ["read", "$everything"], on: everything, withheld: true, when: "covering", why: "a locum in force stands in for the huisarts (BW 7:457)" },
  { key: "dossier-write",         roles: practiceStaff, may: ["create", "update"], on: [...people, ...content], domains: ["medisch", "gedeeld"], kinds: dossier, withheld: true, when: "registered-practice", why: "dossier-owner: the team keeps the record under the huisarts" },
  { key: "dossier-write-supervised", roles: supervised, may: ["create", "update"], on: [...people, ...content], domains: ["medisch", "gedeeld"], kinds: dossier, withheld: true, when: "registered-practice-supervised", why: "supervised: who learns or acts under an agreement does so under a huisarts with a name" },
  { key: "dossier-write-cover",   roles: deciders, may: ["create", "update"], on: [...people, ...content], domains: ["medisch", "gedeeld"], kinds: dossier, withheld: true, when: "covering", why: "a locum in force keeps the record too" },
  { key: "dossier-delete",        roles: ["huisarts"], may: ["delete"], on: content, domains: ["medisch"], kinds: kept, withheld: true, when: "registered-practice", why: "gp-decides: only the huisarts takes something out; the word of the patient is ended, never deleted" },
  { key: "dossier-delete-cover",  roles: deciders, may: ["delete"], on: content, domains: ["medisch"], kinds: kept, withheld: true, when: "covering", why: "gp-decides: or the locum in force" },

  { key: "statement-recorded",    roles: practiceStaff, may: ["create"], on: ["Communication"], domains: ["medisch"], kinds: ["patient-statement"], when: "registered-practice", why: "writes down what the patient wants added (BW 7:454 lid 2); nobody changes it afterwards" },

  // registration
  { key: "register",              roles: [...practiceTeam, "praktijkmanager"], may: ["create"], on: ["Patient"], domains: ["gedeeld"], when: "own-practice", why: "a practice registers who chose it; the server makes the registration" },
  { key: "register-task",         roles: [...practiceTeam, "praktijkmanager"], may: ["read"], on: ["Task"], kinds: ["registration"], when: "own-part", why: "follows the registration it asked for" },

  { key: "assign",                roles: desk, may: ["$assign-gp"], on: ["Patient"], when: "registered-practice", why: "two-gps: the practice says which of its huisartsen are the fixed ones" },
  { key: "transfer-declare",      roles: desk, may: ["$transfer-registration"], on: ["Patient"], when: "any-practice", why: "one-practice: the new practice declares what the patient chose; the former one is told and may contest an error" },
  { key: "transfer-ask",          roles: patientSide, may: ["$transfer-registration"], on: ["Patient"], when: "self", why: "who wants another practice asks it" },
  { key: "transfer-decide",       roles: ["huisarts", "praktijkmanager"], may: ["read", "$decide"], on: ["Task"], domains: ["gedeeld"], kinds: transfers, when: "task-owner", why: "who is told of a move may release or contest it; who is contested or asked answers" },
  { key: "transfer-follow",       roles: [...practiceTeam, "praktijkmanager"], may: ["read"], on: ["Task"], domains: ["gedeeld"], kinds: transfers, when: "own-part", why: "follows the move it declared" },
  { key: "transfer-waits",        roles: practiceTeam, may: ["read"], on: ["Task"], domains: ["gedeeld"], kinds: transfers, when: "task-owner", why: "sees what waits for the practice" },
  { key: "package",               roles: ["huisarts"], may: ["$dossier-package"], on: ["Patient"], withheld: true, when: "registered-practice", why: "dossier-owner: the record moves with the patient, all of it" },
  { key: "package-former",        roles: ["huisarts", "praktijkmanager"], may: ["$dossier-package"], on: ["Patient"], withheld: true, when: "formerly-registered", why: "keep-and-erase: the former practice keeps its own history as it was, read only" },

  // cover
  { key: "cover-patient",         roles: desk, may: ["$cover"], on: ["Patient"], when: "registered-practice", why: "responsible-gp: the own practice names who stands in for this patient" },
  { key: "cover-patient-locum",   roles: deciders, may: ["$cover"], on: ["Patient"], when: "covering", why: "responsible-gp: so does the locum in force" },
  { key: "cover-practice",        roles: ["huisarts", "praktijkmanager"], may: ["$cover"], on: ["Organization"], when: "own-organization", why: "responsible-gp: a practice says who stands in for it, or for one of its huisartsen" },

  // who was responsible when
  { key: "timeline",              roles: practiceTeam, may: ["$gp-timeline"], on: ["Patient"], when: "registered-practice", why: "responsible-gp: the own practice sees who was responsible when" },
  { key: "timeline-cover",        roles: deciders, may: ["$gp-timeline"], on: ["Patient"], when: "covering", why: "as the own huisarts" },
  { key: "timeline-member",       roles: members, may: ["$gp-timeline"], on: ["Patient"], when: "team-member", why: "members know whom to call, and whom it was" },
  { key: "timeline-self",         roles: patientSide, may: ["$gp-timeline"], on: ["Patient"], when: "self", why: "it is the patient's own huisarts" },

  // the handover
  { key: "handover-prepare",      roles: practiceTeam, may: ["$assemble-handover"], on: ["Patient"], when: "registered-practice", why: "the team prepares, the huisarts publishes" },
  { key: "handover-prepare-cover",roles: deciders, may: ["$assemble-handover"], on: ["Patient"], when: "covering", why: "as the own huisarts" },
  { key: "handover-prepare-member",roles: consultants, may: ["$assemble-handover"], on: ["Patient"], when: "team-member", why: "a consultant in the team prepares; gp-decides: he does not publish" },
  { key: "handover-publish",      roles: ["huisarts"], may: ["$publish-handover", "$withdraw-handover"], on: ["Patient"], when: "registered-practice", why: "gp-decides" },
  { key: "handover-publish-cover",roles: deciders, may: ["$publish-handover", "$withdraw-handover"], on: ["Patient"], when: "covering", why: "gp-decides: a covering waarnemer decides as the huisarts" },
  { key: "handover-own",          roles: practiceTeam, may: ["$palliative-handover", "$responsible-gp"], on: ["Patient"], when: "registered-practice", why: "sees what the post sees" },
  { key: "handover-own-cover",    roles: deciders, may: ["$palliative-handover", "$responsible-gp"], on: ["Patient"], when: "covering", why: "sees what the post sees" },
  { key: "handover-post",         roles: post, may: ["$palliative-handover", "$responsible-gp"], on: ["Patient"], when: "addressed-post", why: "basis b: the handover is addressed to this post" },
  { key: "handover-post-entries", roles: post, may: ["read"], on: [...people, ...content, ...publication], domains: allButSocial, kinds: clinical, when: "addressed-entry", why: "who-reads-parts" },
  { key: "handover-consent",      roles: post, may: ["$palliative-handover", "$responsible-gp"], on: ["Patient"], when: "consented", why: "basis a: explicit consent of the patient (Wabvpz 15a)" },
  { key: "handover-consent-entries", roles: post, may: ["read"], on: [...people, ...content, ...publication], domains: allButSocial, kinds: clinical, when: "consented-entry", why: "who-reads-parts" },
  { key: "handover-member",       roles: members, may: ["$palliative-handover", "$responsible-gp"], on: ["Patient"], when: "team-member", why: "members of the team act on the same agreements" },
  { key: "handover-member-entries", roles: members, may: ["read"], on: [...people, ...content, ...publication], domains: allButSocial, kinds: clinical, when: "team-member-entry", why: "who-reads-parts" },
  { key: "front-door-responsible",roles: ["zcc-triagist"], may: ["$responsible-gp", "handover-exists"], on: ["Patient"], when: "front-door", why: "the front door asks whom to call, and hears that there is a handover, not what is in it" },

  // what the post did at night, back to the practice
  { key: "contact-report",        roles: post, may: ["$report-contact"], on: ["Patient"], when: "any-post", why: "return: any post reports what it did for a patient, and reads nothing by that" },
  { key: "contact-own",           roles: post, may: ["read"], on: ["Composition", "Task"], domains: ["medisch", "gedeeld"], kinds: contacts, when: "own-part", why: "return: the report is the post's own" },
  { key: "contact-nursing",       roles: [...nursing, ...consultants], may: ["read"], on: ["Composition"], domains: ["medisch"], kinds: ["contact-report"], when: "team-member", why: "return: who nurses at home knows what happened at night" },
  { key: "contact-sort",          roles: practiceStaff, may: ["$sort-contact"], on: ["Task"], kinds: ["contact-task"], when: "practice-task-owner", why: "return: assistant and practice nurse sort what came in" },
  { key: "contact-acknowledge",   roles: ["huisarts"], may: ["$acknowledge-contact"], on: ["Task"], kinds: ["contact-task"], when: "registered-practice", why: "return: a huisarts has read it" },
  { key: "contact-acknowledge-cover", roles: deciders, may: ["$sort-contact", "$acknowledge-contact"], on: ["Task"], kinds: ["contact-task"], when: "covering", why: "return: or the locum in force" },

  // getting in: who may stand at the door tonight
  { key: "visit-own",             roles: practiceTeam, may: ["visit"], on: ["Patient"], when: "registered-practice", why: "home-access: the own practice visits" },
  { key: "visit-cover",           roles: deciders, may: ["visit"], on: ["Patient"], when: "covering", why: "home-access: so does the locum in force" },
  { key: "visit-post",            roles: ["post-huisarts"], may: ["visit"], on: ["Patient"], when: "addressed-post", why: "home-access: the doctor of the addressed post visits at night" },
  { key: "visit-nursing",         roles: nursing, may: ["visit"], on: ["Patient"], when: "team-member", why: "home-access: nurses and carers of the team come every day" },
  { key: "visit-self",            roles: patientSide, may: ["visit"], on: ["Patient"], when: "self", why: "it is their door" },

  // members of the neighbourhood team
  { key: "member-team",           roles: [...members, "sociaal-werker"], may: ["read", "$everything"], on: ["CareTeam", "Patient"], domains: ["gedeeld"], when: "team-member", why: "a member knows the patient and the team" },
  { key: "nursing-limits",        roles: [...nursing, ...consultants], may: ["read", "$propose"], on: ["Consent"], domains: ["medisch", "gedeeld"], kinds: limits, when: "team-member", why: "who-reads-parts: limits and directives for every nursing member with a basis" },
  { key: "nursing-safety",        roles: [...nursing, ...consultants], may: ["read", "$propose"], on: ["AllergyIntolerance", "RelatedPerson"], domains: ["medisch", "gedeeld"], when: "team-member", why: "who-reads-parts: allergies and representative for every nursing member with a basis" },
  { key: "nursing-read",          roles: [...nursing, ...consultants], may: ["read", "$propose"], on: content, domains: ["verpleegkundig", "gedeeld"], kinds: clinical, when: "team-member", why: "nursing members share the nursing record" },
  { key: "nursing-plan",          roles: [...nursing, ...consultants], may: ["read", "$propose"], on: content, domains: ["medisch"], kinds: clinical, when: "plan-related", why: "who-reads-parts: what the shared plan rests on" },
  { key: "nursing-social",        roles: [...nursing, ...consultants], may: ["read", "$propose"], on: content, domains: ["sociaal"], kinds: clinical, when: "team-member", why: "who nurses at home works with who helps there" },
  { key: "nursing-own",           roles: nursing, may: ["create"], on: nursingContent, domains: ["verpleegkundig"], kinds: ["ordinary"], withheld: true, when: "team-member", why: "own-part" },
  { key: "pharmacy-read",         roles: pharmacy, may: ["read", "$propose"], on: [...medication, "RelatedPerson"], domains: ["medisch", "farmaceutisch", "gedeeld"], when: "team-member", why: "medication is looked after together" },
  { key: "pharmacy-indication",   roles: pharmacy, may: ["read", "$propose"], on: ["Condition", "Observation"], domains: ["medisch"], when: "indication-related", why: "who checks a medicine knows what it is for" },
  { key: "pharmacy-own",          roles: pharmacy, may: ["create"], on: medication, domains: ["farmaceutisch"], withheld: true, when: "team-member", why: "own-part" },
  { key: "nursing-pharmacy",      roles: [...nursing, ...consultants], may: ["read", "$propose"], on: medication, domains: ["farmaceutisch"], when: "team-member", why: "gives the medication that the pharmacist prepared" },
  { key: "social-own",            roles: ["sociaal-werker"], may: ["create"], on: ["CarePlan", "Goal", "Observation"], domains: ["sociaal"], kinds: ["ordinary"], withheld: true, when: "team-member", why: "own-part; explicit opt-in" },
  { key: "nursing-own-keep",      roles: nursing, may: ["read", "update", "delete"], on: content, domains: ["verpleegkundig"], kinds: ["ordinary"], withheld: true, when: "own-part", why: "own-part: who wrote it keeps it, also after leaving the team" },
  { key: "pharmacy-own-keep",     roles: pharmacy, may: ["read", "update", "delete"], on: content, domains: ["farmaceutisch"], kinds: ["ordinary"], withheld: true, when: "own-part", why: "own-part: who wrote it keeps it, also after leaving the team" },
  { key: "social-own-keep",       roles: ["sociaal-werker"], may: ["read", "update", "delete"], on: content, domains: ["sociaal"], kinds: ["ordinary"], withheld: true, when: "own-part", why: "own-part: who wrote it keeps it, also after leaving the team; where one organisation nurses and helps, each keeps the own part" },

  // the shared plan: the owning huisarts and the coordinator write it, everybody else proposes
  { key: "plan-write",            roles: ["huisarts"], may: ["create", "update"], on: ["CarePlan"], domains: ["gedeeld"], kinds: ["plan"], when: "registered-practice", why: "the owning huisarts writes the plan" },
  { key: "plan-write-cover",      roles: deciders, may: ["create", "update"], on: ["CarePlan"], domains: ["gedeeld"], kinds: ["plan"], when: "covering", why: "as the own huisarts" },
  { key: "plan-start",            roles: ["wijkverpleegkundige"], may: ["create"], on: ["CarePlan"], domains: ["gedeeld"], kinds: ["plan"], when: "team-member", why: "a district nurse of the team may start the plan" },
  { key: "plan-coordinate",       roles: planMembers, may: ["update"], on: ["CarePlan"], domains: ["gedeeld"], kinds: ["plan"], when: "coordinator", why: "the coordinator keeps the plan together" },
  { key: "plan-goals",            roles: planMembers, may: ["create", "update"], on: ["Goal", "Encounter"], domains: ["gedeeld"], kinds: ["ordinary"], when: "coordinator", why: "the coordinator keeps the shared goals and meetings" },
  { key: "plan-read",             roles: planMembers, may: ["read", "$plan-view", "$propose"], on: ["CarePlan"], domains: ["gedeeld"], kinds: ["plan"], when: "team-member", why: "each member sees who does what" },
  { key: "plan-goals-read",       roles: planMembers, may: ["read", "$propose"], on: ["Goal"], domains: ["gedeeld"], kinds: ["ordinary"], when: "team-member", why: "goals of all are read by all" },
  { key: "plan-post",             roles: post, may: ["read", "$plan-view"], on: ["CarePlan"], domains: ["gedeeld"], kinds: ["plan"], when: "addressed-post", why: "the post sees which plan it steps into" },
  { key: "plan-view-own",         roles: practiceTeam, may: ["$plan-view"], on: ["CarePlan"], kinds: ["plan"], withheld: true, when: "registered-practice", why: "dossier-owner: sees the whole plan" },
  { key: "plan-view-cover",       roles: deciders, may: ["$plan-view"], on: ["CarePlan"], kinds: ["plan"], withheld: true, when: "covering", why: "as the own huisarts" },
  { key: "plan-view-self",        roles: patientSide, may: ["$plan-view"], on: ["CarePlan"], kinds: ["plan"], when: "self", why: "it is the patient's plan" },

  // proposals: whoever may read a part may propose on it, its owner decides
  { key: "propose-own",           roles: practiceTeam, may: ["$propose"], on: [...people, ...content], domains: allButSocial, kinds: clinical, when: "registered-practice", why: "propose: also on what others keep" },
  { key: "propose-cover",         roles: deciders, may: ["$propose"], on: [...people, ...content], domains: allButSocial, kinds: clinical, when: "covering", why: "propose: as the own huisarts" },
  { key: "propose-self",          roles: patientSide, may: ["$propose"], on: [...people, ...content], domains: allButSocial, kinds: clinical, when: "self", why: "propose: a patient may ask that something be put right (AVG 16)" },
  { key: "decide-dossier",        roles: ["huisarts"], may: ["$decide"], on: ["Task"], domains: ["medisch", "gedeeld"], kinds: ["proposal", "plan-proposal"], when: "registered-practice", why: "gp-decides: on the record and on the plan" },
  { key: "decide-dossier-cover",  roles: deciders, may: ["$decide"], on: ["Task"], domains: ["medisch", "gedeeld"], kinds: ["proposal", "plan-proposal"], when: "covering", why: "gp-decides: or the locum in force" },
  { key: "decide-plan",           roles: planMembers, may: ["read", "$decide"], on: ["Task"], domains: ["gedeeld"], kinds: ["plan-proposal"], when: "coordinator", why: "the coordinator decides on the plan too" },
  { key: "decide-nursing",        roles: ["wijkverpleegkundige"], may: ["$decide"], on: ["Task"], domains: ["verpleegkundig"], kinds: ["proposal"], when: "task-owner", why: "own-part" },
  { key: "decide-pharmacy",       roles: ["apotheker"], may: ["$decide"], on: ["Task"], domains: ["farmaceutisch"], kinds: ["proposal"], when: "task-owner", why: "own-part" },
  { key: "decide-social",         roles: ["sociaal-werker"], may: ["$decide"], on: ["Task"], domains: ["sociaal"], kinds: ["proposal"], when: "task-owner", why: "own-part" },
  { key: "decide-invitation",     roles: [...planMembers, "huisarts", ...patientSide], may: ["$decide"], on: ["Task"], kinds: ["invitation"], when: "task-owner", why: "who is invited says yes or no" },

  // who takes part
  { key: "invite",                roles: ["huisarts"], may: ["$invite", "$leave"], on: ["CarePlan"], kinds: ["plan"], when: "registered-practice", why: "the owning huisarts says who takes part" },
  { key: "invite-cover",          roles: deciders, may: ["$invite", "$leave"], on: ["CarePlan"], kinds: ["plan"], when: "covering", why: "as the own huisarts" },
  { key: "invite-coordinator",    roles: planMembers, may: ["$invite", "$leave"], on: ["CarePlan"], kinds: ["plan"], when: "coordinator", why: "so does the coordinator" },
  { key: "leave",                 roles: planMembers, may: ["$leave"], on: ["CarePlan"], kinds: ["plan"], when: "team-member", why: "who takes part may stop" },

  // tasks between members, and what waits
  { key: "task-ask",              roles: planMembers, may: ["create"], on: ["Task"], kinds: ["team-task"], when: "team-member", why: "members ask each other" },
  { key: "task-ask-own",          roles: practiceStaff, may: ["create"], on: ["Task"], kinds: ["team-task"], when: "registered-practice", why: "the practice asks members" },
  { key: "task-ask-supervised",   roles: supervised, may: ["create"], on: ["Task"], kinds: ["team-task"], when: "registered-practice-supervised", why: "supervised" },
  { key: "task-ask-cover",        roles: deciders, may: ["create"], on: ["Task"], kinds: ["team-task"], when: "covering", why: "as the own huisarts" },
  { key: "task-answer",           roles: [...planMembers, "mantelzorger"], may: ["read", "update"], on: ["Task"], kinds: ["team-task"], when: "team-task-owner", why: "whoever a task waits for says how far it is, as long as he takes part" },
  { key: "task-answer-own",       roles: practiceTeam, may: ["update"], on: ["Task"], kinds: ["team-task"], when: "practice-task-owner", why: "so does the practice" },
  { key: "task-waits",            roles: [...planMembers, "mantelzorger"], may: ["read"], on: ["Task"], kinds: ["proposal", "plan-proposal", "invitation"], when: "task-owner", why: "what waits for somebody is theirs to see: an invitation goes before any access, an own part stays one's own" },
  { key: "task-own",              roles: [...nursing, ...consultants, ...practiceTeam, "waarnemer"], may: ["read", "update"], on: ["Task"], kinds: waiting, when: "own-part", why: "who asked may change the question, or take it back" },
  { key: "task-own-pharmacy",     roles: pharmacy, may: ["read", "update"], on: ["Task"], domains: ["medisch", "farmaceutisch", "gedeeld"], kinds: waiting, when: "own-part", why: "so does a pharmacy" },
  { key: "task-own-social",       roles: ["sociaal-werker"], may: ["read", "update"], on: ["Task"], domains: ["sociaal", "gedeeld"], kinds: waiting, when: "own-part", why: "so does social care, and of nothing medical that a colleague of another profession asked" },
  { key: "task-nursing",          roles: [...nursing, ...consultants], may: ["read"], on: ["Task"], domains: ["verpleegkundig", "sociaal", "gedeeld"], kinds: ["team-task"], when: "team-member", why: "nursing members see what is going on at home" },

  // meetings
  { key: "minutes-write",         roles: ["huisarts"], may: ["create"], on: ["Composition"], domains: ["gedeeld"], kinds: ["minutes"], when: "registered-practice", why: "immutable: minutes are made once" },
  { key: "minutes-write-cover",   roles: deciders, may: ["create"], on: ["Composition"], domains: ["gedeeld"], kinds: ["minutes"], when: "covering", why: "as the own huisarts" },
  { key: "minutes-coordinate",    roles: planMembers, may: ["create"], on: ["Composition"], domains: ["gedeeld"], kinds: ["minutes"], when: "coordinator", why: "the coordinator writes down what was agreed" },
  { key: "minutes-read",          roles: members, may: ["read"], on: ["Composition"], domains: ["gedeeld"], kinds: ["minutes"], when: "team-member", why: "who was at the table reads what was agreed" },

  // emergency access: read only, for half an hour, seen by the own practice and the patient
  { key: "break-glass",           roles: breaksGlass, may: ["$break-glass"], on: ["Patient"], when: "emergency", why: "break-glass: care that can't wait" },
  { key: "break-glass-unobjected",roles: breaksGlass, may: ["pass-objection"], on: ["Patient"], when: "unobjected", why: "break-glass: against an objection only for vital interest" },
  { key: "break-glass-handover",  roles: breaksGlass, may: ["$palliative-handover", "$responsible-gp"], on: ["Patient"], when: "granted", why: "break-glass: the handover and whom to call" },
  { key: "break-glass-read",      roles: breaksGlass, may: ["read"], on: [...people, "CareTeam", "Condition", ...medication, ...publication], domains: ["medisch", "farmaceutisch", "gedeeld"], kinds: ["ordinary"], when: "granted", why: "break-glass: problems, medication, allergies and contacts" },
  { key: "break-glass-limits",    roles: breaksGlass, may: ["read"], on: ["Consent"], domains: ["medisch", "gedeeld"], kinds: limits, when: "granted", why: "break-glass: treatment limits and written directives" },
  { key: "break-glass-own",       roles: breaksGlass, may: ["read", "$end-break-glass"], on: ["Task"], kinds: ["break-glass"], when: "own-grant", why: "who came in may say that it is over" },
  { key: "break-glass-review",    roles: ["huisarts"], may: ["$review-break-glass", "$end-break-glass"], on: ["Task"], kinds: ["break-glass-review", "break-glass"], when: "registered-practice", why: "gp-decides: the own huisarts judges afterwards, and stops it" },
  { key: "break-glass-review-cover", roles: deciders, may: ["$review-break-glass", "$end-break-glass"], on: ["Task"], kinds: ["break-glass-review", "break-glass"], when: "covering", why: "gp-decides: or the locum in force" },

  // who is notified of what
  { key: "subscription-own",      roles: professionals, may: ["read", "create", "update", "delete"], on: ["Subscription"], when: "own-part", why: "narrowed: an organisation says what it wants to hear of; what it may hear is asked again each time something is sent" },
  { key: "topic-read",            roles: [...professionals, ...patientSide], may: ["read"], on: ["Basic"], kinds: ["topic"], when: "everyone", why: "what one may be notified of is no secret" },

  // messages and the log
  { key: "notice-read",           roles: professionals, may: ["read"], on: ["Communication"], kinds: ["notice"], when: "recipient", why: "who was told something can read it again" },
  { key: "log-practice",          roles: practiceTeam, may: ["read", "$access-log"], on: ["Patient", "AuditEvent"], withheld: true, when: "registered-practice", why: "the own practice sees who looked (NEN 7513)" },

  // keeping and erasing
  { key: "erase",                 roles: ["huisarts"], may: ["$erase"], on: ["Patient"], when: "registered-practice", why: "keep-and-erase: the own huisarts carries out the request, or refuses it with a ground (BW 7:455)" },
  { key: "erase-asked",           roles: practiceStaff, may: ["create"], on: ["Task"], domains: ["gedeeld"], kinds: ["erase-request"], when: "registered-practice", why: "records what the patient asked at the desk" },

  // signals to talk about
  { key: "signals",               roles: [...practiceTeam, "praktijkmanager"], may: ["$continuity-signals"], on: ["Organization"], when: "own-organization", why: "a practice sees its own signals, each with what it means" },
  { key: "signals-region",        roles: ["rho-analist"], may: ["$continuity-signals"], on: ["Organization"], when: "own-organization", why: "the regional organisation sees counts of ten and more over its members, and no patient" },
  { key: "signals-explain",       roles: ["huisarts", "praktijkmanager"], may: ["$explain-signal"], on: ["Organization"], when: "own-organization", why: "a practice says what is behind a signal" },
  { key: "signals-explanation",   roles: [...practiceTeam, "praktijkmanager"], may: ["read"], on: ["Communication"], kinds: ["signal-explanation"], when: "own-part", why: "reads back what the practice explained" },

  // the patient
  { key: "patient-read",          roles: patientSide, may: ["read", "$palliative-handover", "$responsible-gp", "$everything"], on: everything, when: "self", why: "own record (BW 7:456)" },
  { key: "patient-log",           roles: patientSide, may: ["read", "$access-log"], on: ["Patient", "AuditEvent"], when: "self", why: "who looked in the own record (Wabvpz 15e)" },
  { key: "patient-statement",     roles: patientSide, may: ["create"], on: ["Communication"], domains: ["medisch"], kinds: ["patient-statement"], when: "self", why: "adds a statement to the own record (BW 7:454 lid 2)" },
  { key: "patient-erase",         roles: patientSide, may: ["create"], on: ["Task"], domains: ["gedeeld"], kinds: ["erase-request"], when: "self", why: "asks that the own record be erased (BW 7:455)" },
];
