import { policy } from "@wijkverband/policy";

const writing = ["create", "update", "delete"] as const;

/** Tells whether an interaction on a type exists for anybody: reading does, and a write only where some row of the policy lets some role do it.
 *  What says who stands how to whom (teams, affiliations, publications) has no such row; operations write it. */
export function isOffered(interaction: string, type: string): boolean {
  const action = interaction === "patch" ? "update" : writing.find((each) => each === interaction);
  return action === undefined || policy.some((row) => row.may.includes(action) && row.on.some((each) => each === type));
}
