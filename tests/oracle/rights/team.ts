import { isCoded, reach, references } from "../json.ts";
import { own, planCode, snomed } from "../region/codes.ts";
import { latest, type Asker, type Kept, type World } from "../world.ts";
import { isInForce } from "./instants.ts";
import { isPermitted, isUnobjected } from "./patient-word.ts";

/** In which functions of the team a role works: who nurses at home does so as either of the two, and so in a pharmacy. */
function functionsOf(role: string): readonly string[] {
  if (role === "wijkverpleegkundige" || role === "verzorgende") return ["wijkverpleegkundige", "verzorgende"];
  if (role === "apotheker" || role === "apothekersassistent") return ["apotheker", "apothekersassistent"];
  return [role];
}

/** Member of the patient's neighbourhood team in a function that fits the role, with consent and without objection. */
export function isMember(world: World, asker: Asker, item: Kept, at: Date): boolean {
  return takesPart(world, asker, item.patient, at, false) && comesIn(world, asker, item, at);
}

/** Keeps the plan together: member as above, and coordinator in the same spell in the team. */
export function isCoordinator(world: World, asker: Asker, item: Kept, at: Date): boolean {
  return takesPart(world, asker, item.patient, at, true) && comesIn(world, asker, item, at);
}

function comesIn(world: World, asker: Asker, item: Kept, at: Date): boolean {
  if (world.bases.includes("consent") && isPermitted(world, asker, item, at)) return true;
  // a region may count membership itself, but social care comes in by explicit opt-in only (`basis`)
  return asker.role !== "sociaal-werker" && world.bases.includes("membership") && isUnobjected(world, asker, item, at);
}

/** Takes part now, in a function that fits the role. */
export function takesPart(world: World, asker: Asker, patient: string | undefined, at: Date, coordinates: boolean): boolean {
  for (const kept of world.byPatient.get(patient ?? "") ?? []) {
    if (kept.type !== "CareTeam" || kept.deleted) continue;
    const team = latest(kept);
    if (team["status"] !== "active" || !isCoded(team, "category", own("team"), "wijkteam") || !isInForce(team, "period", at)) continue;
    for (const participant of reach(team, "participant")) {
      const [member] = references(participant, "member");
      if (coordinates && !isCoded(participant, "role", own("teamrol"), "coordinator")) continue;
      const self = member !== undefined && (member === asker.organization || member === asker.person);
      const fits = functionsOf(asker.role).some((each) => isCoded(participant, "role", own("rol"), each));
      if (self && fits && isInForce(participant, "period", at)) return true;
    }
  }
  return false;
}

/** It hangs in the active shared plan: by `addresses`, `goal`, `activity` or `supportingInfo` (`who-reads-parts`). */
export function isPlanRelated(world: World, item: Kept): boolean {
  for (const kept of world.byPatient.get(item.patient ?? "") ?? []) {
    if (kept.type !== "CarePlan" || kept.deleted || kept.domain !== "gedeeld") continue;
    const plan = latest(kept);
    if (plan["status"] !== "active" || !isCoded(plan, "category", snomed, planCode)) continue;
    for (const path of ["addresses", "goal", "activity.reference", "supportingInfo"]) if (references(plan, path).includes(item.ref)) return true;
  }
  return false;
}

/** It is why a medicine is given, as the practice says. */
export function isIndication(world: World, item: Kept): boolean {
  for (const kept of world.byPatient.get(item.patient ?? "") ?? []) {
    if (kept.type !== "MedicationRequest" || kept.deleted || (kept.domain !== "medisch" && kept.domain !== "gedeeld")) continue;
    if (references(latest(kept), "reasonReference").includes(item.ref)) return true;
  }
  return false;
}
