import { mayTell } from "@wijkverband/facade";
import { questionOf } from "@wijkverband/fhir";
import type { Store } from "@wijkverband/store";
import { createHmac } from "node:crypto";
import type { DeliveryHouse } from "./delivery-house.ts";
import type { Hook } from "./hooks.ts";
import { notificationOf } from "./notification.ts";
import { sealHeader } from "./seal-header.ts";
import { sendNotification } from "./send.ts";
import { sendEvents, type Attempt } from "./turn.ts";

/** Header with the HMAC-SHA-256 (hex) of the body, by the secret of the hook. */
const signatureHeader = "Wijkverband-Signature";

export interface HookSending {
  /** Names this process. */
  readonly holder: string;
  readonly timeout: number;
  /** Whether hooks may lead into own networks. */
  readonly private: boolean;
  readonly signal?: AbortSignal;
}

/** Sends the first event that waits for a hook. */
export async function sendToHook(house: DeliveryHouse, hook: Hook, recipient: string, { holder, timeout, ...rules }: HookSending): Promise<Attempt> {
  return sendEvents(house, holder, { recipient, timeout, most: 1 }, async ([entry]) => {
    if (entry === undefined) return { outcome: "delivered" };
    const at = house.clock();
    const told = await mayTell(house, entry, at);
    const bytes = Buffer.from(notificationOf(entry, hook, { baseUrl: house.baseUrl, told, id: house.newId(), at }));
    const signature = hook.secret === undefined ? {} : { [signatureHeader]: `sha256=${createHmac("sha256", hook.secret).update(bytes).digest("hex")}` };
    const headers = { "content-type": "application/fhir+json", ...signature, ...(await sealHeader(house.sealer, bytes)) };
    return sendNotification({ ...hook, bytes, headers, milliseconds: timeout, ...rules });
  });
}

/** `Organization/<id>` of a hook, as soon as the directory knows it. */
export async function findOrganization(store: Pick<Store, "search">, { organization }: Pick<Hook, "organization">, at: Date): Promise<string | undefined> {
  const where = [{ kind: "token" as const, parameter: "identifier", values: [organization] }];
  const { matches } = await store.search({ query: questionOf("Organization", where, 1), visible: "server", at });
  return matches[0] === undefined ? undefined : `Organization/${matches[0].id}`;
}
