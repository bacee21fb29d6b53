import { hash } from "node:crypto";
import type { Remembered } from "./remembered.ts";
import { sql, type Sql } from "./sql.ts";
import type { Statements } from "./statements.ts";

/** A count, and from when until when it stands if nothing is written, in epoch milliseconds. */
interface Total {
  readonly count: number;
  readonly from: number;
  readonly until: number;
}

/** How many match and may be seen. To count that, each must be looked at, and page after page asks for it again, so the answer is kept until something is
 *  written or a tie begins or ends.
 *  @param matches what follows `FROM`; of its values only `$now` may stand for time. @param at now, in epoch milliseconds. */
export function totalOf(statements: Statements, remembered: Pick<Remembered, "get">, matches: Sql, at: number): number {
  const { text, values, named } = matches;
  const key = `total ${hash("sha256", JSON.stringify([text, values, { ...named, now: 0 }]), "base64")}`;
  const ask = (): Total => ({ count: count(statements, matches), from: at, until: nextTurn(statements, at) });
  return remembered.get(key, ask, ({ from, until }) => from <= at && at < until).count;
}

function count(statements: Statements, matches: Sql): number {
  return (statements.rows(sql`SELECT count(*) AS n FROM ${matches}`) as readonly { n: number }[])[0]?.n ?? 0;
}

/** The next instant at which a tie begins or ends. */
function nextTurn(statements: Statements, at: number): number {
  const next = sql`SELECT min(instant) AS next FROM (SELECT min(starts) AS instant FROM tie WHERE from_text IS NOT NULL AND starts > ${at}
    UNION ALL SELECT min(ends) FROM tie WHERE until_text IS NOT NULL AND ends > ${at})`;
  return (statements.rows(next) as readonly { next: number | null }[])[0]?.next ?? Number.POSITIVE_INFINITY;
}
