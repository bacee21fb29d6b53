import { endOf, responsibleGp, settledUntil, startOf, isHuisartsTeam } from "@wijkverband/care";
import { stringifyJson } from "@wijkverband/fhir";
import type { Stored } from "@wijkverband/store";
import type { House } from "../house.ts";
import { createKeptAnswers } from "../kept-answers.ts";
import { findPublication } from "../publication.ts";
import { readSurroundings } from "../surroundings.ts";
import { responsibleParameters } from "./parameters.ts";

/** Who answers for a patient, ready to be sent. */
export interface Responsible {
  readonly json: Buffer;
  /** The same, and whether there is a handover, for whoever may hear that and nothing of what is in it. */
  readonly jsonWithHandover: Buffer;
}

/** Answers stay good while nothing of the patient or the directory changes and no clock boundary passes; the store's stamp tells. */
const keptByHouse = new WeakMap<House, ReturnType<typeof createKeptAnswers<Responsible>>>();

/** Who answers now. */
export function responsibleNow(house: House, patient: Stored, at: Date): Promise<Responsible> {
  let kept = keptByHouse.get(house);
  if (kept === undefined) keptByHouse.set(house, (kept = createKeptAnswers<Responsible>(house.store, { size: ({ json, jsonWithHandover }) => json.length + jsonWithHandover.length })));
  return kept.get(patient, at, { make: () => makeResponsible(house, patient, at) });
}

/** Who answers at another instant: made anew. */
export async function responsibleAt(house: House, patient: Stored, at: Date): Promise<Responsible> {
  return (await makeResponsible(house, patient, at)).value;
}

/** Holds nothing more of a patient whose record was erased (`keep-and-erase`). */
export function forgetResponsible(house: House, patient: string): void {
  keptByHouse.get(house)?.forget(patient);
}

async function makeResponsible({ store }: House, { id }: Stored, at: Date): Promise<{ readonly value: Responsible; readonly until: number }> {
  const record = await store.record(id);
  const around = await readSurroundings(store, record, at);
  const { parameter: parts = [], ...rest } = responsibleParameters(responsibleGp(around, at));
  const bytes = (more: readonly object[]): Buffer => Buffer.from(stringifyJson({ ...rest, parameter: [...parts, ...more] }));
  const handover = { name: "handover-exists", valueBoolean: findPublication(record) !== undefined };
  return { value: { json: bytes([]), jsonWithHandover: bytes([handover]) }, until: Math.min(settledUntil(around, at), nextRegistration(record, at)) };
}

/** When a registration begins or ends next: then other surroundings count. */
function nextRegistration(record: readonly Stored[], at: Date): number {
  const bounds = record.map((stored) => stored.resource()).filter(isHuisartsTeam).flatMap(({ period }) => [...(period?.start === undefined ? [] : [startOf(period.start)]), ...(period?.end === undefined ? [] : [endOf(period.end)])]);
  return Math.min(...bounds.filter((bound) => bound > at.getTime()), Infinity);
}
