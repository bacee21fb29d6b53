import { references } from "../json.ts";
import { latest, type Asker, type Kept, type World } from "../world.ts";
import { isAddressed } from "./handover.ts";
import { sortOf, type Sort } from "./kind.ts";
import { nursing, pharmacy, postRoles, practiceTeam, takesCare } from "./roles.ts";
import { isDead } from "./standing-in.ts";
import { isCoordinator, isMember, takesPart } from "./team.ts";

const waiting: readonly Sort[] = ["proposal", "plan-proposal", "invitation", "team-task"];

/** What members of a neighbourhood team do together: the shared plan and its goals, what they ask and propose, and the minutes of meetings. */
export function readsTeamwork(world: World, asker: Asker, item: Kept, at: Date): boolean {
  if (item.type === "Task") return readsTask(world, asker, item, at);
  if (item.domain !== "gedeeld") return false;
  const sort = sortOf(item);
  if (item.type === "CarePlan" && sort === "plan") return readsPlan(world, asker, item, at);
  if (item.type === "Goal" && sort === "ordinary") return takesCare(asker.role) && isMember(world, asker, item, at);
  // social work is not at the table
  return sort === "minutes" && asker.role !== "sociaal-werker" && takesCare(asker.role) && isMember(world, asker, item, at);
}

/** Each member sees who does what; the addressed post sees which plan it steps into. Also whether they may ask for the plan as a whole. */
export function readsPlan(world: World, asker: Asker, item: Kept, at: Date): boolean {
  if (takesCare(asker.role)) return isMember(world, asker, item, at);
  return postRoles.includes(asker.role) && isAddressed(world, asker, item, at);
}

function readsTask(world: World, asker: Asker, item: Kept, at: Date): boolean {
  const sort = sortOf(item);
  if (!waiting.includes(sort)) return false;
  if (sort === "team-task" ? waitsForMember(world, asker, item, at) : waitsFor(asker, item)) return true;
  if (wrote(asker, item)) return true;
  // the coordinator decides on the plan too
  if (sort === "plan-proposal" && item.domain === "gedeeld" && takesCare(asker.role) && isCoordinator(world, asker, item, at)) return true;
  // nursing members see what goes on at home
  const atHome = ["verpleegkundig", "sociaal", "gedeeld"].includes(item.domain ?? "");
  return sort === "team-task" && atHome && nursing.includes(asker.role) && isMember(world, asker, item, at);
}

/** A task waits for whoever takes part: a professional with the patient's consent, a relative of a living patient without any. */
function waitsForMember(world: World, asker: Asker, item: Kept, at: Date): boolean {
  if (!waitsFor(asker, item)) return false;
  if (asker.role === "mantelzorger") return takesPart(world, asker, item.patient, at, false) && !isDead(world, item.patient);
  return isMember(world, asker, item, at);
}

/** It waits for this organisation or person: also before any access, as an invitation does. What was taken out waits for nobody. A practice reads proposals by its record. */
function waitsFor(asker: Asker, item: Kept): boolean {
  if (item.deleted) return false;
  const fits = takesCare(asker.role) || asker.role === "mantelzorger";
  return fits && references(latest(item), "owner").some((owner) => owner === asker.organization || owner === asker.person);
}

/** Who asked may follow what came of it. */
function wrote(asker: Asker, item: Kept): boolean {
  const fits = takesCare(asker.role) || practiceTeam.includes(asker.role) || asker.role === "waarnemer";
  // where several professions work for one organisation, each follows what its own may be about
  const domains = asker.role === "sociaal-werker" ? ["sociaal", "gedeeld"] : pharmacy.includes(asker.role) ? ["medisch", "farmaceutisch", "gedeeld"] : undefined;
  if (domains !== undefined && !domains.includes(item.domain ?? "")) return false;
  return fits && asker.organization !== undefined && item.author === asker.organization;
}
