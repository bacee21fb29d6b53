import type { ChainHead, HourHead, Store } from "../store.ts";
import { createChainVerifier } from "./verify-chain.ts";
import type { ChainFinding } from "./verify-chain.ts";
import { verifyHours } from "./verify-hours.ts";

/** Checks the audit chains of a store, also while it is being written to: every chain is checked up to the head it had at the start,
 *  and whatever lies behind that must be covered by the head it has at the end.
 *  The hourly heads must form their chain, and every chain must go through where they say it went.
 *  @param witnessed heads kept elsewhere, each of which must still lie on its chain.
 *  @param witnessedHours hourly heads kept elsewhere, each of which must still be there. */
export async function verifyAudit(
  store: Pick<Store, "auditHeads" | "auditChain" | "auditHours">,
  key: Uint8Array,
  witnessed: readonly ChainHead[] = [],
  witnessedHours: readonly HourHead[] = [],
): Promise<readonly ChainFinding[]> {
  // before the heads: an hour sealed in between would name places beyond them
  const hours = verifyHours(await store.auditHours(), key, witnessedHours);
  const heads = await store.auditHeads();
  const ends = new Map(heads.map(({ chain, sequence }) => [chain, sequence]));
  const beyond = new Map<string, number>();
  const verifier = createChainVerifier(heads, key, witnessed, hours.marks);
  for await (const event of store.auditChain()) {
    if (event.sequence <= (ends.get(event.chain) ?? 0)) verifier.add(event);
    else beyond.set(event.chain, event.sequence);
  }
  const later = new Map((await store.auditHeads()).map(({ chain, sequence }) => [chain, sequence]));
  const uncovered = [...beyond].flatMap(([chain, sequence]): ChainFinding[] => {
    const end = later.get(chain);
    if (end === undefined) return [{ chain, sequence, what: "missing-head" }];
    return end < sequence ? [{ chain, sequence: end + 1, what: "inserted" }] : [];
  });
  return [...hours.findings, ...verifier.finish(), ...uncovered];
}
