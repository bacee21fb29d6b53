import { Anomaly, namesBsn, operationOutcome, parseSearch, storedTypes, stringifyJson, type Clause, type Issue, type ParsedSearch, type ResourceTypeName, type SearchQuery } from "@wijkverband/fhir";
import { reachesInteraction } from "@wijkverband/identity";
import { maximumBrought, maximumRounds } from "@wijkverband/store";
import { answerText, bundleText, type TextEntry } from "../bundle-text.ts";
import type { Context, Interaction, Target } from "../context.ts";
import type { Answer } from "../exchange.ts";
import { note, rowOfSearch, visibleTypes } from "../guard.ts";
import { patientOfSearch, withOutsideConsent } from "../outside-consent.ts";
import { noteUnlisted } from "../note-unlisted.ts";
import { openCursor, sealCursor } from "../page-cursor.ts";
import { readShape, type Shape } from "../shaped.ts";

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
  const { house, at, trail, ask } = context;
  const cursorToken = asked.find(([name]) => name === "_cursor")?.[1];
  const cursor = cursorToken === undefined ? undefined : openCursor(house.cursorKey, ask.principal, cursorToken, at);
  if (cursor !== undefined && cursor.type !== type) throw new Anomaly("incorrect", "this page link belongs to another search");
  const parameters = cursor?.query ?? asked;
  // names, and values that can't tell who somebody is
  trail.query = parameters.map(([name]) => name).join("&");

  const parsed = parseSearch(type, parameters, house.searchParameters, {
    handling: ask.lenient ? "lenient" : "strict",
    maxCount: house.pageLimit,
    baseUrl: house.baseUrl,
    valueSets: house.valueSets,
    at: at.getTime(),
  });
  const { query } = parsed;
  const shape = readShape(house, parameters, { types: [type], lenient: ask.lenient, mayCount: true });
  if (shape.textOnly && query.include.length + query.revinclude.length > 0) throw textAlone();
  const reached = [...typesTouched(query)].filter((each) => each === type || reachesInteraction(ask.principal.scopes, each, "r"));
  const { caller } = await withOutsideConsent(context, "read", type, () => patientOfSearch(context, query));
  const visible = visibleTypes(caller, reached);
  const result = await house.store.search({ query: cursor === undefined ? query : { ...query, after: cursor.after }, visible, at });
  for (const stored of [...result.matches, ...result.included]) note(trail, stored);
  if (result.matches.length === 0) await noteUnlisted({ ...context, caller }, query, visible, result.total);
  trail.row = rowOfSearch(caller, type);

  const issues = issuesOf(parsed, result.cut ?? false, shape);
  const entries: TextEntry[] = [
    ...result.matches.map((stored): TextEntry => ({ fullUrl: `${house.baseUrl}/${stored.type}/${stored.id}`, resource: shape.cut(stored.json), search: { mode: "match" } })),
    ...result.included.map((stored): TextEntry => ({ fullUrl: `${house.baseUrl}/${stored.type}/${stored.id}`, resource: shape.cut(stored.json, false), search: { mode: "include" } })),
    ...(issues.length === 0 ? [] : [outcomeEntry(issues)]),
  ];
  const self = namesBsn(parameters) ? "" : new URLSearchParams(parsed.used.map(([name, value]): [string, string] => [name, value])).toString();
  const next = result.next === undefined ? undefined : sealCursor(house.cursorKey, ask.principal, { type, query: parameters, after: result.next }, at);
  const links = [
    { relation: "self", url: cursorToken === undefined ? `${house.baseUrl}/${type}${self && `?${self}`}` : `${house.baseUrl}/${type}?_cursor=${cursorToken}` },
    ...(next === undefined ? [] : [{ relation: "next", url: `${house.baseUrl}/${type}?_cursor=${next}` }]),
  ];
  return answerText(bundleText({ type: "searchset", ...(result.total !== undefined && { total: result.total }), links, entries }));
}

function textAlone(): Anomaly {
  const text = "_summary=text brings nothing along; leave _include and _revinclude out";
  return new Anomaly("incorrect", text, { issues: [{ text, code: "invalid", expression: "http._summary" }] });
}

/** What was done otherwise than asked; a caller must not take a part for the whole. */
function issuesOf({ ignored, notes }: ParsedSearch, cut: boolean, shape: Shape): readonly Issue[] {
  // what is wrong with _summary was found by who read the search
  const unshaped = shape.ignored.filter((text) => text.startsWith("parameter _elements"));
  const texts = [...ignored.map((name) => `search parameter ${name} is not supported and was left out`), ...unshaped, ...notes];
  const warnings = texts.map((text): Issue => ({ severity: "warning", code: "not-supported", text }));
  const more = `there is more to include: references are followed ${maximumRounds} times at most, and ${maximumBrought} resources come along at most`;
  return cut ? [...warnings, { severity: "warning", code: "too-costly", text: more }] : warnings;
}

function outcomeEntry(issues: readonly Issue[]): TextEntry {
  return { resource: stringifyJson(operationOutcome(issues)), search: { mode: "outcome" } };
}

/** Every type that a query reads, matched, passed on the way or brought along: each is narrowed (`narrowed`). */
export function typesTouched({ type, where, include, revinclude }: SearchQuery): ReadonlySet<ResourceTypeName> {
  const types = new Set<ResourceTypeName>([type]);
  const visit = (clause: Clause): void => {
    if (clause.kind !== "chain" && clause.kind !== "has") return;
    types.add(clause.kind === "chain" ? clause.target : clause.source);
    visit(clause.on);
  };
  where.forEach(visit);
  for (const { target } of include) for (const each of target === undefined ? everyType : [target]) types.add(each);
  for (const { source } of revinclude) types.add(source);
  return types;
}

const everyType: readonly ResourceTypeName[] = storedTypes.map(({ type }) => type);
