import { findWorking, viewOf, type House, type SubscriptionView } from "@wijkverband/facade";
import type { Store, Stored } from "@wijkverband/store";

/** A Subscription that is served. */
export interface Served {
  readonly stored: Stored;
  readonly view: SubscriptionView;
}

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
      known = (await findWorking(store, clock())).map((stored) => former.get(`${stored.id}/${stored.versionId}`) ?? serve(stored));
      stamp = now;
      return known;
    },
  };
}

/** One of them, or one that is off, as it is now; `undefined` when it isn't there. */
export async function readServed(store: Pick<Store, "readMany">, id: string): Promise<Served | undefined> {
  const stored = (await store.readMany([`Subscription/${id}`])).get(`Subscription/${id}`);
  return stored && serve(stored);
}

function serve(stored: Stored): Served {
  return { stored, view: viewOf(stored) };
}
