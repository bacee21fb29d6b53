import { codeSystemUrl } from "@wijkverband/fhir";
import type { CareTeam, CareTeamParticipant, Period } from "hl7-fhir-r4-types";
import { endOf, isInForce, startOf } from "../period.ts";
import { plain } from "../reference.ts";
import { participantsAs, practiceOf, type TeamRole } from "../registration.ts";
import type { Span } from "./span.ts";

/** What the signals ask of one registration, without whose it is. Of what was, only who; so that patients who came at different moments are alike. */
export interface Shape {
  /** The registration as it is from now on: periods are cut to the time that is looked at. */
  readonly team: CareTeam;
  /** Who was a fixed GP, and who stood in, at some instant of the time that is looked back on: `PractitionerRole/<id>`, in order. */
  readonly fixedLately: readonly string[];
  readonly locumsLately: readonly string[];
}

/** Registrations that are alike, and how many patients they are of. A practice of thousands has a few dozen of them, so what is worked out for each
 *  costs the same however many patients there are. */
export interface RegistrationShape extends Shape {
  readonly patients: number;
}

/** Cuts a registration down to what the signals ask of it. @param past the time that is looked back on, up to now @param end of the time that is counted in */
export function shapeOf(team: CareTeam, past: Span, end: number): Shape {
  const practice = practiceOf(team);
  const ahead = { start: past.end, end };
  const period = cut(team.period, ahead);
  const participant = (team.participant ?? []).flatMap((each) => cutParticipant(each, ahead)).map((each): readonly [string, CareTeamParticipant] => [JSON.stringify(each), each]);
  return {
    team: {
      resourceType: "CareTeam",
      status: "active",
      category: [{ coding: [{ system: codeSystemUrl("team"), code: "huisartsteam" }] }],
      ...(practice !== undefined && { managingOrganization: [{ reference: practice }] }),
      ...(period && { period }),
      participant: participant.toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, each]) => each),
    },
    fixedLately: holdersWithin(team, fixedPlaces, past),
    locumsLately: holdersWithin(team, ["waarnemer"], past),
  };
}

/** The places of fixed GPs. */
export const fixedPlaces: readonly TeamRole[] = ["vaste-huisarts", "vaste-tweede-huisarts"];

function cutParticipant({ role, member, period, extension }: CareTeamParticipant, window: Span): readonly CareTeamParticipant[] {
  if ((period?.start !== undefined && startOf(period.start) >= window.end) || (period?.end !== undefined && endOf(period.end) <= window.start)) return [];
  const codes = (role ?? []).flatMap(({ coding }) => coding ?? []).filter(({ system }) => system === codeSystemUrl("teamrol"));
  const within = cut(period, window);
  return [
    {
      role: [{ coding: codes.map(({ system, code }) => ({ system: system!, code: code! })) }],
      ...(member?.reference !== undefined && { member: { reference: plain(member.reference) ?? member.reference } }),
      ...(within && { period: within }),
      ...(extension && { extension }),
    },
  ];
}

/** A start before the window says nothing; an end after it becomes its end, because cover without an end would be no cover. */
function cut(period: Period | undefined, window: Span): Period | undefined {
  const start = period?.start !== undefined && startOf(period.start) > window.start ? period.start : undefined;
  const end = period?.end === undefined ? undefined : endOf(period.end) < window.end ? period.end : new Date(window.end).toISOString();
  return start === undefined && end === undefined ? undefined : { ...(start !== undefined && { start }), ...(end !== undefined && { end }) };
}

/** Who holds a place at an instant, each once: `PractitionerRole/<id>`. */
export function holdersOf({ team }: Pick<Shape, "team">, roles: readonly TeamRole[], at: number): readonly string[] {
  const inForce = roles.flatMap((role) => participantsAs(team, role)).filter(({ period }) => isInForce(period, new Date(at)));
  return [...new Set(inForce.flatMap(({ member }) => member?.reference ?? []))];
}

/** Who held one at some time between two instants, in order. */
function holdersWithin(team: CareTeam, roles: readonly TeamRole[], { start, end }: Span): readonly string[] {
  const overlapping = roles
    .flatMap((role) => participantsAs(team, role))
    .filter(({ period }) => (period?.start === undefined || startOf(period.start) < end) && (period?.end === undefined || endOf(period.end) > start));
  return [...new Set(overlapping.flatMap(({ member }) => plain(member?.reference) ?? []))].toSorted();
}

/** How many patients are registered in a way that something holds of. */
export function patientsWhere(shapes: readonly RegistrationShape[], holds: (shape: RegistrationShape) => boolean = () => true): number {
  return shapes.filter(holds).reduce((sum, { patients }) => sum + patients, 0);
}
