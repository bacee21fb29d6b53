import { Anomaly, cursorParameter, defaultCount, readQueryInput, storedType, withoutBsn, type Input, type ResourceTypeName } from "@wijkverband/fhir";
import { answerText, bundleText, type TextEntry } from "../bundle-text.ts";
import type { Answer } from "../exchange.ts";
import { comparePlaces, everythingAbout, type Place } from "../everything.ts";
import { note } from "../guard.ts";
import { pageLinkOf } from "../interactions/history-query.ts";
import { demandOrder, inputFault } from "../input-fault.ts";
import { operation, type Operation } from "../operation.ts";
import { openCursor, sealCursor } from "../page-cursor.ts";

/** The inputs of R4's own definition. */
const input = {
  start: { type: "date" },
  end: { type: "date" },
  _since: { type: "instant" },
  _type: { type: "code", max: "*" },
  _count: { type: "integer" },
} as const;

/** `GET|POST [base]/Patient/[id]/$everything`, `POST [base]/Patient/$everything`, R4 patient-operation-everything.html: what the caller may read about the patient,
 *  each resource by its own row of the policy, and the people and organisations that it refers to. */
export const everythingOperation: Operation = operation({
  code: "$everything",
  on: "Patient",
  definition: "http://hl7.org/fhir/OperationDefinition/Patient-everything",
  affectsState: false,
  scope: "system/Patient.r",
  title: "All there is about a patient",
  input,
  async run(context, patient, given): Promise<Answer> {
    const { house, ask, at, trail } = context;
    const path = `Patient/${patient.id}/$everything`;
    if (ask.method === "GET") demandKnown(ask.query);
    const token = ask.method === "GET" ? pageLinkOf(ask.query) : undefined;
    const cursor = token === undefined ? undefined : openCursor(house.cursorKey, ask.principal, token, at);
    if (cursor !== undefined && cursor.type !== path) throw new Anomaly("incorrect", "this page link belongs to another question");
    const asked = cursor === undefined ? given : readQueryInput(cursor.query, input);
    demandOrder(["start", asked.start], ["end", asked.end]);
    const count = pageSize(asked._count, house.pageLimit);

    const all = await everythingAbout(context, patient.id, { ...asked, types: typesOf(asked._type) });
    const after = cursor === undefined ? undefined : (JSON.parse(cursor.after) as Place);
    const rest = after === undefined ? all : all.filter(({ place }) => comparePlaces(place, after) > 0);
    const page = rest.slice(0, count);
    for (const { stored } of page) note(trail, stored);

    const query = pairsOf(asked);
    const last = page.at(-1);
    const next = last === undefined || page.length === rest.length ? undefined : sealCursor(house.cursorKey, ask.principal, { type: path, query, after: JSON.stringify(last.place) }, at);
    const url = `${house.baseUrl}/${path}`;
    const self = token === undefined ? new URLSearchParams(query.map(([name, value]): [string, string] => [name, value])).toString() : `_cursor=${token}`;
    const links = [{ relation: "self", url: `${url}${self && `?${self}`}` }, ...(next === undefined ? [] : [{ relation: "next", url: `${url}?_cursor=${next}` }])];
    const entries = page.map(({ stored, mode }): TextEntry => ({ fullUrl: `${house.baseUrl}/${stored.type}/${stored.id}`, resource: stored.json, search: { mode } }));
    return answerText(bundleText({ type: "searchset", total: all.filter(({ mode }) => mode === "match").length, links, entries }));
  },
});

type Asked = Input<typeof input>;

/** A search parameter that narrows nothing here would seem to: it is refused rather than passed over. */
function demandKnown(query: readonly (readonly [string, string])[]): void {
  const unknown = query.filter(([name]) => name.startsWith("_") && name !== cursorParameter && name !== "_format" && !Object.hasOwn(input, name));
  if (unknown.length === 0) return;
  throw new Anomaly("incorrect", "the input was not understood", { issues: unknown.map(([name]) => ({ text: `the operation has no parameter ${withoutBsn(name).slice(0, 80)}`, code: "not-supported" })) });
}

function pageSize(asked: number | undefined, most: number): number {
  if (asked === undefined) return Math.min(defaultCount, most);
  if (asked < 1) throw inputFault("_count", "_count is a whole number from 1");
  return Math.min(asked, most);
}

/** `_type=Consent,Goal` in a URL, or the parameter several times. */
function typesOf(asked: Asked["_type"]): readonly ResourceTypeName[] | undefined {
  if (asked.length === 0) return undefined;
  return asked.flatMap((text) => text.split(",")).map((name) => {
    const stored = storedType(name);
    if (stored === undefined || stored.kind === "log") throw inputFault("_type", "_type names a type that isn't kept here");
    return stored.type;
  });
}

/** What was asked, as a URL says it; for links, which hold nothing else. */
function pairsOf(asked: Asked): readonly (readonly [string, string])[] {
  const { start, end, _since, _type, _count } = asked;
  const single = Object.entries({ start, end, _since, _count }).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, String(value)]]));
  return [...single, ...(_type.length === 0 ? [] : [["_type", _type.join(",")] as const])];
}
