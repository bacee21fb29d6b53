import { profileUrl } from "@wijkverband/fhir";
import type { Stored } from "@wijkverband/store";
import type { Extension, Subscription } from "hl7-fhir-r4-types";

/** Base of the extensions of the Subscriptions R5 Backport, version 1.1.0 (http://hl7.org/fhir/uv/subscriptions-backport). */
export const backport = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition";

/** Extensions by which the backport says in R4 what R5 says of a Subscription. */
export const backportUrl: Readonly<Record<"filter" | "channelType" | "content" | "heartbeat" | "timeout" | "maxCount" | "topicOfServer", string>> = {
  filter: `${backport}/backport-filter-criteria`,
  channelType: `${backport}/backport-channel-type`,
  content: `${backport}/backport-payload-content`,
  heartbeat: `${backport}/backport-heartbeat-period`,
  timeout: `${backport}/backport-timeout`,
  maxCount: `${backport}/backport-max-count`,
  topicOfServer: `${backport}/capabilitystatement-subscriptiontopic-canonical`,
};

/** Our own extensions of a Subscription, both the server's to say: who wrote it last, and the values of its headers, sealed. */
export const subscriberUrl: string = profileUrl("subscriber");
export const sealedHeadersUrl: string = profileUrl("sealed-headers");

/** How notifications go here: sent to an address, or over a connection that the subscriber opens. */
export const channelTypes = ["rest-hook", "websocket"] as const;
type ChannelType = (typeof channelTypes)[number];

/** How much goes along: nothing, references, or what they lead to. */
export const contents = ["empty", "id-only", "full-resource"] as const;
export type PayloadContent = (typeof contents)[number];

/** Most Subscriptions that an organisation keeps. */
export const mostSubscriptions = 200;

/** Who a Subscription is bound to: whoever wrote it last. */
export interface Subscriber {
  /** Client id of the token. */
  readonly client: string;
  readonly role: string;
  /** `PractitionerRole/<id>` */
  readonly person?: string;
}

/** What a Subscription says, in our own words. */
export interface SubscriptionView {
  readonly id: string;
  /** `Organization/<id>` that is told. */
  readonly organization: string;
  /** Canonical of the topic, as it was written. */
  readonly topic: string;
  /** `Task?patient=Patient/1`; each of them must hold. */
  readonly filters: readonly string[];
  readonly status: "requested" | "active" | "error" | "off";
  readonly end?: Date;
  readonly subscriber: Subscriber;
  readonly channel: {
    readonly type: ChannelType;
    readonly endpoint?: URL;
    /** Names and values of headers to send along; what is stored shows names only, so a value is empty until `openHeaders` gives it. */
    readonly headers: readonly (readonly [name: string, value: string])[];
    readonly content: PayloadContent;
    readonly mimeType: string;
    readonly heartbeatSeconds?: number;
    readonly timeoutSeconds?: number;
    readonly maxCount?: number;
  };
}

/** A Subscription with what the backport puts beside primitive elements, which the R4 types leave out. */
export type BackportSubscription = Subscription & { readonly _criteria?: BesidePrimitive; readonly channel: { readonly _payload?: BesidePrimitive; readonly _type?: BesidePrimitive } };

interface BesidePrimitive {
  readonly extension?: readonly Extension[];
}

type Incomplete = Omit<BackportSubscription, "channel"> & Partial<Pick<BackportSubscription, "channel">>;

/** What a stored Subscription says; it is of the organisation that wrote it. */
export function viewOf(stored: Stored): SubscriptionView {
  return readSubscription(stored.resource() as Subscription, stored.labels.author ?? "");
}

/** Reads a Subscription. What of it can't be read is left out, also the channel that its profile demands: one row that went wrong must stop nobody else's write.
 *  @param organization `Organization/<id>`: whoever writes it, or wrote it */
export function readSubscription(resource: Subscription, organization: string): SubscriptionView {
  const { id = "", criteria, _criteria, channel = { type: "websocket" }, status, end } = resource as Incomplete;
  const endpoint = channel.endpoint === undefined ? null : URL.parse(channel.endpoint);
  const content = contents.find((each) => each === find(channel._payload?.extension, backportUrl.content)?.valueCode) ?? "id-only";
  const heartbeatSeconds = find(channel.extension, backportUrl.heartbeat)?.valueUnsignedInt;
  const timeoutSeconds = find(channel.extension, backportUrl.timeout)?.valueUnsignedInt;
  const maxCount = find(channel.extension, backportUrl.maxCount)?.valuePositiveInt;
  return {
    id,
    organization,
    topic: criteria,
    filters: (_criteria?.extension ?? []).flatMap(({ url, valueString }) => (url === backportUrl.filter && valueString !== undefined ? [valueString] : [])),
    status,
    ...(end !== undefined && { end: new Date(end) }),
    subscriber: readSubscriber(resource),
    channel: {
      type: channelTypes.find((each) => each === channel.type) ?? "websocket",
      ...(endpoint !== null && { endpoint }),
      headers: (channel.header ?? []).map((line) => splitHeader(line)),
      content,
      mimeType: channel.payload?.split(";", 1)[0]?.trim().toLowerCase() ?? "application/fhir+json",
      ...(heartbeatSeconds !== undefined && { heartbeatSeconds }),
      ...(timeoutSeconds !== undefined && { timeoutSeconds }),
      ...(maxCount !== undefined && { maxCount }),
    },
  };
}

/** Takes `Name: value` apart; a name alone has an empty value. */
export function splitHeader(line: string): readonly [name: string, value: string] {
  const colon = line.indexOf(":");
  return colon < 0 ? [line.trim(), ""] : [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
}

/** Tells whether events are made for a Subscription at an instant: it works or will, and hasn't ended. What happens before it is greeted waits for that. */
export function isListening(view: Pick<SubscriptionView, "status" | "end">, at: Date): boolean {
  return view.status !== "off" && !hasEnded(view, at);
}

/** Tells whether the end that a Subscription was given has come. */
export function hasEnded({ end }: Pick<SubscriptionView, "end">, at: Date): boolean {
  return end !== undefined && end.getTime() <= at.getTime();
}

function readSubscriber({ extension }: Subscription): Subscriber {
  const parts = find(extension, subscriberUrl)?.extension;
  const person = find(parts, "person")?.valueReference?.reference;
  return { client: find(parts, "client")?.valueString ?? "", role: find(parts, "role")?.valueCode ?? "", ...(person !== undefined && { person }) };
}

function find(extensions: readonly Extension[] | undefined, url: string): Extension | undefined {
  return extensions?.find((each) => each.url === url);
}
