import { isCoded, reach, text } from "../json.ts";
import { snomed, v3Role, vektisContact } from "../region/codes.ts";
import { latest, type Asker, type Json, type World } from "../world.ts";
import { birthday, isInForce } from "./instants.ts";

/** The patient died: nobody reads in the patient's name any more (`life-events`). */
export function isDead(world: World, patient: string | undefined): boolean {
  const json = patientOf(world, patient);
  return json !== undefined && (json["deceasedBoolean"] === true || json["deceasedDateTime"] !== undefined);
}

/** The patient from the age of 12; a parent or guardian until 16; who is mandated in writing, curator or mentor;
 *  or the legal representative of an incapable patient; until death. */
export function speaksForPatient(world: World, asker: Asker, patient: string | undefined, at: Date): boolean {
  const json = patientOf(world, patient);
  if (json === undefined || asker.person === undefined || isDead(world, patient)) return false;
  const born = text(json, "birthDate");
  if (asker.role === "patient") return asker.person === `Patient/${patient}` && (born === undefined || at.getTime() >= birthday(born, 12));
  if (asker.role !== "mantelzorger") return false;
  const relative = world.byRef.get(asker.person);
  if (relative === undefined || relative.deleted || relative.type !== "RelatedPerson" || relative.patient !== patient) return false;
  const person = latest(relative);
  if (person["active"] === false || !isInForce(person, "period", at)) return false;
  const is = (system: string, code: string): boolean => isCoded(person, "relationship", system, code);
  if (is(snomed, "310141000146103") || is(vektisContact, "03") || is(vektisContact, "15")) return true;
  if (is(vektisContact, "24") && isIncapable(json)) return true;
  const parent = is(vektisContact, "11") || is(v3Role, "MTH") || is(v3Role, "FTH");
  return parent && born !== undefined && at.getTime() < birthday(born, 16);
}

function patientOf(world: World, patient: string | undefined): Json | undefined {
  const kept = world.byRef.get(`Patient/${patient}`);
  return kept === undefined || kept.deleted ? undefined : latest(kept);
}

function isIncapable(patient: Json): boolean {
  return reach(patient, "extension").some((extension) => text(extension, "url")?.endsWith("/ext-LegallyCapable-MedicalTreatmentDecisions") === true && reach(extension, "extension").some((part) => text(part, "url") === "legallyCapable" && reach(part, "valueBoolean")[0] === false));
}
