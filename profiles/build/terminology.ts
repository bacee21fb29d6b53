import { type Compiled, ofType } from "./compiled.ts";

/** `profiles/generated/terminology.json`: what screens and texts call a code. */
export interface Terminology {
  readonly codeSystems: readonly TermList[];
  readonly valueSets: readonly TermList[];
}

/** A code system or value set of ours, in the order in which its concepts are shown. */
export interface TermList {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly concepts: readonly Term[];
}

/** `nl` or `en` is absent where a national list gives us no word: we don't invent one. */
export interface Term {
  readonly system: string;
  readonly code: string;
  readonly nl?: string;
  readonly en?: string;
  /** What it means, in simple Dutch. */
  readonly explanation?: string;
}

interface Concept {
  readonly code: string;
  readonly display?: string;
  readonly definition?: string;
  readonly designation?: readonly { readonly language?: string; readonly value: string }[];
}

interface CodeSystem extends Compiled {
  readonly resourceType: "CodeSystem";
  readonly url: string;
  readonly title: string;
  readonly concept: readonly Concept[];
}

interface ValueSet extends Compiled {
  readonly resourceType: "ValueSet";
  readonly url: string;
  readonly title: string;
  readonly compose: { readonly include: readonly { readonly system: string; readonly concept?: readonly Concept[] }[] };
}

/** Our code systems and value sets with their words; an include of a whole code system of ours is written out.
 *  @throws {Error} for an include of a whole code system that isn't ours: its codes aren't known here. */
export function buildTerminology(compiled: readonly Compiled[]): Terminology {
  const codeSystems = ofType<CodeSystem>(compiled, "CodeSystem").map(({ id, url, title, concept }) => ({ id, url, title, concepts: concept.map((each) => term(url, each)) }));
  const byUrl = new Map(codeSystems.map((list) => [list.url, list]));
  const valueSets = ofType<ValueSet>(compiled, "ValueSet").map(({ id, url, title, compose }) => ({
    id,
    url,
    title,
    concepts: compose.include.flatMap(({ system, concept }) => {
      const whole = byUrl.get(system)?.concepts;
      if (concept === undefined && whole === undefined) throw new Error(`${url} includes all of ${system}, which isn't ours`);
      return concept?.map((each) => ({ ...whole?.find(({ code }) => code === each.code), ...term(system, each) })) ?? whole ?? [];
    }),
  }));
  return { codeSystems, valueSets };
}

function term(system: string, { code, display, definition, designation }: Concept): Term {
  const en = designation?.find(({ language }) => language === "en")?.value;
  return {
    system,
    code,
    ...(display !== undefined && { nl: display }),
    ...(en !== undefined && { en }),
    ...(definition !== undefined && { explanation: definition }),
  };
}
