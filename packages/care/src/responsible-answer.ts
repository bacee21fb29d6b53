import type { CareTeamParticipant, PractitionerRole, Resource } from "hl7-fhir-r4-types";
import { phoneOf } from "./display.ts";
import type { ResponsibleGp, ResponsibleRule } from "./handover/answer.ts";
import { plain, referenceTo, versionedReferenceTo } from "./reference.ts";
import { roleKeyOf } from "./registration.ts";
import type { Schedule } from "./schedule.ts";
import type { Surroundings } from "./surroundings.ts";
import { findOrganization, personName } from "./surroundings.ts";

/** What somebody who is responsible answers, apart from until when and who is next. */
export type Answer = Omit<ResponsibleGp, "until" | "fallback" | "hoofdbehandelaar">;

/** One way in which somebody may be responsible: when it holds, and what the answer is then. Of a practice's many options few are ever
 *  answered with, so an answer is put together when it is asked for. */
export interface Option {
  readonly rule: ResponsibleRule;
  readonly schedule: Schedule;
  readonly answer: () => Answer;
}

type Named = NonNullable<ResponsibleGp["person"]>;

/** What an answer is put together from. */
export interface Parts extends Pick<Answer, "phone" | "secondPhone" | "unrostered" | "presence" | "text"> {
  readonly role?: PractitionerRole | undefined;
  readonly member?: CareTeamParticipant["member"];
  /** Reference of the organisation that answers. */
  readonly practice: string | undefined;
  readonly evidence: readonly (Resource | undefined)[];
}

/** Puts an answer together; what is absent is left out, and the parts stand in one order, so that two answers can be compared as text. */
export function answerOf(around: Surroundings, rule: ResponsibleRule, { role, member, practice, phone, secondPhone, unrostered, presence, text, evidence }: Parts): Answer {
  const key = role && roleKeyOf(role);
  const person = personOf(around, role, member);
  const organization = organizationOf(around, practice);
  return {
    rule,
    ...(person && { person }),
    ...(person && key !== undefined && { role: key }),
    ...(organization && { practice: organization }),
    ...(phone && { phone }),
    ...(secondPhone && { secondPhone }),
    ...(unrostered === true && { unrostered }),
    ...(presence && { presence }),
    ...(text !== undefined && { text }),
    evidence: [...new Set(evidence.flatMap((resource) => (resource ? [versionedReferenceTo(resource)] : [])))],
  };
}

/** How somebody is named: by the directory, else by the registration. */
export function personOf(around: Surroundings, role: PractitionerRole | undefined, member?: CareTeamParticipant["member"]): Named | undefined {
  const reference = role ? referenceTo(role) : plain(member?.reference);
  return reference === undefined ? undefined : { reference, display: personName(around, role) ?? member?.display ?? reference };
}

function organizationOf(around: Surroundings, reference: string | undefined): Named | undefined {
  const to = plain(reference);
  return to === undefined ? undefined : { reference: to, display: findOrganization(around, to)?.name ?? to };
}

/** The number of a role; of somebody who stands in, else the one he has at his own practice. */
export function rolePhone(...roles: readonly (PractitionerRole | undefined)[]): ResponsibleGp["phone"] {
  for (const role of roles) {
    const phone = phoneOf(role?.telecom);
    if (phone) return phone;
  }
  return undefined;
}
