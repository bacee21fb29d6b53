import { readSubscription, type House, type SubscriptionView } from "@wijkverband/facade";
import { questionOf, type Clause } from "@wijkverband/fhir";
import type { Store, Stored } from "@wijkverband/store";
import type { Subscription } from "hl7-fhir-r4-types";

/** A Subscription that is served. */
export interface Served {
  readonly stored: Stored;
  readonly view: SubscriptionView;
}

const working: readonly Clause[] = [{ kind: "token", parameter: "status", values: [{ code: "requested" }, { code: "active" }, { code: "error" }] }];
const page = 200;

/** The Subscriptions that are requested, work or are in error, as they are now. They are looked up when something was written that they, or who has them, may hang on. */
export function subscriptionList({ store, clock }: Pick<House, "store" | "clock">): { current(): Promise<readonly Served[]> } {
  let known: readonly Served[] = [];
  let stamp = "";
  return {
    async current() {
      // of no patient at all: what was written to the directory, where Subscriptions stand
      const now = await store.stamp("-");
      if (now === stamp) return known;
      const former = new Map(known.map((each) => [`${each.stored.id}/${each.stored.versionId}`, each]));
      const found: Served[] = [];
      let after: string | undefined;
      do {
        const { matches, next } = await store.search({ query: { ...questionOf("Subscription", working, page), ...(after !== undefined && { after }) }, visible: "server", at: clock() });
        for (const stored of matches) {
          const served = former.get(`${stored.id}/${stored.versionId}`) ?? serve(stored);
          if (served !== undefined) found.push(served);
        }
        after = next;
      } while (after !== undefined);
      stamp = now;
      return (known = found);
    },
  };
}

/** One of them, or one that is off, as it is now; `undefined` when it isn't there. */
export async function readServed(store: Pick<Store, "readMany">, id: string): Promise<Served | undefined> {
  const stored = (await store.readMany([`Subscription/${id}`])).get(`Subscription/${id}`);
  return stored && serve(stored);
}

/** One that can't be read is served to nobody, and stops nothing. */
function serve(stored: Stored): Served | undefined {
  try {
    return { stored, view: readSubscription(stored.resource() as Subscription, stored.labels.author ?? "") };
  } catch {
    return undefined;
  }
}
