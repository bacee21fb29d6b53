import { isCoded, reach, references, text } from "../json.ts";
import { own } from "../region/codes.ts";
import { latest, type Asker, type World } from "../world.ts";
import { endOf } from "./instants.ts";

/** The patient was registered at this person's practice, and the time to read its own history isn't over: the registration that ended says until when. */
export function wasPractice(world: World, asker: Asker, patient: string | undefined, at: Date): boolean {
  if (asker.organization === undefined) return false;
  for (const kept of world.byPatient.get(patient ?? "") ?? []) {
    if (kept.type !== "CareTeam" || kept.deleted) continue;
    const team = latest(kept);
    if (team["status"] !== "inactive" || !isCoded(team, "category", own("team"), "huisartsteam")) continue;
    if (references(team, "managingOrganization")[0] !== asker.organization) continue;
    for (const extension of reach(team, "extension")) {
      const until = text(extension, "valueDateTime");
      if (text(extension, "url")?.endsWith("/record-until") === true && until !== undefined && at.getTime() < endOf(until)) return true;
    }
  }
  return false;
}
