import type { Asker, Kept, World } from "../world.ts";
import { isWithheld, sortOf } from "./kind.ts";
import { covers } from "./may-read.ts";
import { isOwnPractice } from "./registration.ts";
import { practiceTeam } from "./roles.ts";
import { speaksForPatient } from "./standing-in.ts";
import { readsPlan } from "./teamwork.ts";

/** Decides whether somebody may ask for a plan as a whole: the practice and who covers always, the patient and all whose plan it is unless it is withheld.
 *  Reading the plan because a handover carries it, or because one wrote it, isn't enough. */
export function mayViewPlan(world: World, asker: Asker, item: Kept, at: Date): boolean {
  if (item.type !== "CarePlan" || sortOf(item) !== "plan") return false;
  if (practiceTeam.includes(asker.role) && isOwnPractice(world, asker, item.patient, at)) return true;
  if ((asker.role === "huisarts" || asker.role === "waarnemer") && covers(world, asker, item, at)) return true;
  if (isWithheld(item)) return false;
  if (speaksForPatient(world, asker, item.patient, at)) return true;
  return item.domain === "gedeeld" && readsPlan(world, asker, item, at);
}
