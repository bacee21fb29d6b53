import type { Structure, ValueSets } from "./definitions.ts";
import { expandValueSet } from "./expand-value-set.ts";
import type { Terminology } from "./expand-value-set.ts";

/** A value set of a required binding whose codes cannot be told offline, or not those of one of its systems; any such code is accepted there. */
export interface OpenValueSet {
  readonly url: string;
  readonly reason: string;
}

/** Expands the value sets that the required bindings of `structures` name; the rest stays open. */
export function expandBindings(structures: readonly Structure[], terminology: Terminology): { readonly valueSets: ValueSets; readonly open: readonly OpenValueSet[] } {
  const urls = new Set(structures.flatMap(({ elements }) => elements.flatMap(({ binding }) => binding ?? [])));
  const valueSets: Record<string, ValueSets[string]> = {};
  const open: OpenValueSet[] = [];
  for (const url of [...urls].sort()) {
    const expansion = expandValueSet(url, terminology);
    if (expansion.outcome !== "open") valueSets[url] = expansion.codes;
    if (expansion.outcome !== "expanded") open.push({ url, reason: expansion.reason });
  }
  return { valueSets, open };
}
