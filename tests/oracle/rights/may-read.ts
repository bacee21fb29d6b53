import type { ResourceTypeName } from "@wijkverband/fhir";
import { references } from "../json.ts";
import { latest, type Asker, type Kept, type World } from "../world.ts";
import { isGranted, readsOwnGrant } from "./emergency.ts";
import { isAddressed, isConsented, isInHandover } from "./handover.ts";
import { isWithheld, sortOf, type Sort } from "./kind.ts";
import { isAffiliated, isLocum, isOwnPractice, standsIn } from "./registration.ts";
import { readsExplanation, readsMove, readsReport } from "./nightwork.ts";
import { isUnobjected } from "./patient-word.ts";
import { emergencyRoles, nursing, pharmacy, postRoles, practiceTeam } from "./roles.ts";
import { speaksForPatient } from "./standing-in.ts";
import { readsTeamwork } from "./teamwork.ts";
import { isIndication, isMember, isPlanRelated } from "./team.ts";

const directory: readonly ResourceTypeName[] = ["Organization", "Practitioner", "PractitionerRole", "OrganizationAffiliation", "HealthcareService", "Location"];
const medicines: readonly ResourceTypeName[] = ["Medication", "MedicationRequest", "MedicationStatement", "MedicationDispense", "AllergyIntolerance"];
const publication: readonly ResourceTypeName[] = ["ServiceRequest", "Bundle", "Composition", "DocumentReference", "Provenance"];
const content: readonly ResourceTypeName[] = [
  "Consent", "Goal", "Observation", "Device", "DeviceUseStatement", "Procedure", "Encounter", "Communication", "CommunicationRequest", "QuestionnaireResponse",
  ...medicines, "Condition", "CarePlan", "Flag", "List", "Basic",
];
const dossier: readonly ResourceTypeName[] = ["Patient", "RelatedPerson", ...content, ...publication, "CareTeam", "Task"];

const shareable: readonly Sort[] = ["ordinary", "limit", "directive", "plan"];

/** Decides whether somebody may see a resource at an instant: the rules of DESIGN §3 and §5 and the signed page of rights, read as prose.
 *  Written without the policy table and its ties; where the two differ, one of them is wrong. */
export function mayRead(world: World, asker: Asker, item: Kept, at: Date): boolean {
  if (directory.includes(item.type)) return true;
  if (readsAsPractice(world, asker, item, at)) return true;
  if (readsOwnRecord(world, asker, item, at)) return true;
  if (readsMessage(asker, item) || readsSubscription(asker, item)) return true;
  if (isWithheld(item)) return keepsOwnPart(asker, item);
  if (readsHandover(world, asker, item, at)) return true;
  if (readsAsMember(world, asker, item, at)) return true;
  if (readsTeamwork(world, asker, item, at)) return true;
  if (readsMove(asker, item) || readsReport(world, asker, item, at) || readsExplanation(asker, item)) return true;
  if (keepsOwnPart(asker, item)) return true;
  return readsInEmergency(world, asker, item, at);
}

/** The team of the practice of registration, and who covers for it, read the whole record. */
function readsAsPractice(world: World, asker: Asker, item: Kept, at: Date): boolean {
  const inPractice = practiceTeam.includes(asker.role) || asker.role === "praktijkmanager";
  if (inPractice && item.type === "Task" && sortOf(item) === "registration" && !isWithheld(item)) {
    if (asker.organization !== undefined && item.author === asker.organization) return true;
  }
  if (!dossier.includes(item.type)) return false;
  if (practiceTeam.includes(asker.role) && isOwnPractice(world, asker, item.patient, at)) return true;
  return (asker.role === "huisarts" || asker.role === "waarnemer") && covers(world, asker, item, at);
}

/** This person or practice covers now for the practice of registration. Cover between practices yields to an objection (`basis`: it beats a to c); a locum whom the own practice named, for one patient or for a huisarts, stands in for it. */
export function covers(world: World, asker: Asker, item: Kept, at: Date): boolean {
  if (isLocum(world, asker, item.patient, at) || standsIn(world, asker, item.patient, at)) return true;
  return world.bases.includes("practice-cover") && isAffiliated(world, asker, "waarneming", item.patient, at) && isUnobjected(world, asker, item, at);
}

/** The own record, for the patient and who may speak for the patient; but not what is withheld. */
function readsOwnRecord(world: World, asker: Asker, item: Kept, at: Date): boolean {
  return dossier.includes(item.type) && !isWithheld(item) && speaksForPatient(world, asker, item.patient, at);
}

