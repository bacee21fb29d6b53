import { isCoded, references, text } from "../json.ts";
import { own } from "../region/codes.ts";
import { latest, type Asker, type Kept, type World } from "../world.ts";
import { isInForce } from "./instants.ts";
import { isUnobjected } from "./patient-word.ts";
import { isDead } from "./standing-in.ts";

/** This person's emergency access to this patient is in force now, and there is no objection or it is for vital interest. Only a living patient has care that can't wait. */
export function isGranted(world: World, asker: Asker, item: Kept, at: Date): boolean {
  if (asker.person === undefined || !world.bases.includes("break-glass") || isDead(world, item.patient)) return false;
  for (const kept of world.byPatient.get(item.patient ?? "") ?? []) {
    if (kept.type !== "Task" || kept.deleted || !readsOwnGrant(asker, kept)) continue;
    const grant = latest(kept);
    const lasts = grant["status"] === "in-progress" && text(grant, "restriction.period.end") !== undefined && isInForce(grant, "restriction.period", at);
    if (!lasts) continue;
    if (isCoded(grant, "reasonCode", own("noodreden"), "vitaal-belang") || isUnobjected(world, asker, item, at)) return true;
  }
  return false;
}

/** It is the own emergency access of this person: what somebody did himself he may read again, also where the region knows it no more. */
export function readsOwnGrant(asker: Asker, item: Kept): boolean {
  const grant = latest(item);
  // what was taken out ties nobody any more
  return !item.deleted && item.type === "Task" && isCoded(grant, "code", own("taak"), "noodtoegang") && asker.person !== undefined && references(grant, "requester").includes(asker.person);
}
