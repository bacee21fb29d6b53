import type { SearchQuery } from "@wijkverband/fhir";
import type { Facts, TieRow } from "@wijkverband/policy";
import { visibleBy } from "@wijkverband/policy";
import type { SearchRequest } from "../store.ts";
import type { Candidate } from "../search/matches.ts";
import { clauseMatches } from "../search/matches.ts";
import type { Drawn } from "./arbitraries.ts";
import { noon } from "./sample.ts";

/** The answers a search must give, worked out from a plain list by the reference semantics: `visibleBy` and `clauseMatches`. */
export interface Model {
  isVisible(drawn: Drawn): boolean;
  matches(query: Pick<SearchQuery, "type" | "where">): readonly Drawn[];
  included(query: Pick<SearchQuery, "type" | "include" | "revinclude">, matches: readonly Drawn[]): readonly string[];
}

export function modelOf(world: readonly Drawn[], visible: SearchRequest["visible"], at: Date): Model {
  const ties = world.flatMap(({ type, id, traits }) => (traits.ties ?? []).map((row): TieRow => ({ ...row, source: `${type}/${id}` })));
  const inForce = ties.filter(({ from, until }) => (from === undefined || new Date(from) <= at) && (until === undefined || at < new Date(until)));
  const find = (type: string, id: string): Drawn | undefined => world.find((drawn) => drawn.type === type && drawn.id === id);

  function isVisible({ type, id, labels }: Drawn): boolean {
    if (visible === "server") return true;
    const facts: Facts = { type, id, labels, ties: inForce.filter(({ patient }) => patient === undefined || patient === labels.patient) };
    return visibleBy(visible[type] ?? [], facts) !== undefined;
  }

  function follow(type: string, id: string): Candidate | undefined {
    const found = find(type, id);
    return found !== undefined && isVisible(found) ? candidateOf(found) : undefined;
  }

  return {
    isVisible,
    matches: ({ type, where }) => world.filter((drawn) => drawn.type === type && isVisible(drawn) && where.every((clause) => clauseMatches(clause, candidateOf(drawn), follow))),
    included({ type, include, revinclude }, matches) {
      const refers = (from: Drawn, parameter: string, to: Drawn): boolean =>
        (from.traits.index ?? []).some((row) => row.kind === "reference" && row.parameter === parameter && row.type === to.type && row.id === to.id);
      const brought = world.filter(
        (drawn) =>
          isVisible(drawn) &&
          !matches.includes(drawn) &&
          (include.some(({ source, parameter, target }) => source === type && (target ?? drawn.type) === drawn.type && matches.some((match) => refers(match, parameter, drawn))) ||
            revinclude.some(({ source, parameter, target }) => source === drawn.type && (target ?? type) === type && matches.some((match) => refers(drawn, parameter, match)))),
      );
      return brought.map(({ type: each, id }) => `${each}/${id}`).sort();
    },
  };
}

function candidateOf({ type, id, traits }: Drawn): Candidate {
  return { type, id, updated: noon.getTime(), index: traits.index ?? [] };
}
