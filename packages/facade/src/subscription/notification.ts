import type { CodeableConcept, Parameters, ParametersParameter, Reference } from "hl7-fhir-r4-types";
import { bundleText, type TextEntry } from "../bundle-text.ts";
import { backport, type SubscriptionView } from "./subscription.ts";

/** What a notification is for. The first three are sent; the other two answer `$status` and `$events`. */
export type NotificationKind = "handshake" | "heartbeat" | "event-notification" | "query-status" | "query-event";

/** One event as a recipient may know it. */
export interface NotifiedEvent {
  readonly number: number;
  /** ISO instant at which it happened. */
  readonly timestamp: string;
  /** What it is about; absent for what may not be told (any more), and always with the content `empty`. */
  readonly focus?: {
    /** `Type/id` */
    readonly reference: string;
    /** The resource as it is kept, for `full-resource`; then it comes along. */
    readonly json?: string;
  };
}

/** All that a notification says. */
export interface Notification {
  readonly kind: NotificationKind;
  /** Public base, without trailing slash. */
  readonly baseUrl: string;
  /** Of the status part; a UUID. */
  readonly id: string;
  readonly at: Date;
  /** Logical id of the Subscription; or whose hook it is, of what has no Subscription (then no profile is claimed). */
  readonly subscription: string | Pick<Reference, "identifier">;
  /** Canonical; absent with the content `empty`, which tells nothing. */
  readonly topic?: string;
  readonly status: SubscriptionView["status"];
  /** Number of the last event there was, told or not. */
  readonly eventsSinceStart: number;
  readonly events?: readonly NotifiedEvent[];
  readonly error?: CodeableConcept;
}

/** Profiles of the backport in its R4 form. */
const notificationProfile = `${backport}/backport-subscription-notification-r4`;
const statusProfile = `${backport}/backport-subscription-status-r4`;

/** A notification as JSON: a `history` Bundle whose first entry is the status; with `full-resource` the resources follow, as the text that is kept, so that no
 *  decimal changes. With `id-only` nothing follows: `focus` names it. */
export function notificationText(notification: Notification): string {
  const { baseUrl, id, at, subscription, events = [] } = notification;
  const isSubscription = typeof subscription === "string";
  const status: TextEntry = {
    fullUrl: `urn:uuid:${id}`,
    resource: JSON.stringify(notificationStatus(notification)),
    // a history Bundle demands both (bdl-3, bdl-4)
    request: { method: "GET", url: `${baseUrl}/Subscription/${isSubscription ? `${subscription}/` : ""}$status` },
    response: { status: "200" },
  };
  // an event may be about what an earlier one was about: a Bundle names a version once (bdl-7)
  const resources = new Map(events.flatMap(({ focus }) => (focus?.json === undefined ? [] : [[focus.reference, focus.json] as const])));
  const entries = [...resources].map(
    ([reference, json]): TextEntry => ({ fullUrl: `${baseUrl}/${reference}`, resource: json, request: { method: "GET", url: reference }, response: { status: "200" } }),
  );
  return bundleText({ type: "history", timestamp: at.toISOString(), ...(isSubscription && { profile: notificationProfile }), entries: [status, ...entries] });
}

/** The status part of a notification, and what `$status` answers for each Subscription. */
export function notificationStatus({ kind, baseUrl, id, subscription, topic, status, eventsSinceStart, events = [], error }: Notification): Parameters {
  const isSubscription = typeof subscription === "string";
  const parameter: ParametersParameter[] = [
    { name: "subscription", valueReference: isSubscription ? { reference: `${baseUrl}/Subscription/${subscription}` } : subscription },
    ...(topic === undefined ? [] : [{ name: "topic", valueCanonical: topic }]),
    { name: "status", valueCode: status },
    { name: "type", valueCode: kind },
    { name: "events-since-subscription-start", valueString: String(eventsSinceStart) },
    ...events.map((event) => ({ name: "notification-event", part: eventParts(event, baseUrl) })),
    ...(error === undefined ? [] : [{ name: "error", valueCodeableConcept: error }]),
  ];
  return { resourceType: "Parameters", id, ...(isSubscription && { meta: { profile: [statusProfile] } }), parameter };
}

function eventParts({ number, timestamp, focus }: NotifiedEvent, baseUrl: string): ParametersParameter[] {
  const about: ParametersParameter[] = focus === undefined ? [] : [{ name: "focus", valueReference: { reference: `${baseUrl}/${focus.reference}` } }];
  return [{ name: "event-number", valueString: String(number) }, { name: "timestamp", valueInstant: timestamp }, ...about];
}
