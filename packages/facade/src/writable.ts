import { policy } from "@wijkverband/policy";

const writing = ["create", "update", "delete"] as const;

/** Tells whether an interaction on a type exists for anybody: reading does, and a write only where some row of the policy lets some role do it.
 *  What says who stands how to whom (teams, affiliations, publications) has no such row; operations write it. */
export function isOffered(interaction: string, type: string): boolean {
  const action = interaction === "patch" ? "update" : writing.find((each) => each === interaction);
  return action === undefined || offered[action].has(type);
}

/** The types that some row lets somebody write, by action. */
const offered: Readonly<Record<(typeof writing)[number], ReadonlySet<string>>> = { create: typesFor("create"), update: typesFor("update"), delete: typesFor("delete") };

function typesFor(action: (typeof writing)[number]): ReadonlySet<string> {
  return new Set(policy.filter((row) => row.may.includes(action)).flatMap((row) => row.on));
}
