import type { SearchQuery } from "@wijkverband/fhir";
import type { Facts, TieRow } from "@wijkverband/policy";
import { visibleBy } from "@wijkverband/policy";
import type { SearchRequest } from "../store.ts";
import type { Candidate, Follow } from "../search/matches.ts";
import { clauseMatches } from "../search/matches.ts";
import type { Drawn } from "./arbitraries.ts";
import { noon } from "./sample.ts";

/** The answers a search must give, worked out from a plain list by the reference semantics: `visibleBy` and `clauseMatches`. */
export interface Model {
  isVisible(drawn: Drawn): boolean;
  matches(query: Pick<SearchQuery, "type" | "where">): readonly Drawn[];
  included(query: Pick<SearchQuery, "include" | "revinclude">, matches: readonly Drawn[]): readonly string[];
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

  const follow: Follow = {
    to(type, id) {
      const found = find(type, id);
      return found !== undefined && isVisible(found) ? candidateOf(found) : undefined;
    },
    of: (type) => world.filter((drawn) => drawn.type === type && isVisible(drawn)).map(candidateOf),
  };

  return {
    isVisible,
    matches: ({ type, where }) => world.filter((drawn) => drawn.type === type && isVisible(drawn) && where.every((clause) => clauseMatches(clause, candidateOf(drawn), follow))),
    included({ include, revinclude }, matches) {
      const refers = (from: Drawn, parameter: string, to: Drawn): boolean =>
        (from.traits.index ?? []).some((row) => row.kind === "reference" && (parameter === "*" || row.parameter === parameter) && row.type === to.type && row.id === to.id);
      const brings = (from: Drawn, to: Drawn, first: boolean): boolean =>
        include.some(({ source, parameter, target, iterate }) => (first || iterate === true) && source === from.type && (target ?? to.type) === to.type && refers(from, parameter, to)) ||
        revinclude.some(({ source, parameter, target, iterate }) => (first || iterate === true) && source === to.type && (target ?? from.type) === from.type && refers(to, parameter, from));
      // The small world is smaller than every bound, so what is reached does not depend on the order of rounds.
      const reached = new Set(matches);
      for (const from of reached) {
        for (const to of world) if (isVisible(to) && !reached.has(to) && brings(from, to, matches.includes(from))) reached.add(to);
      }
      return [...reached].filter((drawn) => !matches.includes(drawn)).map(({ type: each, id }) => `${each}/${id}`).sort();
    },
  };
}

function candidateOf({ type, id, traits }: Drawn): Candidate {
  return { type, id, updated: noon.getTime(), index: traits.index ?? [] };
}
