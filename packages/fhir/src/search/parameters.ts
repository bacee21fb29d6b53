import type { SearchParameterDefinition } from "../query.ts";
import { storedTypes, type ResourceTypeName } from "../resource-types.ts";

/** What can be searched by, for all types. */
export interface SearchParameters {
  /** The definition of `code` for a type; the common ones (`_profile`, `_security`, `_tag`, `_source`) included. */
  find(type: ResourceTypeName, code: string): SearchParameterDefinition | undefined;
  /** The definitions of a type, the common ones included; `_id` and `_lastUpdated` only when they were given. */
  of(type: ResourceTypeName): readonly SearchParameterDefinition[];
}

/** Parameters that every type has and the index holds. Source: R4 search.html#all. */
export const commonParameters: readonly Omit<SearchParameterDefinition, "base">[] = [
  { code: "_profile", url: "http://hl7.org/fhir/SearchParameter/Resource-profile", type: "uri", expression: "Resource.meta.profile" },
  { code: "_security", url: "http://hl7.org/fhir/SearchParameter/Resource-security", type: "token", expression: "Resource.meta.security" },
  { code: "_tag", url: "http://hl7.org/fhir/SearchParameter/Resource-tag", type: "token", expression: "Resource.meta.tag" },
  { code: "_source", url: "http://hl7.org/fhir/SearchParameter/Resource-source", type: "uri", expression: "Resource.meta.source" },
];

/** Makes the registry. Of two definitions with one type and code the last holds, so that ours can replace a core one. */
export function createSearchParameters(definitions: readonly SearchParameterDefinition[]): SearchParameters {
  const byType = new Map<ResourceTypeName, Map<string, SearchParameterDefinition>>(
    storedTypes.map(({ type }) => [type, new Map(commonParameters.map((common) => [common.code, { ...common, base: type }]))]),
  );
  for (const definition of definitions) byType.get(definition.base)?.set(definition.code, definition);
  const lists = new Map([...byType].map(([type, codes]) => [type, [...codes.values()]]));
  return { find: (type, code) => byType.get(type)?.get(code), of: (type) => lists.get(type) ?? [] };
}
