import { questionOf, type Clause } from "@wijkverband/fhir";
import type { Store, Stored } from "@wijkverband/store";

const working: readonly Clause[] = [{ kind: "token", parameter: "status", values: [{ code: "requested" }, { code: "active" }, { code: "error" }] }];
const page = 200;

/** All Subscriptions, of every organisation, that work or will: requested, active or in error. Our own question; nobody is answered with it as it is. */
export async function findWorking(store: Pick<Store, "search">, at: Date): Promise<readonly Stored[]> {
  const found: Stored[] = [];
  let after: string | undefined;
  do {
    const { matches, next } = await store.search({ query: { ...questionOf("Subscription", working, page), ...(after !== undefined && { after }) }, visible: "server", at });
    found.push(...matches);
    after = next;
  } while (after !== undefined);
  return found;
}
