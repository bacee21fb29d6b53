import { references } from "../json.ts";
import { latest, type Asker, type Kept, type World } from "../world.ts";
import { sortOf } from "./kind.ts";
import { covers } from "./may-read.ts";
import { isOwnPractice } from "./registration.ts";
import { postRoles, practiceTeam } from "./roles.ts";
import { speaksForPatient } from "./standing-in.ts";

/** Operations that change something, of which the oracle only says who may not. */
export type Forbidden = "$assign-gp" | "$transfer-registration" | "$cover" | "$report-contact" | "$explain-signal" | "$sort-contact" | "$acknowledge-contact" | "$decide";

/** Who keeps the list of patients of a practice. */
const desk: readonly string[] = ["huisarts", "doktersassistent", "praktijkmanager"];

/** Decides whether somebody certainly may not. Of a decision on what others than practices wait for, nothing is said. */
export function forbids(world: World, asker: Asker, code: Forbidden, target: Kept, at: Date): boolean {
  const { role } = asker;
  const atPractice = (): boolean => isOwnPractice(world, asker, target.patient, at);
  const standsIn = (): boolean => (role === "huisarts" || role === "waarnemer") && covers(world, asker, target, at);
  switch (code) {
    case "$assign-gp":
      return !(desk.includes(role) && atPractice());
    case "$transfer-registration":
      // any practice may say that somebody chose it; who is the patient asks
      return !(desk.includes(role) && asker.organization !== undefined && asker.organizationType === "Z3") && !speaksForPatient(world, asker, target.patient, at);
    case "$cover":
      if (target.type === "Organization") return !((role === "huisarts" || role === "praktijkmanager") && target.ref === asker.organization);
      return !(desk.includes(role) && atPractice()) && !standsIn();
    case "$report-contact":
      return !(postRoles.includes(role) && asker.organization !== undefined && asker.organizationType === "N6");
    case "$explain-signal":
      return !((role === "huisarts" || role === "praktijkmanager") && target.ref === asker.organization);
    case "$sort-contact":
      if (sortOf(target) !== "contact-task") return true;
      if (["huisarts", "poh", "poh-ggz", "doktersassistent"].includes(role) && atPractice() && waitsFor(asker, target)) return false;
      return !standsIn();
    case "$acknowledge-contact":
      if (sortOf(target) !== "contact-task") return true;
      return !(role === "huisarts" && atPractice()) && !standsIn();
    case "$decide":
      if (sortOf(target) === "contact-task") return true;
      if (sortOf(target) !== "transfer") return false;
      return !((role === "huisarts" || role === "praktijkmanager") && target.domain === "gedeeld" && waitsFor(asker, target));
  }
}

/** A practice and the regional organisation see signals, each its own. */
export function readsSignals(asker: Asker, place: Kept): boolean {
  if (place.ref !== asker.organization) return false;
  return practiceTeam.includes(asker.role) || asker.role === "praktijkmanager" || asker.role === "rho-analist";
}

function waitsFor(asker: Asker, task: Kept): boolean {
  return references(latest(task), "owner").some((owner) => owner === asker.organization || owner === asker.person);
}
