import { isCoded, reach, references, text } from "../json.ts";
import { own } from "../region/codes.ts";
import { latest, type Asker, type World } from "../world.ts";
import { endOf } from "./instants.ts";

/** The patient was registered at this person's practice, and the time to read its own history isn't over: the registration that ended says until when. */
export function wasPractice(world: World, asker: Asker, patient: string | undefined, at: Date): boolean {
  return historyOf(world, asker, patient, at) !== undefined;
}

/** The instant at which the patient last left this person's practice, of the registrations whose time isn't over. */
export function historyOf(world: World, asker: Asker, patient: string | undefined, at: Date): number | undefined {
  let left: number | undefined;
  if (asker.organization === undefined) return undefined;
  for (const kept of world.byPatient.get(patient ?? "") ?? []) {
    if (kept.type !== "CareTeam" || kept.deleted) continue;
    const team = latest(kept);
    if (team["status"] !== "inactive" || !isCoded(team, "category", own("team"), "huisartsteam")) continue;
    if (references(team, "managingOrganization")[0] !== asker.organization) continue;
    for (const extension of reach(team, "extension")) {
      const until = text(extension, "valueDateTime");
      const reads = text(extension, "url")?.endsWith("/record-until") === true && until !== undefined && at.getTime() < endOf(until);
      const end = text(team, "period.end");
      if (reads && end !== undefined && (left === undefined || endOf(end) > left)) left = endOf(end);
    }
  }
  return left;
}
