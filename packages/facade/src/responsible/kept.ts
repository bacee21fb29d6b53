import type { Stored } from "@wijkverband/store";
import type { House } from "../house.ts";
import { createKeptAnswers, type KeptAnswers } from "../kept-answers.ts";
import { answersOfMany } from "./answers-of-many.ts";

/** The parts of an answer as text. They stay good while nothing of the patient or the directory changes and no clock boundary passes; the store's stamp tells. */
const keptByHouse = new WeakMap<House, KeptAnswers<string>>();

/** Who answers for each of these patients now, by patient: the parts of the answer as they stand in a list. */
export async function responsibleNow(house: House, patients: readonly Stored[], at: Date): Promise<ReadonlyMap<string, string>> {
  let kept = keptByHouse.get(house);
  if (kept === undefined) keptByHouse.set(house, (kept = createKeptAnswers<string>(house.store, { size: (parts) => 2 * parts.length })));
  const answers = new Map<string, string>();
  const missing = new Map<Stored, string>();
  for (const patient of patients) {
    const { kept: parts, stamp } = await kept.find(patient, at);
    if (parts === undefined) missing.set(patient, stamp);
    else answers.set(patient.id, parts);
  }
  if (missing.size === 0) return answers;
  const made = await answersOfMany(house.store, [...missing.keys()], at);
  for (const [patient, stamp] of missing) {
    const answer = made.get(patient.id);
    if (answer === undefined) continue;
    answers.set(patient.id, answer.value);
    kept.put(patient, at, stamp, answer);
  }
  return answers;
}

/** Who answers at another instant: made anew. */
export async function responsibleAt(house: House, patients: readonly Stored[], at: Date): Promise<ReadonlyMap<string, string>> {
  return new Map([...(await answersOfMany(house.store, patients, at))].map(([id, { value }]) => [id, value]));
}

/** Holds nothing more of a patient whose record was erased (`keep-and-erase`). */
export function forgetResponsible(house: House, patient: string): void {
  keptByHouse.get(house)?.forget(patient);
}
