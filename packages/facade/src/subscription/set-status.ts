import { Anomaly } from "@wijkverband/fhir";
import type { Stored } from "@wijkverband/store";
import type { Subscription } from "hl7-fhir-r4-types";
import { commit } from "../commit.ts";
import { withServerOwned } from "../server-owned.ts";
import { startTrail } from "../trail.ts";
import type { SubscriptionView } from "./subscription.ts";
import type { SubscriptionHouse } from "./told.ts";

/** Says by a new version how a Subscription is: it works, doesn't, or has ended. In the server's own name, in the audit.
 *  What somebody else wrote meanwhile, or deleted, stays as that made it.
 *  @param error why it doesn't work, in words that name no person */
export async function setSubscriptionStatus(house: SubscriptionHouse, stored: Stored, status: SubscriptionView["status"], error?: string): Promise<void> {
  const at = house.clock();
  const { error: _former, ...rest } = stored.resource() as Subscription & { id: string };
  const resource = withServerOwned<Subscription>({ ...rest, status, ...(error !== undefined && { error }) }, { id: stored.id, domain: stored.labels.domain, source: undefined, former: undefined });
  const trail = { ...startTrail({ interaction: "update", action: "U", requestId: house.newId(), site: house.baseUrl }), client: "wijkverband" };
  try {
    await commit({ house, at, trail }, { changes: [{ op: "update", resource, labels: stored.labels, ifMatch: stored.versionId }] });
  } catch (thrown) {
    if (!(thrown instanceof Anomaly && (thrown.category === "stale" || thrown.category === "gone" || thrown.category === "not-found"))) throw thrown;
  }
}
