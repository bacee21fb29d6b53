import type { FoundBefore, Stored } from "@wijkverband/store";
import { commit } from "../commit.ts";
import { findMatching, retryWhenStale } from "../condition.ts";
import type { Context, Interaction } from "../context.ts";
import type { Answer } from "../exchange.ts";
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
  if (stored.deleted) return { status: 204 };
  const { type, id, versionId } = stored;
  demandUntouched(ask, stored);
  const ifMatch = versionOf(ask.ifMatch, versionId);
  await commit({ house, at, trail }, { changes: [{ op: "delete", type, id, ...(ifMatch !== undefined && { ifMatch }) }], expect: [{ type, id, versionId }], found });
  return { status: 204 };
}
