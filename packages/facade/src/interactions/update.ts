import { Anomaly } from "@wijkverband/fhir";
import { answerWritten } from "../answers.ts";
import { readBody } from "../body.ts";
import { commit } from "../commit.ts";
import type { Interaction } from "../context.ts";
import { notThere, permit, readAlsoDeleted } from "../guard.ts";
import { requireVersion } from "../precondition.ts";
import { planWrite } from "../write.ts";

/** `PUT [base]/[type]/[id]`, R4 http.html#update, with `If-Match`. An id is never chosen by a client: what isn't there is 404. */
export const update: Interaction = {
  code: "update",
  method: "PUT",
  path: ":type/:id",
  action: "U",
  letter: "u",
  kinds: ["directory", "care"],
  async run(context, { type, id }) {
    const { house, ask, caller, at, trail } = context;
    const former = await readAlsoDeleted(house.store, type, id);
    if (former === undefined) throw notThere();
    await permit(house.store, caller, "update", former, at, trail);
    if (former.deleted) throw new Anomaly("gone", "deleted");
    const ifMatch = requireVersion(ask.ifMatch);
    if (ifMatch !== former.versionId) throw new Anomaly("stale", `the current version is ${former.versionId}`, { rule: "if-match-required" });
    const resource = readBody(ask.body, type);
    if (resource.id !== id) throw new Anomaly("incorrect", "the id in the body is the id in the URL", { issues: [{ text: "the id in the body is the id in the URL", expression: `${type}.id` }] });
    const [stored] = await commit(context, await planWrite(context, [{ resource, id, at: type, former, ifMatch }]));
    if (stored === undefined) throw new Error("an update stores one resource");
    return answerWritten(stored, 200, house.baseUrl, ask.prefer);
  },
};
