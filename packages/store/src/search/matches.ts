import type { Clause, IndexRow, ReferenceValue, ResourceTypeName, TokenValue, ValueClause } from "@wijkverband/fhir";
import { rangeMatches } from "./date-range.ts";
import { foldText } from "./fold.ts";
import { quantityMatches } from "./quantity-range.ts";

/** One current resource as a search sees it. */
export interface Candidate {
  readonly type: ResourceTypeName;
  readonly id: string;
  /** Epoch milliseconds. */
  readonly updated: number;
  readonly index: readonly IndexRow[];
}

/** Where references lead, forwards and backwards, among the current resources that the caller may see: nothing else is ever looked at (`narrowed`). */
export interface Follow {
  to(type: ResourceTypeName, id: string): Candidate | undefined;
  /** All of a type; which of them refer to what is told from their index. */
  of(type: ResourceTypeName): Iterable<Candidate>;
}

/** Tells whether a resource matches a clause. The meaning that every store's translation must share. */
export function clauseMatches(clause: Clause, candidate: Candidate, follow: Follow): boolean {
  switch (clause.kind) {
    case "id":
      return clause.values.includes(candidate.id);
    case "has":
      return hasReferrer(clause, candidate, follow);
    case "chain":
      return candidate.index.some((row) => {
        const target = row.kind === "reference" && row.parameter === clause.parameter && row.type === clause.target ? follow.to(clause.target, row.id) : undefined;
        return target !== undefined && clauseMatches(clause.on, target, follow);
      });
    case "composite": {
      const groups = [...Map.groupBy(candidate.index, ({ group }) => group ?? 0).values()];
      const found = groups.some((rows) => clause.values.some((parts) => parts.every((part) => rowsMatch(part, rows))));
      return found !== (clause.not ?? false);
    }
    default:
      return rowsMatch(clause, rowsOf(candidate));
  }
}

/** What is kept beside a parameter under a name of its own (`patient:identifier`) says that it has a value. */
export function namesOf(parameter: string): readonly string[] {
  return [parameter, `${parameter}:identifier`, `${parameter}:text`];
}

function rowsMatch(clause: ValueClause, all: readonly IndexRow[]): boolean {
  if (clause.kind === "missing") return !all.some((row) => namesOf(clause.parameter).includes(row.parameter)) === clause.missing;
  const rows = all.filter((row) => row.parameter === clause.parameter);
  switch (clause.kind) {
    case "token": {
      const found = rows.some((row) => row.kind === "token" && clause.values.some((value) => tokenMatches(row, value)));
      return found !== (clause.not ?? false);
    }
    case "reference":
      return rows.some((row) => row.kind === "reference" && clause.values.some((value) => referenceMatches(row, value)));
    case "uri":
      return rows.some((row) => row.kind === "uri" && clause.values.some((value) => row.value === value || (clause.below === true && row.value.startsWith(pathOf(value)))));
    case "string":
      return rows.some((row) => row.kind === "string" && clause.values.some((value) => textMatches(row.value, value, clause.match)));
    case "date":
      return rows.some((row) => row.kind === "date" && clause.values.some((value) => rangeMatches(row, value)));
    case "quantity":
      return rows.some((row) => row.kind === "quantity" && clause.values.some((value) => quantityMatches(row, value)));
  }
}

/** What a URL that lies below another begins with. */
export function pathOf(url: string): string {
  return url.endsWith("/") ? url : `${url}/`;
}

function hasReferrer({ source, parameter, on }: Extract<Clause, { kind: "has" }>, { type, id }: Candidate, follow: Follow): boolean {
  for (const referrer of follow.of(source)) {
    if (refersBy(referrer.index, parameter, type, id) && clauseMatches(on, referrer, follow)) return true;
  }
  return false;
}

/** Tells whether an index holds a reference to a resource.
 *  @param parameter `*` for any */
export function refersBy(index: readonly IndexRow[], parameter: string, type: string, id: string): boolean {
  return index.some((row) => row.kind === "reference" && (parameter === "*" || row.parameter === parameter) && row.type === type && row.id === id);
}

/** `_lastUpdated` belongs to the version, not to the content, so no index function can make it. */
function rowsOf({ index, updated }: Candidate): readonly IndexRow[] {
  return [...index, { kind: "date", parameter: "_lastUpdated", start: updated, end: updated + 1 }];
}

function tokenMatches(row: { readonly system?: string; readonly code: string }, value: TokenValue): boolean {
  const system = value.system === undefined || (row.system ?? "") === (value.system ?? "");
  return system && (value.code === undefined || row.code === value.code);
}

function referenceMatches(row: { readonly type?: string; readonly id: string }, value: ReferenceValue): boolean {
  return row.id === value.id && (value.type === undefined || row.type === value.type);
}

function textMatches(text: string, value: string, match: "starts" | "exact" | "contains"): boolean {
  if (match === "exact") return text === value;
  return match === "starts" ? foldText(text).startsWith(foldText(value)) : foldText(text).includes(foldText(value));
}
