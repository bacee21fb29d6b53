import type { CareTeam, CareTeamParticipant } from "hl7-fhir-r4-types";
import { endOf, isInForce, startOf } from "../period.ts";
import { referenceTo } from "../reference.ts";
import { isHuisartsTeam, leadPractitioner, practiceOf, vasteHuisarts, vasteTweedeHuisartsen, waarnemers } from "../registration.ts";

/** Where a patient was registered at an instant, and who was what there. */
export interface RegistrationAsOf {
  /** The very version that says so; `versionedReferenceTo(team)` names it. */
  readonly team: CareTeam;
  /** `Organization/<id>` */
  readonly practice: string | undefined;
  readonly vasteHuisarts: CareTeamParticipant | undefined;
  /** One, or none; more only where somebody stored a third fixed GP in spite of the warning. */
  readonly vasteTweedeHuisartsen: readonly CareTeamParticipant[];
  readonly hoofdbehandelaar: CareTeamParticipant | undefined;
  readonly waarnemers: readonly CareTeamParticipant[];
}

/** Who was it on a date? Registrations are never removed, so the answer follows from their periods, to the millisecond and half-open: who ends at an instant isn't it
 *  any more at that instant. `undefined`: not registered anywhere then (`unregistered`).
 *
 *  @param versions of the CareTeams of one patient: the current ones, or, to ask what the record said at the time, all versions with their `meta.lastUpdated`
 *  (`store.history`); of each registration the newest that was known counts. Other teams may be among them.
 *  @param instant valid time: about when it is asked
 *  @param known transaction time: what was stored up to and including this instant counts; absent: all that is known now. What somebody was registered with in
 *  hindsight, or what was corrected since, isn't in the answer then. */
export function registrationAsOf(versions: readonly CareTeam[], instant: Date, known?: Date): RegistrationAsOf | undefined {
  const team = activeRegistration(registrationsKnown(versions, known), instant);
  if (team === undefined) return undefined;
  return {
    team,
    practice: practiceOf(team),
    vasteHuisarts: vasteHuisarts(team, instant),
    vasteTweedeHuisartsen: vasteTweedeHuisartsen(team, instant),
    hoofdbehandelaar: leadPractitioner(team, instant),
    waarnemers: waarnemers(team, instant),
  };
}

/** Of each registration of a patient the newest version that was stored at or before `known`, oldest registration first; without `known` the newest of all.
 *  A version without `meta.lastUpdated` was always known. */
export function registrationsKnown(versions: readonly CareTeam[], known?: Date): readonly CareTeam[] {
  const newest = new Map<string, CareTeam>();
  for (const team of versions) {
    if (!isHuisartsTeam(team) || (known !== undefined && storedAt(team) > known.getTime())) continue;
    const other = newest.get(referenceTo(team));
    if (other === undefined || versionNumber(other) < versionNumber(team)) newest.set(referenceTo(team), team);
  }
  return [...newest.values()].toSorted((one, other) => startsAt(one) - startsAt(other));
}

/** The registration in force at an instant, now or in the past; of several (which `one-practice` forbids) the one that started last. One that ended was in force
 *  until its end; what was entered in error never was. */
export function activeRegistration(teams: readonly CareTeam[], at: Date): CareTeam | undefined {
  return teams.filter((team) => isHuisartsTeam(team) && counts(team) && isInForce(team.period, at)).toSorted((one, other) => startsAt(other) - startsAt(one))[0];
}

/** The registration in force, or else the one that ended last: its practice keeps the record and knows whom to call (`unregistered`). */
export function lastRegistration(teams: readonly CareTeam[], at: Date): CareTeam | undefined {
  const begun = teams.filter((team) => isHuisartsTeam(team) && (team.status === "active" || team.status === "inactive") && startsAt(team) <= at.getTime());
  return activeRegistration(begun, at) ?? begun.toSorted((one, other) => endsAt(other) - endsAt(one))[0];
}

/** An ended registration without an end says nothing of when it was. */
function counts({ status, period }: CareTeam): boolean {
  return status === "active" || (status === "inactive" && period?.end !== undefined);
}

function startsAt({ period }: CareTeam): number {
  return period?.start === undefined ? Number.MIN_SAFE_INTEGER : startOf(period.start);
}

/** Without an end it is only known when it began. */
function endsAt(team: CareTeam): number {
  return team.period?.end === undefined ? startsAt(team) : endOf(team.period.end);
}

function storedAt({ meta }: CareTeam): number {
  return meta?.lastUpdated === undefined ? Number.MIN_SAFE_INTEGER : Date.parse(meta.lastUpdated);
}

function versionNumber({ meta }: CareTeam): number {
  return Number(meta?.versionId ?? 0);
}
