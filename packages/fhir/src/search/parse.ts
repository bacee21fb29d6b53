import { Anomaly, type Issue } from "../anomaly.ts";
import type { Clause, Include, SearchQuery } from "../query.ts";
import type { ResourceTypeName } from "../resource-types.ts";
import { parseClause, type ClauseContext } from "./parse-clause.ts";
import { parseInclude } from "./parse-include.ts";
import type { SearchParameters } from "./parameters.ts";
import { nameForShow, searchFault } from "./search-fault.ts";
import { maximumWeight, weightOf } from "./search-weight.ts";

export interface SearchOptions extends Omit<ClauseContext, "registry"> {
  /** `Prefer: handling`. Lenient passes over what isn't understood, and says so; it can only widen a search. */
  readonly handling: "strict" | "lenient";
  /** Largest page, 1 to 200. A larger `_count` is cut down to it, and `notes` says so. */
  readonly maxCount: number;
}

export interface ParsedSearch {
  readonly query: SearchQuery;
  /** Names of the parameters that lenient handling passed over. */
  readonly ignored: readonly string[];
  /** What the search goes by, as it was asked: all but what was passed over. */
  readonly used: readonly (readonly [string, string])[];
  /** What was done otherwise than asked, in words for the caller. */
  readonly notes: readonly string[];
  /** Names of result parameters that aren't the store's business (`_format`, `_pretty`, `_elements`, `_summary` other than `count`). */
  readonly elsewhere: readonly string[];
}

/** Page size when none is asked. Large enough for all PZP answers about one patient. */
export const defaultCount = 100;

/** The parameter that carries `SearchResult.next` back to us. */
export const cursorParameter = "_cursor";

const maximumParameters = 100;
/** More parameters than this that go on from what a reference led to (chains, `_has`, `:iterate`) are refused: each may cost as much as a search. */
const maximumFollowed = 20;
const maximumSortKeys = 10;
const handledElsewhere: ReadonlySet<string> = new Set(["_format", "_pretty", "_elements", "_containedType"]);

/** Reads a search, as name and value pairs in any order, percent-decoded.
 *  @param registry the definitions of the search parameters
 *  @throws {Anomaly} `incorrect`, one issue for each parameter that is unknown, has an unknown modifier or a malformed value,
 *  unless handling is lenient; and for a search that is too large, always. Issues name parameters, never values. */
export function parseSearch(type: ResourceTypeName, params: readonly (readonly [string, string])[], registry: SearchParameters, options: SearchOptions): ParsedSearch {
  if (params.length > maximumParameters) throw new Anomaly("incorrect", `more than ${maximumParameters} search parameters`);
  const draft = newDraft(options);
  const faults: Issue[] = [];
  const ignored = new Set<string>();
  const used: (readonly [string, string])[] = [];
  for (const [name, value] of params) {
    try {
      readParameter(draft, type, name, value, { ...options, registry });
      used.push([name, value]);
    } catch (error) {
      if (!(error instanceof Anomaly)) throw error;
      faults.push(...error.issues);
      ignored.add(nameForShow(name));
    }
  }
  if (faults.length > 0 && options.handling === "strict") throw new Anomaly("incorrect", "the search was not understood", { issues: faults });
  const { where, sort, include, revinclude, after } = draft;
  if (weightOf(where) > maximumWeight) throw new Anomaly("incorrect", "the search compares with too many values; ask in parts");
  const countOnly = draft.countOnly || draft.count === 0;
  const count = countOnly ? 0 : (draft.count ?? Math.min(defaultCount, options.maxCount));
  const query: SearchQuery = { type, where, sort, count, include, revinclude, total: draft.total || countOnly, ...(after !== undefined && { after }) };
  return { query, ignored: [...ignored], used, notes: draft.notes, elsewhere: [...draft.elsewhere] };
}

interface Draft {
  readonly where: Clause[];
  readonly sort: { readonly parameter: string; readonly descending: boolean }[];
  readonly include: Include[];
  readonly revinclude: Include[];
  readonly notes: string[];
  readonly elsewhere: Set<string>;
  readonly seen: Set<string>;
  readonly maxCount: number;
  total: boolean;
  countOnly: boolean;
  followed: number;
  count: number | undefined;
  after: string | undefined;
}

