import { codeSystemUrl, profileUrl } from "@wijkverband/fhir";
import type { CareTeam, CareTeamParticipant, CodeableConcept } from "hl7-fhir-r4-types";
import { anyHasCode, codeOf, own } from "../coding.ts";
import { isInForce } from "../period.ts";
import { plain, type NamedReference } from "../reference.ts";

/** A place in the team of which there is exactly one (CodeSystem `teamrol`). */
export type TeamPlace = "coordinator" | "eerste-aanspreekpunt";

export const teamPlaces: readonly TeamPlace[] = ["coordinator", "eerste-aanspreekpunt"];

/** Who takes part: an organisation, or the person for a sociaal-werker, mantelzorger or the patient. */
export interface TeamMember extends NamedReference {
  /** Code of CodeSystem `rol`. */
  readonly function: string;
  /** `PractitionerRole/<id>`: whom to ask for at an organisation. */
  readonly contact?: NamedReference;
}

/** Tells whether a CareTeam is the neighbourhood team of a patient. */
export function isWijkTeam(team: CareTeam): boolean {
  return anyHasCode(team.category, own("team", "wijkteam"));
}

/** Who takes part now. A member who left and came back is there once, by the spell that runs. */
export function membersNow(team: CareTeam, at: Date): readonly CareTeamParticipant[] {
  return (team.participant ?? []).filter(({ period }) => isInForce(period, at));
}

/** The spell that runs of one member. */
export function memberNow(team: CareTeam, reference: string, at: Date): CareTeamParticipant | undefined {
  return membersNow(team, at).find(({ member }) => plain(member?.reference) === plain(reference));
}

/** The function of a participant (code of CodeSystem `rol`). */
export function functionOf({ role }: CareTeamParticipant): string | undefined {
  return role?.map((concept) => codeOf(concept, codeSystemUrl("rol"))).find((found) => found !== undefined);
}

/** Tells whether a participant holds a place. */
export function holds({ role }: CareTeamParticipant, place: TeamPlace): boolean {
  return anyHasCode(role, own("teamrol", place));
}

/** Who holds a place now. */
export function holderNow(team: CareTeam, place: TeamPlace, at: Date): CareTeamParticipant | undefined {
  return membersNow(team, at).find((participant) => holds(participant, place));
}

/** A spell of a member that begins now. */
export function spellOf({ reference, display, function: code, contact }: TeamMember, places: readonly TeamPlace[], at: Date): CareTeamParticipant {
  return {
    ...(contact && { extension: [{ url: profileUrl("contact-person"), valueReference: { ...contact } }] }),
    role: [conceptOf("rol", code), ...places.map((place) => conceptOf("teamrol", place))],
    member: { reference, ...(display !== undefined && { display }) },
    period: { start: at.toISOString() },
  };
}

/** The same member with other places: what was stays in an ended spell, unless it began at this very instant. */
export function respelled(participant: CareTeamParticipant, change: (places: readonly TeamPlace[]) => readonly TeamPlace[], at: Date): readonly CareTeamParticipant[] {
  const others = (participant.role ?? []).flatMap((role) => withoutPlaces(role));
  const places = change(teamPlaces.filter((place) => holds(participant, place)));
  const next = { ...participant, role: [...others, ...places.map((place) => conceptOf("teamrol", place))], period: { ...participant.period, start: at.toISOString() } };
  return participant.period?.start === next.period.start ? [next] : [endedAt(participant, at), next];
}

/** A function may stand with a place in one concept, or by itself. */
function withoutPlaces({ coding, ...rest }: CodeableConcept): readonly CodeableConcept[] {
  const left = (coding ?? []).filter(({ system }) => system !== codeSystemUrl("teamrol"));
  return left.length === 0 ? [] : [{ ...rest, coding: left }];
}

/** A spell that ends now. */
export function endedAt(participant: CareTeamParticipant, at: Date): CareTeamParticipant {
  return { ...participant, period: { ...participant.period, end: at.toISOString() } };
}

function conceptOf(codeSystem: string, code: string): CodeableConcept {
  return { coding: [{ system: codeSystemUrl(codeSystem), code }] };
}
