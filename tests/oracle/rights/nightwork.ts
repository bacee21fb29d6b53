import { references } from "../json.ts";
import { latest, type Asker, type Kept, type World } from "../world.ts";
import { isWithheld, sortOf } from "./kind.ts";
import { nursing, postRoles, practiceTeam } from "./roles.ts";
import { isMember } from "./team.ts";

/** Who works for a practice, whether in care or not. */
function worksInPractice(asker: Asker): boolean {
  return practiceTeam.includes(asker.role) || asker.role === "praktijkmanager";
}

/** A move between practices: who it waits for and who declared it read it, whoever keeps the record by then. */
export function readsMove(asker: Asker, item: Kept): boolean {
  if (item.type !== "Task" || sortOf(item) !== "transfer" || item.domain !== "gedeeld" || isWithheld(item) || !worksInPractice(asker)) return false;
  if (wrote(asker, item)) return true;
  // what was taken out waits for nobody
  return !item.deleted && references(latest(item), "owner").some((owner) => owner === asker.organization || owner === asker.person);
}

/** What a post reported is its own, whether it works for the practice or not; who nurses at home reads what happened at night, not the task that it leaves. */
export function readsReport(world: World, asker: Asker, item: Kept, at: Date): boolean {
  const sort = sortOf(item);
  if (sort !== "contact-report" && sort !== "contact-task") return false;
  if (isWithheld(item)) return false;
  if (postRoles.includes(asker.role) && wrote(asker, item) && (item.domain === "medisch" || item.domain === "gedeeld")) return true;
  return sort === "contact-report" && item.domain === "medisch" && nursing.includes(asker.role) && isMember(world, asker, item, at);
}

/** A practice reads back what it said about its signals. */
export function readsExplanation(asker: Asker, item: Kept): boolean {
  return sortOf(item) === "explanation" && !isWithheld(item) && worksInPractice(asker) && wrote(asker, item);
}

function wrote(asker: Asker, item: Kept): boolean {
  return asker.organization !== undefined && item.author === asker.organization;
}
