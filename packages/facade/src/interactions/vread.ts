import { Anomaly } from "@wijkverband/fhir";
import { answerUnlessKnown } from "../conditional-read.ts";
import type { Interaction } from "../context.ts";
import { isEndedAccess } from "./ended-access.ts";
import { notThere, note, permit, readAlsoDeleted } from "../guard.ts";
import { withOutsideConsent } from "../outside-consent.ts";
import { readShape, shapingParameters } from "../shaped.ts";
import { isHiddenVersion } from "./shown-version.ts";

/** `GET [base]/[type]/[id]/_history/[vid]`, R4 http.html#vread. Who may read the resource now may read its versions, but for those that were withheld from him. */
export const vread: Interaction = {
  code: "vread",
  method: "GET",
  path: ":type/:id/_history/:versionId",
  action: "R",
  letter: "r",
  takes: shapingParameters,
  kinds: ["directory", "care", "server"],
  async run(context, { type, id, versionId }) {
    const { house, at, trail, ask } = context;
    const shape = readShape(house, ask.query, { types: [type], lenient: ask.lenient, mayCount: false });
    const now = await readAlsoDeleted(house.store, type, id);
    if (now === undefined) throw notThere();
    const { caller } = await withOutsideConsent(context, "read", type, async () => now);
    await permit(house.store, caller, "read", now, at, trail);
    const stored = await house.store.readVersion(type, id, versionId);
    if (await isHiddenVersion(house.store, caller, stored, at)) throw notThere();
    note(trail, stored);
    if (stored.deleted) throw new Anomaly("gone", "deleted");
    if (await isEndedAccess(house.store, stored, at)) throw new Anomaly("gone", "ended", { rule: "home-access" });
    return answerUnlessKnown(house.store, ask, stored, shape);
  },
};
