import { Anomaly, parseSearch, topics, urlNamesBsn, type Clause, type ResourceTypeName, type Topic } from "@wijkverband/fhir";
import { clauseMatches, type Candidate } from "@wijkverband/store";
import type { House } from "../house.ts";

/** Most characters of a filter. */
const longestFilter = 1_000;

/** What something of one type must meet: each of the clauses. */
export interface Filter {
  readonly type: ResourceTypeName;
  readonly clauses: readonly Clause[];
}

export type ReadFilter = { readonly outcome: "read"; readonly filters: readonly Filter[] } | { readonly outcome: "fault"; readonly text: string; readonly rule: "subscription" | "no-bsn" };

type Search = Pick<House, "searchParameters" | "baseUrl">;

/** Reads `Type?parameter=value&...`. Without a type it is about each type that the topic can be about. Only what the list of topics names is taken: no modifiers, no
 *  chains. Whether something named in it exists is never looked at: a filter on a patient whom the subscriber can't see is as good as one on nobody. */
export function readFilter(topic: Topic, text: string, { searchParameters, baseUrl }: Search): ReadFilter {
  const fault = (words: string): ReadFilter => ({ outcome: "fault", text: words, rule: "subscription" });
  if (urlNamesBsn(text)) return { outcome: "fault", text: "a filter holds no BSN; name the patient by reference", rule: "no-bsn" };
  if (text.length > longestFilter) return fault(`a filter has at most ${longestFilter} characters`);
  const mark = text.indexOf("?");
  const named = mark < 0 ? undefined : text.slice(0, mark);
  const pairs = [...new URLSearchParams(text.slice(mark + 1))];
  const known = Object.entries(topics[topic].filters) as (readonly [ResourceTypeName, readonly string[]])[];
  const types = known.filter(([type]) => named === undefined || type === named);
  if (types.length === 0) return fault(`what this topic is about is a ${known.map(([type]) => type).join(" or a ")}`);
  if (pairs.length === 0) return fault("a filter reads Type?parameter=value");
  const filters: Filter[] = [];
  for (const [type, parameters] of types) {
    if (pairs.some(([name]) => !parameters.includes(name))) return fault(`of a ${type}, this topic is filtered by ${parameters.join(", ")}`);
    try {
      const { query } = parseSearch(type, pairs, searchParameters, { baseUrl, handling: "strict", maxCount: 1 });
      filters.push({ type, clauses: query.where });
    } catch (thrown) {
      if (!(thrown instanceof Anomaly)) throw thrown;
      return fault(thrown.issues[0]?.text ?? "this value can't be read");
    }
  }
  return { outcome: "read", filters };
}

/** Tells whether something meets the filters of a Subscription: those of its type, all of them. Where there are filters and none is about its type, it doesn't. */
export function meetsFilters(filters: readonly Filter[], candidate: Candidate): boolean {
  const own = filters.filter(({ type }) => type === candidate.type);
  return filters.length === 0 || (own.length > 0 && own.every(({ clauses }) => clauses.every((clause) => clauseMatches(clause, candidate, nowhere))));
}

/** Filters follow no references. */
const nowhere = { to: () => undefined, of: () => [] };
