import { codeSystemUrl } from "@wijkverband/fhir";
import type { CareTeam, CareTeamParticipant, Period } from "hl7-fhir-r4-types";
import { endOf, isInForce, startOf } from "../period.ts";
import { plain } from "../reference.ts";
import { participantsAs, practiceOf, type TeamRole } from "../registration.ts";
import type { Span } from "./span.ts";

/** Registrations that are alike in all that the signals ask, and how many patients they are of. A practice of thousands has a few dozen of them,
 *  so what is worked out for each costs the same however many patients there are. Says nothing of who the patients are. */
export interface RegistrationShape {
  /** The registration without patient; periods are cut to the time that is looked at. */
  readonly team: CareTeam;
  readonly patients: number;
}

/** Cuts a registration down to what the signals ask of it. `window`: all instants that they look at. */
export function shapeOf(team: CareTeam, window: Span): CareTeam {
  const practice = practiceOf(team);
  const period = cut(team.period, window);
  const participant = (team.participant ?? []).flatMap((each) => cutParticipant(each, window)).map((each): readonly [string, CareTeamParticipant] => [JSON.stringify(each), each]);
  return {
    resourceType: "CareTeam",
    status: "active",
    category: [{ coding: [{ system: codeSystemUrl("team"), code: "huisartsteam" }] }],
    ...(practice !== undefined && { managingOrganization: [{ reference: practice }] }),
    ...(period && { period }),
    participant: participant.toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, each]) => each),
  };
}

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
export function holdersOf({ team }: RegistrationShape, roles: readonly TeamRole[], at: number): readonly string[] {
  const inForce = roles.flatMap((role) => participantsAs(team, role)).filter(({ period }) => isInForce(period, new Date(at)));
  return [...new Set(inForce.flatMap(({ member }) => member?.reference ?? []))];
}

/** The same between two instants. */
export function holdersWithin({ team }: RegistrationShape, roles: readonly TeamRole[], { start, end }: Span): readonly string[] {
  const overlapping = roles
    .flatMap((role) => participantsAs(team, role))
    .filter(({ period }) => (period?.start === undefined || startOf(period.start) < end) && (period?.end === undefined || endOf(period.end) > start));
  return [...new Set(overlapping.flatMap(({ member }) => member?.reference ?? []))];
}

/** How many patients are registered in a way that something holds of. */
export function patientsWhere(shapes: readonly RegistrationShape[], holds: (shape: RegistrationShape) => boolean = () => true): number {
  return shapes.filter(holds).reduce((sum, { patients }) => sum + patients, 0);
}
