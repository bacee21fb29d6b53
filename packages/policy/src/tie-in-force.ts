import type { TieRow } from "./condition.ts";

/** Tells whether a tie is in force at an instant. Instants are compared, not their texts: what ends with the year 9999 ends at `+010000-01-01`. */
export function isTieInForce({ from, until }: Pick<TieRow, "from" | "until">, at: Date): boolean {
  const now = at.getTime();
  return (from === undefined || Date.parse(from) <= now) && (until === undefined || now < Date.parse(until));
}
