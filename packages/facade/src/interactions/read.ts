import type { Interaction } from "../context.ts";
import { answerUnlessKnown } from "../conditional-read.ts";
import { readAlsoDeleted, readFor } from "../guard.ts";
import { withOutsideConsent } from "../outside-consent.ts";
import { readShape, shapingParameters } from "../shaped.ts";

/** `GET [base]/[type]/[id]`, R4 http.html#read. */
export const read: Interaction = {
  code: "read",
  method: "GET",
  path: ":type/:id",
  action: "R",
  letter: "r",
  takes: shapingParameters,
  kinds: ["directory", "care", "server"],
  async run(context, { type, id }) {
    const { house, at, trail, ask } = context;
    const shape = readShape(house, ask.query, { types: [type], lenient: ask.lenient, mayCount: false });
    const { caller } = await withOutsideConsent(context, "read", type, () => readAlsoDeleted(house.store, type, id));
    const stored = await readFor(house.store, caller, type, id, at, trail);
    return answerUnlessKnown(house.store, ask, stored, shape);
  },
};
