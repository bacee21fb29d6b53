import { profileUrl } from "@wijkverband/fhir";
import type { PractitionerRole, PractitionerRoleAvailableTime } from "hl7-fhir-r4-types";
import type { Schedule } from "./schedule.ts";
import { all, always, available, during, never, not, notAvailable } from "./schedule.ts";

/** Extension of `PractitionerRole.availableTime`: at the practice or elsewhere. None means at the practice. */
const presence: string = profileUrl("presence");

/** Employed: the role is active and in its period. */
export function isEmployed(role: PractitionerRole | undefined): Schedule {
  return role?.active === false ? never : during(role?.period);
}

/** Employed, and not on leave. Whoever the directory doesn't know is taken to be there. */
export function isThere(role: PractitionerRole | undefined): Schedule {
  return role ? all(isEmployed(role), not(notAvailable(role.notAvailable))) : always;
}

/** Tells whether somebody has a roster. */
export function isRostered(role: PractitionerRole | undefined): role is PractitionerRole & { readonly availableTime: PractitionerRoleAvailableTime[] } {
  return (role?.availableTime?.length ?? 0) > 0;
}

function isRemote(time: PractitionerRoleAvailableTime): boolean {
  return time.extension?.some(({ url, valueCode }) => url === presence && valueCode === "remote") ?? false;
}

/** Hours of one kind of presence. */
export interface Duty {
  readonly schedule: Schedule;
  readonly isRemote: boolean;
}

/** The rostered hours, those at the practice before those elsewhere: among equals who is there goes first. Who has no roster has no hours. */
export function dutiesOf(times: readonly PractitionerRoleAvailableTime[] | undefined): readonly Duty[] {
  const [remote, onSite] = [(times ?? []).filter(isRemote), (times ?? []).filter((time) => !isRemote(time))];
  return [
    ...(onSite.length > 0 ? [{ schedule: available(onSite), isRemote: false }] : []),
    ...(remote.length > 0 ? [{ schedule: available(remote), isRemote: true }] : []),
  ];
}
