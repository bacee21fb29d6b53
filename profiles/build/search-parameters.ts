import { storedTypes, type Definitions, type SearchParameterDefinition } from "@wijkverband/fhir";
import { type Compiled, ofType } from "./compiled.ts";
import { readCoreBundle } from "./core-definitions.ts";

interface SearchParameter extends Compiled {
  readonly resourceType: "SearchParameter";
  readonly url: string;
  readonly code: string;
  readonly base: readonly string[];
  readonly type: string;
  readonly expression?: string;
  readonly target?: readonly string[];
  readonly component?: readonly { readonly definition: string }[];
}

const kinds: ReadonlySet<string> = new Set<SearchParameterDefinition["type"]>(["token", "reference", "string", "uri", "date", "quantity", "number", "composite"]);

/** Parameters of `Resource` that every type has. The others (`_text`, `_content`, `_list`, ...) ask for machinery we don't have. */
const common: ReadonlySet<string> = new Set(["_id", "_lastUpdated", "_profile", "_security", "_tag", "_source"]);

/** R4 parameters that no index of ours can answer, each with the reason. */
export const left: ReadonlyMap<string, string> = new Map([
  ["Location-near", "it asks for distances on a map, and our places are found by name and address"],
  ["Bundle-composition", "its value is the resource in the Bundle, not a reference"],
  ["Bundle-message", "its value is the resource in the Bundle, not a reference"],
  ["individual-phonetic", "R4 leaves the phonetic algorithm open; a plain string match would promise too much"],
  ["Organization-phonetic", "as individual-phonetic"],
]);

/** Every search parameter of every type we store: those of R4, and ours; by type, then by code.
 *  @param definitions tell which system is implied where an element is a bare code
 *  @throws {Error} when one of ours is on a type we don't store or doubles one of R4. */
export async function buildSearchParameters(compiled: readonly Compiled[], definitions: Pick<Definitions, "structures" | "valueSets">): Promise<readonly SearchParameterDefinition[]> {
  const core = (await readCoreBundle("search-parameters")).filter(isSearchParameter).filter(({ id, base }) => !left.has(id) && !base.includes("DomainResource"));
  const ours = ofType<SearchParameter>(compiled, "SearchParameter");
  const codes = new Map([...core, ...ours].map(({ url, code }) => [url, code]));
  const defined = storedTypes.flatMap(({ type }) => [...core, ...ours].flatMap((parameter) => define(parameter, type, codes)));
  const keys = defined.map(({ base, code }) => `${base}.${code}`);
  const doubled = keys.find((key, place) => keys.indexOf(key) !== place);
  if (doubled !== undefined) throw new Error(`the search parameter ${doubled} is defined twice`);
  const loose = defined.find(({ base, parts }) => parts?.some((part) => !keys.includes(`${base}.${part}`)));
  if (loose !== undefined) throw new Error(`a part of ${loose.base}.${loose.code} is no search parameter`);
  for (const { url } of ours) if (!defined.some((definition) => definition.url === url)) throw new Error(`${url} is on no type that we store, or of a kind that we don't index`);
  return defined.map((each) => ({ ...each, ...impliedSystem(each, definitions) })).sort((one, other) => place(one) - place(other) || compare(one.code, other.code));
}

function isSearchParameter(resource: { readonly resourceType: string }): resource is SearchParameter {
  return resource.resourceType === "SearchParameter";
}

function define(parameter: SearchParameter, type: SearchParameterDefinition["base"], codes: ReadonlyMap<string, string>): readonly SearchParameterDefinition[] {
  const { base, code, expression, target, url, component } = parameter;
  const inherited = base.includes("Resource");
  if (!kinds.has(parameter.type) || expression === undefined || (inherited ? !common.has(code) : !base.includes(type))) return [];
  const own = inherited ? expression.replace(/^Resource\./, `${type}.`) : partFor(expression, type);
  const parts = component?.map(({ definition }) => codes.get(definition) ?? definition);
  const found = { code, url, base: type, type: parameter.type as SearchParameterDefinition["type"], expression: own, ...(parts && { parts }) };
  return [target === undefined ? found : { ...found, target: [...target].sort(compare) }];
}

/** Only where all that an expression names are elements of type `code`, bound to codes of one system. */
function impliedSystem({ type, base, expression }: SearchParameterDefinition, { structures, valueSets }: Pick<Definitions, "structures" | "valueSets">): { readonly system?: string } {
  if (type !== "token") return {};
  const elements = structures.find((structure) => structure.type === base && structure.constraint !== true)?.elements ?? [];
  const systems = expression.split("|").map((path) => {
    const element = elements.find((each) => each.path === path.trim() && each.types?.every(({ code }) => code === "code") === true);
    const [system, ...others] = Object.keys(valueSets[element?.binding ?? ""] ?? {});
    return others.length > 0 ? undefined : system;
  });
  const [system] = systems;
  return system !== undefined && systems.every((each) => each === system) ? { system } : {};
}

/** The part of `A.x | B.y | (B.z as T)` that is about one type. No `|` stands inside brackets in R4. */
function partFor(expression: string, type: string): string {
  const parts = expression.split("|").map((part) => part.trim()).filter((part) => new RegExp(`^\\(*${type}\\b`).test(part));
  if (parts.length === 0) throw new Error(`nothing in "${expression}" is about ${type}`);
  return parts.join(" | ");
}

function place({ base }: SearchParameterDefinition): number {
  return storedTypes.findIndex(({ type }) => type === base);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
