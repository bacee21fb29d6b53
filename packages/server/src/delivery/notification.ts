import { topicUrl } from "@wijkverband/fhir";
import type { OutboxEntry } from "@wijkverband/store";
import type { Bundle, ParametersParameter } from "hl7-fhir-r4-types";
import type { Hook } from "./hooks.ts";

/** The id-only notification of one event, in the shape that the Subscriptions R5 Backport gives it in R4 (its example `r4-notification-id-only`; without focus as
 *  `r4-notification-empty`): topic, number and reference, never a name, a number of a person or content. There is no Subscription to refer to yet, so it names
 *  the organisation instead and claims no profile.
 *  @param told whether the recipient may know what it is about (`mayTell`) */
export function notificationOf(entry: OutboxEntry, { organization }: Pick<Hook, "organization">, options: { readonly baseUrl: string; readonly told: boolean; readonly id: string; readonly at: Date }): Bundle {
  const { baseUrl, told, id, at } = options;
  const number = String(entry.number);
  const focus: ParametersParameter[] = told && entry.focus !== undefined ? [{ name: "focus", valueReference: { reference: `${baseUrl}/${entry.focus}` } }] : [];
  return {
    resourceType: "Bundle",
    type: "history",
    timestamp: at.toISOString(),
    entry: [
      {
        fullUrl: `urn:uuid:${id}`,
        resource: {
          resourceType: "Parameters",
          id,
          parameter: [
            { name: "subscription", valueReference: { identifier: { system: organization.system, value: organization.code } } },
            { name: "topic", valueCanonical: topicUrl(entry.topic) },
            { name: "status", valueCode: "active" },
            { name: "type", valueCode: "event-notification" },
            { name: "events-since-subscription-start", valueString: number },
            { name: "notification-event", part: [{ name: "event-number", valueString: number }, { name: "timestamp", valueInstant: entry.recorded }, ...focus] },
          ],
        },
        // a history Bundle demands both (bdl-3, bdl-4)
        request: { method: "GET", url: `${baseUrl}/Subscription/$status` },
        response: { status: "200" },
      },
    ],
  };
}
