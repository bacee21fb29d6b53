import type { ChainHead, Store } from "../store.ts";
import { createChainVerifier } from "./verify-chain.ts";
import type { ChainFinding } from "./verify-chain.ts";

/** Checks the audit chains of a store, also while it is being written to: every chain is checked up to the head it had at the start,
 *  and whatever lies behind that must be covered by the head it has at the end.
 *  @param witnessed heads kept elsewhere, each of which must still lie on its chain. */
export async function verifyAudit(store: Pick<Store, "auditHeads" | "auditChain">, key: Uint8Array, witnessed: readonly ChainHead[] = []): Promise<readonly ChainFinding[]> {
  const heads = await store.auditHeads();
  const ends = new Map(heads.map(({ chain, sequence }) => [chain, sequence]));
  const beyond = new Map<string, number>();
  const verifier = createChainVerifier(heads, key, witnessed);
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
  return [...verifier.finish(), ...uncovered];
}
