import type { SearchParameterDefinition, SearchPrefix } from "../query.ts";
import { storedTypes } from "../resource-types.ts";

/** What may stand before a date, a number or a quantity. Source: R4 search.html#prefix. */
export const prefixes: readonly SearchPrefix[] = ["eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap"];

const byType: Readonly<Record<SearchParameterDefinition["type"], readonly string[]>> = {
  token: ["missing", "text", "not", "in", "not-in"],
  reference: ["missing", "identifier", "text"],
  string: ["missing", "exact", "contains"],
  uri: ["missing", "above", "below"],
  date: ["missing"],
  quantity: ["missing"],
  number: ["missing"],
  composite: ["missing"],
};

/** The modifiers that a parameter takes here: what the parser goes by, refusals name and `/metadata` announces. Not `:above` and `:below` for tokens and
 *  references: no hierarchy is at hand. Source: R4 search.html#modifiers. */
export function modifiersOf(definition: SearchParameterDefinition): readonly string[] {
  const { type, code, target = [] } = definition;
  if (code === "_id" || code === "_lastUpdated") return ["missing"];
  const types = type === "reference" ? storedTypes.flatMap((stored) => (target.includes(stored.type) ? [stored.type] : [])) : [];
  return [...byType[type], ...(isOfIdentifiers(definition) ? ["of-type"] : []), ...types];
}

/** The prefixes that values of a parameter may have. */
function prefixesOf({ type }: Pick<SearchParameterDefinition, "type">): readonly SearchPrefix[] {
  return type === "date" || type === "quantity" || type === "number" ? prefixes : [];
}

/** Elements of R4 that hold an Identifier are named after it. */
function isOfIdentifiers({ type, expression }: Pick<SearchParameterDefinition, "type" | "expression">): boolean {
  return type === "token" && expression.split("|").every((part) => /(?:\.(?:\w*I|i)dentifier|\(Identifier\))\)*$/.test(part.trim()));
}

/** What `/metadata` says of a parameter beside its type: how it is written, its modifiers and its prefixes. */
export function describeParameter(definition: SearchParameterDefinition): string {
  const asked = prefixesOf(definition);
  return [
    ...(definition.parts === undefined ? [] : [`Written as ${definition.parts.join("$")}.`]),
    `Modifiers: ${modifiersOf(definition).join(", ")}.`,
    ...(asked.length === 0 ? [] : [`Prefixes: ${asked.join(", ")}.`]),
  ].join(" ");
}

/** Parameters of R4 for every type that ask for machinery we don't have: they are refused. Source: R4 search.html#all. */
export const refusedParameters: readonly string[] = ["_text", "_content", "_filter", "_query", "_list", "_type"];
