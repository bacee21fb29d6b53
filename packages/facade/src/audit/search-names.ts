import { storedTypes, type SearchParameters } from "@wijkverband/fhir";

/** What stands in names of parameters beside codes of parameters and types: modifiers, and what shapes an answer. Source: R4 search.html. */
const fixed: readonly string[] = [
  "missing", "exact", "contains", "not", "text", "in", "not-in", "below", "above", "of-type", "identifier", "iterate",
  "_id", "_lastUpdated", "_has", "_count", "_sort", "_include", "_revinclude", "_total", "_summary", "_elements", "_contained", "_containedType", "_cursor", "_format", "_pretty", "_since", "_at", "_type",
];

const known = new WeakMap<SearchParameters, ReadonlySet<string>>();

/** Every word that a name of a search parameter can be made of here. */
export function searchVocabulary(registry: SearchParameters): ReadonlySet<string> {
  let words = known.get(registry);
  if (words === undefined) known.set(registry, (words = new Set([...fixed, ...storedTypes.flatMap(({ type }) => [type, ...registry.of(type).map(({ code }) => code)])])));
  return words;
}

/** Names of parameters as they may be logged: a name that isn't one of ours was made up by the client and may hold anything, so `?` stands for it.
 *  @param query names, joined by `&` */
export function loggedNames(query: string, vocabulary: ReadonlySet<string>): string {
  return query
    .split("&")
    .map((name) => (name.split(/[:.]/).every((part) => vocabulary.has(part)) ? name : "?"))
    .join("&");
}
