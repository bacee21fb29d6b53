import { Anomaly, namesBsn, operationOutcome, parseSearch, storedTypes, stringifyJson, type Clause, type ResourceTypeName, type SearchQuery } from "@wijkverband/fhir";
import { reachesInteraction } from "@wijkverband/identity";
import { narrow } from "@wijkverband/policy";
import { answerText, bundleText, type TextEntry } from "../bundle-text.ts";
import type { Context, Interaction, Target } from "../context.ts";
import type { Answer } from "../exchange.ts";
import { note, visibleTypes } from "../guard.ts";
import { openCursor, sealCursor } from "../page-cursor.ts";

/** `GET [base]/[type]?...`, R4 http.html#search. A BSN is refused here (`no-bsn`): use `POST _search`. */
export const searchGet: Interaction = {
  code: "search-type",
  method: "GET",
  path: ":type",
  action: "E",
  letter: "s",
  kinds: ["directory", "care", "server"],
  run: (context, target) => search(context, target, context.ask.query),
};

/** `POST [base]/[type]/_search` with a form. */
export const searchPost: Interaction = {
  code: "search-type",
  method: "POST",
  path: ":type/_search",
  action: "E",
  letter: "s",
  kinds: ["directory", "care", "server"],
  run(context, target) {
    if (context.ask.form === undefined) throw new Anomaly("unsupported-media", "a _search takes application/x-www-form-urlencoded");
    return search(context, target, [...context.ask.query, ...context.ask.form]);
  },
};

async function search(context: Context, { type }: Target, asked: readonly (readonly [string, string])[]): Promise<Answer> {
  const { house, caller, at, trail, ask } = context;
  const cursorToken = asked.find(([name]) => name === "_cursor")?.[1];
  const cursor = cursorToken === undefined ? undefined : openCursor(house.cursorKey, ask.principal, cursorToken, at);
  if (cursor !== undefined && cursor.type !== type) throw new Anomaly("incorrect", "this page link belongs to another search");
  const parameters = cursor?.query ?? asked;
  // names, and values that can't tell who somebody is
  trail.query = parameters.map(([name]) => name).join("&");

  const { query, ignored, notes } = parseSearch(type, parameters, house.searchParameters, {
    handling: ask.lenient ? "lenient" : "strict",
    maxCount: house.pageLimit,
    baseUrl: house.baseUrl,
    valueSets: house.valueSets,
    at: at.getTime(),
  });
  const reached = [...typesTouched(query)].filter((each) => each === type || reachesInteraction(ask.principal.scopes, each, "r"));
  const visible = visibleTypes(caller, reached);
  const result = await house.store.search({ query: cursor === undefined ? query : { ...query, after: cursor.after }, visible, at });
  for (const stored of [...result.matches, ...result.included]) note(trail, stored);
  trail.row = narrow(caller, "read", type)[0]?.row ?? "";

  const entries: TextEntry[] = [
    ...result.matches.map((stored): TextEntry => ({ fullUrl: `${house.baseUrl}/${stored.type}/${stored.id}`, resource: stored.json, search: { mode: "match" } })),
    ...result.included.map((stored): TextEntry => ({ fullUrl: `${house.baseUrl}/${stored.type}/${stored.id}`, resource: stored.json, search: { mode: "include" } })),
    ...(ignored.length + notes.length === 0 ? [] : [outcomeEntry(ignored, notes)]),
  ];
  const self = namesBsn(parameters) ? "" : new URLSearchParams(parameters.map(([name, value]): [string, string] => [name, value])).toString();
  const next = result.next === undefined ? undefined : sealCursor(house.cursorKey, ask.principal, { type, query: parameters, after: result.next }, at);
  const links = [
    { relation: "self", url: cursorToken === undefined ? `${house.baseUrl}/${type}${self && `?${self}`}` : `${house.baseUrl}/${type}?_cursor=${cursorToken}` },
    ...(next === undefined ? [] : [{ relation: "next", url: `${house.baseUrl}/${type}?_cursor=${next}` }]),
  ];
  return answerText(bundleText({ type: "searchset", ...(result.total !== undefined && { total: result.total }), links, entries }));
}

function outcomeEntry(ignored: readonly string[], notes: readonly string[]): TextEntry {
  const texts = [...ignored.map((name) => `search parameter ${name} is not supported and was left out`), ...notes];
  const outcome = operationOutcome(texts.map((text) => ({ severity: "warning" as const, code: "not-supported", text })));
  return { resource: stringifyJson(outcome), search: { mode: "outcome" } };
}

/** Every type that a query reads, matched or not: each is narrowed (`narrowed`). */
function typesTouched(query: SearchQuery): ReadonlySet<ResourceTypeName> {
  const types = new Set<ResourceTypeName>([query.type]);
  const visit = (clause: Clause): void => {
    if (clause.kind !== "chain") return;
    types.add(clause.target);
    visit(clause.on);
  };
  query.where.forEach(visit);
  for (const include of query.include) for (const type of include.target === undefined ? everyType : [include.target]) types.add(type);
  for (const include of query.revinclude) types.add(include.source);
  return types;
}

const everyType: readonly ResourceTypeName[] = storedTypes.map(({ type }) => type);
