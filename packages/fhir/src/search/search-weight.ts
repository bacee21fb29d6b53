import type { Clause } from "../query.ts";

/** A search that weighs more is refused. */
export const maximumWeight = 2_000;

/** A code or id is looked up together with the others of its list; a string or date is a range of its own, for which a store makes a plan of its own. */
const weightOfRange = 10;

/** How much a store has to do to understand clauses, however little it holds: the values that they compare with. */
export function weightOf(where: readonly Clause[]): number {
  return where.reduce((sum, clause) => sum + weightOfClause(clause), 0);
}

function weightOfClause(clause: Clause): number {
  switch (clause.kind) {
    case "chain":
    case "has":
      return weightOfClause(clause.on);
    case "missing":
      return 1;
    case "composite":
      return clause.values.reduce((sum, parts) => sum + weightOf(parts), 0);
    case "uri":
      return clause.values.length * (clause.below === true ? weightOfRange : 1);
    case "string":
    case "date":
    case "quantity":
      return clause.values.length * weightOfRange;
    case "token":
    case "reference":
    case "id":
      return clause.values.length;
  }
}
