import { isCoded, reach, references, text } from "../json.ts";
import { own } from "../region/codes.ts";
import { latest, type Asker, type Json, type World } from "../world.ts";
import { isInForce } from "./instants.ts";

/** The practice where a patient is registered at an instant: the HuisartsTeam that is active, and no other. */
function practiceNow(world: World, patient: string | undefined, at: Date): string | undefined {
  for (const team of teamsNow(world, patient, at)) return references(team, "managingOrganization")[0];
  return undefined;
}

/** The patient is registered now at this person's practice. */
export function isOwnPractice(world: World, asker: Asker, patient: string | undefined, at: Date): boolean {
  return asker.organization !== undefined && practiceNow(world, patient, at) === asker.organization;
}

/** This person covers for this patient, named as waarnemer in the registration with an end. */
export function isLocum(world: World, asker: Asker, patient: string | undefined, at: Date): boolean {
  if (asker.person === undefined) return false;
  for (const team of teamsNow(world, patient, at)) {
    for (const participant of reach(team, "participant")) {
      const locum = isCoded(participant, "role", own("teamrol"), "waarnemer") && text(participant, "period.end") !== undefined;
      if (locum && references(participant, "member").includes(asker.person) && isInForce(participant, "period", at)) return true;
    }
  }
  return false;
}

/** This person stands in for a huisarts of the practice of registration: the practice has a role for that, in use and with an end, which names this person. */
export function standsIn(world: World, asker: Asker, patient: string | undefined, at: Date): boolean {
  const practice = practiceNow(world, patient, at);
  if (practice === undefined || asker.person === undefined) return false;
  for (const kept of world.kept) {
    if (kept.type !== "PractitionerRole" || kept.deleted) continue;
    const role = latest(kept);
    if (role["active"] === false || text(role, "period.end") === undefined || !isInForce(role, "period", at)) continue;
    if (references(role, "organization")[0] !== practice) continue;
    for (const extension of reach(role, "extension")) {
      if (text(extension, "url")?.endsWith("/cover") !== true) continue;
      for (const part of reach(extension, "extension")) if (text(part, "url") === "by" && references(part, "valueReference").includes(asker.person)) return true;
    }
  }
  return false;
}

/** This organisation stands to the practice of registration as an affiliation of this kind says: `waarneming`, `anw-post` or `zcc`. */
export function isAffiliated(world: World, asker: Asker, kind: string, patient: string | undefined, at: Date): boolean {
  const practice = practiceNow(world, patient, at);
  if (practice === undefined || asker.organization === undefined) return false;
  for (const kept of world.kept) {
    if (kept.type !== "OrganizationAffiliation" || kept.deleted) continue;
    const affiliation = latest(kept);
    if (affiliation["active"] === false || !isCoded(affiliation, "code", own("verbinding"), kind) || !isInForce(affiliation, "period", at)) continue;
    if (references(affiliation, "organization")[0] === asker.organization && references(affiliation, "participatingOrganization")[0] === practice) return true;
  }
  return false;
}

function teamsNow(world: World, patient: string | undefined, at: Date): readonly Json[] {
  const record = patient === undefined ? [] : (world.byPatient.get(patient) ?? []);
  return record.filter(({ type, deleted }) => type === "CareTeam" && !deleted).map(latest).filter((team) => team["status"] === "active" && isCoded(team, "category", own("team"), "huisartsteam") && isInForce(team, "period", at));
}
