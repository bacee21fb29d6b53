import type { Action } from "./policy.ts";

/** The rule that a refusal names when the caller may see the patient but not do this. */
export const refusedBy: Readonly<Record<Action, "gp-decides" | "own-part" | "home-access" | "break-glass" | "keep-and-erase" | "no-row-no-access">> = {
  read: "no-row-no-access",
  visit: "home-access",
  create: "no-row-no-access",
  update: "own-part",
  delete: "gp-decides",
  "$everything": "no-row-no-access",
  "$access-log": "no-row-no-access",
  "$assemble-handover": "no-row-no-access",
  "$publish-handover": "gp-decides",
  "$withdraw-handover": "gp-decides",
  "$palliative-handover": "no-row-no-access",
  "$responsible-gp": "no-row-no-access",
  "$break-glass": "break-glass",
  "pass-objection": "break-glass",
  "$end-break-glass": "break-glass",
  "$review-break-glass": "gp-decides",
  "$erase": "keep-and-erase",
  "$plan-view": "no-row-no-access",
  "$propose": "no-row-no-access",
  "$decide": "gp-decides",
  "$invite": "no-row-no-access",
  "$leave": "no-row-no-access",
};
