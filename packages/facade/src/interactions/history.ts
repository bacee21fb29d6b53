import { answerText, bundleText, type TextEntry } from "../bundle-text.ts";
import type { Interaction } from "../context.ts";
import { notThere, note, permit } from "../guard.ts";

/** `GET [base]/[type]/[id]/_history`, R4 http.html#history: all versions of one resource, newest first. */
export const historyInstance: Interaction = {
  code: "history-instance",
  method: "GET",
  path: ":type/:id/_history",
  action: "R",
  letter: "r",
  kinds: ["directory", "care", "server"],
  async run({ house, caller, at, trail }, { type, id }) {
    const versions = await house.store.history(type, id);
    const [newest] = versions;
    if (newest === undefined) throw notThere();
    await permit(house.store, caller, "read", newest, at, trail);
    note(trail, newest);
    const url = `${house.baseUrl}/${type}/${id}`;
    const entries = versions.map(
      (version): TextEntry => ({
        fullUrl: url,
        ...(!version.deleted && { resource: version.json }),
        request: { method: version.deleted ? "DELETE" : version.versionId === "1" ? "POST" : "PUT", url: version.versionId === "1" ? type : `${type}/${id}` },
        response: { status: version.deleted ? "204" : version.versionId === "1" ? "201" : "200", etag: `W/"${version.versionId}"`, lastModified: version.lastUpdated },
      }),
    );
    return answerText(bundleText({ type: "history", total: versions.length, links: [{ relation: "self", url: `${url}/_history` }], entries }));
  },
};
