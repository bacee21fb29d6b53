import type { SubscriptionView } from "@wijkverband/facade";
import type { XmlCodec } from "@wijkverband/fhir";

/** A notification in the form that a Subscription wants. @param json as `subscriptionNotification` makes it */
export function payloadOf({ channel }: Pick<SubscriptionView, "channel">, json: string, codec: XmlCodec): string {
  return channel.mimeType.includes("xml") ? codec.resourceToXml(json) : json;
}
