import { createIndexer, findReferences, instantRange, localReference, questionOf, storedType, storedTypes, type IndexRow, type ResourceTypeName } from "@wijkverband/fhir";
import { reachesInteraction } from "@wijkverband/identity";
import type { ChangesRequest, Stored } from "@wijkverband/store";
import type { Resource } from "hl7-fhir-r4-types";
import type { Context } from "./context.ts";
import { visibleTypes } from "./guard.ts";
import type { House } from "./house.ts";

/** What of a record is asked for. */
export interface EverythingQuery {
  /** Care dates, inclusive, as FHIR dates. */
  readonly start?: string;
  readonly end?: string;
  /** Written at or after this instant. */
  readonly _since?: string;
  readonly types: readonly ResourceTypeName[] | undefined;
}

/** A fixed order, whatever is written between two pages: the record by type and id, the Patient first, then whom it refers to. */
export type Place = readonly [part: number, type: number, id: string];

export interface Item {
  readonly stored: Stored;
  /** `match`: about the patient; `include`: of the directory. */
  readonly mode: "match" | "include";
  readonly place: Place;
}

/** All that the caller may read about a patient, and the directory resources that it refers to, in order. The store narrows; here only what was asked is left. */
export async function everythingAbout(context: Context, patient: string, { start, end, _since, types }: EverythingQuery): Promise<readonly Item[]> {
  const { house, caller, ask } = context;
  const wanted = (type: ResourceTypeName): boolean => types === undefined || types.includes(type);
  const reached = storedTypes.filter(({ type, kind }) => kind !== "log" && reachesInteraction(ask.principal.scopes, type, "r"));
  const care = reached.filter(({ kind, type }) => kind !== "directory" && wanted(type)).map(({ type }) => type);
  // a question for organisations alone still goes by what the record refers to
  const sources = types === undefined || care.length > 0 ? care : reached.filter(({ kind }) => kind !== "directory").map(({ type }) => type);
  const record = await readRecord(context, patient, { visible: visibleTypes(caller, sources), ...(_since !== undefined && { since: new Date(_since) }) });
  const within = record.filter((stored) => isWithin(stored, start, end, house));
  const directory = await readDirectory(context, within, reached.filter(({ kind }) => kind === "directory").map(({ type }) => type));
  const items = [
    ...within.map((stored): Item => ({ stored, mode: "match", place: [0, order(stored.type), stored.id] })),
    ...directory.map((stored): Item => ({ stored, mode: "include", place: [1, order(stored.type), stored.id] })),
  ];
  return items.filter(({ stored }) => wanted(stored.type)).toSorted((one, other) => comparePlaces(one.place, other.place));
}

/** Below zero when `one` comes before `other`. */
export function comparePlaces(one: Place, other: Place): number {
  return one[0] - other[0] || one[1] - other[1] || (one[2] < other[2] ? -1 : one[2] > other[2] ? 1 : 0);
}

/** Places of types; the list of them starts with Patient. */
const order = (type: ResourceTypeName): number => storedTypes.findIndex((stored) => stored.type === type);

/** Most resources read at a time. */
const portion = 500;

export async function readRecord({ house, at }: Context, patient: string, asked: Pick<ChangesRequest, "visible" | "since">): Promise<readonly Stored[]> {
  const record: Stored[] = [];
  let after: string | undefined;
  do {
    const page = await house.store.changes({ ...asked, patient, current: true, count: portion, at, ...(after !== undefined && { after }) });
    record.push(...page.entries);
    after = page.next;
  } while (after !== undefined);
  return record;
}

/** Dates that say nothing of when care was given: births, deaths, and what somebody wishes or fears. */
const noCareDates: ReadonlySet<string> = new Set(["_lastUpdated", "birthdate", "death-date", "target-date", "expiration-date", "value-date"]);

/** Tells whether care dates fall in a period; what has none belongs to every period. */
function isWithin(stored: Stored, start: string | undefined, end: string | undefined, house: House): boolean {
  if (start === undefined && end === undefined) return true;
  const from = (start === undefined ? undefined : instantRange(start)?.start) ?? -Infinity;
  const until = (end === undefined ? undefined : instantRange(end)?.end) ?? Infinity;
  const dates = indexerOf(house)(stored.resource()).flatMap((row) => (row.kind === "date" && !noCareDates.has(row.parameter) ? [row] : []));
  return dates.length === 0 || dates.some((row) => row.start < until && row.end > from);
}

const indexers = new WeakMap<House, (resource: Resource) => readonly IndexRow[]>();

function indexerOf(house: House): (resource: Resource) => readonly IndexRow[] {
  let indexer = indexers.get(house);
  if (indexer === undefined) indexers.set(house, (indexer = createIndexer(house.searchParameters, house.baseUrl)));
  return indexer;
}

/** The people and organisations that resources refer to, and those that these refer to in turn. */
async function readDirectory(context: Context, record: readonly Stored[], types: readonly ResourceTypeName[]): Promise<readonly Stored[]> {
  const found = new Map<string, Stored>();
  const asked = new Set<string>();
  let sources = record;
  while (sources.length > 0) {
    const references = new Set(sources.flatMap((stored) => findReferences(stored.resource())).flatMap(({ reference }) => localReference(reference, context.house.baseUrl) ?? []));
    const fresh = [...references].filter((reference) => !asked.has(reference) && types.some((type) => reference.startsWith(`${type}/`)));
    for (const reference of fresh) asked.add(reference);
    sources = await readVisible(context, fresh);
    for (const stored of sources) found.set(`${stored.type}/${stored.id}`, stored);
  }
  return [...found.values()];
}

/** What the caller may see of resources by reference, narrowed in the query. */
export async function readVisible({ house, caller, at }: Context, references: readonly string[]): Promise<readonly Stored[]> {
  const byType = Map.groupBy(references, (reference) => reference.slice(0, reference.indexOf("/")));
  const seen: Stored[] = [];
  for (const [name, of] of byType) {
    const type = storedType(name)?.type;
    if (type === undefined) continue;
    for (let first = 0; first < of.length; first += 200) {
      const values = of.slice(first, first + 200).map((reference) => reference.slice(type.length + 1));
      const query = questionOf(type, [{ kind: "id" as const, values }], values.length);
      seen.push(...(await house.store.search({ query, visible: visibleTypes(caller, [type]), at })).matches);
    }
  }
  return seen;
}
