import type { Issue } from "@wijkverband/fhir";
import { codeSystemUrl } from "@wijkverband/fhir";
import type { CareTeam, CareTeamParticipant, PractitionerRole, Resource } from "hl7-fhir-r4-types";
import { anyHasCode, codeOf, own } from "./coding.ts";
import { isInForce, overlap } from "./period.ts";
import { plain, referenceTo } from "./reference.ts";

/** Codes of `teamrol`: what somebody is to a patient within the registration. */
export type TeamRole = "vaste-huisarts" | "vaste-tweede-huisarts" | "waarnemer" | "hoofdbehandelaar";

const teamRoles: readonly TeamRole[] = ["vaste-huisarts", "vaste-tweede-huisarts", "waarnemer", "hoofdbehandelaar"];

/** Tells whether a resource is the registration of a patient with a practice, in force or not. */
export function isHuisartsTeam(resource: Resource): resource is CareTeam {
  return resource.resourceType === "CareTeam" && anyHasCode(resource.category, own("team", "huisartsteam"));
}

/** `Organization/<id>` of the practice where the patient is registered. */
export function practiceOf(team: CareTeam): string | undefined {
  return plain(team.managingOrganization?.[0]?.reference);
}

/** The `teamrol` of a participant. */
export function teamRoleOf(participant: CareTeamParticipant): TeamRole | undefined {
  const code = participant.role?.map((role) => codeOf(role, codeSystemUrl("teamrol"))).find((found) => found !== undefined);
  return teamRoles.find((each) => each === code);
}

/** Participants with a role, whatever their period. */
export function participantsAs(team: CareTeam, role: TeamRole): readonly CareTeamParticipant[] {
  return (team.participant ?? []).filter((participant) => teamRoleOf(participant) === role);
}

function inForce(team: CareTeam, role: TeamRole, at: Date): readonly CareTeamParticipant[] {
  return participantsAs(team, role).filter(({ period }) => isInForce(period, at));
}

/** The GP who knows the patient. */
export function vasteHuisarts(team: CareTeam, at: Date): CareTeamParticipant | undefined {
  return inForce(team, "vaste-huisarts", at)[0];
}

/** The second one; more only where a third fixed GP was stored in spite of the warning. */
export function vasteTweedeHuisartsen(team: CareTeam, at: Date): readonly CareTeamParticipant[] {
  return inForce(team, "vaste-tweede-huisarts", at);
}

/** The other doctor who leads the treatment now, if there is one. */
export function leadPractitioner(team: CareTeam, at: Date): CareTeamParticipant | undefined {
  return inForce(team, "hoofdbehandelaar", at)[0];
}

/** Those who stand in for this patient now. */
export function waarnemers(team: CareTeam, at: Date): readonly CareTeamParticipant[] {
  return inForce(team, "waarnemer", at);
}

/** The role key (CodeSystem `rol`) of somebody in the directory. */
export function roleKeyOf(role: PractitionerRole): string | undefined {
  return role.code?.map((concept) => codeOf(concept, codeSystemUrl("rol"))).find((found) => found !== undefined);
}

/** Checks a registration. `roles` are the PractitionerRoles of its participants; one that is absent is not judged.
 *  Errors: not exactly one practice; two GPs called vaste huisarts at once; a fixed GP who is no `huisarts`; a waarnemer without an end.
 *  Warnings (stored, and counted as a signal): a third fixed GP; one person in both places; a fixed GP of another practice. */
export function checkTeam(team: CareTeam, roles: readonly PractitionerRole[]): readonly Issue[] {
  const issues: Issue[] = [];
  if (team.managingOrganization?.length !== 1 || practiceOf(team) === undefined) {
    issues.push({ rule: "one-practice", text: "a registration is with exactly one practice", expression: "CareTeam.managingOrganization" });
  }
  const participants = (team.participant ?? []).map((participant, index) => ({
    participant,
    role: teamRoleOf(participant),
    member: plain(participant.member?.reference),
    expression: `CareTeam.participant[${index}]`,
  }));
  for (const { participant, role, member, expression } of participants) {
    if (role === "waarnemer" && participant.period?.end === undefined) {
      issues.push({ rule: "responsible-gp", text: "cover ends: a waarnemer has a period with an end", expression: `${expression}.period.end` });
    }
    const known = roles.find((candidate) => referenceTo(candidate) === member);
    if (!known || (role !== "vaste-huisarts" && role !== "vaste-tweede-huisarts")) continue;
    if (roleKeyOf(known) !== "huisarts") {
      issues.push({ rule: "two-gps", text: "a fixed GP is a huisarts", expression: `${expression}.member` });
    } else if (plain(known.organization?.reference) !== practiceOf(team)) {
      issues.push({ rule: "two-gps", severity: "warning", text: "this fixed GP works for another practice", expression: `${expression}.member` });
    }
  }
  const fixed = participants.filter(({ role }) => role === "vaste-huisarts" || role === "vaste-tweede-huisarts");
  for (const [index, later] of fixed.entries()) {
    const together = fixed.slice(0, index).filter((earlier) => overlap(earlier.participant.period, later.participant.period));
    if (later.role === "vaste-huisarts" && together.some(({ role }) => role === "vaste-huisarts")) {
      issues.push({ rule: "two-gps", text: "a patient has one vaste huisarts at a time", expression: later.expression });
    } else if (together.length >= 2) {
      issues.push({ rule: "two-gps", severity: "warning", text: "a third fixed GP: two is what continuity asks for", expression: later.expression });
    }
    if (together.some(({ member, role }) => member !== undefined && member === later.member && role !== later.role)) {
      issues.push({ rule: "two-gps", severity: "warning", text: "one person is both vaste huisarts and vaste tweede huisarts", expression: later.expression });
    }
  }
  return issues;
}
