import { byCover } from "./cover.ts";
import { isEmployed } from "./duty.ts";
import type { Hoofdbehandelaar } from "./handover/answer.ts";
import { plain } from "./reference.ts";
import { participantsAs, roleKeyOf } from "./registration.ts";
import { personOf, rolePhone } from "./responsible-answer.ts";
import type { Schedule } from "./schedule.ts";
import { all, during } from "./schedule.ts";
import type { Surroundings } from "./surroundings.ts";
import { findRole } from "./surroundings.ts";

/** Another doctor who leads the treatment, and when. */
export interface Lead {
  readonly schedule: Schedule;
  readonly hoofdbehandelaar: Hoofdbehandelaar;
}

/** Who leads the treatment beside the own GP (teamrol `hoofdbehandelaar`): a specialist ouderengeneeskunde or arts VG. Of several in force together
 *  the one that started last counts. Nothing of it moves the responsibility at an instant: the own GP or who stands in still answers. */
export function hoofdbehandelaars(around: Surroundings): readonly Lead[] {
  const { team } = around;
  if (!team) return [];
  const participants = participantsAs(team, "hoofdbehandelaar").toSorted(byCover(({ period }) => period, ({ member }) => plain(member?.reference) ?? ""));
  return participants.flatMap(({ member, period }) => {
    const role = findRole(around, member?.reference);
    const person = personOf(around, role, member);
    const key = role && roleKeyOf(role);
    const phone = rolePhone(role);
    if (!person) return [];
    return [{ schedule: all(during(team.period), during(period), isEmployed(role)), hoofdbehandelaar: { ...person, ...(key !== undefined && { role: key }), ...(phone && { phone }) } }];
  });
}