function newDraft({ maxCount }: SearchOptions): Draft {
  const lists = { where: [], sort: [], include: [], revinclude: [], notes: [] };
  return { ...lists, elsewhere: new Set(), seen: new Set(), maxCount, total: false, countOnly: false, followed: 0, count: undefined, after: undefined };
}

function readParameter(draft: Draft, type: ResourceTypeName, name: string, value: string, context: ClauseContext): void {
  const readResult = resultParameters[name];
  if (handledElsewhere.has(name)) draft.elsewhere.add(name);
  else if (value === "") throw searchFault(name, "a value is missing");
  else if (follows(name) && ++draft.followed > maximumFollowed) throw searchFault(name, `more than ${maximumFollowed} parameters follow references`);
  else if (readResult) readResult(draft, value, type, context.registry);
  else if (/^_(rev)?include:/.test(name)) throw searchFault(name, "takes no other modifier than iterate", "unknown-modifier");
  else draft.where.push(parseClause(type, name, value, context));
}

function follows(name: string): boolean {
  return name.includes(".") || name.startsWith("_has") || name.endsWith(":iterate");
}

type ReadResult = (draft: Draft, value: string, type: ResourceTypeName, registry: SearchParameters) => void;

/** Parameters that shape the answer rather than the question. Source: R4 search.html#return. */
const resultParameters: Readonly<Record<string, ReadResult>> = Object.assign(Object.create(null) as Record<string, ReadResult>, {
  _count: (draft, value) => {
    once(draft, "_count");
    if (!/^\d{1,9}$/.test(value)) throw searchFault("_count", "takes a whole number");
    if (Number(value) > draft.maxCount) draft.notes.push(`_count is ${draft.maxCount} at most here; that was taken`);
    draft.count = Math.min(Number(value), draft.maxCount);
  },
  [cursorParameter]: (draft, value) => {
    once(draft, cursorParameter);
    draft.after = value;
  },
  _total: (draft, value) => {
    once(draft, "_total");
    if (value !== "none" && value !== "estimate" && value !== "accurate") throw searchFault("_total", "takes none, estimate or accurate");
    draft.total = value !== "none";
  },
  _summary: (draft, value) => {
    once(draft, "_summary");
    if (!["count", "true", "false", "text", "data"].includes(value)) throw searchFault("_summary", "takes count, true, false, text or data");
    if (value === "count") draft.countOnly = true;
    else draft.elsewhere.add("_summary");
  },
  _contained: (draft, value) => {
    if (value !== "false") throw searchFault("_contained", "contained resources are found with what contains them, not by themselves", undefined, "not-supported");
    draft.elsewhere.add("_contained");
  },
  _sort: (draft, value, type, registry) => {
    for (const key of value.split(",")) {
      const parameter = key.startsWith("-") ? key.slice(1) : key;
      const definition = registry.find(type, parameter);
      const known = parameter === "_id" || parameter === "_lastUpdated" || definition !== undefined;
      if (!known) throw searchFault("_sort", `names a parameter that is not known for ${type}`);
      if (definition?.type === "composite") throw searchFault("_sort", "names a composite parameter, which has no order");
      if (!draft.sort.some((other) => other.parameter === parameter)) draft.sort.push({ parameter, descending: key.startsWith("-") });
    }
    if (draft.sort.length > maximumSortKeys) throw searchFault("_sort", `names more than ${maximumSortKeys} parameters`);
  },
  _include: addIncludes("_include"),
  "_include:iterate": addIncludes("_include:iterate"),
  _revinclude: addIncludes("_revinclude"),
  "_revinclude:iterate": addIncludes("_revinclude:iterate"),
} satisfies Record<string, ReadResult>);

/** Each include once, however often it is asked for. */
function addIncludes(name: Parameters<typeof parseInclude>[0]): ReadResult {
  return (draft, value, type, registry) => {
    const includes = name.startsWith("_include") ? draft.include : draft.revinclude;
    const known = new Set(includes.map((include) => JSON.stringify(include)));
    includes.push(...parseInclude(name, value, type, registry).filter((include) => !known.has(JSON.stringify(include))));
  };
}

function once(draft: Draft, name: string): void {
  if (draft.seen.has(name)) throw searchFault(name, "is given twice");
  draft.seen.add(name);
}
