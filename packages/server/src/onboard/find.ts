import { questionOf, system, type Clause, type ResourceTypeName } from "@wijkverband/fhir";
import type { FoundBefore, Store, Stored } from "@wijkverband/store";
import type { FormNumbers } from "./form.ts";

export interface Number {
  readonly system: string;
  readonly value: string;
}

/** Looks things up in the directory, and keeps what was asked, so that what is written stands on it. */
export interface Finder {
  /** The one that carries one of the numbers. */
  byNumber(type: "Organization" | "Practitioner", numbers: readonly Number[]): Promise<readonly Stored[]>;
  where(type: ResourceTypeName, clauses: readonly Clause[]): Promise<readonly Stored[]>;
  readonly asked: readonly FoundBefore[];
}

/** The numbers of an organisation, in the order in which they are looked for. */
export function organizationNumbers({ ura, agb, kvk }: FormNumbers): readonly Number[] {
  const all = [[system.ura, ura], [system.kvk, kvk], [system.agb, agb]] as const;
  return all.flatMap(([of, value]) => (value === undefined ? [] : [{ system: of, value }]));
}

export function createFinder(store: Store, at: Date): Finder {
  const asked: FoundBefore[] = [];
  const where: Finder["where"] = async (type, clauses) => {
    const { matches } = await store.search({ query: questionOf(type, clauses, 200), visible: "server", at });
    asked.push({ request: { query: { type, where: clauses }, visible: "server" }, ids: matches.map(({ id }) => id) });
    return matches;
  };
  return { asked, where, byNumber: (type, numbers) => where(type, [{ kind: "token", parameter: "identifier", values: numbers.map(({ system: of, value }) => ({ system: of, code: value })) }]) };
}

/** A clause on a reference. */
export function pointingAt(parameter: string, reference: string): Clause {
  const [type = "", id = ""] = reference.split("/");
  return { kind: "reference", parameter, values: [{ type: type as ResourceTypeName, id }] };
}