/** Who was told something can read it again. */
function readsMessage(asker: Asker, item: Kept): boolean {
  if (item.type !== "Communication" || item.deleted || sortOf(item) !== "notice" || isWithheld(item)) return false;
  if (asker.role === "patient" || asker.role === "mantelzorger" || asker.organization === undefined) return false;
  return references(latest(item), "recipient").includes(asker.organization);
}

/** What an organisation wants to hear of, its own people see. */
function readsSubscription({ role, organization }: Asker, { type, author }: Kept): boolean {
  return type === "Subscription" && role !== "patient" && role !== "mantelzorger" && organization !== undefined && author === organization;
}

/** What is in the handover, but never the social part, for who may have the handover. */
function readsHandover(world: World, asker: Asker, item: Kept, at: Date): boolean {
  const type = item.type === "Patient" || item.type === "RelatedPerson" || content.includes(item.type) || publication.includes(item.type);
  const domain = ["medisch", "verpleegkundig", "farmaceutisch", "gedeeld"].includes(item.domain ?? "");
  if (!type || !domain || !shareable.includes(sortOf(item)) || !isInHandover(world, item)) return false;
  if (postRoles.includes(asker.role)) return isAddressed(world, asker, item, at) || isConsented(world, asker, item, at);
  return (nursing.includes(asker.role) || pharmacy.includes(asker.role)) && isMember(world, asker, item, at);
}

function readsAsMember(world: World, asker: Asker, item: Kept, at: Date): boolean {
  const nurses = nursing.includes(asker.role);
  const dispenses = pharmacy.includes(asker.role);
  if (!nurses && !dispenses && asker.role !== "sociaal-werker") return false;
  if (!isMember(world, asker, item, at)) return false;
  const { type, domain } = item;
  const sort = sortOf(item);
  if ((type === "CareTeam" || type === "Patient") && domain === "gedeeld") return true;
  const medicalOrShared = domain === "medisch" || domain === "gedeeld";
  if (nurses) {
    if (type === "Consent" && medicalOrShared && (sort === "limit" || sort === "directive")) return true;
    if ((type === "AllergyIntolerance" || type === "RelatedPerson") && medicalOrShared) return true;
    if (content.includes(type) && shareable.includes(sort)) {
      if (domain === "verpleegkundig" || domain === "gedeeld" || domain === "sociaal") return true;
      if (domain === "medisch" && isPlanRelated(world, item)) return true;
    }
    if (medicines.includes(type) && domain === "farmaceutisch") return true;
  }
  if (dispenses) {
    if ((medicines.includes(type) || type === "RelatedPerson") && (medicalOrShared || domain === "farmaceutisch")) return true;
    if ((type === "Condition" || type === "Observation") && domain === "medisch" && isIndication(world, item)) return true;
  }
  return false;
}

/** Who wrote a part keeps it, also after leaving the team: a profession its own, where one organisation has several. */
function keepsOwnPart(asker: Asker, item: Kept): boolean {
  if (asker.organization === undefined || item.author !== asker.organization) return false;
  return content.includes(item.type) && sortOf(item) === "ordinary" && (keeps[item.domain ?? ""]?.includes(asker.role) ?? false);
}

const keeps: Readonly<Record<string, readonly string[]>> = { verpleegkundig: ["wijkverpleegkundige", "verzorgende"], farmaceutisch: pharmacy, sociaal: ["sociaal-werker"] };

/** Problems, medication, allergies, contacts, limits and the handover; never the social part. */
function readsInEmergency(world: World, asker: Asker, item: Kept, at: Date): boolean {
  if (!emergencyRoles.includes(asker.role)) return false;
  if (readsOwnGrant(asker, item)) return true;
  if (!isGranted(world, asker, item, at)) return false;
  const { type, domain } = item;
  if (type === "Consent") return (domain === "medisch" || domain === "gedeeld") && ["limit", "directive"].includes(sortOf(item));
  // what was said at a meeting, or reported of a night, is no part of a handover
  if (sortOf(item) === "minutes" || sortOf(item) === "contact-report") return false;
  const within = type === "Patient" || type === "RelatedPerson" || type === "CareTeam" || type === "Condition" || medicines.includes(type) || publication.includes(type);
  return within && ["medisch", "farmaceutisch", "gedeeld"].includes(domain ?? "");
}
