import type { Include } from "../query.ts";
import { storedType, storedTypes, type ResourceTypeName } from "../resource-types.ts";
import type { SearchParameters } from "./parameters.ts";
import { searchFault } from "./search-fault.ts";

type IncludeName = "_include" | "_revinclude" | "_include:iterate" | "_revinclude:iterate";

/** `Type:parameter[:target]`, `Type:*[:target]` or `*`: one include for each type that it may start from. Without `:iterate`, an `_include` starts from
 *  the type that is searched, and a `_revinclude` leads to it. Source: R4 search.html#include.
 *  @throws {Anomaly} `incorrect` */
export function parseInclude(name: IncludeName, value: string, searched: ResourceTypeName, registry: SearchParameters): readonly Include[] {
  const iterate = name.endsWith(":iterate");
  const back = name.startsWith("_revinclude");
  if (value === "*") {
    const sources = !back && !iterate ? [searched] : sourcesOf(registry, iterate ? undefined : searched);
    return sources.map((source) => ({ source, parameter: "*", ...(iterate && { iterate }) }));
  }
  const include = parseOne(name, value, registry);
  if (iterate) return [{ ...include, iterate }];
  if (!back && include.source !== searched) throw searchFault(name, `starts from another type than ${searched}`);
  if (back && include.target !== undefined && include.target !== searched) throw searchFault(name, `leads to another type than ${searched}`);
  return [include];
}

function parseOne(name: string, value: string, registry: SearchParameters): Include {
  const [from = "", parameter = "", to, ...more] = value.split(":");
  const source = storedType(from)?.type;
  const target = to === undefined ? undefined : storedType(to)?.type;
  if (to !== undefined && target === undefined) throw searchFault(name, "names a target that the parameter cannot have");
  if (source !== undefined && parameter === "*" && more.length === 0) return { source, parameter, ...(target && { target }) };
  const definition = source && registry.find(source, parameter);
  if (source === undefined || definition?.type !== "reference" || more.length > 0) throw searchFault(name, "names no reference parameter, as in Type:parameter");
  if (target !== undefined && definition.target?.includes(target) === false) throw searchFault(name, "names a target that the parameter cannot have");
  return { source, parameter, ...(target && { target }) };
}

/** The types that refer to others, or to one. The log stands by itself. */
function sourcesOf(registry: SearchParameters, to: ResourceTypeName | undefined): readonly ResourceTypeName[] {
  return storedTypes.flatMap(({ type, kind }) => {
    const refers = registry.of(type).some((definition) => definition.type === "reference" && (to === undefined || (definition.target?.includes(to) ?? true)));
    return kind !== "log" && refers ? [type] : [];
  });
}
