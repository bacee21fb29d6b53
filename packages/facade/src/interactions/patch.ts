import type { FoundBefore, Stored } from "@wijkverband/store";
import { answerWritten, keptAsItWas } from "../answers.ts";
import { commit } from "../commit.ts";
import { findMatching, retryWhenStale } from "../condition.ts";
import type { Context, Interaction } from "../context.ts";
import type { Answer } from "../exchange.ts";
import { note, readAlsoDeleted } from "../guard.ts";
import { isUnchanged, patched } from "../patched.ts";
import { demandBase, demandUntouched } from "../precondition.ts";
import { planWrite } from "../write.ts";

/** `PATCH [base]/[type]/[id]`, R4 http.html#patch, with `If-Match`: JSON Patch, or FHIRPath Patch in Parameters. The result goes the way of an
 *  update, so that no patch does what an update can't. One that changes nothing stores nothing. */
export const patch: Interaction = {
  code: "patch",
  method: "PATCH",
  path: ":type/:id",
  action: "U",
  letter: "u",
  takes: [],
  kinds: ["directory", "care"],
  run: async (context, { type, id }) => patchOne(context, await readAlsoDeleted(context.house.store, type, id)),
};

const { takes: _none, ...conditional } = patch;

/** `PATCH [base]/[type]?...`: the one match is patched; none is 404. */
export const patchConditional: Interaction = {
  ...conditional,
  path: ":type",
  run: (context, { type }) =>
    retryWhenStale(async () => {
      const { match, found } = await findMatching(context, type, context.ask.query);
      return patchOne(context, match, [found]);
    }),
};

async function patchOne(context: Context, stored: Stored | undefined, found: readonly FoundBefore[] = []): Promise<Answer> {
  const { house, ask, trail } = context;
  // before the patch is looked at, as for an update: what it meets must tell a stranger nothing
  const { former, ifMatch } = await demandBase(context, stored, ask.ifMatch);
  demandUntouched(ask, former);
  const resource = patched(house, former, { body: ask.body, isJsonPatch: ask.jsonPatch === true, at: "Parameters" });
  const { ignored, ...planned } = await planWrite(context, [{ resource, id: former.id, at: former.type, former, ifMatch }]);
  const [change] = planned.changes;
  if (change !== undefined && isUnchanged(change.resource, former)) {
    note(trail, former);
    return answerWritten(former, 200, house.baseUrl, ask.prefer, ignored, [], keptAsItWas);
  }
  const [written] = await commit(context, { ...planned, found: [...found, ...planned.found] });
  if (written === undefined) throw new Error("a patch stores one resource");
  return answerWritten(written, 200, house.baseUrl, ask.prefer, ignored);
}
