import type { Clause } from "../query.ts";
import type { ResourceTypeName } from "../resource-types.ts";
import { coreParameters } from "./core-definitions.fixture.ts";
import { parseSearch, type ParsedSearch, type SearchOptions } from "./parse.ts";

export const baseUrl = "https://wijk.example/fhir";

/** A search as it is read against the core parameters; strictly, unless the options say otherwise. */
export function search(type: ResourceTypeName, params: readonly (readonly [string, string])[], options: Partial<SearchOptions> = {}): ParsedSearch {
  return parseSearch(type, params, coreParameters, { handling: "strict", maxCount: 200, baseUrl, ...options });
}

/** The clause that one parameter becomes. */
export function clause(type: ResourceTypeName, name: string, value: string): Clause | undefined {
  return search(type, [[name, value]]).query.where[0];
}
