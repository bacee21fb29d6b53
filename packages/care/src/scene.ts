import type { CareTeamParticipant, ContactPoint, PractitionerRole } from "hl7-fhir-r4-types";
import { anwSchedule } from "./anw.ts";
import type { HuisartsCover } from "./cover.ts";
import { coverHours, coversAmong } from "./cover.ts";
import type { Duty } from "./duty.ts";
import { dutiesOf, isRostered, isThere } from "./duty.ts";
import type { ResponsibleRule } from "./handover/answer.ts";
import { plain } from "./reference.ts";
import { participantsAs, practiceOf } from "./registration.ts";
import type { Option, Parts } from "./responsible-answer.ts";
import { answerOf } from "./responsible-answer.ts";
import type { Schedule } from "./schedule.ts";
import { all, always, available, choose, during, remembered } from "./schedule.ts";
import type { Surroundings } from "./surroundings.ts";
import { affiliationsOf, anwServiceOf, findRole } from "./surroundings.ts";

/** The surroundings of a registered patient, with what more than one of the six rules looks at read once. */
export interface Scene extends Surroundings {
  readonly team: NonNullable<Surroundings["team"]>;
  /** `Organization/<id>` of registration. */
  readonly registeredAt: string;
  readonly anw: Schedule;
  /** The vaste huisarts at the front. */
  readonly fixed: readonly FixedGp[];
  /** Covers of huisartsen of the practice, who goes first at the front, with when each holds. */
  readonly covers: readonly (HuisartsCover & { readonly schedule: Schedule })[];
}

/** A fixed GP of the registration; `role` as far as the directory knows it. */
interface FixedGp {
  readonly participant: CareTeamParticipant;
  /** `PractitionerRole/<id>` */
  readonly reference: string | undefined;
  readonly role: PractitionerRole | undefined;
}

/** Sets the scene; none for who is registered nowhere. */
export function sceneOf(around: Surroundings): Scene | undefined {
  const { team } = around;
  const registeredAt = team && practiceOf(team);
  if (!team || registeredAt === undefined) return undefined;
  const anw = anwOf(around, registeredAt);
  const participants = [...participantsAs(team, "vaste-huisarts"), ...participantsAs(team, "vaste-tweede-huisarts")];
  return {
    ...around,
    team,
    registeredAt,
    anw,
    fixed: participants.map((participant) => ({ participant, reference: plain(participant.member?.reference), role: findRole(around, participant.member?.reference) })),
    covers: coversAmong(around.roles, registeredAt).map((cover) => {
      const hours = isRostered(cover.role) ? available(cover.role.availableTime) : always;
      return { ...cover, schedule: all(isThere(cover.role), hours, coverHours(cover.role.extension, anw)) };
    }),
  };
}

/** ANW as the post sees it that covers the practice at that moment. */
function anwOf(around: Surroundings, practice: string): Schedule {
  const cases = affiliationsOf(around, "anw-post", practice).map(({ period, organization }) => ({ when: during(period), use: anwSchedule(anwServiceOf(around, organization?.reference)) }));
  return remembered(choose(cases, anwSchedule()));
}

/** One option of a rule. */
export function option(around: Surroundings, rule: ResponsibleRule, schedule: Schedule, parts: () => Parts): Option {
  return { rule, schedule, answer: () => answerOf(around, rule, parts()) };
}

/** The numbers of an answer, as far as there are any. */
export function numbers(phone: ContactPoint | undefined, secondPhone?: ContactPoint): Pick<Parts, "phone" | "secondPhone"> {
  return { ...(phone && { phone }), ...(secondPhone && { secondPhone }) };
}

/** Somebody who stands in for a fixed GP, at one kind of presence. */
interface StandIn {
  readonly role: PractitionerRole;
  /** `PractitionerRole/<id>` of his own. */
  readonly by: string | undefined;
  readonly schedule: Schedule;
  readonly isRemote: boolean;
}

/** Who stands in for the fixed GPs: for the vaste at the front, and for each who goes first at the front. A locum without hours of his own is
 *  there as long as the cover lasts. */
export function standInsOf({ fixed, covers }: Scene): readonly StandIn[] {
  return fixed.flatMap(({ participant, reference }) =>
    covers
      .filter(({ covered }) => covered === reference)
      .flatMap(({ role, by, schedule }) => dutiesOrAlways(role).map((duty) => ({ role, by, schedule: all(during(participant.period), schedule, duty.schedule), isRemote: duty.isRemote }))),
  );
}

function dutiesOrAlways(role: PractitionerRole): readonly Duty[] {
  return isRostered(role) ? dutiesOf(role.availableTime) : [{ schedule: always, isRemote: false }];
}
