import type { ResourceTypeName } from "./resource-types.ts";

/** A parsed search: parameters ANDed, values of one parameter ORed. Made by `parseSearch`; a store needs no strings any more. */
export interface SearchQuery {
  readonly type: ResourceTypeName;
  readonly where: readonly Clause[];
  readonly sort: readonly { readonly parameter: string; readonly descending: boolean }[];
  /** Page size, 1 to 200. 0 only with `_summary=count`. */
  readonly count: number;
  /** Position to go on from; as the store gave it in `SearchResult.next`. */
  readonly after?: string;
  readonly include: readonly Include[];
  readonly revinclude: readonly Include[];
  readonly total: boolean;
}

/** A question of our own: matches alone, unsorted, uncounted.
 *  @param count page size, as in `SearchQuery` */
export function questionOf(type: ResourceTypeName, where: readonly Clause[], count: number): SearchQuery {
  return { type, where, sort: [], count, include: [], revinclude: [], total: false };
}

/** `source:parameter[:target]` of `_include`, or of `_revinclude`. */
export interface Include {
  readonly source: ResourceTypeName;
  /** `*`: every reference parameter of `source`. */
  readonly parameter: string;
  readonly target?: ResourceTypeName;
  /** `:iterate`: follows from what was included too, not from the matches alone. */
  readonly iterate?: true;
}

export type Clause =
  | ValueClause
  /** Each of `parts` of one of `values` (or, with `not`, of none) is met by rows of one group: by the same element. */
  | { readonly kind: "composite"; readonly parameter: string; readonly values: readonly (readonly ValueClause[])[]; readonly not?: boolean }
  /** `reason-reference:Procedure.code=...`: some resource of `target` that the caller may see, referenced by `parameter`, matches `on`. */
  | { readonly kind: "chain"; readonly parameter: string; readonly target: ResourceTypeName; readonly on: Clause }
  /** `_has:Observation:patient:code=...`: some resource of `source` that the caller may see refers to this one by `parameter`, and matches `on`. */
  | { readonly kind: "has"; readonly source: ResourceTypeName; readonly parameter: string; readonly on: Clause }
  | { readonly kind: "id"; readonly values: readonly string[] };

/** What one parameter asks of the index rows of one resource. */
export type ValueClause =
  | { readonly kind: "token"; readonly parameter: string; readonly values: readonly TokenValue[]; readonly not?: boolean }
  | { readonly kind: "reference"; readonly parameter: string; readonly values: readonly ReferenceValue[] }
  | { readonly kind: "string"; readonly parameter: string; readonly values: readonly string[]; readonly match: "starts" | "exact" | "contains" }
  /** `below`: also what the path goes on from. */
  | { readonly kind: "uri"; readonly parameter: string; readonly values: readonly string[]; readonly below?: true }
  | { readonly kind: "date"; readonly parameter: string; readonly values: readonly DateValue[] }
  /** Numbers are quantities without a unit. */
  | { readonly kind: "quantity"; readonly parameter: string; readonly values: readonly QuantityValue[] }
  /** Rows of `parameter`, and of what is kept beside it (`parameter:identifier`, `parameter:text`), count. */
  | { readonly kind: "missing"; readonly parameter: string; readonly missing: boolean };

/** `system` undefined: any system; `null`: none may be present. `code` undefined: any code of the system. */
export interface TokenValue {
  readonly system?: string | null;
  readonly code?: string;
}

/** `Type/id`, or an id whose type is open, or (with `identifier`) a logical reference. */
export interface ReferenceValue {
  readonly type?: ResourceTypeName;
  readonly id: string;
}

export type SearchPrefix = "eq" | "ne" | "gt" | "lt" | "ge" | "le" | "sa" | "eb" | "ap";

/** From `low` to `high`, both included, as keys (`search/decimal-key.ts`) whose order as text is that of the numbers.
 *  `unit` is the code or the unit; without `system`, `code` and `unit` any unit will do. */
export interface QuantityValue {
  readonly prefix: SearchPrefix;
  readonly low: string;
  readonly high: string;
  readonly system?: string;
  readonly code?: string;
  readonly unit?: string;
}

/** `prefix` as in R4 search; the range covered by the value in epoch milliseconds, `end` exclusive. */
export interface DateValue {
  readonly prefix: SearchPrefix;
  readonly start: number;
  readonly end: number;
}

/** One row of a search index, extracted from a resource. Token: `code` (+ `system`); reference: `Type/id`; date: range; string: as it stands; uri; quantity: range of keys. */
export type IndexRow = RowPlace &
  (
    | { readonly kind: "token"; readonly system?: string; readonly code: string }
    | { readonly kind: "reference"; readonly type?: string; readonly id: string }
    | { readonly kind: "string"; readonly value: string }
    | { readonly kind: "uri"; readonly value: string }
    | { readonly kind: "date"; readonly start: number; readonly end: number }
    | { readonly kind: "quantity"; readonly low: string; readonly high: string; readonly system?: string; readonly code?: string; readonly unit?: string }
  );

interface RowPlace {
  readonly parameter: string;
  /** Which repetition of the element of a composite parameter the value is from, 1 and up; absent: from none of them. */
  readonly group?: number;
}

/** A search parameter as the server knows it; read from `profiles/generated/search-parameters.json`. */
export interface SearchParameterDefinition {
  readonly code: string;
  readonly url: string;
  readonly base: ResourceTypeName;
  readonly type: "token" | "reference" | "string" | "uri" | "date" | "quantity" | "number" | "composite";
  /** Of a composite: the elements in which its parts must be met together. */
  readonly expression: string;
  readonly target?: readonly string[];
  /** Of a token about elements of type `code`: the system that their value set implies. */
  readonly system?: string;
  /** Of a composite: the codes of its parts, parameters of the same type. */
  readonly parts?: readonly string[];
}
