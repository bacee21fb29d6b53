import type { Interaction } from "../context.ts";
import { answerStored, versionHeaders } from "../answers.ts";
import { readFor } from "../guard.ts";

/** `GET [base]/[type]/[id]`, R4 http.html#read. */
export const read: Interaction = {
  code: "read",
  method: "GET",
  path: ":type/:id",
  action: "R",
  letter: "r",
  kinds: ["directory", "care", "server"],
  async run({ house, caller, at, trail, ask }, { type, id }) {
    const stored = await readFor(house.store, caller, type, id, at, trail);
    if (ask.ifNoneMatch === `W/"${stored.versionId}"`) return { status: 304, headers: versionHeaders(stored) };
    return answerStored(stored);
  },
};
