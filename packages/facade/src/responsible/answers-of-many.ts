import { activeRegistration, isAvailability, isHandoverRequest, isHuisartsTeam, lastRegistration, practiceOf, responsibleGp, versionedReferenceTo } from "@wijkverband/care";
import { buildParameters, stringifyJson, type Clause, type ResourceTypeName } from "@wijkverband/fhir";
import type { Store, Stored } from "@wijkverband/store";
import type { CareTeam } from "hl7-fhir-r4-types";
import { readSurroundings, type DirectoryCache } from "../surroundings.ts";
import { responsibleParts } from "./parameters.ts";

/** After so many patients others get their turn. */
const slice = 50;

/** Who answers for each of these patients at an instant: the parts of the answer as text, by patient. Records are read together, a practice once,
 *  and for patients who are registered alike the calendar is worked out once: only what the answer rests on is their own then. */
export async function answersOfMany(store: Store, patients: readonly Stored[], at: Date): Promise<ReadonlyMap<string, string>> {
  const [teams, basics] = await Promise.all([readOf(store, "CareTeam", patients, at), readOf(store, "Basic", patients, at)]);
  const directory: DirectoryCache = new Map();
  const alike = new Map<string, { readonly parts: string; readonly team: string }>();
  const answers = new Map<string, string>();
  const answer = async (record: readonly Stored[]): Promise<string> => partsText(responsibleParts(responsibleGp(await readSurroundings(store, record, at, directory), at)));
  for (const [place, { id }] of patients.entries()) {
    if (place % slice === slice - 1) await new Promise(setImmediate);
    // an availability ends with the phase or the life of the patient, so all of it counts then
    if (basics.get(id)?.some((stored) => isAvailability(stored.resource())) === true) {
      answers.set(id, await answer(await store.record(id)));
      continue;
    }
    const own = teams.get(id) ?? [];
    const { key, team } = registrationKey(own, at);
    let known = alike.get(key);
    if (known === undefined) alike.set(key, (known = { parts: await answer(own), team }));
    answers.set(id, known.team === team ? known.parts : known.parts.replaceAll(`"${known.team}"`, `"${team}"`));
  }
  return answers;
}

/** Which of these patients have a published handover. */
export async function withHandover(store: Store, patients: readonly Stored[], at: Date): Promise<ReadonlySet<string>> {
  const active: Clause = { kind: "token", parameter: "status", values: [{ code: "active" }] };
  const requests = await readOf(store, "ServiceRequest", patients, at, [active]);
  return new Set([...requests].flatMap(([patient, stored]) => (stored.some((each) => isHandoverRequest(each.resource())) ? [patient] : [])));
}

/** Parts of a parameter, as they stand in its list. */
export function partsText(parts: Parameters<typeof buildParameters>[0]): string {
  return (buildParameters(parts).parameter ?? []).map(stringifyJson).join(",");
}

/** What of a registration decides, as text, and the very version that says so. */
function registrationKey(own: readonly Stored[], at: Date): { readonly key: string; readonly team: string } {
  const teams = own.map((stored) => stored.resource()).filter(isHuisartsTeam);
  const team = activeRegistration(teams, at);
  const last = lastRegistration(teams, at);
  const said = ({ status, period, participant, managingOrganization }: CareTeam): unknown => [status, period, participant, managingOrganization];
  return { key: JSON.stringify([team && said(team), last && practiceOf(last)]), team: team === undefined ? "" : versionedReferenceTo(team) };
}

/** All of a type about these patients, by patient. */
async function readOf(store: Store, type: ResourceTypeName, patients: readonly Stored[], at: Date, where: readonly Clause[] = []): Promise<ReadonlyMap<string, readonly Stored[]>> {
  const about: Clause = { kind: "reference", parameter: "patient", values: patients.map(({ id }) => ({ type: "Patient", id })) };
  const query = { type, where: [about, ...where], sort: [], count: 1_000, include: [], revinclude: [], total: false };
  const found = new Map<string, Stored[]>();
  for (let after: string | undefined; ; ) {
    const { matches, next } = await store.search({ query: { ...query, ...(after !== undefined && { after }) }, visible: "server", at });
    for (const stored of matches) {
      const { patient } = stored.labels;
      if (patient === undefined) continue;
      const own = found.get(patient);
      if (own === undefined) found.set(patient, [stored]);
      else own.push(stored);
    }
    if (next === undefined) return found;
    after = next;
  }
}
