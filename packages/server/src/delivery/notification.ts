import { notificationText } from "@wijkverband/facade";
import { topicUrl } from "@wijkverband/fhir";
import type { OutboxEntry } from "@wijkverband/store";
import type { Hook } from "./hooks.ts";

/** The id-only notification of one event for a hook, in the shape of a Subscription's: topic, number and reference, never a name, a number of a person or content.
 *  There is no Subscription to refer to, so it names the organisation instead.
 *  @param told whether the recipient may know what it is about (`mayTell`)
 *  @returns JSON */
export function notificationOf({ number, topic, focus, recorded }: OutboxEntry, { organization }: Pick<Hook, "organization">, options: { readonly baseUrl: string; readonly told: boolean; readonly id: string; readonly at: Date }): string {
  const { told, ...rest } = options;
  return notificationText({
    ...rest,
    kind: "event-notification",
    subscription: { identifier: { system: organization.system, value: organization.code } },
    topic: topicUrl(topic),
    status: "active",
    eventsSinceStart: number,
    events: [{ number, timestamp: recorded, ...(told && focus !== undefined && { focus: { reference: focus } }) }],
  });
}
