import type { Bundle, Parameters, ParametersParameter, Resource } from "hl7-fhir-r4-types";

const backport = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition";

/** What a subscriber may say of a channel. */
export interface Wish {
  readonly topic?: string;
  readonly endpoint?: string;
  readonly header?: readonly string[];
  readonly content?: "empty" | "id-only" | "full-resource";
  readonly payload?: string;
  readonly heartbeat?: number;
  readonly timeout?: number;
  readonly maxCount?: number;
  readonly filter?: string;
}

/** A Subscription as the backport writes it in R4; without endpoint over a websocket. */
export function subscriptionTo({ topic = "handover-published", endpoint, header, content = "id-only", payload = "application/fhir+json", heartbeat, timeout, maxCount, filter }: Wish): object {
  const extension = [
    ...(heartbeat === undefined ? [] : [{ url: `${backport}/backport-heartbeat-period`, valueUnsignedInt: heartbeat }]),
    ...(timeout === undefined ? [] : [{ url: `${backport}/backport-timeout`, valueUnsignedInt: timeout }]),
    ...(maxCount === undefined ? [] : [{ url: `${backport}/backport-max-count`, valuePositiveInt: maxCount }]),
  ];
  return {
    resourceType: "Subscription",
    meta: { profile: [`${backport}/backport-subscription`] },
    status: "requested",
    reason: "om te horen wat er gebeurt",
    criteria: `https://wijkverband.example/fhir/SubscriptionTopic/${topic}`,
    ...(filter !== undefined && { _criteria: { extension: [{ url: `${backport}/backport-filter-criteria`, valueString: filter }] } }),
    channel: {
      type: endpoint === undefined ? "websocket" : "rest-hook",
      ...(endpoint !== undefined && { endpoint }),
      ...(header !== undefined && { header }),
      payload,
      _payload: { extension: [{ url: `${backport}/backport-payload-content`, valueCode: content }] },
      ...(extension.length > 0 && { extension }),
    },
  };
}

/** A notification, read. */
export interface Heard {
  readonly type: string | undefined;
  readonly status: string | undefined;
  readonly topic: string | undefined;
  readonly sinceStart: number;
  readonly events: readonly { readonly number: number; readonly focus: string | undefined }[];
  readonly resources: readonly Resource[];
}

export function readNotification(text: string): Heard {
  const { entry = [] } = JSON.parse(text) as Bundle;
  const parameter = (entry[0]?.resource as Parameters | undefined)?.parameter ?? [];
  const named = (name: string): ParametersParameter | undefined => parameter.find((each) => each.name === name);
  const events = parameter.filter(({ name }) => name === "notification-event").map(({ part = [] }) => ({
    number: Number(part.find(({ name }) => name === "event-number")?.valueString),
    focus: part.find(({ name }) => name === "focus")?.valueReference?.reference?.replace(/^.*\/fhir\//, ""),
  }));
  const sinceStart = Number(named("events-since-subscription-start")?.valueString);
  return {
    type: named("type")?.valueCode,
    status: named("status")?.valueCode,
    topic: named("topic")?.valueCanonical?.replace(/^.*\//, ""),
    sinceStart,
    events,
    resources: entry.slice(1).flatMap(({ resource }) => (resource === undefined ? [] : [resource])),
  };
}
