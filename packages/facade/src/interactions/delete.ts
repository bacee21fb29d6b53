import { operationOutcome } from "@wijkverband/fhir";
import type { FoundBefore, Stored } from "@wijkverband/store";
import { answerResource, versionHeaders } from "../answers.ts";
import { commit } from "../commit.ts";
import { findMatching, retryWhenStale } from "../condition.ts";
import type { Context, Interaction } from "../context.ts";
import type { Answer, Ask } from "../exchange.ts";
import { notThere, permit, readAlsoDeleted } from "../guard.ts";
import { demandUntouched, versionOf } from "../precondition.ts";

/** `DELETE [base]/[type]/[id]`, R4 http.html#delete: a tombstone; history stays (`keep-and-erase`). */
export const remove: Interaction = {
  code: "delete",
  method: "DELETE",
  path: ":type/:id",
  action: "D",
  letter: "d",
  takes: [],
  kinds: ["directory", "care"],
  run: async (context, { type, id }) => removeOne(context, await readAlsoDeleted(context.house.store, type, id)),
};

const { takes: _none, ...conditional } = remove;

/** `DELETE [base]/[type]?...`, R4 http.html#cdelete: the one match goes; none is 404, as by id. Several are never taken at once. */
export const removeConditional: Interaction = {
  ...conditional,
  path: ":type",
  run: (context, { type }) =>
    retryWhenStale(async () => {
      const { match, found } = await findMatching(context, type, context.ask.query);
      return removeOne(context, match, [found]);
    }),
};

async function removeOne({ house, caller, at, trail, ask }: Context, stored: Stored | undefined, found: readonly FoundBefore[] = []): Promise<Answer> {
  if (stored === undefined) throw notThere();
  await permit(house.store, caller, "delete", stored, at, trail);
  if (stored.deleted) return answerDeleted(stored, ask.prefer);
  const { type, id, versionId } = stored;
  demandUntouched(ask, stored);
  const ifMatch = versionOf(ask.ifMatch, versionId);
  const [gone] = await commit({ house, at, trail }, { changes: [{ op: "delete", type, id, ...(ifMatch !== undefined && { ifMatch }) }], expect: [{ type, id, versionId }], found });
  if (gone === undefined) throw new Error("a delete stores one tombstone");
  return answerDeleted(gone, ask.prefer);
}

/** Which version says that it is gone; in words for who would rather have them. */
function answerDeleted(gone: Stored, prefer: Ask["prefer"]): Answer {
  const head = { headers: versionHeaders(gone), lastModified: gone.lastUpdated };
  if (prefer !== "OperationOutcome") return { status: 204, ...head };
  const outcome = operationOutcome([{ severity: "information", code: "informational", text: "deleted; its history stays" }]);
  return { ...answerResource(outcome, 200, { ...head.headers, "Preference-Applied": "return=OperationOutcome" }), lastModified: head.lastModified };
}
