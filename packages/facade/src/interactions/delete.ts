import type { Interaction } from "../context.ts";
import { commit } from "../commit.ts";
import { notThere, permit, readAlsoDeleted } from "../guard.ts";
import { versionOf } from "../precondition.ts";

/** `DELETE [base]/[type]/[id]`, R4 http.html#delete: a tombstone; history stays (`keep-and-erase`). */
export const remove: Interaction = {
  code: "delete",
  method: "DELETE",
  path: ":type/:id",
  action: "D",
  letter: "d",
  kinds: ["directory", "care"],
  async run({ house, caller, at, trail, ask }, { type, id }) {
    const stored = await readAlsoDeleted(house.store, type, id);
    if (stored === undefined) throw notThere();
    await permit(house.store, caller, "delete", stored, at, trail);
    if (stored.deleted) return { status: 204 };
    const ifMatch = versionOf(ask.ifMatch);
    await commit(
      { house, at, trail },
      { changes: [{ op: "delete", type, id, ...(ifMatch !== undefined && { ifMatch }) }], expect: [{ type, id, versionId: stored.versionId }] },
    );
    return { status: 204 };
  },
};
