import { Anomaly, storedTypes, type ResourceTypeName } from "@wijkverband/fhir";
import { reachesInteraction } from "@wijkverband/identity";
import type { ChangesRequest, ChangesResult, Stored } from "@wijkverband/store";
import { answerText, bundleText, type TextEntry } from "../bundle-text.ts";
import type { Context, Interaction } from "../context.ts";
import type { Answer } from "../exchange.ts";
import { groundAll, note, notThere, permit, readAlsoDeleted, visibleTypes } from "../guard.ts";
import { withOutsideConsent } from "../outside-consent.ts";
import { openCursor, sealCursor } from "../page-cursor.ts";
import { pageLinkOf, readHistoryQuery } from "./history-query.ts";
import { readShape, type Shape } from "../shaped.ts";
import { isShownVersion } from "./shown-version.ts";

/** `GET [base]/[type]/[id]/_history`, R4 http.html#history: the versions of one resource, newest first. */
export const historyInstance: Interaction = {
  code: "history-instance",
  method: "GET",
  path: ":type/:id/_history",
  action: "R",
  letter: "r",
  kinds: ["directory", "care", "server"],
  async run(context, { type, id }) {
    const { house, at, trail } = context;
    const now = await readAlsoDeleted(house.store, type, id);
    if (now === undefined) throw notThere();
    const asked = await withOutsideConsent(context, "read", type, async () => now);
    await permit(house.store, asked.caller, "read", now, at, trail);
    return history(asked, `${type}/${id}/_history`, { type, id, visible: visibleTypes(asked.caller, [type]), total: true });
  },
};

/** `GET [base]/[type]/_history`: of every resource of a type that the caller may read. It finds as a search does, so the token needs both letters. */
export const historyType: Interaction = {
  code: "history-type",
  method: "GET",
  path: ":type/_history",
  action: "R",
  letter: "s",
  kinds: ["directory", "care", "server"],
  run: (context, { type }) => history(context, `${type}/_history`, { type, visible: visibleReached(context, [type]) }),
};

/** `GET [base]/_history`: of everything that the caller may read. Types that the token doesn't reach are left out. */
export const historySystem: Interaction = {
  code: "history-system",
  method: "GET",
  path: "_history",
  action: "R",
  kinds: ["directory", "care", "server"],
  run: (context) => history(context, "_history", { visible: visibleReached(context, everyType) }),
};

const everyType: readonly ResourceTypeName[] = storedTypes.filter(({ kind }) => kind !== "log").map(({ type }) => type);

/** @throws {Anomaly} `forbidden` when the token reaches none of the types. */
function visibleReached({ caller, ask }: Context, types: readonly ResourceTypeName[]): ChangesRequest["visible"] {
  const reached = types.filter((type) => reachesInteraction(ask.principal.scopes, type, "r") && reachesInteraction(ask.principal.scopes, type, "s"));
  if (reached.length === 0) throw new Anomaly("forbidden", "the scopes of this token don't reach that", { rule: "no-row-no-access" });
  return visibleTypes(caller, reached);
}

/** One page. What the caller may see is asked anew for each, so a right that ends, ends on open page links too (`narrowed`).
 *  @param path below the base; a page link is good for this very history only */
async function history(context: Context, path: string, asked: Pick<ChangesRequest, "type" | "id" | "visible" | "total">): Promise<Answer> {
  const { house, caller, at, trail, ask } = context;
  const token = pageLinkOf(ask.query);
  const cursor = token === undefined ? undefined : openCursor(house.cursorKey, ask.principal, token, at);
  if (cursor !== undefined && cursor.type !== path) throw new Anomaly("incorrect", "this page link belongs to another history");
  const parameters = cursor?.query ?? ask.query;
  const { total, note: said, ...query } = readHistoryQuery(parameters, house.pageLimit);
  const shape = readShape(house, parameters, { types: asked.type === undefined ? everyType : [asked.type], lenient: false, mayCount: true });
  if (asked.id === undefined) trail.query = parameters.map(([name]) => name).join("&");

  const found = await house.store.changes({ ...asked, ...query, total: total || shape.countOnly || asked.total === true, at, ...(cursor !== undefined && { after: cursor.after }) });
  const page: ChangesResult = shape.countOnly ? { entries: [], ...(found.total !== undefined && { total: found.total }) } : found;
  for (const stored of page.entries) note(trail, stored);
  await groundAll(house.store, caller, at, trail);
  const self = token === undefined ? new URLSearchParams(parameters.map(([name, value]): [string, string] => [name, value])).toString() : `_cursor=${token}`;
  const next = page.next === undefined ? undefined : sealCursor(house.cursorKey, ask.principal, { type: path, query: parameters, after: page.next }, at);
  const entries = await Promise.all(page.entries.map(async (stored) => entryOf(stored, house.baseUrl, shape, await isShownVersion(house.store, caller, stored, at))));
  const url = `${house.baseUrl}/${path}`;
  const links = [{ relation: "self", url: `${url}${self && `?${self}`}` }, ...(next === undefined ? [] : [{ relation: "next", url: `${url}?_cursor=${next}` }])];
  const answer = answerText(bundleText({ type: "history", ...(page.total !== undefined && { total: page.total }), links, entries }));
  return said === undefined ? answer : { ...answer, notes: [{ severity: "warning", code: "informational", text: said }] };
}

/** What was done, and what it made of the resource, if that may be shown still. */
function entryOf(stored: Stored, baseUrl: string, { cut }: Shape, shown: boolean): TextEntry {
  const { type, id, versionId, deleted, json, lastUpdated } = stored;
  const made = versionId === "1";
  return {
    fullUrl: `${baseUrl}/${type}/${id}`,
    ...(!deleted && shown && { resource: cut(json) }),
    request: { method: deleted ? "DELETE" : made ? "POST" : "PUT", url: made ? type : `${type}/${id}` },
    response: { status: deleted ? "204" : made ? "201" : "200", etag: `W/"${versionId}"`, lastModified: lastUpdated },
  };
}
