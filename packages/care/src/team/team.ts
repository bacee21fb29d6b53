import { codeSystemUrl, profileUrl, type Issue } from "@wijkverband/fhir";
import type { CareTeam, CareTeamParticipant } from "hl7-fhir-r4-types";
import { plain } from "../reference.ts";
import { endedAt, functionOf, holderNow, holds, memberNow, membersNow, respelled, spellOf, teamPlaces, type TeamMember, type TeamPlace } from "./member.ts";

export type TeamChange =
  | { readonly outcome: "changed"; readonly team: CareTeam }
  /** It is so already. */
  | { readonly outcome: "unchanged" }
  | { readonly outcome: "refused"; readonly issues: readonly Issue[] };

export interface NewTeamInput {
  readonly id: string;
  /** `Patient/<id>` */
  readonly patient: string;
  /** The practice of registration: takes part as `huisarts`, and is first point of contact until said otherwise. */
  readonly practice: Omit<TeamMember, "function">;
  /** Who starts, and coordinates: the practice itself, or another member. */
  readonly starter: TeamMember;
  readonly at: Date;
}

/** The team of a patient who has none yet, with somebody in each place from its first instant. */
export function newTeam({ id, patient, practice, starter, at }: NewTeamInput): CareTeam & { readonly id: string } {
  const ownPractice = plain(starter.reference) === plain(practice.reference);
  const huisarts: TeamMember = { ...practice, function: "huisarts" };
  return {
    resourceType: "CareTeam",
    id,
    meta: { profile: [profileUrl("wijkteam")] },
    status: "active",
    category: [{ coding: [{ system: codeSystemUrl("team"), code: "wijkteam" }] }],
    subject: { reference: patient },
    period: { start: at.toISOString() },
    participant: ownPractice ? [spellOf(huisarts, teamPlaces, at)] : [spellOf(huisarts, ["eerste-aanspreekpunt"], at), spellOf(starter, ["coordinator"], at)],
  };
}

/** A team with a member from now on. Who left gets a new spell, so that it stays known when he was away; who takes part in another function gets
 *  a new spell too, and keeps his places. */
export function withMember(team: CareTeam, member: TeamMember, at: Date): TeamChange {
  const present = memberNow(team, member.reference, at);
  if (present !== undefined && functionOf(present) === member.function) return { outcome: "unchanged" };
  const places = present === undefined ? [] : teamPlaces.filter((place) => holds(present, place));
  const former = (team.participant ?? []).map((participant) => (participant === present ? endedAt(participant, at) : participant));
  return changed(team, [...former, spellOf(member, places, at)]);
}

/** A team that a member has left, now. The places he held go to the huisarts in the team, unless `successor` is named; when there is nobody to
 *  take them he can't leave (`team-roles`).
 *  @param successor `Organization/<id>`, or the reference of the person, of another member */
export function withoutMember(team: CareTeam, reference: string, at: Date, successor?: string): TeamChange {
  const leaving = membersNow(team, at).filter(({ member }) => plain(member?.reference) === plain(reference));
  if (leaving.length === 0) return { outcome: "unchanged" };
  const free = teamPlaces.filter((place) => leaving.some((participant) => holds(participant, place)));
  const staying = membersNow(team, at).filter((participant) => !leaving.includes(participant));
  const heir = staying.find((participant) => (successor === undefined ? functionOf(participant) === "huisarts" : plain(participant.member?.reference) === plain(successor)));
  if (free.length > 0 && heir === undefined) {
    const text = successor === undefined ? `first say who becomes ${free.join(" and ")}` : "who takes over is a member of the team";
    return { outcome: "refused", issues: [{ rule: "team-roles", text, expression: "CareTeam.participant" }] };
  }
  const next = (team.participant ?? []).flatMap((participant) => {
    if (leaving.includes(participant)) return [endedAt(participant, at)];
    return participant === heir && free.length > 0 ? respelled(participant, (places) => teamPlaces.filter((place) => places.includes(place) || free.includes(place)), at) : [participant];
  });
  return changed(team, next);
}

/** A team in which a member takes a place from now on, and who held it doesn't any more. */
export function withPlace(team: CareTeam, reference: string, place: TeamPlace, at: Date): TeamChange {
  const taker = memberNow(team, reference, at);
  if (taker === undefined) return { outcome: "refused", issues: [{ rule: "team-roles", text: `only a member of the team can be ${place}`, expression: "CareTeam.participant" }] };
  const holder = holderNow(team, place, at);
  if (holder === taker) return { outcome: "unchanged" };
  const next = (team.participant ?? []).flatMap((participant) => {
    if (participant === holder) return respelled(participant, (places) => places.filter((each) => each !== place), at);
    return participant === taker ? respelled(participant, (places) => [...places, place], at) : [participant];
  });
  return changed(team, next);
}

/** What is wrong with a team at an instant: not exactly one of each place, or one member twice (`team-roles`). */
export function teamFaults(team: CareTeam, at: Date): readonly Issue[] {
  const present = membersNow(team, at);
  const issue = (text: string): Issue => ({ rule: "team-roles", text, expression: "CareTeam.participant" });
  const places = teamPlaces.flatMap((place) => {
    const count = present.filter((participant) => holds(participant, place)).length;
    return count === 1 ? [] : [issue(`a team has one ${place} at a time, not ${count}`)];
  });
  const members = present.map(({ member }) => plain(member?.reference));
  return new Set(members).size === members.length ? places : [...places, issue("a member takes part once at a time")];
}

function changed(team: CareTeam, participant: CareTeamParticipant[]): TeamChange {
  return { outcome: "changed", team: { ...team, participant } };
}
