import type { Asker, Kept, World } from "../world.ts";
import { isGranted } from "./emergency.ts";
import { wasPractice } from "./former.ts";
import { isAddressed, isConsented } from "./handover.ts";
import { covers, mayRead } from "./may-read.ts";
import { emergencyRoles, nursing, pharmacy, postRoles, practiceTeam } from "./roles.ts";
import { isAffiliated, isOwnPractice } from "./registration.ts";
import { isUnobjected } from "./patient-word.ts";
import { speaksForPatient } from "./standing-in.ts";
import { isMember } from "./team.ts";

export type Question = "$palliative-handover" | "$responsible-gp" | "$everything" | "visit" | "$access-log" | "$gp-timeline" | "$dossier-package";

/** Decides whether somebody may ask something about a patient at an instant, from the same rules. */
export function mayAsk(world: World, asker: Asker, question: Question, subject: Kept, at: Date): boolean {
  const { role } = asker;
  // a handover is medical, whomever it is about: an objection to that domain is one to the handover
  const patient: Kept = question === "$palliative-handover" ? { ...subject, domain: "medisch" } : subject;
  const own = practiceTeam.includes(role) && isOwnPractice(world, asker, patient.patient, at);
  const locum = (role === "huisarts" || role === "waarnemer") && covers(world, asker, patient, at);
  const self = speaksForPatient(world, asker, patient.patient, at);
  const cares = nursing.includes(role) || pharmacy.includes(role);
  switch (question) {
    case "$access-log":
      return own || self;
    case "$everything":
      return own || locum || self || ((cares || role === "sociaal-werker") && isMember(world, asker, patient, at));
    case "$gp-timeline":
      return own || locum || self || (cares && isMember(world, asker, patient, at));
    case "$dossier-package":
      // the record moves as a whole: the huisarts hands it over, and a practice that closed may be kept by its manager alone
      if (role === "huisarts" && own) return true;
      return (role === "huisarts" || role === "praktijkmanager") && wasPractice(world, asker, patient.patient, at);
    case "visit":
      if (own || locum || self) return true;
      if (role === "post-huisarts" && isAddressed(world, asker, patient, at)) return true;
      return (role === "wijkverpleegkundige" || role === "verzorgende") && isMember(world, asker, patient, at);
    case "$palliative-handover":
    case "$responsible-gp":
      if (own || locum || self) return true;
      if (postRoles.includes(role) && (isAddressed(world, asker, patient, at) || isConsented(world, asker, patient, at))) return true;
      if (cares && isMember(world, asker, patient, at)) return true;
      if (emergencyRoles.includes(role) && isGranted(world, asker, patient, at)) return true;
      if (question === "$palliative-handover" || role !== "zcc-triagist") return false;
      return isAffiliated(world, asker, "zcc", patient.patient, at) && isUnobjected(world, asker, patient, at);
  }
}

/** What a refusal says: 403 to who may see the patient, 404 to everybody else. */
export function refusal(world: World, asker: Asker, patient: Kept, at: Date): 403 | 404 {
  return mayRead(world, asker, patient, at) ? 403 : 404;
}
