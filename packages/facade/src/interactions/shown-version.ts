import type { Caller } from "@wijkverband/policy";
import type { Store, Stored } from "@wijkverband/store";
import { may } from "../guard.ts";
import { isEndedAccess } from "./ended-access.ts";

/** Tells whether a version is hidden from who may read the resource as it is now: what was withheld, or was another kind of thing, stays with who may
 *  read that, also after the resource became something for more people. */
export async function isHiddenVersion(store: Store, caller: Caller, version: Stored, at: Date): Promise<boolean> {
  const { deleted, labels } = version;
  if (deleted || (labels.withheld !== true && labels.kind === undefined)) return false;
  return !(await may(store, caller, "read", version, at));
}

/** Tells whether a history shows what a version says: not what is hidden, nor how to get into a home after that ended (`home-access`). */
export async function isShownVersion(store: Store, caller: Caller, version: Stored, at: Date): Promise<boolean> {
  return !(await isHiddenVersion(store, caller, version, at)) && !(await isEndedAccess(store, version, at));
}
