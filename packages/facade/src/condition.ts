import { Anomaly, parseSearch, questionOf, type Clause, type Issue, type ResourceTypeName } from "@wijkverband/fhir";
import { reachesInteraction } from "@wijkverband/identity";
import type { FoundBefore, Stored } from "@wijkverband/store";
import type { Context } from "./context.ts";
import type { Ask } from "./exchange.ts";
import { visibleTypes } from "./guard.ts";
import { typesTouched } from "./interactions/search.ts";
import { withoutForm } from "./negotiation.ts";
import { refuseBsnInUrl } from "./refuse-bsn.ts";

/** What a condition matches: one resource at most, and what the write must find again. */
export interface Matching {
  readonly match: Stored | undefined;
  readonly found: FoundBefore;
}

export interface ConditionPlace {
  /** FHIRPath of the condition in what was sent, for a bundle. */
  readonly expression?: string;
  /** A reference by search stands in a body, where a BSN may stand. */
  readonly inBody?: true;
}

/** Reads a condition and asks what it matches of what the caller may see; of anything else there is no trace (`stranger`).
 *  @param condition as it stands in a URL behind the `?`
 *  @throws {Anomaly} `incorrect` for a condition that isn't understood, names nothing, or a BSN (`no-bsn`); `forbidden` when the token
 *  doesn't reach searching; `stale` (412) when several match. */
export async function findMatching(context: Context, type: ResourceTypeName, condition: string | Ask["query"], { expression, inBody }: ConditionPlace = {}): Promise<Matching> {
  const { house, caller, at, ask, trail } = context;
  const parameters = typeof condition === "string" ? parametersOf(condition, type, house.baseUrl) : condition;
  if (inBody !== true) refuseBsnInUrl(`?${typeof condition === "string" ? condition : new URLSearchParams(parameters.map(([name, value]): [string, string] => [name, value])).toString()}`, expression);
  // names only: values can tell who somebody is
  trail.query = parameters.map(([name]) => name).join("&");
  const where = readWhere(context, type, parameters, expression);
  const query = questionOf(type, where, 2);
  const touched = [...typesTouched(query)];
  // a search would leave out what the token doesn't reach; a condition that is read half would let a write through
  const reached = reachesInteraction(ask.principal.scopes, type, "s") && touched.every((each) => each === type || reachesInteraction(ask.principal.scopes, each, "r"));
  if (!reached) throw new Anomaly("forbidden", "a condition searches, and the scopes of this token don't reach that", { rule: "no-row-no-access" });
  const visible = visibleTypes(caller, touched);
  const { matches } = await house.store.search({ query, visible, at });
  const [match, ...others] = matches;
  if (others.length > 0) throw new Anomaly("stale", "the condition matches several", { issues: [issueAt(expression, "the condition matches several resources; make it match one", "multiple-matches")] });
  return { match, found: { request: { query: { type, where }, visible }, ids: match === undefined ? [] : [match.id], single: true } };
}

/** R4 has the parameters alone; HAPI's client sends the whole URL of the search, and in it the format that it takes. */
function parametersOf(condition: string, type: ResourceTypeName, baseUrl: string): Ask["query"] {
  const before = [`${type}?`, `${baseUrl}/${type}?`].find((start) => condition.startsWith(start)) ?? "";
  return withoutForm([...new URLSearchParams(condition.slice(before.length))]);
}

/** Does it once more when somebody else wrote at that very moment what the condition asks about: the answer is as if that had been there from the start. */
export async function retryWhenStale<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (thrown) {
    if (!(thrown instanceof Anomaly && thrown.category === "stale")) throw thrown;
    return work();
  }
}

/** A condition is understood as a whole or not at all: one that is read half would match too much. */
function readWhere({ house, at }: Context, type: ResourceTypeName, parameters: Ask["query"], expression: string | undefined): readonly Clause[] {
  const { query, elsewhere } = placed(expression, () =>
    parseSearch(type, parameters, house.searchParameters, { handling: "strict", maxCount: house.pageLimit, baseUrl: house.baseUrl, valueSets: house.valueSets, at: at.getTime() }),
  );
  const shapesAnswer = query.sort.length + query.include.length + query.revinclude.length + elsewhere.length > 0 || query.after !== undefined || query.total;
  if (!shapesAnswer && query.where.length > 0) return query.where;
  throw new Anomaly("incorrect", "a condition is a search", { issues: [issueAt(expression, "a condition takes search parameters, at least one, and none that shapes an answer")] });
}

function placed<Result>(expression: string | undefined, read: () => Result): Result {
  try {
    return read();
  } catch (thrown) {
    if (!(thrown instanceof Anomaly) || expression === undefined) throw thrown;
    throw new Anomaly(thrown.category, thrown.message, { issues: thrown.issues.map((issue) => ({ ...issue, expression })) });
  }
}

function issueAt(expression: string | undefined, text: string, code?: string): Issue {
  return { text, ...(expression !== undefined && { expression }), ...(code !== undefined && { code }) };
}
