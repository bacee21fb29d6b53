import type { ChainMark, HourHead } from "../store.ts";
import { genesis } from "./audit-chain.ts";
import { HourSum, isHourSealed } from "./hour-head.ts";
import type { ChainFinding } from "./verify-chain.ts";

/** What findings about the hourly heads themselves name as their chain; `sequence` is the number of the head. */
export const hourChain = "hours";

/** Checks the hourly heads by themselves: numbers without gaps, each naming the one before, each sealed; and that those kept elsewhere are still there.
 *  @returns the findings, and the places that the sound heads say the chains went through. */
export function verifyHours(hours: readonly HourHead[], key: Uint8Array, witnessed: readonly HourHead[] = []): { readonly findings: readonly ChainFinding[]; readonly marks: readonly ChainMark[] } {
  const findings: ChainFinding[] = [];
  const marks: ChainMark[] = [];
  const soFar = new HourSum();
  for (const head of hours) {
    const expected = (soFar.last?.number ?? 0) + 1;
    if (head.number !== expected || head.previous !== (soFar.last?.seal ?? genesis)) findings.push({ chain: hourChain, sequence: expected, what: "hour-removed" });
    else if (isHourSealed(soFar, head, key)) marks.push(...head.moved);
    else findings.push({ chain: hourChain, sequence: head.number, what: "hour-forged" });
    soFar.add(head);
  }
  const kept = new Map(hours.map(({ number, seal }) => [number, seal]));
  for (const { number, seal } of witnessed) if (kept.get(number) !== seal) findings.push({ chain: hourChain, sequence: number, what: kept.has(number) ? "hour-forged" : "hour-removed" });
  return { findings, marks };
}
