import type { Facts, TieRow } from "./condition.ts";

/** How specific a rule of the patient is: for whom (an organisation before a kind of organisation before everyone),
 *  and about what (one resource before a domain before all). Specific goes before general; an objection wins a tie.
 *  Where neither is the more specific in both, the objection wins as well (facts: GF consent precedence). */
interface Reach {
  readonly whom: 0 | 1 | 2;
  readonly what: 0 | 1 | 2;
}

/** Prefixes by which SQL and memory alike tell how specific a rule is. */
export const kindPrefix = "kind:";
export const domainPrefix = "domein:";
export const everyone = "*";

export function reachOf({ holder, about }: Pick<TieRow, "holder" | "about">): Reach {
  const whom = holder === everyone ? 0 : holder.startsWith(kindPrefix) ? 1 : 2;
  const what = about === undefined ? 0 : about.startsWith(domainPrefix) ? 1 : 2;
  return { whom, what };
}

/** Some permit applies that no objection stands up to. */
export function isPermitted(facts: Facts, holders: readonly string[]): boolean {
  return consentsFor(facts, holders).length > 0;
}

/** The permits that hold against every objection. */
export function consentsFor(facts: Facts, holders: readonly string[]): readonly TieRow[] {
  const objections = applying(facts, "objection", holders);
  return applying(facts, "consent", holders).filter((permit) => objections.every((objection) => isStronger(permit, objection)));
}

/** Every objection that applies is overruled by a more specific permit. */
export function isUnobjected(facts: Facts, holders: readonly string[]): boolean {
  const permits = applying(facts, "consent", holders);
  return applying(facts, "objection", holders).every((objection) => permits.some((permit) => isStronger(permit, objection)));
}

function isStronger(permit: TieRow, objection: TieRow): boolean {
  const [one, other] = [reachOf(permit), reachOf(objection)];
  return one.whom >= other.whom && one.what >= other.what && (one.whom > other.whom || one.what > other.what);
}

function applying({ type, id, labels, ties }: Facts, kind: "consent" | "objection", holders: readonly string[]): readonly TieRow[] {
  return ties.filter(
    (tie) =>
      tie.kind === kind &&
      tie.patient !== undefined &&
      tie.patient === labels.patient &&
      holders.includes(tie.holder) &&
      (tie.about === undefined || tie.about === `${type}/${id}` || (labels.domain !== undefined && tie.about === `${domainPrefix}${labels.domain}`)),
  );
}
