import { activeRegistration, endOf, isAvailability, isHandoverRequest, isHuisartsTeam, lastRegistration, practiceOf, responsibleGp, settledUntil, startOf, versionedReferenceTo } from "@wijkverband/care";
import { buildParameters, codeSystemUrl, questionOf, stringifyJson, type Clause, type ResourceTypeName } from "@wijkverband/fhir";
import type { Store, Stored } from "@wijkverband/store";
import type { CareTeam } from "hl7-fhir-r4-types";
import type { Made } from "../kept-answers.ts";
import { readSurroundings, type DirectoryCache } from "../surroundings.ts";
import { responsibleParts } from "./parameters.ts";

/** After so many patients others get their turn. */
const slice = 50;

/** Who answers for each of these patients at an instant: the parts of the answer as text, by patient, and until when they hold. Records are read together, a practice
 *  once, and for patients who are registered alike the calendar is worked out once: only what the answer rests on is their own then. */
export async function answersOfMany(store: Store, patients: readonly Stored[], at: Date): Promise<ReadonlyMap<string, Made<string>>> {
  const [teams, basics] = await Promise.all([readOf(store, "CareTeam", patients, at), readOf(store, "Basic", patients, at)]);
  const offered = patients.filter(({ id }) => basics.get(id)?.some((stored) => isAvailability(stored.resource())) === true);
  const phases = offered.length === 0 ? new Map<string, readonly Stored[]>() : await readOf(store, "Observation", offered, at, [isPhaseCode]);
  const directory: DirectoryCache = new Map();
  const answer = async (record: readonly Stored[]): Promise<Made<string>> => {
    const around = await readSurroundings(store, record, at, directory);
    return { value: partsText(responsibleParts(responsibleGp(around, at))), until: settledUntil(around, at) };
  };
  const alike = new Map<string, Made<string> & { readonly team: string }>();
  const reachable = new Set(offered);
  const answers = new Map<string, Made<string>>();
  for (const [place, patient] of patients.entries()) {
    const { id } = patient;
    if (place % slice === slice - 1) await new Promise(setImmediate);
    const own = teams.get(id) ?? [];
    const registrations = own.map((stored) => stored.resource()).filter(isHuisartsTeam);
    const bound = nextRegistration(registrations, at);
    // an availability is of this patient alone, and ends with the phase or the life
    if (reachable.has(patient)) {
      const { value, until } = await answer([patient, ...own, ...(basics.get(id) ?? []), ...(phases.get(id) ?? [])]);
      answers.set(id, { value, until: Math.min(until, bound) });
      continue;
    }
    const { key, team } = registrationKey(registrations, at);
    let known = alike.get(key);
    if (known === undefined) alike.set(key, (known = { ...(await answer(own)), team }));
    answers.set(id, { value: known.team === team ? known.value : known.value.replaceAll(`"${known.team}"`, `"${team}"`), until: Math.min(known.until, bound) });
  }
  return answers;
}

/** When a registration begins or ends next: then other surroundings count. */
function nextRegistration(registrations: readonly CareTeam[], at: Date): number {
  let next = Infinity;
  for (const { period } of registrations) {
    const [start, end] = [period?.start === undefined ? -Infinity : startOf(period.start), period?.end === undefined ? Infinity : endOf(period.end)];
    for (const bound of [start, end]) if (bound > at.getTime()) next = Math.min(next, bound);
  }
  return next;
}

const isPhaseCode: Clause = { kind: "token", parameter: "code", values: [{ system: codeSystemUrl("overdracht"), code: "palliatieve-fase" }] };

/** Which of these patients have a published handover. */
export async function withHandover(store: Store, patients: readonly Stored[], at: Date): Promise<ReadonlySet<string>> {
  const active: Clause = { kind: "token", parameter: "status", values: [{ code: "active" }] };
  const requests = await readOf(store, "ServiceRequest", patients, at, [active]);
  return new Set([...requests].flatMap(([patient, stored]) => (stored.some((each) => isHandoverRequest(each.resource())) ? [patient] : [])));
}

/** Parts of a parameter, as they stand in its list. */
function partsText(parts: Parameters<typeof buildParameters>[0]): string {
  return (buildParameters(parts).parameter ?? []).map(stringifyJson).join(",");
}

/** What of a registration decides, as text, and the very version that says so. */
function registrationKey(registrations: readonly CareTeam[], at: Date): { readonly key: string; readonly team: string } {
  const team = activeRegistration(registrations, at);
  const last = lastRegistration(registrations, at);
  const said = ({ status, period, participant, managingOrganization }: CareTeam): unknown => [status, period, participant, managingOrganization];
  return { key: JSON.stringify([team && said(team), last && practiceOf(last)]), team: team === undefined ? "" : versionedReferenceTo(team) };
}

/** All of a type about these patients, by patient. */
async function readOf(store: Store, type: ResourceTypeName, patients: readonly Stored[], at: Date, where: readonly Clause[] = []): Promise<ReadonlyMap<string, readonly Stored[]>> {
  const about: Clause = { kind: "reference", parameter: "patient", values: patients.map(({ id }) => ({ type: "Patient", id })) };
  const query = questionOf(type, [about, ...where], 1_000);
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
