import type { PractitionerRole } from "hl7-fhir-r4-types";
import { byCover } from "./cover.ts";
import type { Duty } from "./duty.ts";
import { dutiesOf, isEmployed, isRostered, isThere } from "./duty.ts";
import { plain, referenceTo } from "./reference.ts";
import { roleKeyOf } from "./registration.ts";
import type { Option, Parts } from "./responsible-answer.ts";
import { rolePhone } from "./responsible-answer.ts";
import type { Scene } from "./scene.ts";
import { numbers, option, standInsOf } from "./scene.ts";
import type { Schedule } from "./schedule.ts";
import { all, always, any, available, during, not, notAvailable } from "./schedule.ts";
import { findRole, organizationPhone } from "./surroundings.ts";

/** Rule 4. The practice is open: vaste huisarts on duty, tweede, who stands in for either, anyone on duty; then, without a roster, vaste and tweede
 *  at the practice number. Somebody for whom another stands in isn't on duty meanwhile, whatever the roster says. */
export function practiceHours(scene: Scene): readonly Option[] {
  const { fixed } = scene;
  const open = openHours(scene);
  const answers = (schedule: Schedule, role: PractitionerRole | undefined, how: Pick<Parts, "unrostered" | "member"> & { readonly isRemote?: boolean }): Option => onDuty(scene, all(open, schedule), role, how);
  const rostered = fixed.filter(({ role }) => isRostered(role));
  const unrostered = fixed.filter(({ role }) => !isRostered(role));
  const colleagues = colleaguesOf(scene);
  const rosters = [...rostered.map(({ role }) => role), ...colleagues.filter(isRostered)];
  return [
    ...rostered.flatMap(({ participant, reference, role }) =>
      dutiesOf(role?.availableTime).map(({ schedule, isRemote }) => answers(all(during(participant.period), schedule, isAtWork(scene, role, reference)), role, { isRemote, member: participant.member })),
    ),
    ...standInsOf(scene).map(({ role, schedule, isRemote }) => answers(schedule, role, { isRemote })),
    ...onSiteFirst(colleagues.flatMap((role) => rosterOf(scene, role).map((duty) => ({ ...duty, role })))).map(({ role, schedule, isRemote }) =>
      answers(all(schedule, coverOf(scene, role), isAtWork(scene, role, referenceTo(role))), role, { isRemote }),
    ),
    ...unrostered.map(({ participant, reference, role }) => answers(all(during(participant.period), isAtWork(scene, role, reference)), role, { unrostered: true, member: participant.member })),
    answers(not(any(rosters.map(isEmployed))), undefined, { unrostered: true }),
  ];
}

/** When the practice is open: on its hours, where it gives any, and else whenever it isn't ANW; and never while it is closed. */
function openHours({ practiceHours: hours, anw }: Scene): Schedule {
  if (!hours || hours.active === false) return not(anw);
  return all(hours.availableTime && hours.availableTime.length > 0 ? available(hours.availableTime) : not(anw), not(notAvailable(hours.notAvailable)));
}

function onDuty(scene: Scene, schedule: Schedule, role: PractitionerRole | undefined, { unrostered, isRemote, member }: Pick<Parts, "unrostered" | "member"> & { readonly isRemote?: boolean }): Option {
  const hours = scene.practiceHours?.active === false ? undefined : scene.practiceHours;
  return option(scene, "practice-hours", schedule, () => ({
    role,
    member,
    practice: scene.registeredAt,
    ...numbers(organizationPhone(scene.practice, hours) ?? rolePhone(role)),
    ...(unrostered === true && { unrostered }),
    ...(isRemote === true && { presence: "remote" }),
    evidence: [scene.team, hours, role],
  }));
}

/** Employed, not on leave, and nobody stands in. */
function isAtWork({ covers }: Scene, role: PractitionerRole | undefined, reference: string | undefined): Schedule {
  return all(isThere(role), not(any(covers.filter(({ covered }) => covered === reference).map(({ schedule }) => schedule))));
}

function colleaguesOf({ roles, registeredAt }: Scene): readonly PractitionerRole[] {
  return roles
    .filter((role) => ["huisarts", "waarnemer"].includes(roleKeyOf(role) ?? "") && plain(role.organization?.reference) === registeredAt)
    .toSorted(byCover(() => undefined, referenceTo));
}

function onSiteFirst<T extends Duty>(duties: readonly T[]): readonly T[] {
  return [...duties.filter(({ isRemote }) => !isRemote), ...duties.filter(({ isRemote }) => isRemote)];
}

/** A colleague's hours; of a locum without hours of his own those of whom he stands in for. */
function rosterOf(scene: Scene, role: PractitionerRole): readonly Duty[] {
  const cover = isRostered(role) ? undefined : scene.covers.find((each) => each.role === role);
  return dutiesOf(cover ? findRole(scene, cover.covered)?.availableTime : role.availableTime);
}

/** When somebody's cover holds; always for who stands in for nobody. */
function coverOf({ covers }: Scene, role: PractitionerRole): Schedule {
  return covers.find((each) => each.role === role)?.schedule ?? always;
}
