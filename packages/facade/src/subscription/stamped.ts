import type { Extension, Resource, Subscription, SubscriptionChannel } from "hl7-fhir-r4-types";
import { isDeepStrictEqual } from "node:util";
import type { Context } from "../context.ts";
import { keepsHeader } from "./channel-faults.ts";
import { openHeaders, sealHeaders } from "./header-seal.ts";
import { backportUrl, sealedHeadersUrl, splitHeader, subscriberUrl, type BackportSubscription } from "./subscription.ts";

/** A Subscription as it is kept: bound to whoever writes it, the values of its headers sealed, what the server says of it the server's. Anything else as it is. */
export function stampedSubscription<R extends Resource>(context: Context, resource: R, id: string, former: Resource | undefined): R {
  return resource.resourceType === "Subscription" ? (stamped(context, resource, id, former as Subscription | undefined) as Resource as R) : resource;
}

/** A Subscription that doesn't say what is sent gets JSON with references only, and says so. Anything else as it is. */
export function withPayload<R extends Resource>(resource: R): R {
  if (resource.resourceType !== "Subscription") return resource;
  const { channel } = resource as Resource as Partial<BackportSubscription>;
  if (channel === undefined) return resource;
  const extension = channel._payload?.extension ?? [];
  const content = extension.some(({ url }) => url === backportUrl.content) ? [] : [{ url: backportUrl.content, valueCode: "id-only" }];
  return { ...resource, channel: { ...channel, payload: channel.payload ?? "application/fhir+json", _payload: { ...channel._payload, extension: [...extension, ...content] } } };
}

function stamped({ house, ask, caller }: Context, sent: Subscription, id: string, former: Subscription | undefined): Subscription {
  const { error: _sent, extension = [], channel, ...rest } = sent;
  const subscriber: Extension = {
    url: subscriberUrl,
    extension: [
      { url: "client", valueString: ask.principal.client },
      { url: "role", valueCode: caller.role },
      ...(caller.person === undefined ? [] : [{ url: "person", valueReference: { reference: caller.person } }]),
    ],
  };
  const kept = withSealedHeaders(channel, sealedFor(house.headerKey, id, channel, former));
  const same = former !== undefined && isDeepStrictEqual(kept, former.channel);
  return {
    ...rest,
    extension: [...extension.filter(({ url }) => url !== subscriberUrl), subscriber],
    // where things go to is tried anew before anything is sent there
    status: sent.status === "off" || same ? sent.status : "requested",
    ...(same && former.error !== undefined && sent.status === former.status && { error: former.error }),
    channel: kept,
  };
}

function withSealedHeaders({ extension = [], header, ...channel }: SubscriptionChannel, sealed: Extension | undefined): SubscriptionChannel {
  const kept = [...extension.filter(({ url }) => url !== sealedHeadersUrl), ...(sealed === undefined ? [] : [sealed])];
  return { ...channel, ...(header !== undefined && { header: header.map((line) => splitHeader(line)[0]) }), ...(kept.length > 0 && { extension: kept }) };
}

/** What is the same as before stays sealed as it was, so that what didn't change shows no change. */
function sealedFor(key: Context["house"]["headerKey"], id: string, channel: SubscriptionChannel, former: Subscription | undefined): Extension | undefined {
  if (channel.header === undefined || channel.header.length === 0) return undefined;
  const known = former === undefined ? [] : openHeaders(key, former);
  const headers = channel.header.map((line) => {
    const [name, value] = splitHeader(line);
    const keeps = !line.includes(":") && keepsHeader(name, channel, former);
    return [name, keeps ? (known.find(([each]) => each === name)?.[1] ?? "") : value] as const;
  });
  const before = former?.channel.extension?.find(({ url }) => url === sealedHeadersUrl);
  return before !== undefined && isDeepStrictEqual(headers, known) ? before : sealHeaders(key, id, headers);
}
